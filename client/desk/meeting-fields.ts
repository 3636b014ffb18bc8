/** Fields that planning one meeting and planning a session have in common. */
import { html } from 'lit';
import { meetingsOn } from '../../shared/body/meetings.ts';
import type { BodyState } from '../../shared/body/state.ts';
import { fieldText } from '../office/asking.ts';
import type { PlannedMeeting } from '../office/office.ts';
import { deskText } from '../text/desk.ts';
import { officeText } from '../text/office.ts';
import { optionsOf } from '../ui/options.ts';

const EVERYONE = '';
const DELEGATES = '*delegates';

/** Where: the only hall there is, unless another is said. */
export function hallChoice({ halls }: BodyState, chosen: string | null) {
  const w = deskText();
  const [only] = halls;
  return html`<label
    >${w.hall}<select name="hall">
      ${optionsOf(
        [{ value: '', words: w.noHall }, ...halls.map(({ id, name }) => ({ value: id as string, words: name }))],
        chosen ?? (only && halls.length === 1 ? only.id : ''),
      )}
    </select></label
  >`;
}

/** Who is asked to come: everyone, the delegates, or one group of them. Staff is always there. */
export function invitedChoice({ members }: BodyState) {
  const o = officeText();
  const groups = [...new Set(members.filter(({ until }) => until === null).map(({ delegation }) => delegation))]
    .filter(Boolean)
    .sort((a, b) => a.localeCompare(b, 'vi', { numeric: true }));
  return html`<label
    >${o.invited}<select name="invited">
      <option value=${EVERYONE}>${o.invitedDelegates}, ${o.invitedGuests.toLocaleLowerCase('vi')}</option>
      <option value=${DELEGATES}>${o.invitedDelegates}</option>
      ${groups.map((group) => html`<option value=${group}>${o.invitedDelegation(group)}</option>`)}
    </select></label
  >`;
}

/** What the choice above means; null: everyone. */
export function invitedOf(fields: FormData): PlannedMeeting['invited'] {
  const chosen = fieldText(fields, 'invited');
  if (chosen === EVERYONE) return null;
  const isAll = chosen === DELEGATES;
  return { delegates: isAll, guests: false, delegations: isAll ? [] : [chosen] };
}

/** The earlier meeting that a new one is like. */
export function likeChoice(state: BodyState, chosen: string) {
  const o = officeText();
  const earlier = meetingsOn(state)
    .filter(({ isRehearsal }) => !isRehearsal)
    .toSorted((a, b) => (b.begins ?? 0) - (a.begins ?? 0))
    .slice(0, 100);
  return html`<label
    >${o.likeEarlier}<select name="like">
      ${optionsOf(
        [
          { value: '', words: o.noTemplate },
          ...earlier.map(({ id, title }) => ({ value: id as string, words: title })),
        ],
        chosen,
      )}
    </select></label
  >`;
}
