/** What the reader asks of its owner, and tells whoever draws over its pages. */
import type { Pointing } from '../../shared/wire/protocol.ts';
import type { Sheet } from './sheet.ts';
import type { PageText } from './text-layer.ts';

/** Where a reader asks to go: its owner decides. */
export class PageWanted extends Event {
  constructor(readonly page: number) {
    super('page-wanted', { bubbles: true, composed: true });
  }
}

/** Pages have come up, or their text has: whoever draws over them does so now. */
export class PagesShown extends Event {
  constructor(
    readonly sheets: readonly Sheet[],
    readonly texts: readonly PageText[],
  ) {
    super('pages-shown');
  }
}
/** Back or forward within what was visited. */
export class TravelWanted extends Event {
  constructor(readonly by: 1 | -1) {
    super('travel-wanted');
  }
}
/** The presenter points at a place of a page, shares of its width and height; or has enlarged a part of it. */
export class Pointed extends Event {
  constructor(readonly pointing: Pointing) {
    super('pointed');
  }
}
