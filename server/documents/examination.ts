/**
 * Has files examined by a worker process, one at a time, and ends the worker when a file makes it too slow or too
 * large. A file's verdict always comes; what it did to the worker is part of it.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Finding, ReasonCode, Report, Verdict } from '../../shared/intake.ts';
import type { ExaminerMessage, Task } from './examiner.ts';
import { inside, memoryOf, noSandbox, type Sandbox } from './sandbox.ts';

/** How long a worker may be silent: every page that it reads or draws is a sign of life. */
const SILENCE_MS = 15_000;
/** How long reading may take in all: a file of 5,000 pages takes some 30 s. */
const VERDICT_MS = 240_000;
const MOST_MEMORY = 1.5 * 1024 ** 3;
/** A worker that holds more than this before a file is begun makes way for a fresh one. */
const TIRED_MEMORY = 500 * 1024 ** 2;
const LOOK_EVERY_MS = 200;
/** So many pages of a file may be too slow to draw; with more of them it is refused. */
const MOST_SLOW_PAGES = 5;
/** Built, the worker stands beside this file as JavaScript; from source, tsx runs it. */
const program = join(import.meta.dirname, import.meta.filename.endsWith('.ts') ? 'examiner.ts' : 'examiner.js');

export interface Watching {
  /** Reading, then drawing: how many pages of how many. */
  progress?: (step: 'reading' | 'drawing', page: number, pages: number) => void;
}

export class Examiner {
  #worker: ChildProcess | null = null;
  #isInterrupted = false;
  readonly #sandbox: Sandbox;

  constructor(sandbox: Sandbox = noSandbox) {
    this.#sandbox = sandbox;
  }

  #start(): ChildProcess {
    const flags = [...process.execArgv.filter((flag) => !flag.startsWith('--inspect')), '--max-old-space-size=1024'];
    const [execPath, execArgv] = inside(this.#sandbox, process.execPath, flags);
    const worker = fork(program, [], {
      execPath,
      execArgv,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // Nothing of the server's environment is the worker's business.
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        NODE_ENV: 'production',
        ...(process.env.NGHI_TRUONG_PDFTOPPM === undefined
          ? {}
          : { NGHI_TRUONG_PDFTOPPM: process.env.NGHI_TRUONG_PDFTOPPM }),
      },
    });
    worker.on('error', () => undefined); // its exit is what counts
    return worker;
  }

  /** Ends the worker, and with it what it is at: that file's verdict means nothing then. */
  stop(): void {
    this.#isInterrupted = true;
    this.#end();
  }
  #end(): void {
    this.#worker?.kill('SIGKILL');
    this.#worker = null;
  }

  /** Never rejects for what a file is or does: that is its verdict. One at a time. */
  async examine(task: Task, watching: Watching = {}): Promise<Verdict> {
    // What earlier files have left in the worker's memory is not this file's fault.
    const worker = this.#worker;
    this.#isInterrupted = false;
    if (worker?.pid && (await memoryOf(worker.pid)) > TIRED_MEMORY) this.#end();
    const isFresh = this.#worker === null;
    const { verdict, ended } = await this.#examine(task, watching);
    // Nor is a worker that came to an end in it, unless a fresh one does too.
    const mayBeOthers = ended === 'crashed' || ended === 'too-much-memory';
    const again = mayBeOthers && !isFresh && !this.#isInterrupted;
    return again ? (await this.#examine(task, watching)).verdict : verdict;
  }

  async #examine(task: Task, { progress }: Watching): Promise<{ verdict: Verdict; ended: 'done' | ReasonCode }> {
    let pages: number | null = null;
    let read = null as { report: Report; text: string[] } | null;
    let refused = null as Verdict | null;
    const seen: Seen = { blank: [], incomplete: [], withoutImage: [] };
    let drawn = 0;
    const hear = (message: ExaminerMessage) => {
      if (message.type === 'opened') pages = message.pages;
      else if (message.type === 'read') progress?.('reading', message.page, pages ?? 0);
      else if (message.type === 'report') read = { report: message.report, text: message.text };
      else if (message.type === 'refused') {
        const { reason, detail } = message;
        refused = { verdict: 'refused', reason, pages: message.pages, detail };
      } else if (message.type === 'drawn') {
        progress?.('drawing', message.page, pages ?? 0);
        drawn = message.page;
        if (message.isBlank) seen.blank.push(message.page);
        if (message.isIncomplete) seen.incomplete.push(message.page);
        if (!message.hasImage) seen.withoutImage.push(message.page);
      }
    };
    let ended = await this.#run(task, hear);
    // A page that takes our canvas too long is no reason to refuse what a tablet shows: the rest is drawn without it.
    for (let slow = 0; isPagesFault(ended) && read && !this.#isInterrupted && slow < MOST_SLOW_PAGES; slow += 1) {
      const page = drawn + 1;
      if (page > (pages ?? 0)) break;
      if (task.images === null) {
        seen.withoutImage.push(page);
        ended = 'done'; // it was only to be seen whether it can be drawn
      } else ended = await this.#run({ ...task, from: page, elsewhere: [page] }, hear);
    }
    if (refused) return { verdict: refused, ended };
    if (ended !== 'done' || !read) {
      const reason = ended === 'done' ? 'crashed' : ended;
      return { verdict: { verdict: 'refused', reason, pages, detail: '' }, ended };
    }
    return { verdict: withWhatWasSeen(read, seen), ended };
  }

  #run(task: Task, hear: (message: ExaminerMessage) => void): Promise<'done' | ReasonCode> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    return new Promise((resolve) => {
      const began = performance.now();
      let heard = began;
      let isRead = false;
      const finish = (ended: 'done' | ReasonCode) => {
        clearInterval(watch);
        worker.off('message', onMessage).off('exit', onExit);
        if (ended !== 'done') this.#end();
        resolve(ended);
      };
      const onMessage = (message: ExaminerMessage) => {
        heard = performance.now();
        if (message.type === 'done') return finish('done');
        if (message.type === 'report') isRead = true;
        hear(message);
      };
      const onExit = () => finish('crashed');
      const watch = setInterval(async () => {
        const now = performance.now();
        if (now - heard > SILENCE_MS || (!isRead && now - began > VERDICT_MS)) finish('too-slow');
        else if (worker.pid && (await memoryOf(worker.pid)) > MOST_MEMORY) finish('too-much-memory');
      }, LOOK_EVERY_MS);
      worker.on('message', onMessage).once('exit', onExit);
      worker.send(task, (error) => error && finish('crashed'));
    });
  }
}

/** Ends that one page can bring about while it is drawn. */
const isPagesFault = (ended: 'done' | ReasonCode): boolean =>
  ended === 'too-slow' || ended === 'too-much-memory' || ended === 'crashed';

/** What drawing has shown, by page. */
interface Seen {
  blank: number[];
  incomplete: number[];
  withoutImage: number[];
}

/** A page on which nothing shows because what stands on it can't be read is not blank: it is missing. */
function withWhatWasSeen({ report, text }: { report: Report; text: string[] }, seen: Seen): Verdict {
  const { blank } = seen;
  const known = report.findings.find(({ code }) => code === 'page-incomplete')?.pages ?? [];
  const incomplete = [...new Set([...known, ...seen.incomplete])].sort((a, b) => a - b);
  const lost = blank.find((page) => incomplete.includes(page));
  if (lost !== undefined)
    return { verdict: 'refused', reason: 'page-unreadable', pages: report.pages, detail: `page ${lost}` };
  const add = (code: Finding['code'], pages: readonly number[]): Finding[] =>
    pages.length > 0 ? [{ code, pages: [...pages], detail: '' }] : [];
  const findings = [
    ...report.findings.filter(({ code }) => code !== 'page-incomplete'),
    ...add('page-incomplete', incomplete),
    ...add('blank-pages', blank),
    ...add('images-failed', seen.withoutImage),
  ];
  return { verdict: 'accepted', report: { ...report, findings }, text };
}
