/** Where files and folders are dropped. What stands in it says so, and offers the other ways. */
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type ChosenFile, filesOf } from './uploads.ts';

/** `files-dropped`: what was let go here, files of folders among them. */
export type FilesDropped = CustomEvent<readonly ChosenFile[]>;

@customElement('drop-zone')
export class DropZone extends LitElement {
  /** Something is held over it. */
  @property({ type: Boolean, reflect: true }) over = false;

  static override styles = css`
    :host {
      display: grid;
      gap: 10px;
      justify-items: center;
      text-align: center;
      padding: 18px;
      border: 2px dashed var(--line-strong);
      border-radius: var(--radius-l);
      background: var(--surface);
    }
    :host([over]) {
      border-color: var(--accent);
      background: var(--accent-soft);
    }
  `;

  constructor() {
    super();
    this.addEventListener('dragover', (event) => {
      event.preventDefault();
      this.over = true;
    });
    this.addEventListener('dragleave', () => {
      this.over = false;
    });
    this.addEventListener('drop', this.#dropped);
  }

  readonly #dropped = async (event: DragEvent) => {
    event.preventDefault();
    this.over = false;
    if (!event.dataTransfer) return;
    const detail = await filesOf(event.dataTransfer.items);
    this.dispatchEvent(new CustomEvent('files-dropped', { detail }) satisfies FilesDropped);
  };

  override render() {
    return html`<slot></slot>`;
  }
}
