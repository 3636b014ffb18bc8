/** The words of notes, in both languages. */
import { currentLanguage } from '../text/language.ts';

const vi = {
  mine: 'Ghi chú của tôi',
  tools: 'Công cụ ghi chú',
  onSelection: 'Với đoạn chữ đã chọn',
  kinds: {
    highlight: 'Tô sáng',
    underline: 'Gạch chân',
    strike: 'Gạch ngang',
    ink: 'Bút',
    sticky: 'Ghi chú dán',
    bookmark: 'Dấu trang',
  },
  eraser: 'Tẩy',
  withWords: 'Ghi chú',
  undo: 'Hoàn tác',
  redo: 'Làm lại',
  colours: { yellow: 'Vàng', green: 'Xanh lá', blue: 'Xanh dương', pink: 'Hồng', red: 'Đỏ', black: 'Đen' },
  selectHint: 'Chọn chữ trên trang để tô sáng.',
  stickyHint: 'Chạm vào trang để đặt ghi chú.',
  text: 'Nội dung ghi chú',
  private: 'Chỉ mình đại biểu đọc được.',
  remove: 'Xóa',
  done: 'Xong',
  noteNamed: (text: string) => `Ghi chú: ${text.slice(0, 80)}`,
  search: 'Tìm trong ghi chú',
  none: 'Chưa có ghi chú nào. Mở tài liệu, chọn chữ để tô sáng, hoặc bấm “Ghi chú”.',
  noneFound: 'Không có ghi chú nào như vậy.',
  lost: 'Không còn trong bản mới: xem ở bản cũ',
  gone: 'Tài liệu không còn trong phiên họp',
  exportPdf: 'Xuất PDF',
  exportText: 'Xuất văn bản',
  exporting: 'Đang tạo PDF…',
  exportFailed: 'Không tạo được PDF. Kiểm tra kết nối rồi thử lại, hoặc xuất văn bản.',
  fileName: 'ghi-chu-cua-toi',
  page: (page: number) => `trang ${page}`,
  states: {
    synced: 'Đã lưu trên máy này và trên máy chủ',
    waiting: 'Đã lưu trên máy này, sẽ gửi lên máy chủ khi có kết nối',
    locked: 'Đã lưu trên máy này. Nhập mã PIN để lưu cả lên máy chủ.',
    refused: 'Máy chủ không nhận được một ghi chú; ghi chú đó vẫn còn trên máy này. Xuất văn bản để giữ.',
    memory: 'Trình duyệt này không lưu được: ghi chú mất khi đóng trang nếu chưa gửi lên máy chủ',
  },
  pin: 'Mã PIN',
  unlock: 'Mở ghi chú trên máy chủ',
  wrongPin: 'Mã PIN không đúng.',
  unreachable: 'Không liên lạc được với máy chủ. Thử lại sau.',
  carried: (carried: number, lost: number) =>
    `Đã chuyển ${carried} ghi chú sang bản mới.${
      lost > 0 ? ` ${lost} ghi chú không còn chỗ, xem trong “Ghi chú của tôi”.` : ''
    }`,
};
type Words = typeof vi;
const en: Words = {
  mine: 'My notes',
  tools: 'Note tools',
  onSelection: 'With the selected words',
  kinds: {
    highlight: 'Highlight',
    underline: 'Underline',
    strike: 'Strike through',
    ink: 'Pen',
    sticky: 'Sticky note',
    bookmark: 'Bookmark',
  },
  eraser: 'Eraser',
  withWords: 'Note',
  undo: 'Undo',
  redo: 'Redo',
  colours: { yellow: 'Yellow', green: 'Green', blue: 'Blue', pink: 'Pink', red: 'Red', black: 'Black' },
  selectHint: 'Select words on the page to highlight them.',
  stickyHint: 'Touch the page to place the note.',
  text: 'What I note',
  private: 'Only you can read this.',
  remove: 'Delete',
  done: 'Done',
  noteNamed: (text) => `Note: ${text.slice(0, 80)}`,
  search: 'Search my notes',
  none: 'No notes yet. Open a document, select words to highlight them, or press “Note”.',
  noneFound: 'No note like that.',
  lost: 'No more in the new version: see it in the old one',
  gone: 'The document is not in the meeting any more',
  exportPdf: 'Export PDF',
  exportText: 'Export text',
  exporting: 'Making the PDF…',
  exportFailed: 'The PDF could not be made. Check the connection and try again, or export text.',
  fileName: 'my-notes',
  page: (page) => `page ${page}`,
  states: {
    synced: 'Kept on this device and on the server',
    waiting: 'Kept on this device; sent to the server when there is a connection',
    locked: 'Kept on this device. Enter your PIN to keep them on the server too.',
    refused: 'The server does not take one of the notes; it is still on this device. Export text to keep it.',
    memory: 'This browser can’t keep them: notes are lost when the page is closed unless they were sent',
  },
  pin: 'PIN',
  unlock: 'Open my notes on the server',
  wrongPin: 'That is not the PIN.',
  unreachable: 'The server can’t be reached. Try again later.',
  carried: (carried, lost) =>
    `${carried} notes were carried over to the new version.${
      lost > 0 ? ` ${lost} have no place there any more: see “My notes”.` : ''
    }`,
};

/** The words of the current language; call it while rendering. */
export const words = (): Words => (currentLanguage() === 'en' ? en : vi);
