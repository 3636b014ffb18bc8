/** Where one has been reading, to go back to and forward again. */
import type { Place } from '../../shared/meeting/presentation/queries.ts';

const MOST = 50;

export class Visited {
  #places: Place[] = [];
  #at = -1;

  get travels(): { back: boolean; forward: boolean } {
    return { back: this.#at > 0, forward: this.#at < this.#places.length - 1 };
  }

  /** Leafing on by a page is the same visit; another document, or a jump, is a new one. */
  visit(place: Place): void {
    const here = this.#places[this.#at];
    const isSame = here?.document.id === place.document.id && Math.abs(here.page - place.page) <= 1;
    if (isSame) this.#places[this.#at] = place;
    else {
      this.#places = [...this.#places.slice(0, this.#at + 1), place].slice(-MOST);
      this.#at = this.#places.length - 1;
    }
  }

  /** The place before or after; null at the end. */
  travel(by: 1 | -1): Place | null {
    const place = this.#places[this.#at + by];
    if (!place) return null;
    this.#at += by;
    return place;
  }
}
