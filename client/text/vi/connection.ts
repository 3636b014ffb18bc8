/** The connection to the server, and what is said of every refusal. */
export const connection = {
  online: 'Đã kết nối',
  connecting: 'Đang kết nối…',
  offline: 'Mất kết nối, đang kết nối lại',
  stoppedServer: 'Máy chủ đang khởi động lại, đang kết nối lại',
  reload: 'Tải lại trang',
  notNow: 'Bây giờ chưa làm được việc này.',
  offlineWhy: 'Mất kết nối: chưa gửi được lên máy chủ.',
};
