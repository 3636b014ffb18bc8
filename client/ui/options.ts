/**
 * The options of a select: keyed, and bound to what was chosen, so that a list that changes under a finger never
 * changes what was chosen (`?selected` no longer moves a select that a person has touched).
 */
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';

export interface Option {
  value: string;
  words: string;
}

/**
 * @param chosen the value that is chosen; when it is no longer among the options it stays chosen all the same, as one
 *   that can't be chosen again
 * @param gone what is said of such a one: its words
 */
export function optionsOf(options: readonly Option[], chosen: string, gone?: (value: string) => string) {
  const isGone = gone !== undefined && chosen !== '' && !options.some(({ value }) => value === chosen);
  const lost = isGone
    ? html`<option value=${chosen} .selected=${live(true)} disabled>${gone(chosen)}</option>`
    : nothing;
  const offered = repeat(
    options,
    ({ value }) => value,
    ({ value, words }) => html`<option value=${value} .selected=${live(value === chosen)}>${words}</option>`,
  );
  return html`${lost}${offered}`;
}

/**
 * The options of a select in a form that is read when it is sent: chosen once. What a person has chosen since stays,
 * whatever is drawn anew around it.
 */
export const firstOptions = (options: readonly Option[], chosen: string) =>
  repeat(
    options,
    ({ value }) => value,
    ({ value, words }) => html`<option value=${value} ?selected=${value === chosen}>${words}</option>`,
  );
