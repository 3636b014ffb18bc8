/** The journal in a file: group commit, the chain, torn tails at every byte, damage, a disk that fails. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { genesis, type JournalEntry, type NewEntry } from '../../server/journal/chain.ts';
import { JournalDamaged, NotWritten } from '../../server/journal/engine.ts';
import { type LogFile, openFileJournal } from '../../server/journal/file-engine.ts';
import { newFolder, remove } from './running-server.ts';

interface PageTurned {
  type: 'page-turned';
  at: number;
  page: number;
}
const entry = (page: number): NewEntry<PageTurned> => ({
  actor: { person: 'd1' as never, roles: ['chair'] },
  command: `command-${page}`,
  event: { type: 'page-turned', at: 1_700_000_000_000 + page, page },
});

async function collect(entries: AsyncIterable<JournalEntry<PageTurned>>): Promise<JournalEntry<PageTurned>[]> {
  const all: JournalEntry<PageTurned>[] = [];
  for await (const one of entries) all.push(one);
  return all;
}

async function written(path: string, count: number): Promise<void> {
  const { journal } = await openFileJournal<PageTurned>(path, 'm1');
  for (let page = 1; page <= count; page += 1) await journal.append(page - 1, [entry(page)]);
  await journal.close();
}

async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = newFolder();
  try {
    await use(folder);
  } finally {
    remove(folder);
  }
}

test('what was appended is read back, chained from the meeting’s id, from any number on', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'journal.jsonl');
    const { journal } = await openFileJournal<PageTurned>(path, 'm1');
    await Promise.all([
      journal.append(0, [entry(1), entry(2)]),
      journal.append(2, [entry(3)]),
      journal.append(3, [entry(4)]),
    ]);
    await journal.close();
    const { journal: again, tornTail } = await openFileJournal<PageTurned>(path, 'm1');
    assert.is(tornTail, null);
    assert.is(again.head.sequence, 4);
    const all = await collect(again.read(1));
    assert.equal(
      all.map(({ sequence, command }) => [sequence, command]),
      [
        [1, 'command-1'],
        [2, 'command-2'],
        [3, 'command-3'],
        [4, 'command-4'],
      ],
    );
    assert.is(all[0]!.previous, genesis('m1'));
    assert.equal(
      (await collect(again.read(3))).map(({ sequence }) => sequence),
      [3, 4],
    );
    assert.equal(await collect(again.read(5)), []);
    await again.close();
  }));

test('a thousand appends at once share few syncs, and each resolves only after the sync that covers it', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'journal.jsonl');
    let syncs = 0;
    let synced = '';
    const { journal } = await openFileJournal<PageTurned>(path, 'm1', (file) => ({
      write: file.write.bind(file) as LogFile['write'],
      datasync: async () => {
        const covered = readFileSync(path, 'utf8');
        await file.datasync();
        syncs += 1;
        synced = covered;
      },
      stat: () => file.stat(),
      truncate: (length) => file.truncate(length),
      close: () => file.close(),
    }));
    const appended = Array.from({ length: 1000 }, (_, index) =>
      journal
        .append(index, [entry(index + 1)])
        .then(() => assert.ok(synced.includes(`"command":"command-${index + 1}"`))),
    );
    await Promise.all(appended);
    assert.ok(syncs <= 20, `${syncs} syncs`);
    assert.is(journal.head.sequence, 1000);
    await journal.close();
  }));

test('the last line cut at every byte: it is set aside whole, all before it stays, and writing goes on', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'journal.jsonl');
    await written(path, 3);
    const whole = readFileSync(path);
    const start = whole.lastIndexOf(0x0a, whole.length - 2) + 1;
    for (let cut = start; cut < whole.length; cut += 1) {
      const here = join(folder, `cut-${cut}.jsonl`);
      writeFileSync(here, whole.subarray(0, cut));
      const { journal, tornTail } = await openFileJournal<PageTurned>(here, 'm1');
      // Without its newline alone, the line is still whole.
      const survives = cut === whole.length - 1;
      assert.is(journal.head.sequence, survives ? 3 : 2, `cut at byte ${cut}`);
      if (cut === start || survives) assert.is(tornTail, null);
      else assert.equal(readFileSync(tornTail!), whole.subarray(start, cut));
      await journal.append(journal.head.sequence, [entry(7)]);
      await journal.close();
      const { journal: again } = await openFileJournal<PageTurned>(here, 'm1');
      assert.is((await collect(again.read(1))).at(-1)!.command, 'command-7');
      await again.close();
    }
  }));

test('a tail of NUL bytes, as some file systems leave after a power cut, is set aside', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'journal.jsonl');
    await written(path, 2);
    const whole = readFileSync(path);
    const start = whole.lastIndexOf(0x0a, whole.length - 2) + 1;
    writeFileSync(path, Buffer.concat([whole.subarray(0, start + 20), Buffer.alloc(whole.length - start - 20)]));
    const { journal, tornTail } = await openFileJournal<PageTurned>(path, 'm1');
    assert.is(journal.head.sequence, 1);
    assert.ok(tornTail);
    await journal.close();
  }));

test('a byte flipped anywhere before the last line, or in a whole last line: a refusal that names the line', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'journal.jsonl');
    await written(path, 4);
    const whole = readFileSync(path);
    for (let at = 0; at < whole.length - 1; at += 1) {
      const bent = Buffer.from(whole);
      bent[at]! ^= 0x01;
      const line = whole.subarray(0, at).filter((byte) => byte === 0x0a).length + 1;
      const here = join(folder, 'bent.jsonl');
      writeFileSync(here, bent);
      const error = await openFileJournal<PageTurned>(here, 'm1').then(
        () => null,
        (caught: unknown) => caught as Error,
      );
      assert.instance(error, JournalDamaged, `byte ${at}`);
      assert.match(error!.message, new RegExp(`line ${line}\\b`), `byte ${at}: ${error!.message}`);
      assert.equal(readFileSync(here), bent, 'the damaged file is left as it is');
    }
    assert.equal(
      readdirSync(folder).filter((name) => name.includes('torn')),
      [],
    );
  }));

test('another meeting’s journal is refused', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'journal.jsonl');
    await written(path, 1);
    const error = await openFileJournal<PageTurned>(path, 'm2').catch((caught: unknown) => caught);
    assert.instance(error, JournalDamaged);
  }));

test('a disk that fails: what was under way fails, what was on disk stays, and it goes on when there is room again', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'journal.jsonl');
    let isFull = false;
    const { journal } = await openFileJournal<PageTurned>(path, 'm1', (file) => ({
      write: (async (data: Buffer, offset: number, length: number) => {
        if (!isFull) return file.write(data, offset, length);
        // Half of it fits, as on a disk that fills up in the middle of a line.
        if (length > 40) return file.write(data, offset, 40);
        throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      }) as never,
      datasync: () =>
        isFull ? Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' })) : file.datasync(),
      stat: () => file.stat(),
      truncate: (length) => file.truncate(length),
      close: () => file.close(),
    }));
    await journal.append(0, [entry(1)]);
    isFull = true;
    const failed = await Promise.all(
      [journal.append(1, [entry(2)]), journal.append(2, [entry(3)])].map((one) => one.catch((error: unknown) => error)),
    );
    for (const error of failed) assert.instance(error, NotWritten);
    assert.is(journal.head.sequence, 1);
    assert.is((await collect(journal.read(1))).length, 1, 'what is on disk stays readable');
    isFull = false;
    await journal.append(1, [entry(4)]);
    await journal.close();
    const { journal: again, tornTail } = await openFileJournal<PageTurned>(path, 'm1');
    assert.is(tornTail, null, 'no piece of what failed is left behind');
    assert.equal(
      (await collect(again.read(1))).map(({ command }) => command),
      ['command-1', 'command-4'],
    );
    await again.close();
  }));

test.run();
