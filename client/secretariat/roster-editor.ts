/**
 * Who takes part in this meeting: those of the body who are not in it yet, somebody at the door, and who leaves. Once
 * the meeting has begun, a delegate who joins or leaves changes all counts: what says so is asked for and recorded.
 */

import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { isMemberOn, type Member } from '../../shared/body/members.ts';
import type { PersonId } from '../../shared/ids.ts';
import { isDelegate, isGuest, type Person } from '../../shared/people/roster.ts';
import { dayIn } from '../../shared/vietnamese.ts';
import { Commands } from '../app/commands.ts';
import { dialogHead } from '../ui/dialog-head.ts';
import '../office/issued-card.ts';
import { Meeting } from '../live/controller.ts';
import { randomId } from '../live/random-id.ts';
import { fieldText, sayRefusal } from '../office/asking.ts';
import { deskStyles } from '../office/desk-styles.ts';
import { inTurn, type Progress } from '../office/in-turn.ts';
import type { IssuedCardDialog } from '../office/issued-card.ts';
import { kindOf } from '../office/member-kinds.ts';
import { Office } from '../office/office.ts';
import { deskText } from '../text/desk.ts';
import { currentLanguage } from '../text/language.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';

/** As what somebody comes in at the door. */
const kinds = ['guest', 'delegate'] as const;

@customElement('roster-editor')
export class RosterEditor extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view, welcome, status }) => [view?.people, view?.phase, welcome, status]);
  readonly #commands = new Commands(this, this.#meeting);
  #office: Office | null = null;
  @state() private refused = '';
  @state() private progress: Progress | null = null;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('issued-card') private shownCard!: IssuedCardDialog;

  static override styles = [
    ...deskStyles,
    css`
      ul {
        display: grid;
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
      }
      li {
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 6px 16px;
        border-block-start: 1px solid var(--line);
      }
      li:first-child {
        border: 0;
      }
      li > div {
        flex: 1;
        min-width: 0;
      }
    `,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#office?.stop();
    this.#office = null;
  }

  protected override willUpdate(): void {
    const body = this.#meeting.isReady ? this.#meeting.live.welcome?.body : undefined;
    if (!body || this.#office) return;
    this.#office = new Office(body);
    this.#office.addEventListener('change', () => this.requestUpdate());
    this.#office.start();
  }

  /** Of the body, in office today, and not in this meeting. */
  get #missing(): Member[] {
    const today = dayIn(this.#meeting.view.procedure.timeZone, Date.now());
    const here = new Set(this.#meeting.view.people.filter(({ isFormer }) => !isFormer).map(({ id }) => id));
    return (this.#office?.state?.members ?? []).filter(
      (member) => !here.has(member.id) && isMemberOn(member, today) && !member.roles.includes('display'),
    );
  }

  /** What says that a delegate joins or leaves; empty where nobody has to say, null when it was declined. */
  async #because(person: Pick<Person, 'roles'>, words: string): Promise<string | null> {
    if (!this.#meeting.view.convened || !person.roles.includes('delegate')) return '';
    const w = deskText();
    return this.#commands.ask({ words, confirm: w.save, wants: w.because });
  }

  async #add(members: readonly Member[]): Promise<void> {
    const delegate = members.find(({ roles }) => roles.includes('delegate'));
    const reason = delegate ? await this.#because(delegate, deskText().whyJoins) : '';
    if (reason === null) return;
    await inTurn(
      members,
      ({ from, until, email, ...person }) =>
        this.#commands.sendAndSee({ type: 'add-person', person, reason, document: reason }),
      (progress) => (this.progress = progress),
    );
  }

  async #remove(person: Person): Promise<void> {
    const w = deskText();
    const isRecorded = this.#meeting.view.convened && isDelegate(person);
    const reason = isRecorded
      ? await this.#because(person, w.whyLeaves(person.name))
      : await this.#commands.ask({ words: w.takeOutQuestion(person.name), confirm: w.remove });
    if (reason === null) return;
    if (!(await this.#commands.send({ type: 'remove-person', person: person.id, reason, document: reason }))) return;
    // What is on record is not undone by a touch.
    if (isRecorded) this.#commands.say(w.takenOut(person.name));
    else this.#commands.sayUndo(w.takenOut(person.name), { type: 'add-person', person });
  }

  readonly #atDoor = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const fields = new FormData(form);
    const text = (name: string) => fieldText(fields, name);
    const office = this.#office!;
    if (text('name') === '') {
      this.refused = deskText().needsName;
      return;
    }
    const id = `p-${randomId().slice(0, 14)}` as PersonId;
    const roles = [text('kind') as (typeof kinds)[number]];
    const member: Member = {
      id,
      name: text('name'),
      title: text('title'),
      delegation: '',
      roles,
      from: null,
      until: null,
    };
    const reason = await this.#because(member, deskText().whyJoins);
    if (reason === null) return;
    const refusal = await office.give({ type: 'add-member', member });
    this.refused = refusal ? refusal[currentLanguage()] : '';
    if (refusal) return;
    const { from, until, email, ...person } = member;
    if (!(await this.#commands.send({ type: 'add-person', person, reason, document: reason }))) return;
    form.reset();
    this.dialog.close();
    const { cards, refused } = await office.issue([id], () => undefined);
    if (refused) sayRefusal(this, refused);
    else await this.shownCard.show(member, cards[0]!);
  };

  override render() {
    if (!this.#meeting.isReady) return nothing;
    const w = deskText();
    const people = this.#meeting.view.people.filter(({ isFormer, roles }) => !isFormer && !roles.includes('display'));
    const missing = this.#missing;
    return html`<div class="row">
        <h2 class="grow">${w.rosterCount(people.filter(isDelegate).length, people.filter(isGuest).length)}</h2>
        <button class="primary" @click=${() => this.dialog.showModal()}>${icon('plus')} ${w.addAtDoor}</button>
      </div>
      ${missing.length > 0 ? this.#notInvited(missing) : nothing}
      <ul>
        ${repeat(
          people,
          ({ id }) => id,
          (person) =>
            html`<li>
              <div>
                <b>${person.name}</b>
                <p class="muted small">${this.#about(person)}</p>
              </div>
              <button
                class="quiet"
                aria-label=${w.takeOut(person.name)}
                title=${w.takeOut(person.name)}
                @click=${() => void this.#remove(person)}
              >
                ${icon('userX')}
              </button>
            </li>`,
        )}
      </ul>
      ${this.#dialog()} ${this.#office ? html`<issued-card .office=${this.#office}></issued-card>` : nothing}`;
  }

  #about({ roles, title, delegation }: Person): string {
    const { personRoles } = deskText();
    return [personRoles[kindOf(roles)], title, delegation].filter(Boolean).join(' · ');
  }

  #notInvited(missing: readonly Member[]) {
    const w = deskText();
    return html`<section class="panel" aria-label=${w.notInvited(missing.length)}>
      <div class="row">
        <b class="grow">${w.notInvited(missing.length)}</b>
        ${
          this.progress
            ? html`<label
                >${w.inviting(this.progress.done, this.progress.all)}<progress
                  max=${this.progress.all}
                  value=${this.progress.done}
                ></progress
              ></label>`
            : html`<button @click=${() => void this.#add(missing)}>${icon('userCheck')} ${w.inviteAll}</button>`
        }
      </div>
      <div class="row">
        ${missing.slice(0, 12).map(
          (member) =>
            html`<button aria-label=${w.invite(member.name)} @click=${() => void this.#add([member])}>
                ${icon('plus')} ${member.name}
              </button>`,
        )}
      </div>
    </section>`;
  }

  #dialog() {
    const w = deskText();
    return html`<dialog aria-labelledby="door-title">
      ${dialogHead('door-title', w.addAtDoor, () => this.dialog.close())}
      <p class="muted">${w.addAtDoorHint}</p>
      <form @submit=${this.#atDoor}>
        <label>${w.personName}<input name="name" maxlength="120" autocomplete="off" /></label>
        <label>${w.personTitle}<input name="title" maxlength="200" autocomplete="off" /></label>
        <label
          >${w.personRole}<select name="kind">
            ${kinds.map((kind) => html`<option value=${kind}>${w.personRoles[kind]}</option>`)}
          </select></label
        >
        <p class="refused" role="alert" ?hidden=${!this.refused}>${this.refused}</p>
        <button class="primary">${w.addAndCard}</button>
      </form>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'roster-editor': RosterEditor;
  }
}
