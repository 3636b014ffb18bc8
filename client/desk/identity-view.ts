/** Who the body is on tablets, screens and cards: name, emblem, colour, words. */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { type BodyKind, type BodyProfile, bodyColours, bodyKinds, type Look } from '../../shared/body/profile.ts';
import { notify } from '../app/requests.ts';
import { fieldText, sayRefusal } from '../office/asking.ts';
import { deskStyles } from '../office/desk-styles.ts';
import type { Office } from '../office/office.ts';
import { LARGEST_FILE, smallPicture } from '../office/picture.ts';
import { deskText } from '../text/desk.ts';
import { invitationText as invitationWords } from '../text/invitation.ts';
import { officeText } from '../text/office.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { wear } from '../ui/look.ts';
import { optionsOf } from '../ui/options.ts';
import './invitation-template.ts';
import type { TemplateChosen } from './invitation-template.ts';

const EMBLEM_PIXELS = 480;

@customElement('identity-view')
export class IdentityView extends LocalizedElement {
  @property({ attribute: false }) office!: Office;
  @property({ attribute: false }) version = 0;
  @state() private isSending = false;
  @query('input[type=file]') private file!: HTMLInputElement;

  static override styles = [
    ...deskStyles,
    css`
      img {
        max-width: 140px;
        max-height: 140px;
      }
      fieldset {
        border: 0;
        padding: 0;
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
      }
      .dot {
        width: 1.4em;
        height: 1.4em;
        border-radius: var(--radius-round);
        background: var(--accent);
      }
    `,
  ];

  protected override updated(): void {
    wear(this.office.state!.profile.look);
  }

  async #set(changes: Partial<Omit<BodyProfile, 'look'>> & { look?: Partial<Look> }): Promise<void> {
    const before = this.office.state!.profile;
    const profile = { ...before, ...changes, look: { ...before.look, ...changes.look } };
    const refusal = await this.office.give({ type: 'change-profile', profile });
    if (refusal) {
      if (refusal.code !== 'nothing-changed') sayRefusal(this, refusal);
      return;
    }
    const act = () => void this.office.give({ type: 'change-profile', profile: before });
    notify(this, deskText().saved, '', { words: this.t.undo, act });
  }

  readonly #emblem = async (event: Event) => {
    const o = officeText();
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = '';
    if (!file) return;
    if (file.size > LARGEST_FILE) return notify(this, o.pictureTooLarge, 'bad');
    this.isSending = true;
    const small = await smallPicture(file, EMBLEM_PIXELS, 'image/png');
    const kept = small && (await this.office.keepPicture(small));
    this.isSending = false;
    if (!kept) return notify(this, o.pictureUnreadable, 'bad');
    if ('code' in kept) return sayRefusal(this, kept);
    await this.#set({ look: { emblem: kept.hash } });
  };

  readonly #submit = (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.target as HTMLFormElement);
    const name = fieldText(fields, 'name');
    if (name === '') return notify(this, deskText().needsName, 'bad');
    void this.#set({ name, kind: fieldText(fields, 'kind') as BodyKind, agencyCode: fieldText(fields, 'agencyCode') });
  };

  #radio(name: string, words: string, isChosen: boolean, choose: () => Promise<void>) {
    return html`<label class="check"
      ><input type="radio" name=${name} .checked=${isChosen} @change=${() => void choose()} />${words}</label
    >`;
  }

  /** A line that is kept when it is left. */
  #line(label: string, value: string, longest: number, keep: (text: string) => unknown) {
    return html`<label
      >${label}<input
        maxlength=${longest}
        autocomplete="off"
        .value=${value}
        @change=${(event: Event) => void keep((event.target as HTMLInputElement).value.trim())}
    /></label>`;
  }

  override render() {
    const w = deskText();
    const o = officeText();
    const i = invitationWords();
    const { name, kind, agencyCode, look, signIn, site, pagePrice, letters, signing, reading, invitationText } =
      this.office.state!.profile;
    return html`<p class="muted">${o.identityHint}</p>
      <section class="panel">
        <form @submit=${this.#submit}>
          <label>${w.bodyName}<input name="name" required maxlength="200" .value=${name} /></label>
          <div class="pair">
            <label
              >${w.bodyKind}<select name="kind">
                ${optionsOf(
                  bodyKinds.map((value) => ({ value: value as string, words: w.bodyKinds[value] })),
                  kind,
                )}
              </select></label
            >
            <label>${o.agencyCode}<input name="agencyCode" maxlength="40" .value=${agencyCode} /></label>
          </div>
          <div class="row"><button class="primary">${w.save}</button></div>
        </form>
      </section>
      <section class="panel">
        <h2>${o.emblem}</h2>
        ${look.emblem ? html`<img src=${this.office.picture(look.emblem)} alt=${o.emblem} />` : nothing}
        <div class="row">
          <button @click=${() => this.file.click()}>${icon('plus')} ${o.chooseEmblem}</button>
          <input type="file" accept="image/*" hidden @change=${this.#emblem} />
          ${
            look.emblem
              ? html`<button @click=${() => void this.#set({ look: { emblem: '' } })}>${o.removeEmblem}</button>`
              : nothing
          }
        </div>
        ${this.isSending ? html`<progress aria-label=${o.emblem}></progress>` : nothing}
        <h2 id="colour">${o.colour}</h2>
        <fieldset aria-labelledby="colour">
          ${bodyColours.map((colour) =>
            this.#radio('colour', o.colours[colour], look.colour === colour, () => this.#set({ look: { colour } })),
          )}
          <span class="dot" aria-hidden="true"></span>
        </fieldset>
        <label
          >${o.delegationWord}<select
            @change=${(event: Event) =>
              void this.#set({
                look: { delegationWord: (event.target as HTMLSelectElement).value as Look['delegationWord'] },
              })}
          >
            ${optionsOf(
              (['to', 'doan'] as const).map((value) => ({ value: value as string, words: o.delegationWords[value] })),
              look.delegationWord,
            )}
          </select></label
        >
      </section>
      <section class="panel">
        <h2 id="sign-in">${o.signIn}</h2>
        <fieldset aria-labelledby="sign-in">
          ${(['one', 'several'] as const).map((devices) =>
            this.#radio('devices', o.devices[devices], signIn.devices === devices, () =>
              this.#set({ signIn: { ...signIn, devices } }),
            ),
          )}
        </fieldset>
        <label class="check"
          ><input
            type="checkbox"
            .checked=${signIn.stays}
            @change=${(event: Event) =>
              void this.#set({ signIn: { ...signIn, stays: (event.target as HTMLInputElement).checked } })}
          />${o.stays}</label
        >
      </section>
      <section class="panel">
        <h2>${o.votersSite}</h2>
        <p class="muted">${o.votersSiteHint}</p>
        <label class="check"
          ><input
            type="checkbox"
            .checked=${site.isOn}
            @change=${(event: Event) => void this.#set({ site: { isOn: (event.target as HTMLInputElement).checked } })}
          />${o.votersSiteOn}</label
        >
      </section>
      <section class="panel">
        <h2 id="reading">${o.reading}</h2>
        <fieldset aria-labelledby="reading">
          ${(['numbers', 'names'] as const).map((one) =>
            this.#radio('reading', o.readings[one], reading === one, () => this.#set({ reading: one })),
          )}
        </fieldset>
      </section>
      <section class="panel">
        <h2>${o.papers}</h2>
        <p class="muted">${o.papersHint}</p>
        <div class="pair">
          ${this.#line(o.letters, letters, 20, (text) => this.#set({ letters: text || 'HĐND' }))}
          ${this.#line(i.authority, signing.authority, 200, (text) => this.#set({ signing: { ...signing, authority: text } }))}
          ${this.#line(i.signerTitle, signing.signerTitle, 120, (text) => this.#set({ signing: { ...signing, signerTitle: text } }))}
          ${this.#line(i.signer, signing.signer, 120, (text) => this.#set({ signing: { ...signing, signer: text } }))}
        </div>
      </section>
      <section class="panel">
        <h2>${i.template}</h2>
        <invitation-template
          .text=${invitationText}
          .council=${name}
          .body=${this.office.body}
          @template-chosen=${({ text }: TemplateChosen) => void this.#set({ invitationText: text })}
        ></invitation-template>
      </section>
      <section class="panel">
        <h2>${o.paperSaved}</h2>
        <label
          >${o.pagePrice}<input
            type="number"
            min="0"
            max="1000000"
            step="1"
            inputmode="numeric"
            .value=${String(pagePrice)}
            @change=${(event: Event) => {
              const input = event.target as HTMLInputElement;
              if (input.reportValidity()) void this.#set({ pagePrice: input.valueAsNumber || 0 });
            }}
        /></label>
        <p class="muted small">${o.paperHint}</p>
      </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'identity-view': IdentityView;
  }
}
