/**
 * Files on their way to the server: piece by piece, so that each can be paused, goes on after a broken line where it
 * was, and shows how far it is. What has arrived is the server's; here is only what still stands on this machine.
 */

import type { IntakeEntry } from '../../shared/intake.ts';
import { isPassing } from '../../shared/wire/passing.ts';
import { type Refusal, refusal } from '../../shared/wire/rejections.ts';
import { authorization, request } from '../live/login.ts';
import { inMeeting } from '../live/place.ts';

const PIECE = 2 * 1024 * 1024;
const AT_ONCE = 2;
const TRY_AGAIN_MS = 1500;

export interface Upload {
  file: File;
  /** The folder it was in. */
  from: string;
  replaces: string | null;
  /** The server's name for it; empty until it was announced. */
  id: string;
  sent: number;
  state: 'queued' | 'sending' | 'paused' | 'broken' | 'refused';
  refused: Refusal | null;
}

/** A file that somebody chose; `from` the name of its folder, or empty. */
export interface ChosenFile {
  file: File;
  from: string;
}

/** What the server says of a file, as far as it tells which of those here it is. */
export interface Announced {
  id: string;
  name: string;
  bytes: number;
  phase: string;
}

export class Uploads extends EventTarget {
  readonly all: Upload[] = [];
  /** Everything of these has been sent from here, whatever an older look at the server says. */
  readonly #sent = new Set<string>();
  readonly #path: (below: string) => string;

  /** @param path where files go: an address, with what stands below it */
  constructor(path: (below: string) => string = (below) => inMeeting(`/intake${below}`)) {
    super();
    this.#path = path;
  }

  add(files: readonly ChosenFile[], replaces: string | null = null): void {
    for (const { file, from } of files)
      this.all.push({ file, from, replaces, id: '', sent: 0, state: 'queued', refused: null });
    this.#next();
  }

  /** A file that was announced before this page was loaded, chosen again. */
  resumeWith(entry: IntakeEntry & { received: number }, file: File): boolean {
    if (file.name !== entry.name || file.size !== entry.bytes) return false;
    this.all.push({
      file,
      from: entry.from,
      replaces: entry.replaces,
      id: entry.id,
      sent: entry.received,
      state: 'queued',
      refused: null,
    });
    this.#next();
    return true;
  }

  /** The file here that the server means; also before its answer has told us the name that it gave it. */
  of({ id, name, bytes, phase }: Announced): Upload | undefined {
    return (
      this.all.find((upload) => upload.id === id) ??
      (phase === 'arriving' && !this.wasSent(id)
        ? this.all.find((upload) => {
            const { file, state } = upload;
            return upload.id === '' && state === 'sending' && file.name === name && file.size === bytes;
          })
        : undefined)
    );
  }
  /** Files here that the server has not said anything of. */
  beside(entries: readonly Announced[]): Upload[] {
    const meant = new Set(entries.map((entry) => this.of(entry)));
    return this.all.filter((upload) => !meant.has(upload));
  }
  wasSent(id: string): boolean {
    return this.#sent.has(id);
  }
  pause(upload: Upload): void {
    if (upload.state !== 'refused') this.#setState(upload, 'paused');
  }
  resume(upload: Upload): void {
    this.#setState(upload, 'queued');
    this.#next();
  }
  forget(upload: Upload): void {
    upload.state = 'paused';
    this.all.splice(this.all.indexOf(upload), 1);
    this.#changed();
    this.#next();
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
  #setState(upload: Upload, state: Upload['state']): void {
    upload.state = state;
    this.#changed();
  }

  #next(): void {
    const sending = this.all.filter(({ state }) => state === 'sending').length;
    for (const upload of this.all.filter(({ state }) => state === 'queued').slice(0, AT_ONCE - sending)) {
      this.#setState(upload, 'sending');
      void this.#send(upload);
    }
    this.#changed();
  }

  async #send(upload: Upload): Promise<void> {
    const { file } = upload;
    try {
      if (!upload.id) {
        const { from, replaces } = upload;
        const response = await request(this.#path(''), 'POST', {
          name: file.name,
          bytes: file.size,
          from,
          replaces,
        });
        if (!response.ok) return this.#refuse(upload, await refusalOf(response));
        upload.id = ((await response.json()) as IntakeEntry).id;
      }
      do {
        const piece = file.slice(upload.sent, upload.sent + PIECE);
        const response = await fetch(this.#path(`/${upload.id}/bytes?from=${upload.sent}`), {
          method: 'PUT',
          headers: { ...authorization(), 'Content-Type': 'application/octet-stream' },
          body: piece,
        });
        if (response.status === 409) {
          // The server has more, or less, than we thought: it says where to go on.
          upload.sent = await this.#receivedOf(upload.id);
          continue;
        }
        if (response.status === 404) return this.forget(upload);
        if (!response.ok) return this.#refuse(upload, await refusalOf(response));
        upload.sent = ((await response.json()) as { received: number }).received;
        this.#changed();
      } while (upload.sent < file.size && (upload.state as string) === 'sending');
      if (upload.sent >= file.size) {
        this.#sent.add(upload.id);
        return this.forget(upload);
      }
    } catch {
      if (upload.state !== 'sending') return;
      // The line broke, or the file can't be read just now: again in a moment, from where the server is.
      this.#setState(upload, 'broken');
      setTimeout(() => upload.state === 'broken' && this.resume(upload), TRY_AGAIN_MS);
    }
    this.#next();
  }

  async #receivedOf(id: string): Promise<number> {
    const response = await request(this.#path(''));
    const { entries } = (await response.json()) as { entries: { id: string; received: number }[] };
    const entry = entries.find((entry) => entry.id === id);
    if (!entry) throw new Error('The entry is gone.');
    return entry.received;
  }

  #refuse(upload: Upload, why: Partial<Refusal>): void {
    upload.refused = why.code ? (why as Refusal) : refusal('unexpected');
    this.#setState(upload, 'refused');
    this.#next();
  }
}

/** Throws for what passes by itself: the upload goes on in a moment. */
async function refusalOf(response: Response): Promise<Partial<Refusal>> {
  const why = (await response.json()) as Partial<Refusal>;
  if (isPassing(why.code)) throw new Error(why.en);
  return why;
}

/** The files of a drop, those in folders too, with the folder that each was in. */
export async function filesOf(items: DataTransferItemList): Promise<ChosenFile[]> {
  const found: ChosenFile[] = [];
  const walk = async (entry: FileSystemEntry, from: string): Promise<void> => {
    if (entry.isFile) {
      const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
      if (!file.name.startsWith('.')) found.push({ file, from });
      return;
    }
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    for (;;) {
      // A reader answers with a hundred at a time.
      const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
      if (entries.length === 0) return;
      for (const inner of entries) await walk(inner, entry.name);
    }
  };
  // Entries must be taken before anything is waited for: the list is emptied after the event.
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  for (const entry of entries) await walk(entry, '');
  return found;
}
