/**
 * A journal in a file: one JSON line an entry, readable with `less`.
 *
 *   {"sequence":7,"previous":"<sha256 of line 6>","actor":{…},"command":"…","event":{…},"crc":"1a2b3c4d"}
 *
 * `previous` makes the file tamper-evident; `crc` (CRC-32 of all before it) tells a torn last line from a whole one.
 * What arrives while a sync is under way shares the next one (group commit).
 */
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import {
  type Head,
  type Journal,
  JournalDamaged,
  type JournalEntry,
  type NewEntry,
  StorageFailed,
  WrongSequence,
} from './journal.ts';

/** What a journal does to its file; tests give one that fails. */
export type JournalFile = Pick<FileHandle, 'write' | 'datasync' | 'truncate' | 'close'>;

export interface OpenedJournal {
  journal: FileJournal;
  /** The file in which a torn last line (a power cut) was set aside, or null. */
  tornTail: string | null;
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
const crcTail = /,"crc":"([0-9a-f]{8})"\}$/;
const crcTailLength = ',"crc":"00000000"}'.length;
const checksum = (data: Buffer | string) => crc32(data).toString(16).padStart(8, '0');

/** What the first line names as `previous`: so that a journal can't pass for another meeting's. */
export const genesis = (meeting: string): string => sha256(meeting);

export function encodeEntry(entry: JournalEntry): string {
  const { sequence, previous, actor, command, event } = entry;
  const body = JSON.stringify({ sequence, previous, actor, command, event }).slice(0, -1);
  return `${body},"crc":"${checksum(body)}"}`;
}

/** Whether a line is whole, as far as it can tell by itself. */
function isWhole(line: Buffer): boolean {
  const crc = crcTail.exec(line.subarray(-crcTailLength).toString('latin1'))?.[1];
  return crc !== undefined && crc === checksum(line.subarray(0, -crcTailLength));
}

function* linesOf(content: Buffer, from: number): Generator<{ start: number; end: number; terminated: boolean }> {
  for (let start = from; start < content.length; ) {
    const newline = content.indexOf(0x0a, start);
    const end = newline === -1 ? content.length : newline;
    yield { start, end, terminated: newline !== -1 };
    start = end + 1;
  }
}

interface Scan {
  head: Head;
  /** Where each entry's line starts, and behind the last where the next will. */
  offsets: number[];
  hashes: string[];
  /** Whether the last whole line lacks its newline. */
  unterminated: boolean;
}

/** Checks every line's place in the chain without parsing it; stops at the first that is not whole. */
function scan(content: Buffer, meeting: string): Scan {
  const offsets = [0];
  const hashes = [genesis(meeting)];
  let unterminated = false;
  for (const { start, end, terminated } of linesOf(content, 0)) {
    const line = content.subarray(start, end);
    if (!isWhole(line)) break;
    const sequence = offsets.length;
    const opening = `{"sequence":${sequence},"previous":"${hashes.at(-1)}",`;
    if (line.subarray(0, opening.length).toString('latin1') !== opening)
      throw new JournalDamaged(`Journal line ${sequence} does not follow the line before it.`);
    hashes.push(sha256(line));
    offsets.push(end + 1);
    unterminated = !terminated;
  }
  return { head: { sequence: offsets.length - 1, hash: hashes.at(-1)! }, offsets, hashes, unterminated };
}

/** Bytes behind the last whole line: torn by a power cut, or damage. Only the first may be set aside. */
function checkTail(content: Buffer, end: number, line: number): void {
  for (const { start, end: lineEnd, terminated } of linesOf(content, end)) {
    const rest = content.subarray(start, lineEnd);
    const isFirst = start === end;
    // A whole line behind a broken one, or a line with its newline and without the holes (NUL bytes) that a power cut
    // leaves, was once complete: something has changed it since.
    const wasComplete = terminated && !rest.includes(0);
    if (isFirst ? wasComplete : isWhole(rest))
      throw new JournalDamaged(`Journal line ${line} is damaged: it was whole once and is not any more.`);
  }
}

interface Waiting {
  text: string;
  /** Bytes and hash of each of its lines. */
  lines: { length: number; hash: string }[];
  done: () => void;
  failed: (error: Error) => void;
}

export class FileJournal implements Journal {
  head: Head;
  #file: JournalFile;
  #path: string;
  #offsets: number[];
  #hashes: string[];
  /** The head as it will be when all that is waiting is on disk. */
  #ahead: Head;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | null = null;
  /** The file may be longer than the journal: a failed write left a piece behind. */
  #dirty = false;
  #wakeUps = new Set<() => void>();
  #closed = false;

  private constructor(path: string, file: JournalFile, { head, offsets, hashes }: Scan) {
    this.#path = path;
    this.#file = file;
    this.#offsets = offsets;
    this.#hashes = hashes;
    this.head = head;
    this.#ahead = head;
  }

  /**
   * Opens the journal of a meeting, or begins it. A torn tail is set aside in a file of its own.
   * @param wrap stands between the journal and its file, in tests
   */
  static async open(
    path: string,
    meeting: string,
    wrap: (file: FileHandle) => JournalFile = (file) => file,
  ): Promise<OpenedJournal> {
    const file = await open(path, 'a+');
    try {
      const content = await file.readFile();
      const found = scan(content, meeting);
      const end = Math.min(found.offsets.at(-1)!, content.length);
      let tornTail: string | null = null;
      if (end < content.length) {
        checkTail(content, end, found.offsets.length);
        tornTail = `${path}.torn-${found.offsets.length}-${Date.now()}`;
        const aside = await open(tornTail, 'wx');
        await aside.writeFile(content.subarray(end));
        await aside.sync();
        await aside.close();
        await file.truncate(end);
        await file.sync();
      } else if (found.unterminated) {
        await file.write('\n');
        await file.sync();
      }
      return { journal: new FileJournal(path, wrap(file), found), tornTail };
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** The hash of the line with this sequence number (0: of the meeting's id), or undefined when there is none. */
  hashAt(sequence: number): string | undefined {
    return this.#hashes[sequence];
  }

  append(expectedSequence: number, entries: readonly NewEntry[]): Promise<void> {
    if (this.#closed) return Promise.reject(new StorageFailed('The journal is closed.'));
    if (expectedSequence !== this.#ahead.sequence)
      return Promise.reject(new WrongSequence(expectedSequence, this.#ahead.sequence));
    const lines: Waiting['lines'] = [];
    let text = '';
    let { sequence, hash } = this.#ahead;
    for (const entry of entries) {
      sequence += 1;
      const line = encodeEntry({ sequence, previous: hash, ...entry });
      hash = sha256(line);
      text += `${line}\n`;
      lines.push({ length: Buffer.byteLength(line) + 1, hash });
    }
    this.#ahead = { sequence, hash };
    return new Promise((done, failed) => {
      this.#waiting.push({ text, lines, done, failed });
      this.#writing ??= this.#write();
    });
  }

  async #write(): Promise<void> {
    // What arrives in this tick shares the first sync too.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      try {
        await this.#commit(Buffer.from(group.map(({ text }) => text).join('')));
      } catch (error) {
        // All that waits was numbered behind what failed: it fails with it, and the next append starts at the head.
        const failure = new StorageFailed('The journal could not be written.', { cause: error });
        for (const { failed } of [...group, ...this.#waiting]) failed(failure);
        this.#waiting = [];
        this.#ahead = this.head;
        continue;
      }
      for (const { lines, done } of group) {
        for (const { length, hash } of lines) {
          this.#offsets.push(this.#offsets.at(-1)! + length);
          this.#hashes.push(hash);
        }
        this.head = { sequence: this.#hashes.length - 1, hash: this.#hashes.at(-1)! };
        done();
      }
      for (const wakeUp of this.#wakeUps) wakeUp();
    }
    // In the same breath as the last look at what waits: nothing can slip in between and be forgotten.
    this.#writing = null;
  }

  async #commit(data: Buffer): Promise<void> {
    const end = this.#offsets.at(-1)!;
    if (this.#dirty) {
      await this.#file.truncate(end);
      this.#dirty = false;
    }
    try {
      for (let written = 0; written < data.length; ) {
        const { bytesWritten } = await this.#file.write(data, written, data.length - written);
        written += bytesWritten;
      }
      await this.#file.datasync();
    } catch (error) {
      this.#dirty = true;
      // At once as well, so that a crash before the next try finds no line that was refused.
      await this.#file.truncate(end).then(
        () => {
          this.#dirty = false;
        },
        () => undefined, // tried again before the next write
      );
      throw error;
    }
  }

  async *read(from: number): AsyncGenerator<JournalEntry> {
    const last = this.head.sequence;
    const first = Math.max(from, 1);
    if (first > last) return;
    const file = await open(this.#path, 'r');
    try {
      const [start, end] = [this.#offsets[first - 1]!, this.#offsets[last]!];
      const content = Buffer.alloc(end - start);
      await file.read(content, 0, content.length, start);
      for (const line of linesOf(content, 0)) {
        const { crc: _, ...entry } = JSON.parse(content.toString('utf8', line.start, line.end)) as JournalEntry & {
          crc: string;
        };
        yield entry;
      }
    } finally {
      await file.close();
    }
  }

  async *follow(from: number): AsyncGenerator<JournalEntry> {
    for (let next = Math.max(from, 1); ; ) {
      for await (const entry of this.read(next)) {
        yield entry;
        next = entry.sequence + 1;
      }
      if (this.#closed) return;
      if (this.head.sequence >= next) continue;
      await new Promise<void>((resolve) => {
        const wakeUp = () => {
          this.#wakeUps.delete(wakeUp);
          resolve();
        };
        this.#wakeUps.add(wakeUp);
      });
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#writing;
    await this.#file.close();
    for (const wakeUp of this.#wakeUps) wakeUp();
  }
}
