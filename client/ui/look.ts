/** The body's colour on a page: its values stand in tokens.css. */
import type { Look } from '../../shared/body/profile.ts';

export function wear({ colour }: Look): void {
  document.documentElement.dataset.colour = colour;
}
