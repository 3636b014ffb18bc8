/** The record of a meeting in plain files, for anyone to check with verifier/: what they hold stands in its README. */
import { createHash } from 'node:crypto';
import { ballotsCsv, documentsCsv, journalLines, manifestText, replay, resultsJsonl } from '../../verifier/verify.ts';
import type { RecordKey } from '../record/record-key.ts';

/** Of the record's files; verifier/README.md says what each is. */
const FORMAT = 2;
export type RecordFiles = Map<string, Buffer>;

/** The journal of this meeting has no line yet. */
export class NothingRecorded extends Error {}

/** What a meeting is called, as its journal says last. */
function titleOf(lines: readonly { event: Record<string, unknown> }[]): { title: string; council: string } {
  const found = { title: '', council: '' };
  for (const { event } of lines) {
    const { title, council } = (event.definition ?? event.description ?? {}) as Partial<typeof found>;
    if (title) found.title = title;
    if (council) found.council = council;
  }
  return found;
}

/** @param journal the file as it is on disk; a line that is being written is left out */
export async function recordFiles(meeting: string, journal: Buffer, key: RecordKey): Promise<RecordFiles> {
  const whole = journal.subarray(0, journal.lastIndexOf(0x0a) + 1);
  const lines = await journalLines(whole, meeting);
  const head = lines.at(-1);
  if (!head) throw new NothingRecorded(meeting);
  const votes = await replay(lines);
  const { title, council } = titleOf(lines);
  const about = {
    format: FORMAT,
    id: meeting,
    title,
    council,
    sequence: head.number,
    hash: head.hash,
    key: key.publicKey,
  };
  const files: RecordFiles = new Map([
    ['journal.jsonl', whole],
    ['meeting.json', Buffer.from(`${JSON.stringify(about, null, 1)}\n`)],
    ['ballots.csv', Buffer.from(ballotsCsv(votes))],
    ['results.jsonl', Buffer.from(resultsJsonl(votes))],
    ['documents.csv', Buffer.from(documentsCsv(lines))],
  ]);
  const hashes = Object.fromEntries(
    [...files].map(([name, content]) => [name, createHash('sha256').update(content).digest('hex')]),
  );
  const manifest = {
    format: FORMAT,
    key: key.publicKey,
    files: hashes,
    signature: key.sign(manifestText(meeting, hashes)),
  };
  files.set('manifest.json', Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`));
  return files;
}
