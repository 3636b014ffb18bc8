/** Giấy mời in the official form (30/2020/NĐ-CP, Mẫu 1.7), for one invitee or for all; in Vietnamese. */
import { fillTemplate } from '../../shared/body/invitation-template.ts';
import type { Invitation } from '../../shared/meeting/invitation/state.ts';
import type { MeetingState } from '../../shared/meeting/state.ts';
import type { Person } from '../../shared/people/roster.ts';
import { BLANK, dayOfPaper, moment, type OfficialSheet } from './official-sheet.ts';

/** How the invitees are called where one paper is for all of them. */
export const EVERYONE = 'các đại biểu và khách mời theo danh sách kèm theo';

export interface InvitationDraft
  extends Pick<Invitation, 'symbol' | 'day' | 'authority' | 'signerTitle' | 'signer' | 'notes'> {
  place: string;
  /** The council's own words (`shared/body/invitation-template.ts`); empty: the official form. */
  template: string;
}

/** @param invited one of them; or all who are invited, in one paper with a list */
export function invitationSheet(
  view: MeetingState,
  draft: InvitationDraft,
  invited: Person | readonly Person[],
): OfficialSheet {
  const { council, title, begins, ends, procedure } = view;
  const zone = procedure.timeZone;
  const all = 'id' in invited ? [] : invited;
  const whom = 'id' in invited ? [invited.name, invited.title].filter(Boolean).join(', ') : EVERYONE;
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
    paragraphs: fillTemplate(draft.template, {
      'cơ quan': council,
      'khách mời': whom,
      'cuộc họp': [title, view.session].filter(Boolean).join(', '),
      'chủ trì': chair,
      'thời gian': `${begins === null ? BLANK : moment(begins, zone)}${until}`,
      'địa điểm': draft.place || BLANK,
      'đề nghị thêm': draft.notes,
    }),
    tables: [],
    conclusion: [],
    signers: [],
    signature: {
      authority: draft.authority,
      title: draft.signerTitle,
      name: draft.signer,
      receivers: ['Như trên', 'Lưu: VT'],
    },
    annexes:
      all.length === 0
        ? []
        : [
            {
              caption: 'Danh sách mời',
              head: ['TT', 'Họ và tên', 'Chức vụ, đơn vị'],
              widths: [8, 42, 60],
              rows: all.map((person, at) => [String(at + 1), person.name, person.title]),
            },
          ],
  };
}
