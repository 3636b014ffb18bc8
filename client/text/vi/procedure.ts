/** Rules of procedure in figures. */
import type { Procedure } from '../../../shared/procedure.ts';

export const procedure = {
  questioning: 'Khi chất vấn (giây)',
  questioningHint: 'Nghị quyết 71/2022/QH15; để trống: như mọi lúc.',
  atQuestioning: (kind: string) => `${kind}, khi chất vấn`,
  warning: 'Báo sắp hết giờ trước (giây)',
  warningHint: (numerator: number, denominator: number) =>
    `hoặc khi còn ${numerator}/${denominator} thời gian, tùy lúc nào muộn hơn`,
  requestsTitle: 'Ai được đăng ký gì',
  requestKind: 'Hình thức',
  mayRequest: {
    delegate: { otherwise: 'Đại biểu', questioning: 'Đại biểu, khi chất vấn' },
    guest: { otherwise: 'Khách mời', questioning: 'Khách mời, khi chất vấn' },
  },
  blankBallots: 'Phiếu bầu không chọn ai',
  partialBallots: 'Phiếu tín nhiệm bỏ trống một số người',
  validity: { invalid: 'không hợp lệ', valid: 'hợp lệ' } satisfies Record<Procedure['blankBallots'], string>,
  csvSeparator: 'Dấu ngăn cột trong tệp CSV',
  separators: { ';': 'chấm phẩy ( ; )', ',': 'phẩy ( , )' } satisfies Record<Procedure['csvSeparator'], string>,
  meetingHint: 'Chỉ cho phiên họp này; mặc định là quy định của cơ quan. Khi phiên họp đã bắt đầu thì không đổi nữa.',
  fixed: 'Phiên họp đã bắt đầu: quy định giữ nguyên đến hết phiên.',
};
