/**
 * Dragging rows and people from one place to another (SortableJS). Lit owns the elements: where something was dropped is
 * told, and the element put back to where it stood, so that it moves when the server has taken the change and not before.
 * Whatever can be dragged has a button that does the same.
 */
import { AsyncDirective, directive, type ElementPart } from 'lit/async-directive.js';
import Sortable from 'sortablejs';

export interface Dropped {
  /** `data-key` of what was dragged, of the list it came from and of the list it was dropped on. */
  key: string;
  from: string;
  to: string;
  /** Its place among the others there. */
  index: number;
}

export interface SortingOptions {
  /** Lists of the same group take each other's elements. */
  group: string;
  /** What can be dragged, and by what; all of an element where there is no handle. */
  rows: string;
  handle?: string;
  /** False: it is only dropped upon. */
  gives?: boolean;
  dropped: (dropped: Dropped) => void;
}

class Sorting extends AsyncDirective {
  #sortable: Sortable | null = null;
  #options!: SortingOptions;
  #element!: HTMLElement;

  override render(_options: SortingOptions): void {}

  override update(part: ElementPart, [options]: [SortingOptions]): void {
    this.#options = options;
    this.#element = part.element as HTMLElement;
    if (!this.#sortable && this.isConnected) this.#begin();
  }

  #begin(): void {
    const { group, rows, handle, gives = true } = this.#options;
    let back: { parent: Node; next: Node | null } | null = null;
    this.#sortable = Sortable.create(this.#element, {
      group: { name: group, pull: gives, put: true },
      draggable: rows,
      ...(handle ? { handle } : {}),
      filter: 'input, textarea, select, button:not([data-handle])',
      preventOnFilter: false,
      sort: gives,
      animation: 120,
      // One way for mouse, pen and finger; on a finger only after a moment, so that a list can still be scrolled.
      forceFallback: true,
      fallbackTolerance: 4,
      delay: 150,
      delayOnTouchOnly: true,
      onStart: ({ item }) => {
        back = { parent: item.parentNode!, next: item.nextSibling };
      },
      onEnd: ({ item, from, to, newDraggableIndex }) => {
        if (!back) return;
        back.parent.insertBefore(item, back.next);
        back = null;
        const keyOf = (element: HTMLElement) => element.dataset.key ?? '';
        const dropped = { key: keyOf(item), from: keyOf(from), to: keyOf(to), index: newDraggableIndex ?? 0 };
        this.#options.dropped(dropped);
      },
    });
  }

  override disconnected(): void {
    this.#sortable?.destroy();
    this.#sortable = null;
  }
  override reconnected(): void {
    this.#begin();
  }
}

/** On a list element: `<ol data-key="…" ${sorting({…})}>`, its rows with a `data-key` each. */
export const sorting = directive(Sorting);
