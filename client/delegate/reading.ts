/** Says which documents were opened here, each once: the office sees how many have, and, where its council wants it, who. */
import type { ReadingAnswer } from '../../shared/reading.ts';
import { request } from '../live/login.ts';
import { inMeeting } from '../live/place.ts';

export class Reading {
  /** Whether the office sees that it was I; null until that is known, and nothing is said before. */
  isNamed: boolean | null = null;
  readonly #said = new Set<string>();

  /** Resolves once it is known whether names are kept. */
  async ask(): Promise<void> {
    if (this.isNamed !== null) return;
    const response = await request(inMeeting('/reading')).catch(() => null);
    if (response?.ok) this.isNamed = ((await response.json()) as ReadingAnswer).isNamed;
  }

  /** @param birth names the meeting's journal; @param person who reads here */
  opened(document: string, birth: string | null, person: string | null): void {
    const key = `opened/${birth}/${person}/${document}`;
    if (this.isNamed === null || !birth || !person || this.#said.has(key) || localStorage.getItem(key)) return;
    this.#said.add(key);
    request(inMeeting('/reading'), 'POST', { document }).then(
      (response) => {
        if (response.ok) localStorage.setItem(key, 'yes');
      },
      () => this.#said.delete(key), // no network: it is said when the document is opened the next time
    );
  }
}
