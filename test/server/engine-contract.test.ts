/** What every engine of a log must do, run for each that there is; and what a host does when it does not. */
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { JournalEntry } from '../../server/journal/chain.ts';
import { Fenced, JournalDamaged, type LogEngine, NotWritten, OutcomeUnknown } from '../../server/journal/engine.ts';
import { FileEngine } from '../../server/journal/file-engine.ts';
import { Journal } from '../../server/journal/journal.ts';
import { MemoryEngine, type MemoryStore, memoryStore } from '../../server/journal/memory-engine.ts';
import { LogHost } from '../../server/logs/log-host.ts';
import { system } from '../../server/logs/rulebook.ts';
import { meetingRulebook } from '../../server/meetings/meeting-log.ts';
import type { MeetingEvent } from '../../shared/meeting/state.ts';
import { actorOf, smallCouncil } from '../rules/small-council.ts';
import { newFolder, remove } from './running-server.ts';

interface Kind {
  name: string;
  /** A place that several engines can stand on. */
  place: () => { open: () => Promise<LogEngine>; end: () => void };
}
const kinds: Kind[] = [
  {
    name: 'file',
    place: () => {
      const folder = newFolder();
      const open = async () => (await FileEngine.open(join(folder, 'journal.jsonl'))).engine;
      return { open, end: () => remove(folder) };
    },
  },
  {
    name: 'memory',
    place: () => {
      const store = memoryStore();
      return { open: async () => new MemoryEngine(store), end: () => undefined };
    },
  },
];

/** Lines as a journal makes them, since a file tells a torn line by its checksum. */
const entry = (page: number) => ({
  actor: { person: 'd1' as never, roles: ['chair'] as const },
  command: `command-${page}`,
  event: { type: 'page-turned', at: 1_700_000_000_000 + page, page },
});
async function all<One>(some: AsyncIterable<One>): Promise<One[]> {
  const found: One[] = [];
  for await (const one of some) found.push(one);
  return found;
}
const errorOf = (promise: Promise<unknown>) => promise.then(() => null).catch((error: unknown) => error);

for (const { name, place } of kinds) {
  const contract = suite(`engine contract: ${name}`);
  const inPlace = (use: (open: () => Promise<LogEngine>) => Promise<void>) => async () => {
    const { open, end } = place();
    try {
      await use(open);
    } finally {
      end();
    }
  };
  const journalOn = async (engine: LogEngine) => Journal.open(engine, 'm1');

  contract(
    'what was appended is read back in order, from any line on, also by who opens it later',
    inPlace(async (open) => {
      const engine = await open();
      const journal = await journalOn(engine);
      await Promise.all([journal.append(0, [entry(1), entry(2)]), journal.append(2, [entry(3)])]);
      assert.is(engine.length, 3);
      assert.is((await all(engine.read(1))).length, 3);
      assert.is((await all(engine.read(3))).length, 1);
      assert.equal(await all(engine.read(4)), []);
      await journal.close();
      const again = await journalOn(await open());
      assert.equal(
        (await all(again.read(1))).map(({ sequence, command }) => [sequence, command]),
        [
          [1, 'command-1'],
          [2, 'command-2'],
          [3, 'command-3'],
        ],
      );
      assert.equal(again.head, journal.head);
      await again.close();
    }),
  );

  contract(
    'an append that expects another number is fenced, and nothing of it is kept',
    inPlace(async (open) => {
      const engine = await open();
      await (await journalOn(engine)).append(0, [entry(1)]);
      const before = await all(engine.read(1));
      for (const expected of [0, 2, -1]) assert.instance(await errorOf(engine.append(expected, ['x'])), Fenced);
      assert.equal(await all(engine.read(1)), before);
      await engine.close();
    }),
  );

  contract(
    'of two writers the second is fenced; it refreshes, sees what the first wrote, and goes on behind it',
    inPlace(async (open) => {
      const [one, other] = [await journalOn(await open()), await journalOn(await open())];
      await one.append(0, [entry(1), entry(2)]);
      assert.instance(await errorOf(other.append(0, [entry(3)])), Fenced);
      await other.refresh();
      assert.equal(other.head, one.head);
      await other.append(2, [entry(4)]);
      await one.refresh();
      assert.equal(
        (await all(one.read(1))).map(({ command }) => command),
        ['command-1', 'command-2', 'command-4'],
      );
      await one.close();
      await other.close();
    }),
  );

  contract(
    'what was sent behind an append that is fenced fails with it, also where its number would fit',
    inPlace(async (open) => {
      const [one, other] = [await journalOn(await open()), await journalOn(await open())];
      await one.append(0, [entry(1), entry(2)]);
      const sent = [other.append(0, [entry(3), entry(4)]), other.append(2, [entry(5)])];
      for (const error of await Promise.all(sent.map(errorOf))) assert.instance(error, Fenced);
      await one.refresh();
      assert.is(one.head.sequence, 2);
      await one.close();
      await other.close();
    }),
  );

  contract(
    'follow gives what is there and what comes, and ends when the engine is closed',
    inPlace(async (open) => {
      const journal = await journalOn(await open());
      await journal.append(0, [entry(1)]);
      const seen: number[] = [];
      let more = () => {};
      const followed = (async () => {
        for await (const { sequence } of journal.follow(1)) {
          seen.push(sequence);
          more();
        }
      })();
      const until = (count: number) =>
        new Promise<void>((resolve) => {
          more = () => seen.length >= count && resolve();
          more();
        });
      await until(1);
      await journal.append(1, [entry(2)]);
      await until(2);
      await journal.append(2, [entry(3), entry(4)]);
      await until(4);
      await journal.close();
      await followed;
      assert.equal(seen, [1, 2, 3, 4]);
    }),
  );

  contract(
    'after it is closed nothing is written',
    inPlace(async (open) => {
      const engine = await open();
      await engine.close();
      assert.instance(await errorOf(engine.append(0, ['x'])), NotWritten);
    }),
  );

  contract(
    'lines that are another log’s are refused',
    inPlace(async (open) => {
      const journal = await journalOn(await open());
      await journal.append(0, [entry(1)]);
      await journal.close();
      const engine = await open();
      assert.instance(await errorOf(Journal.open(engine, 'm2')), JournalDamaged);
      await engine.close();
    }),
  );

  contract.run();
}

const host = suite('a host on an engine that fails');

/** An engine whose next append does as it is told. */
class Failing extends MemoryEngine {
  next: 'not-written' | 'unknown-kept' | 'unknown-lost' | null = null;

  override async append(expected: number, lines: readonly string[]): Promise<void> {
    const now = this.next;
    this.next = null;
    if (now === 'not-written') throw new NotWritten('the disk is full');
    if (now === 'unknown-lost') throw new OutcomeUnknown('no answer');
    await super.append(expected, lines);
    if (now === 'unknown-kept') throw new OutcomeUnknown('kept, but the answer was lost');
  }
}
const snapshots = () => ({ read: async () => null, write: async () => undefined }) as never;

async function hostOn(store: MemoryStore) {
  const engine = new Failing(store);
  const journal = await Journal.open<MeetingEvent>(engine, 'm1');
  const log = await LogHost.open({ id: 'm1', rulebook: meetingRulebook, journal, snapshots: snapshots() });
  await log.execute('create-m1', { type: 'create-meeting', definition: smallCouncil() }, system);
  return { engine, log };
}
const commandsIn = ({ lines }: MemoryStore) => lines.map((line) => (JSON.parse(line) as JournalEntry).command);

host('not written: the command is refused with storage-failed, and carried out when it is sent again', async () => {
  const store = memoryStore();
  const { engine, log } = await hostOn(store);
  engine.next = 'not-written';
  const give = () => log.execute('here', { type: 'confirm-attendance' }, actorOf(log.state, 'd1'));
  assert.equal(await give(), { accepted: false, code: 'storage-failed' });
  assert.is(store.lines.length, 1);
  assert.is((await give()).accepted, true);
  assert.is(log.state.attendance.delegatesPresent, 1);
});

host('unknown, but kept: the head is asked before it is answered, and it is there once', async () => {
  const store = memoryStore();
  const { engine, log } = await hostOn(store);
  engine.next = 'unknown-kept';
  const give = () => log.execute('here', { type: 'confirm-attendance' }, actorOf(log.state, 'd1'));
  const answer = await give();
  assert.is(answer.accepted, true);
  assert.equal(await give(), answer, 'asked again, the same answer');
  assert.equal(commandsIn(store), ['create-m1', 'here', 'here'], 'convened, and arrived: one command, once');
  assert.is(log.state.attendance.delegatesPresent, 1);
});

host('unknown, and lost: it is refused, and carried out when it is sent again', async () => {
  const store = memoryStore();
  const { engine, log } = await hostOn(store);
  engine.next = 'unknown-lost';
  const give = () => log.execute('here', { type: 'confirm-attendance' }, actorOf(log.state, 'd1'));
  assert.equal(await give(), { accepted: false, code: 'storage-failed' });
  assert.is((await give()).accepted, true);
  assert.is(log.state.attendance.delegatesPresent, 1);
});

host('fenced: it reads what the other wrote, tells it, decides again, and the command is answered once', async () => {
  const store = memoryStore();
  const one = await hostOn(store);
  const other = await hostOn(store);
  const told: string[] = [];
  other.log.listen((applied) => told.push(...applied.map(({ event }) => event.type)));
  const come = (log: typeof one.log, id: string, who: string) =>
    log.execute(id, { type: 'confirm-attendance' }, actorOf(log.state, who));
  assert.is((await come(one.log, 'first', 'd1')).accepted, true);
  const answers = await Promise.all([come(other.log, 'second', 'd2'), come(other.log, 'third', 'd3')]);
  assert.equal(
    answers.map(({ accepted }) => accepted),
    [true, true],
  );
  assert.equal(told, ['meeting-convened', 'person-arrived', 'person-arrived', 'person-arrived'], 'the other’s, too');
  assert.equal(commandsIn(store), ['create-m1', 'first', 'first', 'second', 'third']);
  assert.is(other.log.state.attendance.delegatesPresent, 3);
  // The first hears of it when it writes the next time; what is no longer so is decided by what is so now.
  const again = await come(one.log, 'fourth', 'd2');
  assert.equal(again, { accepted: false, code: 'already-present' });
});

host('fenced with the very command that the other carried out: it is answered as there', async () => {
  const store = memoryStore();
  const one = await hostOn(store);
  const other = await hostOn(store);
  const come = (log: typeof one.log) => log.execute('same', { type: 'confirm-attendance' }, actorOf(log.state, 'd1'));
  const answer = await come(one.log);
  assert.equal(await come(other.log), answer);
  assert.equal(commandsIn(store), ['create-m1', 'same', 'same']);
});

host.run();
