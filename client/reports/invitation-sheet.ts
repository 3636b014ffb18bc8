/** Giấy mời in the official form (30/2020/NĐ-CP, Mẫu 1.7), for one invitee or for all; in Vietnamese. */
import type { Invitation } from '../../shared/meeting/invitation/state.ts';
import type { MeetingState } from '../../shared/meeting/state.ts';
import type { Person } from '../../shared/people/roster.ts';
import { BLANK, dayOfPaper, moment, type OfficialSheet } from './official-sheet.ts';

export interface InvitationDraft
  extends Pick<Invitation, 'symbol' | 'day' | 'authority' | 'signerTitle' | 'signer' | 'notes'> {
  place: string;
}

/** @param invited null: everyone who is invited, in one paper */
export function invitationSheet(view: MeetingState, draft: InvitationDraft, invited: Person | null): OfficialSheet {
  const { council, title, begins, ends, procedure } = view;
  const zone = procedure.timeZone;
  const whom = invited
    ? [invited.name, invited.title].filter(Boolean).join(', ')
    : `các đại biểu ${council} và khách mời theo danh sách`;
  const until = ends === null ? '' : `, đến ${moment(ends, zone)}`;
  const chair = view.people
    .filter(({ roles }) => roles.includes('chair'))
    .map(({ name, title: office }) => [name, office].filter(Boolean).join(', '))
    .join('; ');
  return {
    council,
    meeting: '',
    number: `Số: ${draft.symbol || `${BLANK}/GM-HĐND`}`,
    placeAndDate: `${procedure.place || BLANK}, ${dayOfPaper(draft.day)}`,
    title: 'GIẤY MỜI',
    about: title,
    paragraphs: [
      `${council} trân trọng kính mời: ${whom}.`,
      `Tới dự: ${title}${view.session ? `, ${view.session}` : ''}.`,
      ...(chair ? [`Chủ trì: ${chair}.`] : []),
      `Thời gian: ${begins === null ? BLANK : moment(begins, zone)}${until}.`,
      `Địa điểm: ${draft.place || BLANK}.`,
      ...draft.notes.split('\n').filter(Boolean),
      'Rất mong quý vị có mặt đúng giờ để cuộc họp đạt kết quả tốt./.',
    ],
    tables: [],
    conclusion: [],
    signers: [],
    signature: {
      authority: draft.authority,
      title: draft.signerTitle,
      name: draft.signer,
      receivers: ['Như trên', 'Lưu: VT'],
    },
  };
}
