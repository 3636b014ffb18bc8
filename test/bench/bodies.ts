/** A hundred bodies on one server: meetings at once, and a start with all that they have met. */
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { foundBody } from '../../server/bodies/founding.ts';
import { openData } from '../../server/data/open.ts';
import { Logins } from '../../server/identity/logins.ts';
import { openFileJournal } from '../../server/journal/file-engine.ts';
import { system } from '../../server/logs/rulebook.ts';
import type { ListedMeeting } from '../../shared/body/meetings.ts';
import type { MeetingId, PersonId } from '../../shared/ids.ts';
import type { MeetingEvent } from '../../shared/meeting/state.ts';
import type { MeetingAddress } from '../../shared/wire/addresses.ts';
import { addBodies, markedMeeting } from '../server/more-bodies.ts';
import { newFolder, RunningServer, remove } from '../server/running-server.ts';
import { RawClient } from './raw-client.ts';
import { add, at, median, ms, say } from './table.ts';

const BODIES = 100;
/** A chair and 29 who look on: delegates on more than one device. */
const CLIENTS = 30;
const TURN_EVERY_MS = 5000;
const RUN_MS = 20_000;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

interface Hall {
  place: MeetingAddress;
  chair: RawClient;
  clients: RawClient[];
}

/** From a turn of a hall's page to the last of its clients, milliseconds. */
async function turn({ chair, clients }: Hall, page: number, id: string): Promise<number> {
  for (const client of clients) client.forget();
  const arrived = Promise.all(clients.map((client) => client.hears(`"page":${page}}`)));
  const sent = performance.now();
  chair.send(`42["command",${JSON.stringify({ id, command: { type: 'turn-page', page } })}]`);
  await arrived;
  return performance.now() - sent;
}

export async function manyBodies(): Promise<void> {
  say(`${BODIES} meetings at once`);
  const folder = newFolder();
  const marks = Array.from({ length: BODIES }, (_, index) => `B${String(index).padStart(3, '0')}X`);
  const made = await addBodies(folder, marks, 1);
  const logins = await Logins.open(join(folder, 'logins.json'));
  const people = made.flatMap(({ codes }) => codes.delegates.map((code) => code.toLowerCase() as PersonId));
  const tokens = new Map((await logins.openMany(people)).map((token, index) => [people[index]!, token]));
  const server = await RunningServer.start(folder);
  const port = Number(server.port);
  const halls: Hall[] = [];
  for (const { codes, meetings } of made) {
    const place = meetings[0]!;
    const tokenOf = (index: number) =>
      tokens.get(codes.delegates[index % codes.delegates.length]!.toLowerCase() as PersonId)!;
    const chair = await RawClient.connect(port, tokenOf(0), place);
    const clients = await Promise.all(
      Array.from({ length: CLIENTS - 1 }, (_, index) => RawClient.connect(port, tokenOf(index), place)),
    );
    const give = async (command: object, name: string) => {
      const answered = chair.hears('[{"accepted":');
      chair.forget();
      chair.send(`421["command",${JSON.stringify({ id: `bench-${place.meeting}-${name}`, command })}]`);
      await answered;
    };
    await give({ type: 'confirm-attendance' }, 'here');
    await give({ type: 'open-meeting', withoutQuorum: true }, 'open');
    await give({ type: 'start-presentation', document: 'paper', page: 3 }, 'show');
    halls.push({ place, chair, clients });
  }
  const alone: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    alone.push(await turn(halls[0]!, 1 + (round % 2), `alone-round-${round}`));
    await pause(60);
  }
  const together: number[] = [];
  const end = performance.now() + RUN_MS;
  await Promise.all(
    halls.map(async (hall, index) => {
      // Each in its own rhythm, spread over the five seconds; and each votes once on its way.
      await pause((TURN_EVERY_MS * index) / BODIES);
      for (let round = 0; performance.now() < end; round += 1) {
        const began = performance.now();
        together.push(await turn(hall, 1 + (round % 2), `round-${index}-${round}`));
        if (round === 1) {
          const give = (name: string, command: object) =>
            hall.chair.send(`42["command",${JSON.stringify({ id: `${name}-${hall.place.meeting}`, command })}]`);
          give('opens-vote', { type: 'open-vote', vote: 'v1', withoutQuorum: true });
          give('casts-vote', { type: 'cast-ballot', vote: 'v1', marks: ['approve'] });
          give('closes-vote', { type: 'close-vote', vote: 'v1' });
        }
        await pause(Math.max(0, TURN_EVERY_MS - (performance.now() - began)));
      }
    }),
  );
  const memory =
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024;
  for (const { chair, clients } of halls) for (const client of [chair, ...clients]) client.socket.destroy();
  await server.stop();
  remove(folder);
  const [one, all] = [median(alone), at(together, 0.95)];
  add({
    what: `a turn to the last of its ${CLIENTS}, ${BODIES} meetings at once (p95 of ${together.length})`,
    measured: `${ms(all)} (median ${ms(median(together))})`,
    limit: `${ms(one)} median when it is the only one`,
    budget: '≤ 3 ×',
    holds: all <= one * 3,
  });
  add({
    what: `memory, ${BODIES} meetings, ${BODIES * CLIENTS} clients`,
    measured: `${memory.toFixed(0)} MB`,
    limit: '–',
    budget: '≤ 600 MB',
    holds: memory <= 600,
  });
}

const MEETINGS = 20;
const EVENTS = 150;

/** A closed meeting's journal: its birth, and what a meeting is mostly made of. */
function closedJournal(mark: string, number: number): MeetingEvent[] {
  const definition = markedMeeting(mark, number, 'a'.repeat(64), 100);
  const begun: MeetingEvent[] = [
    { type: 'meeting-created', at: 1, definition },
    { type: 'meeting-convened', at: 2, definition },
    { type: 'meeting-opened', at: 3, withoutQuorum: true },
    { type: 'presentation-started', at: 4, document: 'paper' as never, page: 1 },
  ];
  const turns = Array.from(
    { length: EVENTS - begun.length - 1 },
    (_, index): MeetingEvent => ({ type: 'page-turned', at: 5 + index, page: 1 + (index % 3) }),
  );
  return [...begun, ...turns, { type: 'meeting-closed', at: 1000 }];
}

export async function closedMeetings(): Promise<void> {
  say(`start with ${BODIES * MEETINGS} closed meetings`);
  const start = async (folder: string, flags: string[]) => {
    const began = performance.now();
    const server = await RunningServer.start(folder, ['--port', '0', ...flags]);
    const took = performance.now() - began;
    await server.kill();
    return took;
  };
  const bare = newFolder();
  await (await RunningServer.start(bare, ['--port', '0', '--empty'])).stop();
  const full = newFolder();
  const nothing = () => undefined;
  const { bodies } = await openData({ folder: full, empty: true, now: Date.now, say: nothing, warn: nothing });
  for (let index = 0; index < BODIES; index += 1) {
    const mark = `B${String(index).padStart(3, '0')}X`;
    const body = await foundBody(bodies, markedMeeting(mark, 1, 'a'.repeat(64), 100));
    await Promise.all(
      Array.from({ length: MEETINGS }, async (_, number) => {
        const definition = markedMeeting(mark, number + 1, 'a'.repeat(64), 100);
        const { id, title, kind, hall, begins, ends } = definition;
        const people = definition.people.map((person) => person.id);
        const description = {
          title,
          kind,
          hall,
          begins,
          ends,
          private: false,
          session: '',
          isCancelled: false,
          removedAt: null,
        };
        const path = join(bodies.folderOf(body.id), 'meetings', id, 'journal.jsonl');
        await mkdir(dirname(path), { recursive: true });
        const { journal } = await openFileJournal<MeetingEvent>(path, id);
        await journal.append(
          0,
          closedJournal(mark, number + 1).map((event, line) => ({ actor: system, command: `c-${line}`, event })),
        );
        await journal.close();
        await body.execute(`plan-${id}`, { type: 'plan-meeting', meeting: id, description, people }, system);
        const meeting: ListedMeeting = {
          id: id as MeetingId,
          ...description,
          phase: 'closed',
          hasOpenVote: false,
          people,
          isRehearsal: false,
          pages: 0,
        };
        await body.execute(`list-${id}`, { type: 'list-meeting', meeting }, system);
      }),
    );
  }
  await bodies.stop();
  const [empty, whole]: [number[], number[]] = [[], []];
  for (let run = 0; run < 5; run += 1) {
    empty.push(await start(bare, ['--empty']));
    whole.push(await start(full, ['--empty']));
  }
  remove(bare);
  remove(full);
  add({
    what: `start with ${BODIES} bodies, ${BODIES * MEETINGS} closed meetings, ${BODIES * MEETINGS * EVENTS} events`,
    measured: ms(median(whole)),
    limit: `${ms(median(empty))} empty`,
    budget: '≤ 1.5 ×',
    holds: median(whole) <= median(empty) * 1.5,
  });
}
