/** A delegate's tablet without a screen: the same ballot code as the page's, over HTTP. */

import { SecretPaper } from '../../client/votes/secret-paper.ts';
import type { Marks } from '../../shared/meeting/voting/ballots.ts';
import { here, inMeeting } from './running-server.ts';

export class MemoryStorage {
  readonly items = new Map<string, string>();
  getItem = (key: string): string | null => this.items.get(key) ?? null;
  setItem = (key: string, value: string): void => void this.items.set(key, value);
  removeItem = (key: string): void => void this.items.delete(key);
}

interface Running {
  body?: string;
  meeting: string;
  id: string;
  key: string;
  hidesNumbers?: boolean;
}

const papers = new Set<SecretPaper>();
/** Papers that still wait for a server wait no longer: a test that failed must come to an end. */
export const endPapers = (): void => papers.forEach((paper) => void paper.end());

export class Voter {
  readonly storage = new MemoryStorage();
  /** What was sent to /cast last, for who wants to send it again. */
  lastCast: object | null = null;

  constructor(
    readonly url: () => string,
    readonly person: string,
    readonly token: string,
  ) {}

  /** What the doors answer first, each once, in place of the server. */
  readonly answeredFirst: Response[] = [];

  post = async (path: string, body: object, token?: string): Promise<Response> =>
    this.answeredFirst.shift() ??
    fetch(this.url() + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
    });

  paper({ body = here.body, meeting, id, key, hidesNumbers = false }: Running): SecretPaper {
    const paper = new SecretPaper(
      { body, meeting, vote: id, key, person: this.person, hidesNumbers, isChangeable: true },
      {
        issue: (given) => this.post(inMeeting('/ballots/issue', { body, meeting }), given, this.token),
        cast: (body) => {
          this.lastCast = body;
          return this.post('/cast', body);
        },
      },
      this.storage,
    );
    papers.add(paper);
    return paper;
  }

  /** From nothing to the box; answers with her number. */
  async vote(running: Running, marks: Marks): Promise<string> {
    const paper = this.paper(running);
    await paper.begin();
    if (paper.step.step !== 'ready') throw new Error(`No ballot: ${JSON.stringify(paper.step)}`);
    await paper.cast(marks);
    if ((paper.step.step as string) !== 'cast') throw new Error(`Not cast: ${JSON.stringify(paper.step)}`);
    return paper.number!;
  }
}
