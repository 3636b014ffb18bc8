/**
 * The lines of a log, chained by their hashes (pure). One JSON line an entry:
 *
 *   {"sequence":7,"previous":"<sha256 of line 6>","actor":{…},"command":"…","event":{…},"crc":"1a2b3c4d"}
 *
 * `previous` makes a log tamper-evident; `crc` (CRC-32 of all before it) tells a torn line from a whole one.
 */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Actor } from '../../shared/people/roles.ts';
import { JournalDamaged } from './engine.ts';

export interface LoggedEvent {
  type: string;
  at: number;
}

export interface NewEntry<Event extends LoggedEvent = LoggedEvent> {
  actor: Actor;
  /** The command that it came of; entries of one command are appended together. */
  command: string;
  event: Event;
}

export interface JournalEntry<Event extends LoggedEvent = LoggedEvent> extends NewEntry<Event> {
  /** From 1, without gaps. */
  sequence: number;
  /** SHA-256, hexadecimal, of the line before; of the log's id for the first. */
  previous: string;
}

export interface Head {
  /** 0 while the log is empty. */
  sequence: number;
  /** SHA-256 of the last line: what the next one will name as `previous`. */
  hash: string;
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
const crcTail = /,"crc":"([0-9a-f]{8})"\}$/;
const crcTailLength = ',"crc":"00000000"}'.length;
const checksum = (data: Buffer | string) => crc32(data).toString(16).padStart(8, '0');

/** What the first line names as `previous`: so that a log can't pass for another's. */
export const genesis = (id: string): string => sha256(id);

export function encodeEntry(entry: JournalEntry): string {
  const { sequence, previous, actor, command, event } = entry;
  const body = JSON.stringify({ sequence, previous, actor, command, event }).slice(0, -1);
  return `${body},"crc":"${checksum(body)}"}`;
}

export function decodeEntry<Event extends LoggedEvent>(line: string): JournalEntry<Event> {
  const { crc: _, ...entry } = JSON.parse(line) as JournalEntry<Event> & { crc: string };
  return entry;
}

/** Whether a line is whole, as far as it can tell by itself. */
export function isWhole(line: Buffer): boolean {
  const crc = crcTail.exec(line.subarray(-crcTailLength).toString('latin1'))?.[1];
  return crc !== undefined && crc === checksum(line.subarray(0, -crcTailLength));
}

export class Chain {
  /** By sequence number; the first is the log's own. */
  readonly #hashes: string[];

  /** @param id of the log */
  constructor(id: string) {
    this.#hashes = [genesis(id)];
  }

  get head(): Head {
    return { sequence: this.#hashes.length - 1, hash: this.#hashes.at(-1)! };
  }
  /** The hash of the line with this sequence number (0: of the log's id), or undefined when there is none. */
  hashAt(sequence: number): string | undefined {
    return this.#hashes[sequence];
  }

  /** Takes the next line that is kept. Throws `JournalDamaged` when it does not follow the one before. */
  take(line: Buffer | string): void {
    const { sequence, hash } = this.head;
    const opening = `{"sequence":${sequence + 1},"previous":"${hash}",`;
    const begins =
      typeof line === 'string' ? line.slice(0, opening.length) : line.subarray(0, opening.length).toString('latin1');
    if (begins !== opening)
      throw new JournalDamaged(`Journal line ${sequence + 1} does not follow the line before it.`);
    this.#hashes.push(sha256(line));
  }

  /** Takes lines that `linked` made, once they are kept. */
  extend(hashes: readonly string[]): void {
    this.#hashes.push(...hashes);
  }
}

/** Entries as the lines that follow a head, with their hashes. */
export function linked(head: Head, entries: readonly NewEntry[]): { lines: string[]; hashes: string[]; head: Head } {
  const lines: string[] = [];
  const hashes: string[] = [];
  let { sequence, hash } = head;
  for (const entry of entries) {
    sequence += 1;
    const line = encodeEntry({ sequence, previous: hash, ...entry });
    hash = sha256(line);
    lines.push(line);
    hashes.push(hash);
  }
  return { lines, hashes, head: { sequence, hash } };
}
