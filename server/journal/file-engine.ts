/**
 * A log in a file, one line an entry, readable with `less`. What arrives while a sync is under way shares the next one
 * (group commit). The file system is told nothing of what the lines say.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { Chain, isWhole, type LoggedEvent } from './chain.ts';
import { Fenced, JournalDamaged, type LogEngine, NotWritten, OutcomeUnknown } from './engine.ts';
import { Journal } from './journal.ts';
import { sayJournalSynced } from './synced.ts';
import { following, WakeUps } from './wake-ups.ts';

/** What an engine does to its file; tests give one that fails. */
export type LogFile = Pick<FileHandle, 'write' | 'datasync' | 'truncate' | 'close'> & {
  stat: () => Promise<{ size: number }>;
};

function* linesOf(content: Buffer, from: number): Generator<{ start: number; end: number; terminated: boolean }> {
  for (let start = from; start < content.length; ) {
    const newline = content.indexOf(0x0a, start);
    const end = newline === -1 ? content.length : newline;
    yield { start, end, terminated: newline !== -1 };
    start = end + 1;
  }
}

interface Scan {
  /** Where each line starts, and behind the last where the next will. */
  offsets: number[];
  /** Whether the last whole line lacks its newline. */
  unterminated: boolean;
}

/** Hands every whole line to `take`; stops at the first that is not whole. */
function scan(content: Buffer, take: (line: Buffer) => void): Scan {
  const offsets = [0];
  let unterminated = false;
  for (const { start, end, terminated } of linesOf(content, 0)) {
    const line = content.subarray(start, end);
    if (!isWhole(line)) break;
    take(line);
    offsets.push(end + 1);
    unterminated = !terminated;
  }
  return { offsets, unterminated };
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
  /** Bytes of each of its lines, with the newline. */
  lengths: number[];
  done: () => void;
  failed: (error: Error) => void;
}

export interface OpenedFile {
  engine: FileEngine;
  /** The file in which a torn last line (a power cut) was set aside, or null. */
  tornTail: string | null;
}

export class FileEngine implements LogEngine {
  readonly #file: LogFile;
  readonly #path: string;
  #offsets: number[];
  /** The number of lines when all that is waiting is kept. */
  #ahead: number;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | null = null;
  /** The file may be longer than the log: a failed write left a piece behind. */
  #dirty = false;
  readonly #wakeUps = new WakeUps();
  #closed = false;

  private constructor(path: string, file: LogFile, { offsets }: Scan) {
    this.#path = path;
    this.#file = file;
    this.#offsets = offsets;
    this.#ahead = this.length;
  }

  /**
   * Opens a log's file, or begins it. A torn tail is set aside in a file of its own.
   * @param take is given every line; when it throws, the file is left as it is
   * @param wrap stands between the engine and its file, in tests
   */
  static async open(
    path: string,
    take: (line: Buffer) => void = () => {},
    wrap: (file: FileHandle) => LogFile = (file) => file,
  ): Promise<OpenedFile> {
    const file = await open(path, 'a+');
    try {
      const content = await file.readFile();
      const found = scan(content, take);
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
      return { engine: new FileEngine(path, wrap(file), found), tornTail };
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  get length(): number {
    return this.#offsets.length - 1;
  }

  append(expected: number, lines: readonly string[]): Promise<void> {
    if (this.#closed) return Promise.reject(new NotWritten('The journal is closed.'));
    if (expected !== this.#ahead) return Promise.reject(new Fenced(expected, this.#ahead));
    this.#ahead += lines.length;
    const text = lines.map((line) => `${line}\n`).join('');
    const lengths = lines.map((line) => Buffer.byteLength(line) + 1);
    return new Promise((done, failed) => {
      this.#waiting.push({ text, lengths, done, failed });
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
        // All that waits was numbered behind what failed: it fails with it, and the next append starts at the end.
        for (const { failed } of group) failed(error as Error);
        const behind = error instanceof Fenced ? error : new NotWritten('What was before it was not written.');
        for (const { failed } of this.#waiting) failed(behind);
        this.#waiting = [];
        this.#ahead = this.length;
        continue;
      }
      for (const { lengths, done } of group) {
        for (const length of lengths) this.#offsets.push(this.#offsets.at(-1)! + length);
        done();
      }
      this.#wakeUps.all();
    }
    // In the same tick as the last look at what waits, so that nothing can be enqueued in between and forgotten.
    this.#writing = null;
  }

  async #commit(data: Buffer): Promise<void> {
    const end = this.#offsets.at(-1)!;
    if (this.#dirty) await this.#cutBack(end);
    const { size } = await this.#file.stat();
    if (size !== end) throw new Fenced(this.length, this.length + 1);
    try {
      for (let written = 0; written < data.length; ) {
        const { bytesWritten } = await this.#file.write(data, written, data.length - written);
        written += bytesWritten;
      }
      const begun = performance.now();
      await this.#file.datasync();
      sayJournalSynced({ path: this.#path, ms: performance.now() - begun });
    } catch (cause) {
      // At once, so that a crash before the next try finds no line that was refused.
      this.#dirty = true;
      await this.#cutBack(end).catch(() => {
        throw new OutcomeUnknown('The journal could not be written, nor cut back.', { cause });
      });
      throw new NotWritten('The journal could not be written.', { cause });
    }
  }
  async #cutBack(end: number): Promise<void> {
    try {
      await this.#file.truncate(end);
      this.#dirty = false;
    } catch (cause) {
      throw new NotWritten('The journal could not be cut back.', { cause });
    }
  }

  /** Takes in whole lines that another writer has added; a piece that was left behind is cut off. */
  async refresh(): Promise<void> {
    await this.#writing;
    const end = this.#offsets.at(-1)!;
    if (this.#dirty) await this.#cutBack(end);
    const { size } = await this.#file.stat();
    if (size > end) {
      const added = scan(await this.#bytes(end, size), () => {}).offsets.slice(1);
      for (const offset of added) this.#offsets.push(end + offset);
    }
    this.#ahead = this.length;
    this.#wakeUps.all();
  }

  async #bytes(start: number, end: number): Promise<Buffer> {
    const file = await open(this.#path, 'r');
    try {
      const content = Buffer.alloc(end - start);
      await file.read(content, 0, content.length, start);
      return content;
    } finally {
      await file.close();
    }
  }

  async *read(from: number): AsyncGenerator<string> {
    const last = this.length;
    const first = Math.max(from, 1);
    if (first > last) return;
    const content = await this.#bytes(this.#offsets[first - 1]!, this.#offsets[last]!);
    for (const line of linesOf(content, 0)) yield content.toString('utf8', line.start, line.end);
  }

  follow(from: number): AsyncGenerator<string> {
    return following(from, this, this.#wakeUps, () => this.#closed);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#writing;
    await this.#file.close();
    this.#wakeUps.all();
  }
}

/** The journal of a log in a file, and where a torn last line was set aside. */
export async function openFileJournal<Event extends LoggedEvent>(
  path: string,
  id: string,
  wrap?: (file: FileHandle) => LogFile,
): Promise<{ journal: Journal<Event>; tornTail: string | null }> {
  const chain = new Chain(id);
  const { engine, tornTail } = await FileEngine.open(path, (line) => chain.take(line), wrap);
  return { journal: await Journal.open<Event>(engine, id, chain), tornTail };
}
