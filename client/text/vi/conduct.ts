/** Questions before what can’t be undone. */
export const conduct = {
  questions: {
    openMeeting: 'Bắt đầu phiên họp?',
    closeMeeting: 'Kết thúc phiên họp? Sau khi kết thúc không mở lại được.',
    withoutQuorum: 'Chưa đủ số đại biểu có mặt. Vẫn tiến hành? Việc này được ghi vào nhật ký.',
    openVote: 'Bắt đầu biểu quyết? Danh sách người có quyền biểu quyết được chốt ngay.',
    closeVote: 'Kết thúc biểu quyết? Sau đó không ai bỏ phiếu được nữa.',
    publishVote: 'Công bố kết quả lên màn hình và máy của đại biểu?',
    cancelVote: 'Hủy biểu quyết này? Các phiếu đã bỏ không được tính.',
  },
  voteHeld: (shown: string) => `Màn hình đang ghim: ${shown}. Hội trường sẽ không thấy biểu quyết.`,
  openAndRelease: 'Bắt đầu, bỏ ghim màn hình',
  publishAndRelease: 'Công bố, bỏ ghim màn hình',
  keepHeld: 'Giữ ghim và tiếp tục',
  stillOpen: (titles: string) =>
    `Còn đang lấy ý kiến hoặc biểu quyết: ${titles}. Kết thúc hoặc hủy trước khi kết thúc phiên họp.`,
  saveChanges: 'Lưu thay đổi',
  preview: 'Xem trước phiếu',
  notYet: (count: number) => `Còn ${count} đại biểu chưa biểu quyết.`,
};
