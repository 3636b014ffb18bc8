/** A quick start: the state at one sequence number, beside the journal. Only ever a copy; the journal is the truth. */
import { createHash } from 'node:crypto';
import { type Adapter, Low } from 'lowdb';
import * as v from 'valibot';
import type { RefusalCode } from '../../shared/wire/rejections.ts';

/** What was answered to a command: the sequence number of its last event, or why it was refused. */
export type Receipt = number | RefusalCode;

export interface Snapshot<State> {
  sequence: number;
  /** The journal's hash at `sequence`. */
  hash: string;
  state: State;
  receipts: readonly (readonly [command: string, Receipt])[];
}

const Stored = v.strictObject({ digest: v.string(), content: v.string() });
export type Stored = v.InferOutput<typeof Stored>;

const Content = v.object({
  version: v.number(),
  sequence: v.number(),
  hash: v.string(),
  state: v.looseObject({}),
  receipts: v.array(v.tuple([v.string(), v.union([v.number(), v.string()])])),
});

const digestOf = (content: string) => createHash('sha256').update(content).digest('hex');

/** The snapshot, null when there is none, or `damaged` when it is not what was written (it then counts for nothing). */
export async function readSnapshot<State>(
  adapter: Adapter<Stored>,
  version: number,
): Promise<Snapshot<State> | null | 'damaged'> {
  try {
    const db = new Low<Stored | null>(adapter as Adapter<Stored | null>, null);
    await db.read();
    if (db.data === null) return null;
    const { digest, content } = v.parse(Stored, db.data);
    if (digestOf(content) !== digest) return 'damaged';
    const parsed = JSON.parse(content) as { version?: unknown };
    // Of another version of the rulebook: its state has another shape, and the journal is read instead.
    if (parsed.version !== version) return null;
    return v.parse(Content, parsed) as unknown as Snapshot<State>;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof v.ValiError) return 'damaged';
    throw error;
  }
}

export async function writeSnapshot<State>(
  adapter: Adapter<Stored>,
  version: number,
  snapshot: Snapshot<State>,
): Promise<void> {
  const content = JSON.stringify({ version, ...snapshot });
  const db = new Low<Stored>(adapter, { digest: digestOf(content), content });
  await db.write();
}
