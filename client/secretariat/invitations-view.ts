/** Giấy mời at the secretariat: numbered, issued, sent; who got it, opened it, answered; the rest reminded in one act. */
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import * as v from 'valibot';
import type { BodyState } from '../../shared/body/state.ts';
import type { InvitationAnswer } from '../../shared/meeting/invitation/state.ts';
import { isInHall, type Person } from '../../shared/people/roster.ts';
import { dayIn, slug } from '../../shared/vietnamese.ts';
import type { Refusal } from '../../shared/wire/rejections.ts';
import { Commands } from '../app/commands.ts';
import { Meeting } from '../live/controller.ts';
import { draftOf, forgetDraft, keepDraft } from '../live/drafts.ts';
import { authorization, request } from '../live/login.ts';
import { inMeeting } from '../live/place.ts';
import { deskStyles, tableStyles } from '../office/desk-styles.ts';
import { bodyOf, takeNumber } from '../office/register.ts';
import { type InvitationDraft, invitationSheet } from '../reports/invitation-sheet.ts';
import { made } from '../reports/sheet.ts';
import { invitationText } from '../text/invitation.ts';
import { currentLanguage } from '../text/language.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { save } from '../ui/save.ts';
import { saveSpreadsheet } from '../ui/save-spreadsheet.ts';
import { atZone, dayAndTimeText, inputTime } from '../ui/time.ts';

const LOOK_AGAIN_MS = 5000;

interface Sent {
  hasMail: boolean;
  from: string;
  /** What is wrong with the mail server, and when it is tried again. */
  trouble: { words: string; until: number } | null;
  origin: string;
  people: readonly {
    person: string;
    email: string;
    link: string;
    seenAt: number | null;
    mail: Mailed | null;
  }[];
}
interface Mailed {
  id: string;
  at: number;
  state: 'waiting' | 'sent' | 'refused';
  error: string;
  subject: string;
}

const short = ['symbol', 'authority', 'signerTitle', 'signer'] as const;
/** What stands in the form and was not issued. */
const Typed = v.partial(v.strictObject(v.entriesFromList([...short, 'day', 'notes', 'answerBy'], v.string())));
type Typed = v.InferOutput<typeof Typed>;
/** Under which name that is kept on this device. */
const KEPT = 'invitation';

/** What was kept may be of another version, or no such thing. */
function keptIn(text: string): Typed {
  try {
    return v.parse(Typed, JSON.parse(text || '{}'));
  } catch {
    return {};
  }
}

@customElement('invitations-view')
export class InvitationsView extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view, status }) => [
    view?.invitation,
    view?.answers,
    view?.people,
    view?.begins,
    view?.phase,
    view?.cancelled,
    view?.agenda.sent,
    status,
  ]);
  readonly #commands = new Commands(this, this.#meeting);
  @state() private sent: Sent | null = null;
  @state() private body: BodyState | null = null;
  @state() private changes: Typed | null = null;
  @state() private isBusy = false;
  #timer: ReturnType<typeof setInterval> | undefined;

  static override styles = [
    deskStyles,
    tableStyles,
    css`
      textarea {
        min-height: 90px;
        resize: vertical;
      }
      td {
        vertical-align: top;
        overflow-wrap: anywhere;
      }
      .bad {
        color: var(--danger);
      }
      .pair {
        grid-template-columns: repeat(auto-fit, minmax(260px, 1fr));
      }
      .number {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 8px;
        align-items: end;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#look();
    this.#timer = setInterval(() => document.visibilityState === 'visible' && void this.#look(), LOOK_AGAIN_MS);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    const response = await request(inMeeting('/planning/invitations')).catch(() => null);
    if (response?.ok) this.sent = (await response.json()) as Sent;
    if (this.body) return;
    const { body } = await this.#meeting.live.place;
    // Asked again with the next look: without it nothing is issued.
    this.body = await bodyOf(body).catch(() => null);
  }

  /** Sends a request; a refusal is said. */
  async #ask(path: string, method: string, body?: object | Blob): Promise<boolean> {
    this.isBusy = true;
    try {
      const isFile = body instanceof Blob;
      const address = inMeeting(`/planning/invitations${path}`);
      const response = isFile
        ? await fetch(address, { method, headers: { ...authorization(), 'Content-Type': body.type }, body })
        : await request(address, method, body);
      if (!response.ok) this.#commands.say(((await response.json()) as Refusal)[currentLanguage()], 'bad');
      return response.ok;
    } catch {
      this.#commands.say(this.t.offlineWhy, 'bad');
      return false;
    } finally {
      this.isBusy = false;
      void this.#look();
    }
  }

  get #place(): string {
    const { hall } = this.#meeting.view;
    return this.body?.halls.find(({ id }) => id === hall)?.name ?? '';
  }

  /** What the form says now: as it was typed, as it was issued, as the body has it. */
  get #draft(): InvitationDraft {
    const { view, live } = this.#meeting;
    const { invitation } = view;
    const signing = this.body?.profile.signing;
    const said = (name: (typeof short)[number]): string =>
      this.typed[name] ?? invitation?.[name] ?? (name === 'symbol' ? '' : (signing?.[name] ?? ''));
    return {
      symbol: said('symbol'),
      authority: said('authority'),
      signerTitle: said('signerTitle'),
      signer: said('signer'),
      day: this.typed.day ?? invitation?.day ?? dayIn(view.procedure.timeZone, live.now()),
      notes: this.typed.notes ?? invitation?.notes ?? '',
      place: this.#place,
      template: this.body?.profile.invitationText ?? '',
    };
  }
  get #answerBy(): string {
    const { view } = this.#meeting;
    const known = view.invitation?.answerBy;
    return this.typed.answerBy ?? (known ? inputTime(known, view.procedure.timeZone) : '');
  }

  private get typed(): Typed {
    return this.changes ?? keptIn(draftOf(this.#meeting.live, KEPT));
  }
  #type(changes: Typed): void {
    this.changes = { ...this.typed, ...changes };
    keepDraft(this.#meeting.live, KEPT, JSON.stringify(this.changes));
  }
  readonly #typing = (event: Event) => {
    const { name, value } = event.target as HTMLInputElement;
    this.#type({ [name]: value });
  };

  readonly #takeNumber = async () => {
    const { view, live } = this.#meeting;
    const { body } = await live.place;
    const { day } = this.#draft;
    try {
      const taken = await takeNumber(body, {
        kind: 'invitation',
        day,
        subject: view.title,
        meeting: view.id,
        number: null,
      });
      if ('code' in taken) this.#commands.say(taken[currentLanguage()], 'bad');
      else this.#type({ symbol: taken.symbol, day });
    } catch {
      this.#commands.say(this.t.offlineWhy, 'bad');
    }
  };

  readonly #issue = async (event: SubmitEvent) => {
    event.preventDefault();
    const { view } = this.#meeting;
    const { place: _, template: __, ...draft } = this.#draft;
    const alsoAgenda = new FormData(event.target as HTMLFormElement).get('agenda') === 'on';
    const answerBy = this.#answerBy ? atZone(this.#answerBy, view.procedure.timeZone) : null;
    // The paper first: what goes out by mail is what was issued.
    const paper = await made('pdf', invitationSheet(view, this.#draft, this.#invited));
    if (!(await this.#ask('/paper', 'PUT', new Blob([paper], { type: 'application/pdf' })))) return;
    if (!(await this.#commands.sendAndSee({ type: 'send-invitations', ...draft, answerBy }))) return;
    this.changes = {};
    forgetDraft(this.#meeting.live, KEPT);
    if (alsoAgenda) await this.#commands.send({ type: 'send-agenda' });
    this.#commands.say(invitationText().issued);
  };

  get #invited(): Person[] {
    return this.#meeting.view.people.filter((person) => isInHall(person) && !person.isFormer);
  }
  get #name(): string {
    const { view } = this.#meeting;
    return `giay-moi-${slug(view.title) || view.id}`;
  }

  async #save(kind: 'pdf' | 'docx', each: boolean): Promise<void> {
    const { view } = this.#meeting;
    const whom = each ? this.#invited : [this.#invited];
    save(
      await made(kind, ...whom.map((person) => invitationSheet(view, this.#draft, person))),
      `${this.#name}.${kind}`,
    );
  }
  readonly #saveCalendar = async () => {
    const response = await request(inMeeting('/planning/invitations/calendar.ics')).catch(() => null);
    if (!response?.ok) return this.#commands.say(invitationText().needsTime, 'bad');
    save(await response.blob(), `${this.#name}.ics`);
  };
  readonly #saveLinks = async () => {
    const links = new Map(this.sent?.people.map(({ person, link }) => [person, link]));
    const rows = this.#invited.map(({ id, name, title }) => [name, title, links.get(id) ?? '']);
    await saveSpreadsheet(`${this.#name}-lien-ket.xlsx`, { rows, widths: [32, 40, 80] });
  };

  async #mail(
    kind: 'invitation' | 'reminder' | 'cancellation',
    people: readonly string[],
    words: string,
  ): Promise<void> {
    const w = invitationText();
    if ((await this.#commands.ask({ words, confirm: w.sendMail(people.length) })) === null) return;
    if (await this.#ask('/mails', 'POST', { kind, people })) this.#commands.say(w.queued(people.length));
  }

  readonly #again = (mails: readonly string[]) => this.#ask('/mails/again', 'POST', { mails });

  /** By mail to those who have an address, and on the tablets of all. */
  async #remind(people: readonly string[]): Promise<void> {
    const w = invitationText();
    const { view } = this.#meeting;
    const question = { words: w.remindQuestion(people.length), confirm: w.remind(people.length) };
    if ((await this.#commands.ask(question)) === null) return;
    const mailed = new Set(this.sent?.people.filter(({ email }) => email).map(({ person }) => person));
    const byMail = people.filter((person) => mailed.has(person));
    if (
      this.sent?.hasMail &&
      byMail.length > 0 &&
      !(await this.#ask('/mails', 'POST', { kind: 'reminder', people: byMail }))
    )
      return;
    const notice = { type: 'send-notice', text: w.reminder(view.title), people: people as never } as const;
    if (await this.#commands.send(notice)) this.#commands.say(w.reminded);
  }

  async #copy(link: string): Promise<void> {
    const isCopied = await navigator.clipboard?.writeText(link).then(
      () => true,
      () => false,
    );
    // Where there is no clipboard the link is shown, to be copied by hand.
    this.#commands.say(isCopied ? invitationText().copied : link);
  }

  #form() {
    const w = invitationText();
    const { view } = this.#meeting;
    const draft = this.#draft;
    const { invitation } = view;
    const zone = view.procedure.timeZone;
    const field = (name: (typeof short)[number], longest: number) =>
      html`<label>${w[name]}<input name=${name} maxlength=${longest} autocomplete="off" .value=${draft[name]} @input=${this.#typing} /></label>`;
    return html`<section class="panel">
      <h2>${w.invitations}</h2>
      ${invitation ? html`<p role="status">${icon('circleCheck')} ${w.issuedOn(dayAndTimeText(invitation.at, zone), invitation.times)}</p>` : nothing}
      ${view.begins === null ? html`<p class="warn">${w.needsTime}</p>` : nothing}
      <form @submit=${this.#issue}>
        <div class="pair">
          <div class="number">
            ${field('symbol', 60)}<button type="button" @click=${this.#takeNumber}>${w.takeNumber}</button>
          </div>
          <label>${w.day}<input name="day" type="date" required .value=${draft.day} @input=${this.#typing} /></label>
          <label
            >${w.answerUntil}<input name="answerBy" type="datetime-local" .value=${this.#answerBy} @input=${this.#typing}
          /></label>
        </div>
        <div class="pair">${field('authority', 200)} ${field('signerTitle', 120)} ${field('signer', 120)}</div>
        <p class="row muted small">${w.templateAt} <a class="button quiet" href="/desk/?body=${this.#meeting.live.welcome?.body ?? ''}#identity">${w.template}</a></p>
        <label
          >${w.notes}<textarea name="notes" maxlength="2000" .value=${draft.notes} @input=${this.#typing}></textarea
        ></label>
        ${view.agenda.sent === null ? html`<label class="check"><input type="checkbox" name="agenda" checked />${w.agendaToo}</label>` : nothing}
        <div class="row">
          ${view.phase === 'prepared' && !view.cancelled ? html`<button class="primary" ?disabled=${view.begins === null || this.isBusy || !this.body}>${invitation ? w.issueAgain : w.issue}</button>` : nothing}
          <button type="button" ?disabled=${!this.body} @click=${() => void this.#save('pdf', false)}>${icon('fileText')} ${w.preview}</button>
          <button type="button" ?disabled=${!this.body} @click=${() => void this.#save('docx', false)}>${icon('download')} ${w.saveDocx}</button>
          <button type="button" ?disabled=${!this.body} @click=${() => void this.#save('pdf', true)}>${icon('download')} ${w.saveEach}</button>
          <button type="button" @click=${this.#saveCalendar}>${icon('download')} ${w.saveCalendar}</button>
        </div>
      </form>
    </section>`;
  }

  #sending() {
    const w = invitationText();
    const { view } = this.#meeting;
    const { sent } = this;
    if (!sent || (view.invitation === null && !view.cancelled)) return nothing;
    const mailed = sent.people.filter(({ email }) => email).map(({ person }) => person);
    const mailsIn = (...states: Mailed['state'][]) =>
      sent.people.flatMap(({ mail }) => (mail && states.includes(mail.state) ? [mail.id] : []));
    const [refused, unsent] = [mailsIn('refused'), mailsIn('refused', 'waiting')];
    const silent = this.#invited.filter(({ id }) => !view.answers[id]).map(({ id }) => id as string);
    return html`<section class="panel">
      ${sent.trouble ? this.#trouble(sent.trouble, unsent) : nothing}
      <p class="muted wrap">${sent.hasMail ? w.mailFrom(sent.from) : w.noMail} · ${w.linksAt(sent.origin)}</p>
      <div class="row">
        ${
          sent.hasMail && view.invitation && !view.cancelled
            ? html`<button
                class="primary"
                ?disabled=${mailed.length === 0 || this.isBusy}
                @click=${() => void this.#mail('invitation', mailed, w.sendMailQuestion(mailed.length))}
              >
                ${w.sendMail(mailed.length)}
              </button>`
            : nothing
        }
        ${
          sent.hasMail && view.cancelled
            ? html`<button
                class="primary"
                ?disabled=${mailed.length === 0 || this.isBusy}
                @click=${() => void this.#mail('cancellation', mailed, w.sendCancellation(mailed.length))}
              >
                ${w.sendCancellation(mailed.length)}
              </button>`
            : nothing
        }
        ${
          view.phase === 'prepared' && !view.cancelled
            ? html`<button ?disabled=${silent.length === 0 || this.isBusy} @click=${() => void this.#remind(silent)}>
                ${icon('megaphone')} ${w.remind(silent.length)}
              </button>`
            : nothing
        }
        ${
          refused.length > 1
            ? html`<button ?disabled=${this.isBusy} @click=${() => void this.#again(refused)}>
                ${icon('undo')} ${w.againAll(refused.length)}
              </button>`
            : nothing
        }
        <button @click=${this.#saveLinks}>${icon('download')} ${w.saveLinks}</button>
      </div>
      ${this.#table(sent)}
    </section>`;
  }

  /** The line, the certificate or the login is wrong: for all mails the same. */
  #trouble({ words, until }: NonNullable<Sent['trouble']>, unsent: readonly string[]) {
    const w = invitationText();
    const when = dayAndTimeText(until, this.#meeting.view.procedure.timeZone);
    return html`<div class="row" role="alert">
      <p class="bad wrap grow">${icon('triangleAlert')} ${w.mailTrouble(words, when)}</p>
      <button ?disabled=${unsent.length === 0 || this.isBusy} @click=${() => void this.#again(unsent)}>${w.mailNow}</button>
    </div>`;
  }

  #said(answer: InvitationAnswer | undefined): string {
    const w = invitationText();
    if (!answer) return w.unanswered;
    return [w.coming[answer.coming], answer.substitute, answer.reason].filter(Boolean).join(' · ');
  }

  #table(sent: Sent) {
    const w = invitationText();
    const { view } = this.#meeting;
    const zone = view.procedure.timeZone;
    const known = new Map(sent.people.map((one) => [one.person, one]));
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${w.head.who}>
      <table>
        <thead>
          <tr>
            <th scope="col">${w.head.who}</th>
            <th scope="col">${w.head.mail}</th>
            <th scope="col">${w.head.seen}</th>
            <th scope="col">${w.head.answer}</th>
            <th scope="col"><span class="visually-hidden">${w.copyLink}</span></th>
          </tr>
        </thead>
        <tbody>
          ${repeat(
            this.#invited,
            ({ id }) => id,
            ({ id, name, title }) => {
              const one = known.get(id);
              const mail = one?.mail;
              return html`<tr>
                <td><b>${name}</b><br /><span class="small muted">${title}</span></td>
                <td>
                  ${one?.email || html`<span class="muted">${w.noEmail}</span>`}
                  ${mail ? html`<br /><span class="small ${mail.state === 'refused' ? 'bad' : 'muted'}">${w.mail[mail.state]} ${mail.error}</span>` : nothing}
                  ${mail?.state === 'refused' ? html`<br /><button @click=${() => void this.#again([mail.id])}>${w.again}</button>` : nothing}
                </td>
                <td>${one?.seenAt ? dayAndTimeText(one.seenAt, zone) : html`<span class="muted">${w.notSeen}</span>`}</td>
                <td>${this.#said(view.answers[id])}</td>
                <td>
                  <button aria-label="${w.copyLink}: ${name}" @click=${() => one && void this.#copy(one.link)}>
                    ${w.copyLink}
                  </button>
                </td>
              </tr>`;
            },
          )}
        </tbody>
      </table>
    </div>`;
  }

  override render() {
    if (!this.#meeting.isReady) return nothing;
    return html`${this.#form()} ${this.#sending()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'invitations-view': InvitationsView;
  }
}
