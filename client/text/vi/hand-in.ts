/** Handing in documents by a link. */
export const handIn = {
  title: 'Nộp tài liệu',
  loading: 'Đang tải…',
  forWhom: (who: string) =>
    who
      ? `Dành cho ${who}. Tài liệu đến thẳng thư ký và chỉ thuộc nội dung này.`
      : 'Tài liệu đến thẳng thư ký và chỉ thuộc nội dung này.',
  dropHere: 'Kéo tài liệu vào đây',
  formats: (megabytes: number) => `PDF, Word, Excel, PowerPoint hoặc bản quét, tối đa ${megabytes} MB mỗi tệp`,
  chooseFiles: 'Chọn tệp',
  handedIn: 'Đã nộp',
  broken: 'Mất mạng; đang thử gửi tiếp…',
  phases: {
    arriving: 'Đang gửi…',
    waiting: 'Đã nhận, đang kiểm tra',
    ready: 'Đã nhận, chờ thư ký xác nhận',
    refused: 'Không dùng được tệp này. Hãy gửi bản PDF khác hoặc hỏi thư ký.',
  },
};
