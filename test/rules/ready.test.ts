/** What the operator sees at one look: each fault by its own line, and nothing where there is none. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Operation } from '../../shared/operation.ts';
import { readinessOf } from '../../shared/ready.ts';

const GIGABYTE = 1024 ** 3;
const report = { page: 'p1', documents: { done: 3, all: 3 }, battery: 0.9, clock: 0 };
const device = { login: 'l', person: 'p', name: 'P', meeting: 'm', audience: 'delegates', isScreen: false } as const;
const well = {
  server: {
    ...{ version: '', now: 0, uptime: 0, memory: 0, load: 0, cores: 2, syncP50: 1, syncP95: 2, loopP99: 20 },
    disk: { free: 50 * GIGABYTE, total: 100 * GIGABYTE },
    isSecure: true,
    mirror: { folder: '/m', behind: 0, inStepAt: 1, problem: null },
    sandbox: 'bubblewrap',
  },
  meetings: [{ id: 'm', title: 'M', isOn: true, expected: 1, missing: [] }],
  connected: [{ ...device, address: '', device: '', since: 0, report }],
  screens: [{ person: 's', name: 'S', hall: 'H', isConnected: true }],
} as unknown as Operation;

/** The lines that are not good, with their level. */
const faults = (now: Operation) =>
  readinessOf(now, 'p1')
    .filter(({ level }) => level !== 'good')
    .map(({ check, level }) => `${check} ${level}`);
const server = (changes: Partial<Operation['server']>): Operation => ({
  ...well,
  server: { ...well.server, ...changes },
});
const reported = (changes: Partial<typeof report>): Operation =>
  ({ ...well, connected: [{ ...well.connected[0]!, report: { ...report, ...changes } }] }) as Operation;

test('all is well: nothing to look at', () => {
  assert.equal(faults(well), []);
  assert.equal(faults({ ...well, connected: [], meetings: [], screens: [] }), []);
});

test('each fault has its own line and weight', () => {
  assert.equal(faults(server({ isSecure: false })), ['secure warn']);
  assert.equal(faults(server({ disk: { free: 2 * GIGABYTE, total: 9 } })), ['disk warn']);
  assert.equal(faults(server({ disk: { free: GIGABYTE / 4, total: 9 } })), ['disk bad']);
  assert.equal(faults(server({ syncP95: 300 })), ['speed warn']);
  assert.equal(faults(server({ syncP95: null })), []);
  assert.equal(faults(server({ loopP99: 1500 })), ['load bad']);
  assert.equal(faults(server({ mirror: null })), ['mirror warn']);
  assert.equal(faults(server({ mirror: { folder: '', behind: 0, inStepAt: null, problem: 'gone' } })), ['mirror bad']);
  assert.equal(faults(reported({ documents: { done: 1, all: 3 } })), ['documents warn']);
  assert.equal(faults(reported({ page: 'old' })), ['pages warn']);
  assert.equal(faults(reported({ battery: 0.1 })), ['batteries warn']);
  assert.equal(faults(reported({ battery: null as never, documents: null as never })), []);
  assert.equal(faults(reported({ clock: -90_000 })), ['clocks warn']);
  assert.equal(faults({ ...well, screens: [{ ...well.screens[0]!, isConnected: false }] }), ['screens bad']);
});

test('who is missing is counted over all meetings that are watched', () => {
  const missing = [{ person: 'q' as never, name: 'Q', seat: 'A1', seen: null }];
  const found = readinessOf({ ...well, meetings: [{ ...well.meetings[0]!, expected: 5, missing }] }, 'p1');
  assert.equal(
    found.find(({ check }) => check === 'people'),
    { check: 'people', level: 'warn', off: 1, of: 5 },
  );
});

test.run();
