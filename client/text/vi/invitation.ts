/** Answering an invitation. */
import type { Coming } from '../../../shared/meeting/invitation/state.ts';

export const invitation = {
  question: 'Đại biểu có dự phiên họp này không?',
  coming: { comes: 'Dự họp', late: 'Đến muộn', absent: 'Vắng mặt', substitute: 'Cử người dự thay' } satisfies Record<
    Coming,
    string
  > as Record<Coming, string>,
  answered: {
    comes: 'Đã trả lời: dự họp',
    late: 'Đã trả lời: đến muộn',
    absent: 'Đã trả lời: vắng mặt',
    substitute: 'Đã trả lời: cử người dự thay',
  } satisfies Record<Coming, string> as Record<Coming, string>,
  reason: {
    comes: '',
    late: 'Lý do, giờ đến (nếu có)',
    absent: 'Lý do vắng mặt',
    substitute: 'Lý do (nếu có)',
  } satisfies Record<Coming, string> as Record<Coming, string>,
  substitute: 'Họ tên, chức vụ người dự thay',
  send: (coming: string) => `Gửi: ${coming.toLowerCase()}`,
  change: 'Đổi trả lời',
  // the chair's side
  answer: 'Trả lời giấy mời',
  unanswered: 'Chưa trả lời',
  said: (coming: string, reason: string) => `Đã báo: ${coming.toLowerCase()}${reason ? ` (${reason})` : ''}`,
  counted: (answered: number, invited: number, late: number, absent: number) =>
    [
      `Đã trả lời giấy mời: ${answered}/${invited}`,
      late > 0 ? `${late} đến muộn` : '',
      absent > 0 ? `${absent} vắng` : '',
    ]
      .filter(Boolean)
      .join(' · '),
};
