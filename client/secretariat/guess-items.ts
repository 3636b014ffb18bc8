/** The agenda items that a new document may belong to. */
import type { ItemId } from '../../shared/ids.ts';
import type { AgendaItem } from '../../shared/meeting/agenda/state.ts';
import { searchWords } from '../../shared/vietnamese.ts';

/** Words that say nothing about which item a document belongs to. */
const common = new Set(
  'bao cao to trinh du thao nghi quyet cua hdnd ubnd tinh ve viec tham tra noi dung nam va cac'.split(' '),
);
/** So many words alike say that a title is of an item. */
const ENOUGH = 3;

const telling = (text: string) => searchWords(text).filter((word) => word.length > 1 && !common.has(word));

/** The items whose titles share most words with a document's; none where too few are shared. */
export function itemsLike(title: string, items: readonly Pick<AgendaItem, 'id' | 'title'>[]): ItemId[] {
  const own = new Set(telling(title));
  const scores = items.map((item) => ({
    id: item.id,
    score: new Set(telling(item.title).filter((word) => own.has(word))).size,
  }));
  const best = Math.max(0, ...scores.map(({ score }) => score));
  return best >= ENOUGH ? scores.filter(({ score }) => score === best).map(({ id }) => id) : [];
}
