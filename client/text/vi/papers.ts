/** Minutes and conclusions, as they are written. */
import type { PaperKind } from '../../../shared/papers.ts';

export const papers = {
  kinds: { minutes: 'Biên bản', conclusion: 'Thông báo kết luận' } satisfies Record<PaperKind, string> as Record<
    PaperKind,
    string
  >,
  hint: 'Dữ kiện từ hồ sơ điện tử (nền màu) không sửa đè được: bấm vào để ghi chú. Phần còn lại viết tự do; hai người cùng sửa thấy thay đổi của nhau.',
  loading: 'Đang mở văn bản…',
  state: {
    synced: 'Đã lưu trên máy chủ',
    waiting: 'Đang lưu…',
    offline: 'Mất kết nối. Thay đổi được giữ trên máy này và tự gửi khi có mạng lại, hoặc khi mở lại trang.',
    refused: 'Máy chủ không nhận thay đổi này. Chép phần vừa viết ra nơi khác, rồi tải lại trang.',
  },
  others: (names: string) => `Đang mở cùng lúc: ${names}`,
  toolbar: 'Định dạng',
  bold: 'Đậm',
  italic: 'Nghiêng',
  heading: 'Đề mục',
  list: 'Gạch đầu dòng',
  undo: 'Hoàn tác',
  redo: 'Làm lại',
  fact: 'Dữ kiện từ hồ sơ',
  note: 'Ghi chú của thư ký',
  addNote: 'Ghi chú dữ kiện này',
  noteQuestion: (text: string) => `Ghi chú cho dữ kiện “${text}”`,
  differs: (count: number) => `${count} dữ kiện khác hồ sơ điện tử`,
  missing: (count: number) => `${count} dữ kiện của hồ sơ chưa có trong văn bản`,
  now: 'Hồ sơ ghi:',
  inPaper: 'Văn bản ghi:',
  gone: 'Hồ sơ không còn dữ kiện này.',
  takeOver: 'Cập nhật theo hồ sơ',
  insert: 'Chèn',
  same: 'Mọi dữ kiện khớp với hồ sơ điện tử.',
  symbol: 'Số, ký hiệu',
  takeNumber: 'Lấy số từ sổ',
  day: 'Ngày văn bản',
  savePdf: 'Tải PDF',
  saveDocx: 'Tải Word',
  signed: 'Bản đã ký',
  signedHint:
    'Ký bản PDF, rồi tải bản đã ký lên ở phần Tài liệu (loại Biên bản hoặc Thông báo kết luận). Chữ ký số được kiểm tra khi nhận.',
  toDocuments: 'Đến phần Tài liệu',
  signedThere: (title: string) => `Đã có: ${title}`,
  tab: 'Biên bản',
  papers: 'Biên bản, kết luận',
};
