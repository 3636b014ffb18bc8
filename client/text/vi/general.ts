/** What several pages say. */
export const general = {
  product: 'Nghị Trường',
  signIn: 'Đăng nhập',
  signOut: 'Đăng xuất',
  code: 'Mã đại biểu',
  pin: 'Mã PIN',
  openConsole: 'Bàn điều hành',
  openTablet: 'Máy tính bảng đại biểu',
  openScreen: 'Màn hình hội trường',
  nothingOn: 'Phòng họp hiện chưa có phiên họp',
  desk: 'Bàn thư ký',
  language: 'English',
  languageName: 'Chuyển sang tiếng Anh',
  insecureNetwork: 'Kết nối KHÔNG được mã hóa: không bỏ phiếu kín được, mã PIN có thể bị đọc trên mạng.',
  goBack: 'Quay lại',
  endLogin: 'Đăng xuất máy đó',
  serverUnreachable: 'Không liên lạc được với máy chủ. Kiểm tra Wi-Fi hội trường rồi thử lại.',
};
