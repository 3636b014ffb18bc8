/** Documents on their way, without a browser: kept for a hall without a network, sent by the desk, drawn in the reader. */
import { mock } from 'node:test';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { DocumentEntry } from '../../shared/meeting/documents/state.ts';
import { page } from './page.ts';

page.location.search = '?body=b1&meeting=m1';

/** As much of the Cache API as the keeper uses; `room` is how many responses fit into all caches together. */
class FakeCaches {
  readonly stores = new Map<string, Map<string, Response>>();
  room = Number.POSITIVE_INFINITY;

  get count(): number {
    return [...this.stores.values()].reduce((sum, { size }) => sum + size, 0);
  }
  names = (store: string): string[] => [...(this.stores.get(store)?.keys() ?? [])];

  open = async (name: string) => {
    const store = this.stores.get(name) ?? new Map<string, Response>();
    this.stores.set(name, store);
    const addressOf = (wanted: string | { url: string }) => (typeof wanted === 'string' ? wanted : wanted.url);
    return {
      match: async (wanted: string) => store.get(wanted)?.clone(),
      put: async (address: string, response: Response) => {
        if (this.count >= this.room) throw Object.assign(new Error('full'), { name: 'QuotaExceededError' });
        store.set(address, response);
      },
      keys: async (prefix?: string) =>
        [...store.keys()].filter((url) => !prefix || url.split('?')[0] === prefix).map((url) => ({ url })),
      delete: async (wanted: string | { url: string }) => store.delete(addressOf(wanted)),
    };
  };
  delete = async (name: string) => this.stores.delete(name);
}
const caches = new FakeCaches();
for (const [name, value] of Object.entries({ caches, isSecureContext: true, navigator: { serviceWorker: {} } }))
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });

const { Keeper } = await import('../../client/offline/keeper.ts');
const { Uploads } = await import('../../client/intake/uploads.ts');
const { DrawingQueue } = await import('../../client/reader/drawing-queue.ts');
const { nearestFirst, Prefetch } = await import('../../client/reader/prefetch.ts');
const { PageCache } = await import('../../client/reader/page-cache.ts');
const { fileAddress, findPlace } = await import('../../client/live/place.ts');
await findPlace(Promise.resolve(null));

const documents = suite('documents');

/** Lets what waits go on, timers too, until something is so. Waits for no clock. */
async function until(isSo: () => boolean, what: string): Promise<void> {
  for (let round = 0; round < 5000; round += 1) {
    if (isSo()) return;
    await new Promise((resolve) => setImmediate(resolve));
    mock.timers.tick(500);
  }
  assert.unreachable(`never came: ${what}`);
}

documents.before.each(() => mock.timers.enable({ apis: ['setTimeout'] }));
documents.after.each(() => {
  mock.timers.reset();
  caches.stores.clear();
  caches.room = Number.POSITIVE_INFINITY;
});

const PIECE = 512 * 1024;
const hashOf = (name: string) => name.repeat(64).slice(0, 64);
const entry = (name: string, bytes: number, more: object = {}) =>
  ({ id: name, hash: hashOf(name), bytes, pages: 2, confidential: false, ...more }) as unknown as DocumentEntry;
const addressOf = (name: string) => fileAddress(hashOf(name));

/** A server with these documents; what it was asked for. `refuses` says of an address whether its line breaks. */
function serving(entries: readonly DocumentEntry[], refuses: (asked: string) => boolean = () => false) {
  const asked: string[] = [];
  globalThis.fetch = (async (address: string, { headers }: { headers: Record<string, string> }) => {
    const range = /bytes=(\d+)-(\d+)/.exec(headers.Range ?? '');
    const name = `${address.slice(address.search(/[0-9a-z]{64}/))}${range ? ` ${range[1]}-${range[2]}` : ''}`;
    asked.push(name);
    if (refuses(name)) throw new TypeError('Failed to fetch');
    if (!range) return new Response('about');
    const known = entries.find(({ hash }) => address.includes(hash));
    return known
      ? new Response(new Uint8Array(Number(range[2]) - Number(range[1]) + 1))
      : new Response('', { status: 404 });
  }) as never;
  return asked;
}
const piecesOf = (asked: readonly string[], name: string) =>
  asked.filter((one) => one.startsWith(hashOf(name)) && / \d+-\d+$/.test(one));

documents('a document is put together from its pieces; a broken line costs the piece that was on its way', async () => {
  const one = entry('a', 2 * PIECE + 10);
  let isBroken = true;
  const asked = serving([one], (name) => {
    if (!name.endsWith(` ${PIECE}-${2 * PIECE - 1}`) || !isBroken) return false;
    isBroken = false;
    return true;
  });
  const keeper = new Keeper();
  const shares: number[] = [];
  keeper.addEventListener('change', () => shares.push(keeper.share));
  keeper.keep([one]);
  await until(() => keeper.done === 1 && asked.some((name) => name.includes('/2')), 'the document and its images');
  assert.is(piecesOf(asked, 'a').length, 4, 'three pieces, one of them twice');
  const whole = caches.stores.get('documents')!.get(addressOf('a'))!;
  assert.is((await whole.clone().blob()).size, one.bytes);
  assert.equal(caches.names('documents-pieces'), [], 'pieces go when it is whole');
  assert.is(keeper.share, 1);
  assert.ok(
    shares.some((share) => share > 0 && share < 1),
    'the bar moves',
  );
});

documents('what was fetched before a reload is not fetched again; what is confidential never is', async () => {
  const [one, secret] = [entry('a', 3 * PIECE), entry('b', PIECE, { confidential: true })];
  const pieces = await caches.open('documents-pieces');
  await pieces.put(`${addressOf('a')}?from=0`, new Response(new Uint8Array(PIECE)));
  const asked = serving([one, secret]);
  const keeper = new Keeper();
  keeper.keep([one, secret]);
  await until(() => keeper.done === 1, 'the document');
  assert.is(piecesOf(asked, 'a').length, 2);
  assert.is(asked.filter((name) => name.startsWith(hashOf('b'))).length, 0);
  assert.is(keeper.all, 1);
});

documents('a full tablet lets go what other meetings left, and says it is full only when nothing is left', async () => {
  const [one, another] = [entry('a', PIECE), entry('b', PIECE)];
  serving([one, another]);
  const whole = await caches.open('documents');
  for (const page of [1, 2, 3]) await whole.put(`/documents/b1/m0/${hashOf('c')}/pages/${page}`, new Response('old'));
  caches.room = 5;
  const keeper = new Keeper();
  keeper.keep([one]);
  await until(() => keeper.done === 1, 'room was made');
  assert.is(caches.names('documents').filter((name) => name.includes('/m0/')).length, 0);
  assert.is(keeper.problem, null);
  keeper.keep([one, another]);
  await until(() => keeper.problem === 'full', 'it is said');
  assert.is(keeper.done, 1, 'what is here stays');
});

documents('what is no document of the meeting any more goes, and after the meeting everything', async () => {
  const [one, another] = [entry('a', PIECE), entry('b', PIECE)];
  serving([one, another]);
  const keeper = new Keeper();
  keeper.keep([one, another]);
  await until(() => keeper.done === 2, 'both');
  keeper.keep([another]);
  await until(() => !caches.names('documents').some((name) => name.includes(hashOf('a'))), 'the first is gone');
  assert.ok(caches.names('documents').includes(addressOf('b')));
  await keeper.forget();
  assert.equal([...caches.stores.keys()], []);
  keeper.keep([one]);
  assert.is(keeper.all, 0, 'and none comes back');
});

/** A server that takes files in pieces; `answer` may put another answer in the place of a piece's. */
function taking(answer: (id: string, from: number) => Response | 'broken line' | null = () => null) {
  const received = new Map<string, number>();
  const pieces: string[] = [];
  globalThis.fetch = (async (address: string, { method, body }: { method: string; body: unknown }) => {
    if (method === 'POST') {
      const { name } = JSON.parse(body as string) as { name: string };
      if (name.endsWith('.exe')) return Response.json({ code: 'unknown-kind', vi: '', en: '' }, { status: 400 });
      received.set(name, 0);
      return Response.json({ id: name });
    }
    if (method === 'GET') return Response.json({ entries: [...received].map(([id, at]) => ({ id, received: at })) });
    const [, id, from] = /intake\/([^/]+)\/bytes\?from=(\d+)/.exec(address)!;
    pieces.push(`${id} ${from}`);
    const other = answer(id!, Number(from));
    if (other === 'broken line') throw new TypeError('Failed to fetch');
    if (other) return other;
    received.set(id!, Number(from) + (body as Blob).size);
    return Response.json({ received: received.get(id!) });
  }) as never;
  return { received, pieces };
}
const file = (name: string, bytes: number) => ({ file: new File([new Uint8Array(bytes)], name), from: '' });
const MB = 1024 * 1024;

documents('files are sent two at once, piece by piece; each leaves the list when the server has it', async () => {
  const { received } = taking();
  const uploads = new Uploads();
  let most = 0;
  uploads.addEventListener('change', () => {
    most = Math.max(most, uploads.all.filter(({ state }) => state === 'sending').length);
  });
  uploads.add([file('a.pdf', 5 * MB), file('b.pdf', 10), file('c.pdf', 0)]);
  await until(() => uploads.all.length === 0, 'all sent');
  assert.is(most, 2);
  assert.equal([...received.values()], [5 * MB, 10, 0]);
});

documents(
  'what the server says of a file is never beside it: not before its name is known, nor when all is sent',
  async () => {
    const { received } = taking();
    const uploads = new Uploads();
    uploads.add([file('a.pdf', 10)]);
    const [upload] = uploads.all;
    const arriving = { id: 'a.pdf', name: 'a.pdf', bytes: 10, phase: 'arriving' };
    assert.is(upload!.id, '', 'the answer has not come');
    assert.is(uploads.of(arriving), upload);
    assert.equal(uploads.beside([arriving]), []);
    const another = [
      { ...arriving, bytes: 11 },
      { ...arriving, name: 'b.pdf' },
      { ...arriving, phase: 'ready' },
    ];
    assert.equal(uploads.beside(another), [upload!], 'another file, or one of before');
    assert.not(uploads.wasSent('a.pdf'));
    await until(() => uploads.all.length === 0, 'sent');
    assert.is(received.get('a.pdf'), 10);
    assert.ok(uploads.wasSent('a.pdf'), 'an older look says “arriving”; nobody is to choose it again');
  },
);

documents(
  'after a broken line, and where the server has more than we thought, it goes on where the server is',
  async () => {
    let broken = 0;
    const { received, pieces } = taking((id, from) => {
      if (id === 'a.pdf' && from === 2 * MB && broken++ === 0) return 'broken line';
      if (id === 'a.pdf' && from === 2 * MB && broken === 2) {
        // The first try had arrived after all.
        received.set('a.pdf', 4 * MB);
        return new Response('', { status: 409 });
      }
      return null;
    });
    const uploads = new Uploads();
    uploads.add([file('a.pdf', 5 * MB)]);
    await until(() => uploads.all[0]?.state === 'broken', 'it is said that the line broke');
    await until(() => uploads.all.length === 0, 'sent');
    assert.equal(pieces, ['a.pdf 0', `a.pdf ${2 * MB}`, `a.pdf ${2 * MB}`, `a.pdf ${4 * MB}`]);
  },
);

documents('a refused file says why and stays; the next one is sent; a paused one waits for its person', async () => {
  taking();
  const uploads = new Uploads();
  uploads.add([file('virus.exe', 10), file('a.pdf', 10)]);
  await until(() => uploads.all.length === 1, 'the other is sent');
  assert.equal([uploads.all[0]!.state, uploads.all[0]!.refused?.code], ['refused', 'unknown-kind']);
  const { pieces } = taking();
  uploads.add([file('b.pdf', 5 * MB)]);
  const upload = uploads.all[1]!;
  uploads.pause(upload);
  await until(() => pieces.length > 0 || upload.id !== '', 'what was on its way');
  const soFar = pieces.length;
  await until(() => (upload.state as string) === 'paused', 'paused');
  for (let round = 0; round < 20; round += 1) mock.timers.tick(1000);
  assert.ok(pieces.length <= soFar + 1, 'no further piece');
  uploads.resume(upload);
  await until(() => uploads.all.length === 1, 'sent');
});

documents('pages are made once; the longest unused go first, never one that is kept', () => {
  const gone: string[] = [];
  const cache = new PageCache<{ key: string; remove: () => void }>(2);
  const use = (key: string) => cache.use(key, () => ({ key, remove: () => gone.push(key) }));
  const a = use('a');
  use('b');
  assert.is(use('a'), a);
  use('c');
  cache.trim(({ key }) => key === 'c');
  assert.equal([gone, cache.all.map(({ key }) => key)], [['b'], ['a', 'c']]);
  use('d');
  cache.trim(() => true);
  assert.is(cache.size, 3, 'what is kept stays');
  cache.clear();
  assert.equal([cache.size, gone], [0, ['b', 'a', 'c', 'd']]);
});

documents('images are fetched nearest first, and of one document at a time', async () => {
  assert.equal(nearestFirst(5, 3), [3, 2, 4, 1, 5]);
  const asked: string[] = [];
  const prefetch = new Prefetch(
    async (hash, number) => {
      asked.push(`${hash}${number}`);
      if (hash === 'gone') throw new Error('not made yet');
    },
    async () => undefined,
  );
  const first = prefetch.begin({ hash: 'a', pages: 50 }, 1);
  await prefetch.begin({ hash: 'b', pages: 2 }, 2);
  await first;
  assert.equal(
    asked.filter((one) => one.startsWith('b')),
    ['b2', 'b1'],
  );
  assert.ok(asked.filter((one) => one.startsWith('a')).length < 50, 'the first stopped');
  await prefetch.begin({ hash: 'gone', pages: 3 }, 1);
  await prefetch.begin({ hash: 'gone', pages: 3 }, 1);
  assert.equal(
    asked.filter((one) => one.startsWith('gone')),
    ['gone1', 'gone1'],
    'tried anew, one page each time',
  );
});

documents('pdf.js draws what is wanted before what stands ready, and leaves what was turned away from', async () => {
  const log: string[] = [];
  class Drawing {
    isDrawn = false;
    hasFailed = false;
    gaveUp = false;
    isReady = true;
    pictured = Promise.resolve();
    finish = () => {};
    constructor(
      readonly name: string,
      readonly isFine = false,
    ) {}
    draw(signal: AbortSignal): Promise<void> {
      log.push(this.name);
      return new Promise((resolve, reject) => {
        this.finish = () => {
          this.isDrawn = true;
          resolve();
        };
        signal.addEventListener('abort', () => {
          log.push(`${this.name} ended`);
          reject(new Error('ended'));
        });
      });
    }
  }
  const [shown, ahead, fine] = [new Drawing('shown'), new Drawing('ahead'), new Drawing('fine', true)];
  let wanted = ahead;
  const held = [fine, ahead];
  const queue = new DrawingQueue<Drawing>(
    { all: () => held, isWanted: (one) => one === wanted, drawn: ({ name }) => log.push(`${name} is sharp`) },
    { pause: async () => undefined, leisure: async () => undefined },
  );
  queue.next();
  await until(() => log.length === 1, 'begun');
  // Turned to another page: the one that was drawn matters less now.
  held.push(shown);
  wanted = shown;
  queue.next();
  await until(() => log.length === 3, 'the wanted one');
  shown.finish();
  await until(() => log.length === 5, 'and what stands ready after it');
  assert.equal(log, ['ahead', 'ahead ended', 'shown', 'shown is sharp', 'ahead']);
  ahead.finish();
  await until(() => log.length === 6, 'done');
  assert.not(log.includes('fine'), 'its image will do');
});

documents.run();
