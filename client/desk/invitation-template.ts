/** The body's own text of its invitations: written with places to fill in, and shown as an invitation will say it. */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import {
  fillTemplate,
  LONGEST_TEMPLATE,
  officialInvitation,
  type Placeholder,
  placeholders,
  unknownPlaceholders,
} from '../../shared/body/invitation-template.ts';
import { keepAt } from '../live/drafts.ts';
import { deskStyles } from '../office/desk-styles.ts';
import { EVERYONE } from '../reports/invitation-sheet.ts';
import { BLANK } from '../reports/official-sheet.ts';
import { deskText } from '../text/desk.ts';
import { invitationText } from '../text/invitation.ts';
import { LocalizedElement } from '../ui/localized-element.ts';

/** The office keeps another text; empty: the official form. */
export class TemplateChosen extends Event {
  constructor(readonly text: string) {
    super('template-chosen');
  }
}

@customElement('invitation-template')
export class InvitationTemplate extends LocalizedElement {
  /** As the body has it. */
  @property() text = '';
  @property() council = '';
  /** Of which body: what was typed and not saved waits on this device under its name. */
  @property() body = '';
  @state() private typed: string | null = null;
  @query('textarea') private field!: HTMLTextAreaElement;

  static override styles = [
    deskStyles,
    css`
      textarea {
        min-height: 190px;
        resize: vertical;
      }
      blockquote {
        margin: 0;
        padding: 10px 14px;
        border-inline-start: 3px solid var(--line);
        max-width: 80ch;
      }
      blockquote p {
        margin-block: 0 6px;
      }
    `,
  ];

  get #key(): string {
    return `invitation-template/${this.body}`;
  }
  get #words(): string {
    return this.typed ?? this.text;
  }
  #type(words: string): void {
    this.typed = words;
    keepAt(this.#key, words);
  }

  readonly #insert = (name: Placeholder) => {
    const { field } = this;
    field.setRangeText(`{${name}}`, field.selectionStart, field.selectionEnd, 'end');
    this.#type(field.value);
    field.focus();
  };
  readonly #submit = (event: SubmitEvent) => {
    event.preventDefault();
    this.dispatchEvent(new TemplateChosen(this.#words.trim()));
  };

  protected override willUpdate(): void {
    this.typed ??= localStorage.getItem(this.#key);
    // Saved: what stands in the field is the body's again.
    if (this.typed?.trim() !== this.text) return;
    this.typed = null;
    localStorage.removeItem(this.#key);
  }

  override render() {
    const w = invitationText();
    const unknown = unknownPlaceholders(this.#words);
    return html`<p class="muted small">${w.templateHint}</p>
      <form @submit=${this.#submit}>
        <label
          >${w.template}<textarea
            name="template"
            maxlength=${LONGEST_TEMPLATE}
            aria-invalid=${unknown.length > 0 ? 'true' : 'false'}
            .value=${this.#words}
            @input=${() => this.#type(this.field.value)}
          ></textarea
        ></label>
        ${unknown.length > 0 ? html`<p class="refused" role="alert">${w.templateUnknown(unknown.map((name) => `{${name}}`).join(', '))}</p>` : nothing}
        <div class="row" role="group" aria-label=${w.templatePlaces}>
          <span class="muted small">${w.templatePlaces}:</span>
          ${placeholders.map((name) => html`<button type="button" class="quiet" @click=${() => this.#insert(name)}>{${name}}</button>`)}
        </div>
        <div class="row">
          <button class="primary" ?disabled=${this.typed === null || unknown.length > 0}>${deskText().save}</button>
          ${this.#words === '' ? html`<button type="button" @click=${() => this.#type(officialInvitation)}>${w.templateOfficial}</button>` : nothing}
        </div>
      </form>
      <p class="muted small">${w.templateLooks}:</p>
      <blockquote>${this.#example().map((line) => html`<p class="wrap">${line}</p>`)}</blockquote>`;
  }

  /** With a meeting that there is none of. */
  #example(): string[] {
    return fillTemplate(this.#words, {
      'cơ quan': this.council,
      'khách mời': EVERYONE,
      'cuộc họp': 'Kỳ họp thứ nhất',
      'chủ trì': BLANK,
      'thời gian': `08 giờ 00 phút, ngày ${BLANK}`,
      'địa điểm': BLANK,
      'đề nghị thêm': BLANK,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'invitation-template': InvitationTemplate;
  }
}
