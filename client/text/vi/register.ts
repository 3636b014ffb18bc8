/** The body's register of papers. */
import type { RegisterKind } from '../../../shared/body/register.ts';

export const register = {
  title: 'Sổ đăng ký văn bản',
  hint: 'Số chạy theo loại văn bản và năm. Số được cấp ở Giấy mời, Biên bản, Tài liệu hoặc tại đây; số cấp nhầm được gạch đi, không xóa.',
  kinds: {
    invitation: 'Giấy mời',
    resolution: 'Nghị quyết',
    minutes: 'Biên bản',
    conclusion: 'Thông báo',
    report: 'Báo cáo',
    submission: 'Tờ trình',
  } satisfies Record<RegisterKind, string> as Record<RegisterKind, string>,
  allKinds: 'Mọi loại',
  year: 'Năm',
  allYears: 'Mọi năm',
  symbol: 'Số, ký hiệu',
  day: 'Ngày',
  kind: 'Loại',
  subject: 'Trích yếu',
  meeting: 'Phiên họp',
  number: (next: number) => `Số (để trống: số tiếp theo, trong năm nay là ${next})`,
  take: 'Cấp số',
  taken: (symbol: string) => `Đã cấp số ${symbol}`,
  strike: 'Gạch số',
  strikeQuestion: (symbol: string) => `Gạch số ${symbol}? Số này còn trong sổ, có lý do, và không cấp lại tự động.`,
  why: 'Lý do',
  isStruck: (symbol: string) => `Đã gạch số ${symbol}`,
  struckBecause: (why: string) => `Đã gạch: ${why}`,
  save: 'Tải sổ (Excel)',
  none: 'Chưa có văn bản nào.',
  noneFound: 'Không có văn bản nào như vậy. Đổi loại, năm hoặc chữ cần tìm.',
};
