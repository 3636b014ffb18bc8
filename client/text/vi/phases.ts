/** Where a meeting stands, and what the chair does to it. */
export const phases = {
  phase: { prepared: 'Chưa bắt đầu', open: 'Đang họp', suspended: 'Tạm nghỉ', closed: 'Đã kết thúc' },
  openMeeting: 'Bắt đầu phiên họp',
  suspendMeeting: 'Tạm nghỉ',
  resumeMeeting: 'Họp tiếp',
  closeMeeting: 'Kết thúc phiên họp',
};
