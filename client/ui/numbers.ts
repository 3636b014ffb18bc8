/** "5" for the fifth item, "5.2" for its second sub-item. */

import type { ItemId } from '../../shared/ids.ts';
import type { AgendaItem } from '../../shared/meeting/agenda/state.ts';

export function itemNumbers(items: readonly AgendaItem[]): Map<ItemId, string> {
  const numbers = new Map<ItemId, string>();
  let top = 0;
  let sub = 0;
  for (const { id, parent } of items) {
    if (parent === null) {
      top += 1;
      sub = 0;
      numbers.set(id, String(top));
    } else {
      sub += 1;
      numbers.set(id, `${top}.${sub}`);
    }
  }
  return numbers;
}
