/** The head of a dialog: what it is, and the way out of it. */
import { html, type TemplateResult } from 'lit';
import { text } from '../text/language.ts';
import { icon } from './icons.ts';

/**
 * @param id the dialog is named by it (`aria-labelledby`)
 * @param close what its button does
 */
export const dialogHead = (id: string, title: unknown, close: () => unknown): TemplateResult =>
  html`<div class="row">
    <h2 id=${id} class="grow wrap">${title}</h2>
    <button type="button" aria-label=${text().close} @click=${close}>${icon('x')}</button>
  </div>`;
