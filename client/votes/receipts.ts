/** Receipts: the signed heads of the record that this tablet has seen. A later rewriting of the record shows by them. */
import type { SignedHead } from '../../shared/meeting/record/state.ts';
import { save } from '../ui/save.ts';

const MOST = 200;
/** @param birth names the journal: another one under the same meeting's name has receipts of its own */
const nameOf = (meeting: string, birth: string) => `receipts/${meeting}/${birth}`;

function receiptsOf(name: string): SignedHead[] {
  try {
    return JSON.parse(localStorage.getItem(name) ?? '[]') as SignedHead[];
  } catch {
    return []; // not ours, or cut off: what comes from now on is kept
  }
}

/** Keeps a head, once. */
export function keepReceipt(meeting: string, birth: string, head: SignedHead): void {
  const name = nameOf(meeting, birth);
  const kept = receiptsOf(name);
  if (kept.some(({ hash }) => hash === head.hash)) return;
  localStorage.setItem(name, JSON.stringify([...kept, head].slice(-MOST)));
}

/** A file for `npm run verify -- FOLDER RECEIPT`, or for the verifier's page (in the folder `receipts`). */
export const saveReceipt = (meeting: string, head: SignedHead): void =>
  save(
    new Blob([`${JSON.stringify({ meeting, ...head }, null, 1)}\n`], { type: 'application/json' }),
    `receipt-${meeting}-${head.sequence}.json`,
  );
