/** Presenting to the hall. */
export const presentation = {
  presentation: 'Trình chiếu',
  startPresenting: 'Trình chiếu',
  stopPresenting: 'Dừng trình chiếu',
  handTo: 'Người trình chiếu',
  chairsSide: 'Bàn chủ tọa, thư ký',
  notPresenting: 'Không có tài liệu đang trình chiếu.',
  youPresent: 'Đại biểu đang được giao trình chiếu: trang đại biểu mở cũng là trang của hội trường.',
  presentThis: 'Trình chiếu tài liệu này',
};
