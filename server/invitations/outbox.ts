/**
 * E-mail that is on its way: kept on disk until it was handed to the mail server, tried again later where that is not
 * there, given up where it says no. What became of each stands here for the office to see.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Low } from 'lowdb';
import nodemailer, { type Transporter } from 'nodemailer';
import type SMTPTransport from 'nodemailer/lib/smtp-transport/index.js';
import * as v from 'valibot';
import { BodyId, ContentHash, MeetingId, PersonId } from '../../shared/ids.ts';
import { openChecked, writeSynced } from '../storage/synced-file.ts';
import { isLoopback } from '../tls/loopback.ts';

const Mail = v.strictObject({
  id: v.string(),
  body: BodyId,
  meeting: MeetingId,
  person: PersonId,
  to: v.string(),
  toName: v.string(),
  fromName: v.string(),
  subject: v.string(),
  text: v.string(),
  /** An iCalendar file, and its method; null where there is none. */
  calendar: v.nullable(v.strictObject({ method: v.string(), text: v.string() })),
  /** A PDF that goes with it, kept beside the list under its hash; null where there is none. */
  paper: v.nullable(v.strictObject({ name: v.string(), hash: ContentHash })),
  at: v.number(),
  state: v.picklist(['waiting', 'sent', 'refused']),
  tries: v.number(),
  nextAt: v.number(),
  /** What the mail server said last; empty where it said nothing wrong. */
  error: v.string(),
});
export type Mail = v.InferOutput<typeof Mail>;
export type NewMail = Omit<Mail, 'id' | 'at' | 'state' | 'tries' | 'nextAt' | 'error' | 'paper'> & {
  paper: { name: string; content: Buffer } | null;
};
const OutboxData = v.strictObject({ version: v.literal(1), mails: v.array(Mail) });
type OutboxData = v.InferOutput<typeof OutboxData>;

export interface OutboxOptions {
  /** Where the list and the papers are kept. */
  folder: string;
  /** `smtp://user:password@host:port`; empty where there is no mail server. */
  server: string;
  from: string;
  now: () => number;
  warn: (message: string, error?: unknown) => void;
}

/** After how many milliseconds each try follows on the one before; then it is given up. */
const WAITS_MS = [0, 60, 300, 900, 3600, 4 * 3600, 12 * 3600].map((seconds) => seconds * 1000);
/** What was sent is known for so long. */
const KEPT_MS = 120 * 24 * 3_600_000;
const LOOK_EVERY_MS = 5000;
const LONGEST_ERROR = 300;

/** A server that takes no connection in time, or says nothing for so long, is not there. */
const PATIENCE_MS = 20_000;
/** Older mail that never went out is given up. */
const TOO_OLD_MS = 3 * 24 * 3_600_000;

/** What a failure says nothing about: this one mail. The line, the certificate, the login are the same for all. */
const isAboutThisMail = ({ code }: { code?: string }): boolean => code === 'EENVELOPE' || code === 'EMESSAGE';
/** The mail server has said that it never takes this one. */
const isFinal = ({ responseCode = 0 }: { responseCode?: number }): boolean => responseCode >= 500;
/** Both are about the event itself (invited, other time, called off), or both remind of an answer. */
const saysTheSame = (one: Mail, other: Mail): boolean =>
  one.body === other.body &&
  one.meeting === other.meeting &&
  one.person === other.person &&
  (one.calendar === null) === (other.calendar === null);
const wordsOf = (error: unknown): string => String((error as Error).message).slice(0, LONGEST_ERROR);

/** A password goes over a line that is encrypted, or to this machine; who knows better writes `?requireTLS=false`. */
function transportTo(server: string): Transporter {
  const { username, hostname } = new URL(server);
  return nodemailer.createTransport({
    url: server,
    requireTLS: username !== '' && !isLoopback(hostname),
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as SMTPTransport.Options);
}

export class Outbox {
  readonly #options: OutboxOptions;
  readonly #db: Low<OutboxData>;
  readonly #transport: Transporter | null;
  #timer: NodeJS.Timeout | undefined;
  #sending: Promise<void> = Promise.resolve();
  #writing: Promise<void> = Promise.resolve();
  #isStopped = false;
  /** What the mail server last said, or that it was not there, where that is about no mail in particular. */
  #trouble: { words: string; times: number; until: number } | null = null;

  private constructor(options: OutboxOptions, db: Low<OutboxData>) {
    this.#options = options;
    this.#db = db;
    this.#transport = options.server ? transportTo(options.server) : null;
  }

  /** Throws `FileDamaged`. */
  static async open(options: OutboxOptions): Promise<Outbox> {
    await mkdir(options.folder, { recursive: true });
    const db = await openChecked(join(options.folder, 'outbox.json'), OutboxData);
    const { data } = db;
    const kept = (data?.mails ?? []).filter(({ at }) => at > options.now() - KEPT_MS);
    db.data = { version: 1, mails: kept };
    const outbox = new Outbox(options, db as Low<OutboxData>);
    outbox.#soon(0);
    return outbox;
  }

  /** Whether there is a mail server. */
  get isThere(): boolean {
    return this.#transport !== null;
  }
  get from(): string {
    return this.#options.from;
  }

  /** Why nothing goes out just now, and when it is tried again; null where nothing is known to be wrong. */
  get trouble(): { words: string; until: number } | null {
    return this.#trouble && { words: this.#trouble.words, until: this.#trouble.until };
  }

  /** Mails of a meeting, the oldest first. */
  of(body: string, meeting: string): readonly Mail[] {
    return this.#db.data.mails.filter((mail) => mail.body === body && mail.meeting === meeting);
  }

  /** Resolves once they are on disk; they go out by themselves, instead of what was to say the same and still waits. */
  async queue(mails: readonly NewMail[]): Promise<void> {
    const { folder, now } = this.#options;
    const fresh: Mail[] = [];
    for (const { paper, ...mail } of mails) {
      const hash = paper && createHash('sha256').update(paper.content).digest('hex');
      if (paper && hash) await writeSynced(join(folder, `${hash}.pdf`), paper.content);
      fresh.push({
        ...mail,
        ...{ id: randomBytes(9).toString('base64url'), paper: paper && { name: paper.name, hash: hash! } },
        ...{ at: now(), state: 'waiting', tries: 0, nextAt: now(), error: '' },
      });
    }
    const isOvertaken = (mail: Mail) => mail.state !== 'sent' && fresh.some((one) => saysTheSame(one, mail));
    await this.#change((known) => [...known.filter((mail) => !isOvertaken(mail)), ...fresh]);
    this.#soon(0);
  }

  /** Tries those again that were given up, or wait; what the mail server's trouble was is seen again. */
  async again(ids: readonly string[]): Promise<void> {
    const wanted = new Set(ids);
    const at = this.#options.now();
    const anew = { state: 'waiting', tries: 0, nextAt: at, at } as const;
    await this.#change((mails) =>
      mails.map((mail) => (wanted.has(mail.id) && mail.state !== 'sent' ? { ...mail, ...anew } : mail)),
    );
    this.#trouble = null;
    this.#soon(0);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#transport?.close();
    // A mail server that says nothing does not hold up the end: what it was given is given again, under the same name.
    await Promise.race([this.#sending, new Promise((resolve) => setTimeout(resolve, 2000).unref())]);
    await this.#writing;
  }

  /** One change after the other, each on disk before the next. */
  #change(how: (mails: readonly Mail[]) => Mail[]): Promise<void> {
    const done = this.#writing.then(async () => {
      const before = this.#db.data;
      this.#db.data = { version: 1, mails: how(before.mails) };
      try {
        await this.#db.write();
      } catch (error) {
        this.#db.data = before;
        throw error;
      }
    });
    this.#writing = done.catch(() => undefined); // the caller hears of it; the next change starts afresh
    return done;
  }
  #set = (id: string, fields: Partial<Mail>): Promise<void> =>
    this.#change((mails) => mails.map((mail) => (mail.id === id ? { ...mail, ...fields } : mail)));

  #soon(ms: number): void {
    if (this.#isStopped || !this.#transport) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      // One round after the other: two at once would send the same mail twice.
      this.#sending = this.#sending
        .then(() => this.#sendDue())
        .catch((error: unknown) => this.#options.warn('E-mail could not be sent.', error))
        .finally(() => this.#timer || this.#soon(LOOK_EVERY_MS));
    }, ms);
    this.#timer.unref();
  }

  async #sendDue(): Promise<void> {
    const isDue = ({ state, nextAt }: Mail) => state === 'waiting' && nextAt <= this.#options.now();
    for (const mail of this.#db.data.mails.filter(isDue)) {
      if (this.#isStopped || (this.#trouble?.until ?? 0) > this.#options.now()) return;
      await this.#send(mail);
    }
    await this.#forgetPapers();
  }

  async #send(mail: Mail): Promise<void> {
    const { folder, from, now } = this.#options;
    const { calendar, paper } = mail;
    try {
      await this.#transport!.sendMail({
        from: { name: mail.fromName, address: from },
        to: { name: mail.toName, address: mail.to },
        ...{ subject: mail.subject, text: mail.text, messageId: `<${mail.id}@${from.split('@')[1]}>` },
        ...(calendar
          ? { icalEvent: { method: calendar.method, content: calendar.text, filename: 'moi-hop.ics' } }
          : {}),
        attachments: paper
          ? [
              {
                filename: paper.name,
                content: await readFile(join(folder, `${paper.hash}.pdf`)),
                contentType: 'application/pdf',
              },
            ]
          : [],
      });
      this.#trouble = null;
      await this.#set(mail.id, { state: 'sent', tries: mail.tries + 1, error: '' });
    } catch (error) {
      const failure = error as { code?: string; responseCode?: number };
      const words = wordsOf(error);
      const isOld = mail.at + TOO_OLD_MS < now();
      if (!isAboutThisMail(failure)) {
        // No reason to knock for each of sixty: all wait, a little longer each time.
        const times = (this.#trouble?.times ?? 0) + 1;
        this.#trouble = { words, times, until: now() + WAITS_MS[Math.min(times, WAITS_MS.length - 1)]! };
        return this.#set(mail.id, { state: isOld ? 'refused' : 'waiting', error: words });
      }
      this.#trouble = null;
      const tries = mail.tries + 1;
      const wait = WAITS_MS[tries];
      const isOver = wait === undefined || isOld || isFinal(failure);
      await this.#set(mail.id, {
        ...{ state: isOver ? 'refused' : 'waiting', tries, error: words },
        nextAt: now() + (wait ?? 0),
      });
    }
  }

  /** A paper that no waiting mail needs. */
  async #forgetPapers(): Promise<void> {
    const { mails } = this.#db.data;
    const wanted = new Set(mails.filter(({ state }) => state !== 'sent').flatMap(({ paper }) => paper?.hash ?? []));
    const sent = new Set(mails.flatMap(({ paper }) => paper?.hash ?? []));
    for (const hash of sent)
      if (!wanted.has(hash)) await rm(join(this.#options.folder, `${hash}.pdf`), { force: true });
  }
}
