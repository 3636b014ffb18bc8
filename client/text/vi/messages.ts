/** Notices from the secretariat, and calls for it. */
import type { CallNeed } from '../../../shared/meeting/messages/state.ts';

export const messages = {
  notices: 'Thông báo',
  noticeText: 'Nội dung',
  noticeTo: 'Gửi đến',
  everyone: 'Mọi người trong phòng họp',
  sendNotice: 'Gửi',
  noticeSent: 'Đã gửi thông báo',
  withdraw: (text: string) => `Thu hồi: ${text}`,
  withdrawn: 'Đã thu hồi',
  noNotices: 'Chưa gửi thông báo nào.',
  toWhom: (names: string) => `Gửi ${names}`,
  callSecretary: 'Gọi thư ký',
  needs: {
    water: 'Nước uống',
    help: 'Cần người giúp',
    device: 'Máy tính bảng có lỗi',
    other: 'Việc khác',
  } satisfies Record<CallNeed, string>,
  called: 'Đã gọi. Thư ký sẽ đến.',
  callOut: (need: string) => `Đang gọi thư ký: ${need}`,
  takeBack: 'Thôi, không cần nữa',
  calls: (count: number) => `${count} lời gọi thư ký`,
  callOf: (name: string, seat: string, need: string) => `${seat ? `Ghế ${seat} · ` : ''}${name}: ${need}`,
  answered: 'Đã đến',
  newNotices: (count: number) => `${count} thông báo mới`,
  read: 'Đã đọc',
  secretariatFrom: 'Thư ký thông báo',
};
