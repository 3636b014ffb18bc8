/** From one language to the other, in the words of the other. */
import { html, type TemplateResult } from 'lit';
import { choose, currentLanguage, text } from '../text/language.ts';
import { icon } from './icons.ts';

export const languageButton = (classes = 'quiet'): TemplateResult => {
  const other = currentLanguage() === 'vi' ? 'en' : 'vi';
  return html`<button class=${classes} lang=${other} @click=${() => choose(other)}>
    ${icon('languages')} <span>${text().language}</span>
  </button>`;
};
