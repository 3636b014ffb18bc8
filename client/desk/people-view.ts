/** People of a body: found, added, corrected, imported, let go; and their cards. */

import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { when } from 'lit/directives/when.js';
import type { BodyCommand } from '../../shared/body/commands.ts';
import { type Member, memberById } from '../../shared/body/members.ts';
import { dayIn, fold } from '../../shared/vietnamese.ts';
import type { Refusal } from '../../shared/wire/rejections.ts';
import { askPerson, notify } from '../app/requests.ts';
import { randomId } from '../live/random-id.ts';
import { fieldText, sayRefusal } from '../office/asking.ts';
import { deskStyles } from '../office/desk-styles.ts';
import { hallAddresses, type IssuedCardDialog, isOnlyHere, printCards } from '../office/issued-card.ts';
import { kindOf, type MemberKind, memberKinds, rolesOf } from '../office/member-kinds.ts';
import type { Office } from '../office/office.ts';
import { LARGEST_FILE, smallPicture } from '../office/picture.ts';
import { Searchable } from '../office/searchable.ts';
import { seatIn } from '../office/seats.ts';
import { deskText } from '../text/desk.ts';
import { currentLanguage } from '../text/language.ts';
import { officeText } from '../text/office.ts';
import { ticked } from '../ui/chosen.ts';
import { dialogHead } from '../ui/dialog-head.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { firstOptions, optionsOf } from '../ui/options.ts';
import { saveSpreadsheet } from '../ui/save-spreadsheet.ts';
import type { ImportPeople } from './import-people.ts';

/** So many rows at first, and so many more at each wish: thousands stay quick. */
const ROWS = 40;
/** So many of them are drawn in a frame, so that no key waits for all. */
const A_FRAME = 3;

/** Of the longer side of a photo: enough for the big screen. */
const PHOTO_PIXELS = 480;

@customElement('people-view')
export class PeopleView extends LocalizedElement {
  @property({ attribute: false }) office!: Office;
  /** Changes when the office has: what is shown is drawn anew. */
  @property({ attribute: false }) version = 0;
  @state() private sought = '';
  @state() private rows = A_FRAME;
  /** How many rows are to be drawn in the end. */
  #wanted = ROWS;
  @state() private chosen: ReadonlySet<string> = new Set();
  /** Who is edited; null for somebody new. */
  @state() private edited: Member | null = null;
  @state() private refused = '';
  @state() private progress: { done: number; all: number } | null = null;
  @state() private address = '';
  @query('#person') private dialog!: HTMLDialogElement;
  @query('issued-card') private shownCard!: IssuedCardDialog;
  @query('#cards') private cardsDialog!: HTMLDialogElement;
  @query('#photo') private photoFile!: HTMLInputElement;
  @query('import-people') private importing!: ImportPeople;

  static override styles = [
    ...deskStyles,
    css`
      .tools {
        align-items: end;
      }
      .tools input[type='search'] {
        flex: 1 1 240px;
      }
      .people {
        display: grid;
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
        overflow: clip;
      }
      .person {
        display: grid;
        grid-template-columns: 44px minmax(180px, 2.4fr) minmax(120px, 1.2fr) minmax(110px, 1fr) auto;
        gap: 4px 12px;
        align-items: center;
        padding: 6px 12px;
        border-block-start: 1px solid var(--line);
        content-visibility: auto;
        contain-intrinsic-size: auto 56px;
      }
      .photo {
        width: 72px;
        height: 72px;
        object-fit: cover;
        border-radius: var(--radius);
      }
      .person:first-child {
        border: 0;
      }
      .person.former {
        opacity: 0.75;
      }
      .person .check {
        justify-content: center;
        min-height: var(--touch);
      }
      .acts {
        display: flex;
        gap: 6px;
      }
      @media (max-width: 900px) {
        .person {
          grid-template-columns: 44px minmax(0, 1fr);
        }
        .person > :is(.about, .acts) {
          grid-column: 2;
        }
      }
    `,
  ];

  /** Opens the import, for who comes from the set-up page. */
  async openImport(): Promise<void> {
    await this.updateComplete;
    await import('./import-people.ts');
    this.importing.open();
  }

  readonly #searchable = new Searchable<Member>(({ name, title, delegation }) => `${name} ${title} ${delegation}`);
  protected override updated(): void {
    if (this.rows < Math.min(this.#wanted, this.#shown.length)) requestAnimationFrame(() => (this.rows += A_FRAME));
    this.#searchable.prepare(this.#members, () => {
      // Who was not searchable yet when somebody typed is found now.
      this.#found = null;
      if (this.sought) this.requestUpdate();
    });
  }

  get #members(): readonly Member[] {
    return this.office.state?.members ?? [];
  }
  /** Who is found, worked out once for each list and each search. */
  #found: {
    members: readonly Member[];
    sought: string;
    cards: Office['cards'];
    shown: readonly Member[];
  } | null = null;
  get #shown(): readonly Member[] {
    const [members, { sought }, { cards }] = [this.#members, this, this.office];
    if (this.#found?.members !== members || this.#found.sought !== sought || this.#found.cards !== cards) {
      const words = fold(sought).trim();
      const found = words === '' ? members : members.filter((member) => this.#searchable.has(member, words));
      // Who can't get in waits for the office: first.
      const isLocked = ({ id }: Member) => cards.get(id)?.isLocked === true;
      const shown = found.some(isLocked)
        ? [...found.filter(isLocked), ...found.filter((member) => !isLocked(member))]
        : found;
      this.#found = { members, sought, cards, shown };
    }
    return this.#found.shown;
  }

  async #give(command: BodyCommand, words: string, back: BodyCommand | null): Promise<Refusal | null> {
    const refusal = await this.office.give(command);
    if (refusal) return refusal;
    const undo = back && { words: this.t.undo, act: () => void this.#give(back, deskText().saved, null) };
    notify(this, words, '', undo);
    return null;
  }
  #say = (refusal: Refusal | null): void => {
    if (refusal) sayRefusal(this, refusal);
  };

  #open(member: Member | null): void {
    this.edited = member;
    this.refused = '';
    const form = this.dialog.querySelector('form')!;
    void this.updateComplete.then(() => {
      form.reset();
      const set = (name: string, value: string) => {
        (form.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement).value = value;
      };
      set('name', member?.name ?? '');
      set('title', member?.title ?? '');
      set('delegation', member?.delegation ?? '');
      set('email', member?.email ?? '');
      set('kind', member ? kindOf(member.roles) : 'delegate');
      if (!this.dialog.open) this.dialog.showModal();
      (form.elements.namedItem('name') as HTMLInputElement).focus();
    });
  }

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const w = deskText();
    const form = event.target as HTMLFormElement;
    const fields = new FormData(form);
    const text = (name: string) => fieldText(fields, name);
    const before = this.edited;
    if (text('name') === '') {
      this.refused = w.needsName;
      return;
    }
    // What somebody else changed meanwhile stays, where nothing else was typed here.
    const now = before && (memberById(this.office.state!, before.id) ?? before);
    const kept = <Name extends 'name' | 'title' | 'delegation'>(name: Name) =>
      before && now && text(name) === before[name] ? now[name] : text(name);
    const kind = text('kind') as MemberKind;
    const email = before && now && text('email') === (before.email ?? '') ? now.email : text('email') || undefined;
    const { email: _, ...known } = now ?? { id: `p-${randomId().slice(0, 14)}`, from: null, until: null };
    const member = {
      ...known,
      ...(email ? { email } : {}),
      name: kept('name'),
      title: kept('title'),
      delegation: kept('delegation'),
      // Whoever stays what she is keeps all her roles, more than one word says.
      roles: before && now && kind === kindOf(before.roles) ? now.roles : rolesOf[kind],
    } as Member;
    const refusal = now
      ? await this.#give({ type: 'correct-member', member }, w.saved, { type: 'correct-member', member: now })
      : await this.#give({ type: 'add-member', member }, w.added(member.name), {
          type: 'remove-member',
          person: member.id,
        });
    if (refusal && refusal.code !== 'nothing-changed') {
      this.refused = refusal[currentLanguage()];
      return;
    }
    const another = (event.submitter as HTMLButtonElement | null)?.value === 'another';
    if (another) this.#open(null);
    else this.dialog.close();
  };

  async #leave(member: Member): Promise<void> {
    const w = deskText();
    const reason = await askPerson(this, { words: w.leaveQuestion(member.name), confirm: w.leave, wants: w.leave });
    if (reason === null) return;
    const until = dayIn(this.office.state!.profile.timeZone, Date.now());
    this.#say(
      await this.#give({ type: 'end-membership', person: member.id, until, reason }, w.saved, {
        type: 'correct-member',
        member,
      }),
    );
  }

  async #remove(member: Member): Promise<void> {
    const w = deskText();
    const back: BodyCommand = { type: 'restore-member', person: member.id };
    this.#say(await this.#give({ type: 'remove-member', person: member.id }, w.removed(member.name), back));
  }

  // cards

  async #unlock({ id, name }: Member): Promise<void> {
    const refusal = await this.office.unlock(id);
    if (refusal) sayRefusal(this, refusal);
    else notify(this, deskText().unlocked(name));
  }

  async #newCard(member: Member): Promise<void> {
    const w = deskText();
    if (this.office.cards.has(member.id)) {
      const isSure = await askPerson(this, { words: w.newCardQuestion(member.name), confirm: w.newCard });
      if (isSure === null) return;
    }
    const { cards, refused } = await this.office.issue([member.id], () => undefined);
    if (refused) return sayRefusal(this, refused);
    await this.shownCard.show(member, cards[0]!);
  }

  readonly #makeCards = async (event: SubmitEvent) => {
    event.preventDefault();
    const w = deskText();
    const members = this.#members.filter(({ id }) => this.chosen.has(id));
    this.progress = { done: 0, all: members.length };
    const { cards, refused } = await this.office.issue(
      members.map(({ id }) => id),
      (done) => (this.progress = { done, all: members.length }),
    );
    this.progress = null;
    this.cardsDialog.close();
    // What was made holds already, and is printed; who is left stays chosen.
    const printed = cards.map((card) => ({ member: memberById(this.office.state!, card.person)!, ...card }));
    if (printed.length > 0) await printCards(this.office, printed, this.address || undefined);
    const made = new Set(cards.map(({ person }) => person));
    this.chosen = new Set(members.map(({ id }) => id as string).filter((id) => !made.has(id)));
    if (refused) notify(this, `${w.cardsMade(cards.length)} ${refused[currentLanguage()]}`, 'bad');
    else notify(this, w.cardsMade(cards.length));
  };

  /** The list as a spreadsheet that the import reads again. Screens are no people. */
  readonly #export = async () => {
    const w = deskText();
    const { fields } = w;
    const { name, title, delegation, role, from, until, seat, email } = fields;
    const head = [name, title, delegation, role, from, until, seat, email];
    const people = this.#members.filter(({ roles }) => !roles.includes('display'));
    const rows = people.map((member) => [
      member.name,
      member.title,
      member.delegation,
      w.personRoles[kindOf(member.roles)].replace(/ \(.*\)/, ''),
      member.from ?? '',
      member.until ?? '',
      seatIn(this.office.state!.halls, member.id),
      member.email ?? '',
    ]);
    await saveSpreadsheet('danh-sach.xlsx', { head, rows, widths: [32, 40, 28, 16, 14, 14, 10, 30] });
  };

  override render() {
    const w = deskText();
    const shown = this.#shown;
    const some = shown.slice(0, this.rows);
    return html`<div class="row tools">
        <input
          type="search"
          aria-label=${w.searchPeople}
          placeholder=${w.searchPeople}
          .value=${this.sought}
          @input=${(event: Event) => {
            this.sought = (event.target as HTMLInputElement).value;
            this.rows = A_FRAME;
            this.#wanted = ROWS;
          }}
        />
        <button class="primary" @click=${() => this.#open(null)}>${icon('plus')} ${w.addPerson}</button>
        <button @click=${() => void this.openImport()}>${icon('list')} ${w.importPeople}</button>
        <button ?disabled=${this.#members.length === 0} @click=${this.#export}>
          ${icon('download')} ${w.exportPeople}
        </button>
      </div>
      <div class="row">
        <label class="check"
          ><input
            type="checkbox"
            .checked=${this.chosen.size > 0 && this.chosen.size === shown.length}
            @change=${(event: Event) => {
              const all = (event.target as HTMLInputElement).checked;
              this.chosen = new Set(all ? shown.map(({ id }) => id) : []);
            }}
          />${w.selectAll} (${shown.length})</label
        >
        <button ?disabled=${this.chosen.size === 0} @click=${() => this.cardsDialog.showModal()}>
          ${icon('download')} ${w.printCards(this.chosen.size)}
        </button>
      </div>
      ${when(
        shown.length === 0,
        () => html`<p class="panel muted">${this.#members.length === 0 ? w.nobodyYet : w.nobodyFound}</p>`,
        () =>
          html`<ul class="people">
            ${repeat(
              some,
              ({ id }) => id,
              (member) => this.#person(member),
            )}
          </ul>`,
      )}
      ${when(
        shown.length > this.#wanted,
        () =>
          html`<button @click=${() => {
            this.#wanted += ROWS;
            this.requestUpdate();
          }}>${w.showMore(shown.length - this.#wanted)}</button>`,
      )}
      ${this.#personDialog()} ${this.#cardsDialog()}
      <issued-card .office=${this.office}></issued-card>
      <import-people .office=${this.office}></import-people>`;
  }

  #person(member: Member) {
    const w = deskText();
    const { id, name, title, delegation, roles, until } = member;
    const card = this.office.cards.get(id);
    return html`<li class="person ${until ? 'former' : ''}">
      <label class="check"
        ><input
          type="checkbox"
          aria-label=${w.selectPerson(name)}
          .checked=${this.chosen.has(id)}
          @change=${(event: Event) => (this.chosen = ticked(this.chosen, id, event))}
      /></label>
      <div>
        <b>${name}</b>
        <p class="muted small">${[title, until ? w.hasLeft(until) : ''].filter(Boolean).join(' · ')}</p>
      </div>
      <div class="about">
        <p>${w.personRoles[kindOf(roles)]}</p>
        <p class="muted small">${delegation}</p>
      </div>
      <div class="about small">
        <p>${card ? card.code : html`<span class="muted">${w.noCard}</span>`}</p>
        ${
          card?.isLocked
            ? html`<p class="warn">${icon('lock')} ${w.cardLocked}</p>
                <button aria-label="${w.unlock}: ${name}" @click=${() => void this.#unlock(member)}>${w.unlock}</button>`
            : nothing
        }
        ${card && card.signedIn > 0 ? html`<p class="muted">${w.signedInOn(card.signedIn)}</p>` : nothing}
      </div>
      <div class="acts">
        <button aria-label="${w.newCard}: ${name}" title=${w.newCard} @click=${() => void this.#newCard(member)}>
          ${icon('lock')} ${w.card}
        </button>
        <button aria-label="${w.editPerson}: ${name}" title=${w.editPerson} @click=${() => this.#open(member)}>
          ${icon('pen')}
        </button>
        <button
          class="quiet"
          aria-label="${w.leave}: ${name}"
          title=${w.leave}
          ?disabled=${until !== null}
          @click=${() => void this.#leave(member)}
        >
          ${icon('userX')}
        </button>
        <button
          class="quiet"
          aria-label="${w.remove}: ${name}"
          title=${w.remove}
          @click=${() => void this.#remove(member)}
        >
          ${icon('trash')}
        </button>
      </div>
    </li>`;
  }

  #personDialog() {
    const w = deskText();
    return html`<dialog id="person" aria-labelledby="person-title">
      ${dialogHead('person-title', this.edited ? w.editPerson : w.addPerson, () => this.dialog.close())}
      <form @submit=${this.#submit}>
        <label>${w.personName}<input name="name" maxlength="120" autocomplete="off" /></label>
        <div class="pair">
          <label>${w.personTitle}<input name="title" maxlength="200" autocomplete="off" /></label>
          <label>${officeText().delegationWords[this.office.state!.profile.look.delegationWord]}<input name="delegation" maxlength="120" autocomplete="off" /></label>
        </div>
        <label>${w.fields.email}<input name="email" type="email" maxlength="200" autocomplete="off" /></label>
        <label
          >${w.personRole}<select name="kind">
            ${firstOptions(
              memberKinds.map((kind) => ({ value: kind as string, words: w.personRoles[kind] })),
              this.edited ? kindOf(this.edited.roles) : 'delegate',
            )}
          </select></label
        >
        ${this.edited ? this.#photo(this.edited) : nothing}
        ${this.#changedMeanwhile()}
        <p class="refused" role="alert" ?hidden=${!this.refused}>${this.refused}</p>
        <div class="row">
          <button class="primary">${w.save}</button>
          ${this.edited ? nothing : html`<button value="another">${w.saveAndNext}</button>`}
        </div>
      </form>
    </dialog>`;
  }

  /** What another secretary changed of somebody while her form is open here. */
  #changedMeanwhile() {
    const w = deskText();
    const before = this.edited;
    const now = before && memberById(this.office.state!, before.id);
    if (!before || !now) return nothing;
    const changes = [
      now.name === before.name ? '' : `${w.personName}: ${now.name}`,
      now.title === before.title ? '' : `${w.personTitle}: ${now.title}`,
      now.delegation === before.delegation ? '' : `${w.personDelegation}: ${now.delegation}`,
      String(now.roles) === String(before.roles) ? '' : `${w.personRole}: ${w.personRoles[kindOf(now.roles)]}`,
    ].filter(Boolean);
    return changes.length > 0
      ? html`<p role="status" class="warn">${icon('triangleAlert')} ${officeText().changedMeanwhile(changes.join('; '))}</p>`
      : nothing;
  }

  /** Kept at once: a picture is not typed, and not lost with the form. */
  #photo(member: Member) {
    const o = officeText();
    const { photo } = this.#members.find(({ id }) => id === member.id) ?? member;
    return html`<div class="row">
      ${photo ? html`<img class="photo" src=${this.office.picture(photo)} alt="${o.photo}: ${member.name}" />` : nothing}
      <button type="button" @click=${() => this.photoFile.click()}>${icon('plus')} ${o.choosePhoto}</button>
      <input
        id="photo"
        type="file"
        accept="image/*"
        hidden
        @change=${(event: Event) => void this.#choosePhoto(member, event.target as HTMLInputElement)}
      />
      ${
        photo
          ? html`<button type="button" @click=${() => void this.#setPhoto(member.id, null)}>${o.removePhoto}</button>`
          : nothing
      }
    </div>`;
  }

  async #choosePhoto({ id }: Member, input: HTMLInputElement): Promise<void> {
    const o = officeText();
    const file = input.files?.[0];
    input.value = '';
    if (!file) return;
    if (file.size > LARGEST_FILE) {
      this.refused = o.pictureTooLarge;
      return;
    }
    const small = await smallPicture(file, PHOTO_PIXELS, 'image/jpeg');
    const kept = small && (await this.office.keepPicture(small));
    if (!kept) this.refused = o.pictureUnreadable;
    else if ('code' in kept) this.refused = kept[currentLanguage()];
    else await this.#setPhoto(id, kept.hash);
  }

  async #setPhoto(id: string, hash: string | null): Promise<void> {
    const before = memberById(this.office.state!, id);
    if (!before) return;
    const { photo: _, ...rest } = before;
    const member: Member = hash ? { ...rest, photo: hash } : rest;
    const back: BodyCommand = { type: 'correct-member', member: before };
    this.refused = '';
    this.#say(await this.#give({ type: 'correct-member', member }, deskText().saved, back));
    // The form goes on from here: the photo alone is another.
    if (this.edited?.id === id) this.edited = { ...this.edited, ...(hash ? { photo: hash } : {}) };
  }

  #cardsDialog() {
    const w = deskText();
    const again = [...this.chosen].filter((id) => this.office.cards.has(id)).length;
    const addresses = hallAddresses(this.office);
    const { progress } = this;
    return html`<dialog id="cards" aria-labelledby="cards-title">
      <div class="row">
        <h2 id="cards-title" class="grow">${w.makeCards}</h2>
        <button aria-label=${this.t.close} ?disabled=${progress !== null} @click=${() => this.cardsDialog.close()}>
          ${icon('x')}
        </button>
      </div>
      <form @submit=${this.#makeCards}>
        <p>${w.cardsQuestion(this.chosen.size, again)}</p>
        <label
          >${w.cardsAddress}<select
            name="address"
            @change=${(event: Event) => (this.address = (event.target as HTMLSelectElement).value)}
          >
            ${optionsOf(
              addresses.map((address) => ({ value: address, words: address })),
              this.address || addresses[0]!,
            )}
          </select></label
        >
        ${isOnlyHere(this.address || addresses[0]!) ? html`<p class="refused">${w.onlyHere}</p>` : nothing}
        ${
          progress
            ? html`<label
                >${w.makingCards(progress.done, progress.all)}<progress
                  max=${progress.all}
                  value=${progress.done}
                ></progress
              ></label>`
            : html`<button class="primary">${icon('download')} ${w.makeCards}</button>`
        }
      </form>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'people-view': PeopleView;
  }
}
