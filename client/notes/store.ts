/**
 * My notes on this device: written here first, then to the server, merged with those of my other devices. Nothing that
 * was written waits for a network.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { carryOver, merge, NOTES_AT_ONCE, type Note, type NotesAnswer } from '../../shared/notes.ts';
import { request } from '../live/login.ts';
import { randomId } from '../live/random-id.ts';

interface Kept extends DBSchema {
  notes: { key: string; value: { note: Note; isSent: boolean } };
  about: { key: string; value: string | number };
}

/**
 * `synced`: all of it is on the server too; `waiting`: some of it is only here yet; `locked`: the server wants the PIN
 * first; `refused`: the server does not take one of them, which stays here; `memory`: this browser keeps nothing, so it
 * lasts only until the page is closed, unless it is sent.
 */
export type NotesState = 'synced' | 'waiting' | 'locked' | 'refused' | 'memory';

/** A speech is kept under the name of its meeting and item, where a note has its document. */
const speechOn = (meeting: string, item: string) => `speech_${meeting}_${item}`.slice(0, 64) as Note['document'];

const SEND_AFTER_MS = 700;
const TRY_AGAIN_MS = 5000;
const LOOK_EVERY_MS = 30_000;

export const databaseOf = (person: string): string => `nghi-truong-notes-${person}`;

/** Rejects where this browser has no storage at all; `openDB` itself throws there. */
const openNotes = async (person: string): Promise<IDBPDatabase<Kept>> =>
  openDB<Kept>(databaseOf(person), 1, {
    upgrade(fresh) {
      fresh.createObjectStore('notes');
      fresh.createObjectStore('about');
    },
  });

export type NewNote = Omit<Note, 'id' | 'madeAt' | 'changedAt' | 'device' | 'isGone' | 'isLost'>;

export class NotesStore extends EventTarget {
  state: NotesState = 'waiting';
  readonly #db: IDBPDatabase<Kept> | null;
  readonly #notes = new Map<string, { note: Note; isSent: boolean }>();
  readonly #now: () => number;
  #device = '';
  #revision = 0;
  #undo: { before: Note | null; after: Note }[] = [];
  #redo: { before: Note | null; after: Note }[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending = false;
  /** Notes that the server does not take: told apart by sending them one by one. */
  readonly #refused = new Set<string>();
  #atOnce = NOTES_AT_ONCE;
  #closed = false;

  private constructor(db: IDBPDatabase<Kept> | null, now: () => number) {
    super();
    this.#db = db;
    this.#now = now;
  }

  /** @param now the server's clock, as well as it is known */
  static async open(person: string, now: () => number): Promise<NotesStore> {
    const db = await openNotes(person).catch(() => null); // no storage here: kept in memory, and said
    const store = new NotesStore(db, now);
    if (db) {
      for (const kept of await db.getAll('notes')) store.#notes.set(kept.note.id, kept);
      store.#device = String((await db.get('about', 'device')) ?? '');
      store.#revision = Number((await db.get('about', 'revision')) ?? 0);
    }
    if (!store.#device) {
      store.#device = randomId();
      await db?.put('about', store.#device, 'device').catch(() => undefined);
    }
    store.#setState();
    addEventListener('online', store.#wake);
    store.#later(0);
    return store;
  }

  readonly #wake = () => this.#later(0);

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    removeEventListener('online', this.#wake);
    this.#db?.close();
  }

  get #standing(): Note[] {
    return [...this.#notes.values()].map(({ note }) => note).filter(({ isGone }) => !isGone);
  }
  /** What I marked and wrote on documents. */
  get all(): Note[] {
    return this.#standing.filter(({ kind }) => kind !== 'speech');
  }

  /** What I will say on an item of a meeting; empty where I have written nothing. */
  speech(meeting: string, item: string): string {
    return this.#speechNote(meeting, item)?.text ?? '';
  }
  #speechNote(meeting: string, item: string): Note | undefined {
    const about = speechOn(meeting, item);
    return this.#standing.find(({ kind, document }) => kind === 'speech' && document === about);
  }
  /** Kept here at once, and encrypted on the server as any note. */
  keepSpeech(meeting: string, item: string, text: string): void {
    const before = this.#speechNote(meeting, item);
    if ((before?.text ?? '') === text) return;
    const at = Math.floor(this.#now());
    const fresh: Note = {
      ...{ id: randomId(), document: speechOn(meeting, item), hash: '0'.repeat(64), page: 1, kind: 'speech' },
      ...{ colour: 'black', rects: [], strokes: [], quote: '', occurrence: 0 },
      ...{ text, isLost: false, madeAt: at, changedAt: at, device: this.#device, isGone: false },
    };
    this.#write({ ...(before ?? fresh), text });
    this.#changed();
  }

  of(document: string): Note[] {
    return this.all.filter((note) => note.document === document);
  }
  get unsent(): number {
    return [...this.#notes.values()].filter(({ isSent }) => !isSent).length;
  }
  get can(): { undo: boolean; redo: boolean } {
    return { undo: this.#undo.length > 0, redo: this.#redo.length > 0 };
  }

  add(fields: NewNote): Note {
    const at = Math.floor(this.#now());
    const note: Note = {
      ...fields,
      id: randomId(),
      isLost: false,
      madeAt: at,
      changedAt: at,
      device: this.#device,
      isGone: false,
    };
    this.#keep(note, null);
    return note;
  }
  change(note: Note, fields: Partial<NewNote>): void {
    this.#keep({ ...note, ...fields }, note);
  }
  remove(note: Note): void {
    this.#keep({ ...note, isGone: true }, note);
  }

  #keep(note: Note, before: Note | null): void {
    const after = this.#write(note);
    this.#undo.push({ before, after });
    this.#redo = [];
    this.#changed();
  }

  undo(): void {
    const step = this.#undo.pop();
    if (!step) return;
    this.#redo.push(step);
    this.#write(step.before ?? { ...step.after, isGone: true });
    this.#changed();
  }
  redo(): void {
    const step = this.#redo.pop();
    if (!step) return;
    this.#undo.push(step);
    this.#write(step.after);
    this.#changed();
  }

  /** On this device first; later than whatever was known of it. */
  #write(note: Note): Note {
    const known = this.#notes.get(note.id)?.note;
    const changedAt = Math.max(Math.floor(this.#now()), (known?.changedAt ?? 0) + 1);
    const kept = { note: { ...note, changedAt, device: this.#device }, isSent: false };
    this.#notes.set(note.id, kept);
    void this.#db?.put('notes', kept, note.id).catch(() => this.#setState('memory'));
    this.#later(SEND_AFTER_MS);
    this.#setState();
    return kept.note;
  }

  /**
   * Carries my notes on earlier versions of a document over to the one I read now. Those whose words are no more stay
   * where they were, and are marked so. Answers how many of each.
   */
  async carryOver(
    document: string,
    to: string,
    earlier: readonly string[],
    textsOf: (hash: string) => Promise<string[]>,
  ): Promise<{ carried: number; lost: number }> {
    const old = this.of(document).filter(({ hash, isLost }) => !isLost && hash !== to && earlier.includes(hash));
    if (old.length === 0) return { carried: 0, lost: 0 };
    const after = await textsOf(to);
    let carried = 0;
    for (const note of old) {
      const place = carryOver(note, await textsOf(note.hash), after);
      if (place) {
        const isQuote = note.quote !== '';
        // A quote's place is found anew in the text; what stands freely on the page stays where it stood.
        this.#write({
          ...note,
          hash: to,
          page: place.page,
          occurrence: place.occurrence,
          rects: isQuote ? [] : note.rects,
        });
        carried += 1;
      } else this.#write({ ...note, isLost: true });
    }
    this.#changed();
    return { carried, lost: old.length - carried };
  }

  // to the server and back

  #later(ms: number): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.sync(), ms);
  }

  /** Sends what is only here and takes what is new. */
  async sync(): Promise<void> {
    if (this.#sending || this.#closed) return;
    this.#sending = true;
    let again = LOOK_EVERY_MS;
    try {
      const sent = [...this.#notes.values()]
        .filter(({ isSent, note }) => !isSent && !this.#refused.has(note.id))
        .slice(0, this.#atOnce)
        .map(({ note }) => note);
      const response = await request('/api/notes/sync', 'POST', { since: this.#revision, notes: sent });
      if (response.status === 423) return this.#setState('locked');
      if ((response.status === 400 || response.status === 413) && sent.length > 0) {
        if (sent.length === 1) this.#refused.add(sent[0]!.id);
        this.#atOnce = 1;
        again = 0;
        return;
      }
      if (!response.ok) throw new Error(`/api/notes/sync answered ${response.status}`);
      await this.#merge((await response.json()) as NotesAnswer, sent);
      this.#setState();
      if (this.unsent > this.#refused.size) again = 0;
    } catch {
      again = TRY_AGAIN_MS; // no network: it is here, and is sent when there is one
    } finally {
      this.#sending = false;
      this.#later(again);
    }
  }

  async #merge({ revision, notes }: NotesAnswer, sent: readonly Note[]): Promise<void> {
    let hasChanged = false;
    const keep = async (note: Note, isSent: boolean) => {
      const kept = { note, isSent };
      this.#notes.set(note.id, kept);
      await this.#db?.put('notes', kept, note.id);
    };
    // Written on meanwhile: then it is sent again.
    for (const note of sent) if (this.#notes.get(note.id)?.note === note) await keep(note, true);
    for (const note of notes) {
      const known = this.#notes.get(note.id);
      const merged = known ? merge(known.note, note) : note;
      if (known && JSON.stringify(merged) === JSON.stringify(known.note)) continue;
      await keep(merged, true);
      hasChanged = true;
    }
    this.#revision = revision;
    await this.#db?.put('about', revision, 'revision');
    if (hasChanged) this.#changed();
  }

  /** Gives the server the PIN that opens my notes there. False when it is another. */
  async unlock(pin: string): Promise<boolean> {
    const response = await request('/api/notes/open', 'POST', { pin });
    if (response.status === 401) return false;
    if (!response.ok) throw new Error(`/api/notes/open answered ${response.status}`);
    this.#setState('waiting');
    this.#later(0);
    return true;
  }

  #setState(state?: NotesState): void {
    const isLocked = this.state === 'locked' && state === undefined && this.unsent > 0;
    const unsent = this.unsent;
    const kept = this.#db ? 'waiting' : 'memory';
    const isRefused = this.#refused.size > 0 && unsent === this.#refused.size;
    const unsynced = isRefused ? 'refused' : kept;
    const open = unsent === 0 ? 'synced' : unsynced;
    const next = state ?? (isLocked ? 'locked' : open);
    if (next === this.state) return;
    this.state = next;
    this.#changed();
  }
  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** Forgets a person's notes on this device, unless some of them are nowhere else yet. */
export async function forgetNotes(person: string): Promise<void> {
  const db = await openNotes(person).catch(() => null);
  if (!db) return;
  const kept = await db.getAll('notes');
  db.close();
  if (kept.every(({ isSent }) => isSent)) indexedDB.deleteDatabase(databaseOf(person));
}
