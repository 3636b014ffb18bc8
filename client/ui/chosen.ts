/** A set of chosen rows, with one of them ticked or not: a new set, so that a page sees the change. */
export function ticked(chosen: ReadonlySet<string>, row: string, event: Event): ReadonlySet<string> {
  const next = new Set(chosen);
  if ((event.target as HTMLInputElement).checked) next.add(row);
  else next.delete(row);
  return next;
}
