/** The text of a paper on disk: the sum of all changes, whoever's came first; one beginning; nothing half. */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import * as Y from 'yjs';
import { NotAnUpdate, Papers } from '../../server/papers/papers.ts';
import { Presence } from '../../server/papers/presence.ts';
import type { PersonId } from '../../shared/ids.ts';
import { seed } from '../seed.ts';
import { newFolder, remove } from './running-server.ts';

const papers = suite('papers');
const folder = newFolder();
let files = 0;
const fresh = () => join(folder, 'papers', `paper-${files++}.yjs`);
const nothing = new Uint8Array();
papers.after(() => remove(folder));

/** A page that writes into a paper. */
class Writer {
  readonly doc = new Y.Doc();
  #unsent: Uint8Array[] = [];
  constructor(
    readonly store: Papers,
    readonly path: string,
  ) {
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'server') this.#unsent.push(update);
    });
  }
  get text(): string {
    return this.doc.getText('t').toString();
  }
  write(at: number, words: string): void {
    this.doc.getText('t').insert(Math.min(at, this.text.length), words);
  }
  async sync(): Promise<void> {
    const sending = [...this.#unsent];
    const update = sending.length > 0 ? Y.mergeUpdates(sending) : null;
    const answer = await this.store.sync(this.path, Y.encodeStateVector(this.doc), update, false);
    this.#unsent = this.#unsent.slice(sending.length);
    Y.applyUpdate(this.doc, Buffer.from(answer.update, 'base64'), 'server');
  }
}

papers('whatever three write and whenever it is sent, all have the same in the end, also after a restart', async () => {
  const step = fc.record({ who: fc.nat(2), at: fc.nat(40), words: fc.string({ maxLength: 6 }), sends: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
      const path = fresh();
      let store = new Papers();
      const writers = [0, 1, 2].map(() => new Writer(store, path));
      for (const { who, at, words, sends } of steps) {
        const writer = writers[who]!;
        writer.write(at, words);
        if (sends) await writer.sync();
      }
      for (const writer of [...writers, ...writers]) await writer.sync();
      const texts = writers.map(({ text }) => text);
      assert.is(new Set(texts).size, 1);
      store = new Papers();
      assert.is((await store.read(path))?.getText('t').toString() ?? '', texts[0]);
      const length = steps.reduce((sum, { words }) => sum + words.length, 0);
      assert.is(texts[0]!.length, length, 'nothing is lost, nothing twice');
    }),
    { numRuns: 40, seed },
  );
});

papers('who has a paper open: the others, until they have not asked for a while', () => {
  let now = 0;
  const presence = new Presence(() => now);
  const see = (path: string, person: string) => presence.see(path, person as PersonId) as string[];
  assert.equal(see('a', 'tk01'), []);
  assert.equal(see('a', 'tk02'), ['tk01']);
  assert.equal(see('b', 'tk03'), [], 'another paper');
  assert.equal(see('a', 'tk01'), ['tk02']);
  now = 5000;
  assert.equal(see('a', 'tk02'), ['tk01']);
  now = 8000;
  assert.equal(see('a', 'tk02'), [], 'gone');
});

papers('two who begin at once begin one paper', async () => {
  const store = new Papers();
  const path = fresh();
  const drafts = ['một', 'hai'].map((words) => {
    const doc = new Y.Doc();
    doc.getText('t').insert(0, words);
    return Y.encodeStateAsUpdate(doc);
  });
  const answers = await Promise.all(drafts.map((draft) => store.sync(path, nothing, draft, true)));
  assert.equal(
    answers.map(({ isTaken }) => isTaken),
    [true, false],
  );
  assert.is((await store.read(path))!.getText('t').toString(), 'một');
});

papers('what is no change is refused, and leaves nothing behind', async () => {
  const store = new Papers();
  const writer = new Writer(store, fresh());
  writer.write(0, 'Biên bản');
  await writer.sync();
  const before = readFileSync(writer.path, 'utf8');
  for (const update of [Buffer.from('no change at all'), Buffer.from([1, 2, 3, 255, 255, 255])])
    await store.sync(writer.path, nothing, update, false).then(
      () => assert.unreachable('it is no change'),
      (error: unknown) => assert.instance(error, NotAnUpdate),
    );
  assert.is(readFileSync(writer.path, 'utf8'), before);
  assert.is((await store.read(writer.path))!.getText('t').toString(), 'Biên bản');
});

papers('a line that a power cut left half is left out; what was answered is there', async () => {
  const path = fresh();
  const writer = new Writer(new Papers(), path);
  writer.write(0, 'Đã lưu.');
  await writer.sync();
  const whole = readFileSync(path, 'utf8');
  for (const cut of [1, 5, whole.length - 3]) {
    writeFileSync(path, whole);
    appendFileSync(path, whole.slice(0, cut).trimEnd());
    const store = new Papers();
    assert.is((await store.read(path))!.getText('t').toString(), 'Đã lưu.');
    const next = new Writer(store, path);
    await next.sync();
    next.write(0, 'Sau đó: ');
    await next.sync();
    assert.is((await new Papers().read(path))!.getText('t').toString(), 'Sau đó: Đã lưu.');
  }
});

papers.run();
