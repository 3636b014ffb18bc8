/** What stands on several pages of a meeting. */
export const meeting = {
  signedInAs: 'Đang đăng nhập',
  myTablet: 'Máy tính bảng của tôi',
  myBallot: 'Phiếu của tôi',
  iAmPresent: 'Tôi có mặt',
  missing: 'Chưa nhập mục này.',
  edit: 'Sửa',
  endTitle: 'Phiên họp đã kết thúc',
  endHint: 'Cảm ơn đại biểu. Tài liệu và ghi chú vẫn đọc được ở đây.',
  results: 'Kết quả biểu quyết',
  noResults: 'Phiên họp không có kết quả biểu quyết nào được công bố.',
  awake: 'Trình duyệt không cho giữ màn hình sáng ở địa chỉ http. Vào Cài đặt máy, tăng thời gian tự tắt màn hình.',
  dismiss: 'Ẩn đi',
  shortcuts: 'Phím tắt',
  console: 'Bàn điều hành',
  floor: 'Phát biểu',
  skipToMain: 'Đến nội dung chính',
};
