/** Whether the hall is ready: what the operator sees at one look, each with what to do where it is not. */
import type { Operation } from './operation.ts';

/** `bad`: the meeting should not begin so. `warn`: it can, and somebody should look. */
export type Level = 'good' | 'warn' | 'bad';

export const checks = [
  'secure',
  'disk',
  'speed',
  'load',
  'mirror',
  'screens',
  'people',
  'documents',
  'pages',
  'batteries',
  'clocks',
] as const;
export type Check = (typeof checks)[number];

export interface Finding {
  check: Check;
  level: Level;
  /** How many are not as they should be, of how many; 0 of 0 where it is no count. */
  off: number;
  of: number;
}

const GIGABYTE = 1024 ** 3;
/** Below it a page asks for a charger. */
const LOW_BATTERY = 0.2;
/** A device whose clock is further off shows other times than the hall; countdowns go by the server's. */
const CLOCK_OFF_MS = 60_000;

const count = (check: Check, off: number, of: number, level: Level): Finding => ({
  check,
  level: off > 0 ? level : 'good',
  off,
  of,
});
/** Good below the first figure, bad from the second on. */
function levelOf(value: number, warn: number, bad: number): Level {
  if (value < warn) return 'good';
  return value < bad ? 'warn' : 'bad';
}
const above = (check: Check, value: number | null, warn: number, bad: number): Finding => ({
  check,
  level: levelOf(value ?? 0, warn, bad),
  off: 0,
  of: 0,
});

/** @param page which build a page should be: that of whoever looks */
export function readinessOf({ server, meetings, connected, screens }: Operation, page: string): Finding[] {
  const reports = connected.flatMap(({ report, audience }) => (report ? [{ ...report, audience }] : []));
  const readers = reports.flatMap(({ documents }) => (documents && documents.all > 0 ? [documents] : []));
  const expected = meetings.reduce((sum, meeting) => sum + meeting.expected, 0);
  const missing = meetings.reduce((sum, meeting) => sum + meeting.missing.length, 0);
  const { free } = server.disk;
  const isMirrored = server.mirror?.problem === null;
  const disk = levelOf(-free, -3 * GIGABYTE, -GIGABYTE / 2);
  const unmirrored: Level = server.mirror === null ? 'warn' : 'bad';
  const batteries = reports.filter(({ battery }) => battery !== null);
  return [
    { check: 'secure', level: server.isSecure ? 'good' : 'warn', off: 0, of: 0 },
    { check: 'disk', level: disk, off: 0, of: 0 },
    above('speed', server.syncP95, 100, 1000),
    above('load', server.loopP99, 200, 1000),
    { check: 'mirror', level: isMirrored ? 'good' : unmirrored, off: 0, of: 0 },
    count('screens', screens.filter(({ isConnected }) => !isConnected).length, screens.length, 'bad'),
    count('people', missing, expected, 'warn'),
    count('documents', readers.filter(({ done, all }) => done < all).length, readers.length, 'warn'),
    count('pages', reports.filter((one) => one.page !== page).length, reports.length, 'warn'),
    count('batteries', batteries.filter(({ battery }) => battery! < LOW_BATTERY).length, batteries.length, 'warn'),
    count('clocks', reports.filter(({ clock }) => Math.abs(clock) > CLOCK_OFF_MS).length, reports.length, 'warn'),
  ];
}
