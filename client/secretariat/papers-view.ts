/** Biên bản, thông báo kết luận: which of them is written; the editor comes when it is wanted. */
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { type PaperKind, paperKinds } from '../../shared/papers.ts';
import { deskStyles } from '../office/desk-styles.ts';
import { papersText } from '../text/papers.ts';
import { LocalizedElement } from '../ui/localized-element.ts';

@customElement('papers-view')
export class PapersView extends LocalizedElement {
  @state() private kind: PaperKind = 'minutes';
  @state() private isHere = false;

  static override styles = deskStyles;

  override connectedCallback(): void {
    super.connectedCallback();
    void import('../papers/paper-editor.ts').then(() => (this.isHere = true));
  }

  override render() {
    const w = papersText();
    return html`<div class="row" role="group" aria-label=${w.papers}>
        ${paperKinds.map(
          (kind) =>
            html`<button aria-pressed=${this.kind === kind ? 'true' : 'false'} @click=${() => (this.kind = kind)}>
              ${w.kinds[kind]}
            </button>`,
        )}
      </div>
      ${this.isHere ? html`<paper-editor .kind=${this.kind}></paper-editor>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'papers-view': PapersView;
  }
}
