/** What a reader does without a server or a screen: notes that nothing loses, where pages lie, the way back. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import './page.ts';
import type { Note, NotesAnswer } from '../../shared/notes.ts';

const { NotesStore } = await import('../../client/notes/store.ts');
const { groupOf, layOut } = await import('../../client/reader/layout.ts');
const { Visited } = await import('../../client/reader/visited.ts');

const reading = suite('reading');

const aNote = (text: string) =>
  ({ kind: 'text', document: 'd1', hash: 'h1', page: 1, text, quote: '', occurrence: 0, rects: [] }) as never;

/** A server that answers as it is told; what it was sent. */
function aServer(answer: (notes: Note[]) => { status: number; body?: NotesAnswer } | 'no network') {
  const sent: { since: number; notes: Note[] }[] = [];
  globalThis.fetch = (async (_path: string, { body }: { body: string }) => {
    const asked = JSON.parse(body) as { since: number; notes: Note[] };
    sent.push(asked);
    const given = answer(asked.notes);
    if (given === 'no network') throw new TypeError('Failed to fetch');
    return new Response(JSON.stringify(given.body ?? {}), { status: given.status });
  }) as never;
  return sent;
}

/** A store on a browser without storage; closed again whatever happens. */
async function withNotes(work: (store: Awaited<ReturnType<typeof NotesStore.open>>) => Promise<void>): Promise<void> {
  let now = 1000;
  const store = await NotesStore.open('p1', () => (now += 1));
  try {
    await work(store);
  } finally {
    store.close();
  }
}

reading(
  'without storage notes are kept in memory, and it is said; they are sent where there is a network',
  async () => {
    await withNotes(async (store) => {
      let isThere = false;
      const sent = aServer(() => (isThere ? { status: 200, body: { revision: 1, notes: [] } } : 'no network'));
      const note = store.add(aNote('hỏi về thu ngân sách'));
      assert.is(store.state, 'memory');
      await store.sync();
      assert.is(store.unsent, 1, 'nothing is lost without a network');
      isThere = true;
      await store.sync();
      assert.equal(
        sent.map(({ notes }) => notes.map(({ id }) => id)),
        [[note.id], [note.id]],
      );
      assert.is(store.unsent, 0);
      assert.is(store.state, 'synced');
      await store.sync();
      assert.equal(sent[2], { since: 1, notes: [] }, 'only what is new');
    });
  },
);

reading('what is written on while it is sent is sent again; the later of two devices wins', async () => {
  await withNotes(async (store) => {
    const note = store.add(aNote('một'));
    const sent = aServer(() => {
      if (sent.length === 1) store.change(note, { text: 'hai' });
      return { status: 200, body: { revision: sent.length, notes: [] } };
    });
    await store.sync();
    assert.is(store.unsent, 1);
    await store.sync();
    assert.is(sent[1]!.notes[0]!.text, 'hai');
    assert.is(store.unsent, 0);
    const elsewhere = { ...note, text: 'ba', changedAt: 99_999, device: 'zz' };
    aServer(() => ({ status: 200, body: { revision: 9, notes: [elsewhere] } }));
    await store.sync();
    assert.is(store.all[0]!.text, 'ba');
  });
});

reading('one note that the server refuses does not hold up the others, and stays here', async () => {
  await withNotes(async (store) => {
    const bad = store.add(aNote('hỏng'));
    store.add(aNote('tốt'));
    aServer((notes) => {
      const isBad = notes.some(({ id }) => id === bad.id);
      return isBad ? { status: 400 } : { status: 200, body: { revision: 1, notes: [] } };
    });
    for (let round = 0; round < 4; round += 1) await store.sync();
    assert.is(store.unsent, 1);
    assert.is(store.state, 'refused');
    assert.equal(store.all.map(({ text }) => text).sort(), ['hỏng', 'tốt']);
  });
});

reading('the server wants the PIN first: locked, until the right one is given', async () => {
  await withNotes(async (store) => {
    store.add(aNote('kín'));
    aServer(() => ({ status: 423 }));
    await store.sync();
    assert.is(store.state, 'locked');
    store.add(aNote('thêm'));
    assert.is(store.state, 'locked', 'writing on does not hide it');
    aServer(() => ({ status: 401 }));
    assert.not(await store.unlock('0000'));
    aServer(() => ({ status: 200, body: { revision: 1, notes: [] } }));
    assert.ok(await store.unlock('1234'));
    await store.sync();
    assert.is(store.state, 'synced');
  });
});

reading('every change can be taken back and made again, in order', async () => {
  await withNotes(async (store) => {
    const texts = () => store.all.map(({ text }) => text);
    const note = store.add(aNote('a'));
    store.change(note, { text: 'b' });
    store.remove(store.all[0]!);
    assert.equal(texts(), []);
    store.undo();
    assert.equal(texts(), ['b']);
    store.undo();
    assert.equal(texts(), ['a']);
    store.undo();
    assert.equal(texts(), []);
    assert.equal(store.can, { undo: false, redo: true });
    store.redo();
    store.redo();
    assert.equal(texts(), ['b']);
    store.change(store.all[0]!, { text: 'c' });
    assert.equal(store.can, { undo: true, redo: false }, 'a new change ends what could be made again');
  });
});

const A4 = [595, 842] as const;
const fitting = { width: 1000, height: 700, mode: 'single', fit: 'width', zoom: 1, rotation: 0 } as const;

reading('two pages lie side by side as in a bound paper; the last odd one alone', () => {
  assert.equal(groupOf(1, 5, 'spread'), [1, 2]);
  assert.equal(groupOf(4, 5, 'spread'), [3, 4]);
  assert.equal(groupOf(5, 5, 'spread'), [5]);
  assert.equal(groupOf(4, 5, 'single'), [4]);
});

reading('a page fits the width, or whole; turned by a quarter its sides change places', () => {
  const sizes = [A4, A4, A4];
  assert.is(layOut(2, sizes, fitting).boxes[0]!.width, 1000);
  const whole = layOut(2, sizes, { ...fitting, fit: 'page' }).boxes[0]!;
  assert.is(whole.height, 700);
  assert.is(whole.left, Math.floor((1000 - (595 * 700) / 842) / 2), 'in the middle');
  const turned = layOut(2, sizes, { ...fitting, rotation: 90 }).boxes[0]!;
  assert.ok(turned.width > turned.height);
  const zoomed = layOut(2, sizes, { ...fitting, zoom: 2 });
  assert.equal([zoomed.boxes[0]!.left, zoomed.width], [0, 2000], 'larger than the reader: from its edge');
});

reading('no two pages overlap, and all are within what is said, in every mode and for mixed sizes', () => {
  const sizes = [A4, [842, 595], A4, [1191, 842], A4] as const;
  for (const mode of ['single', 'spread', 'continuous'] as const)
    for (const fit of ['width', 'page'] as const)
      for (const rotation of [0, 90, 180, 270] as const)
        for (const page of [1, 2, 5]) {
          const { boxes, width, height } = layOut(page, sizes, { ...fitting, mode, fit, rotation });
          assert.ok(boxes.some((box) => box.page === page));
          for (const [index, box] of boxes.entries()) {
            assert.ok(box.left >= 0 && box.top >= 0);
            assert.ok(box.left + box.width <= width && box.top + box.height <= height);
            const next = boxes[index + 1];
            if (next) assert.ok(next.left >= box.left + box.width || next.top >= box.top + box.height);
          }
        }
});

reading('leafing is one visit, a jump another; a new jump ends the way forward', () => {
  const at = (id: string, page: number) => ({ document: { id, hash: 'h' }, page }) as never;
  const visited = new Visited();
  assert.equal(visited.travels, { back: false, forward: false });
  visited.visit(at('d1', 1));
  visited.visit(at('d1', 2));
  visited.visit(at('d1', 30));
  visited.visit(at('d2', 1));
  assert.equal(visited.travel(-1), at('d1', 30));
  assert.equal(visited.travel(-1), at('d1', 2));
  assert.is(visited.travel(-1), null);
  visited.visit(at('d3', 1));
  assert.equal(visited.travels, { back: true, forward: false });
});

reading.run();
