/** Many bodies and many meetings on one server: side by side, strictly apart, awake when they are needed. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openData } from '../../server/data/open.ts';
import { deadlines } from '../../server/meetings/deadlines.ts';
import { listing } from '../../server/meetings/listing.ts';
import { Meetings } from '../../server/meetings/meetings.ts';
import type { PersonId } from '../../shared/ids.ts';
import { quorum } from '../../shared/meeting/attendance/queries.ts';
import { fileAddress, meetingAddress } from '../../shared/wire/addresses.ts';
import { checked } from '../rules/small-council.ts';
import { seed } from '../seed.ts';
import { addBodies, type MadeBody, PIN } from './more-bodies.ts';
import { chairCode, here, journalOf, newFolder, RunningServer, remove, sample } from './running-server.ts';
import { WireClient } from './wire-client.ts';

const bodies = suite('bodies');
const earlier = join(import.meta.dirname, '../../fixtures/earlier/0.1');
const nothing = () => undefined;
const refused = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error: Error) => error.message,
  );

async function signIn(server: RunningServer, code: string): Promise<string> {
  const { body, status } = await server.post<{ token: string }>('/api/login', { code, pin: PIN, bearer: true });
  if (status !== 200) throw new Error(`${code}: ${JSON.stringify(body)}`);
  return body.token;
}

/** A data folder as 0.1 left it. */
function folderOf01(): string {
  const folder = newFolder();
  cpSync(join(earlier, 'data'), folder, { recursive: true });
  mkdirSync(join(folder, 'documents'));
  for (const { id, hash } of sample.definition.documents)
    cpSync(
      join(import.meta.dirname, '../../fixtures/documents', (sample.files as Record<string, string>)[id]!),
      join(folder, 'documents', `${hash}.pdf`),
    );
  return folder;
}

bodies(
  'a data folder of 0.1 is moved at the first start: its meeting goes on, and a copy of all it had is kept',
  async () => {
    const folder = folderOf01();
    const before = readFileSync(join(folder, 'meetings/ky-hop-12/journal.jsonl'), 'utf8');
    const registry = readFileSync(join(folder, 'registry.json'), 'utf8');
    for (let start = 1; start <= 2; start += 1) {
      const server = await RunningServer.start(folder);
      const client = await WireClient.connect(server.url, await server.signIn(chairCode));
      assert.is(client.view!.phase, 'open');
      assert.is(client.view!.agenda.current, sample.definition.agenda[0]!.id);
      assert.is(client.view!.hall, 'hoi-truong', 'its screens find it');
      const screen = await WireClient.connect(server.url, await server.signIn('MH01'), { meeting: undefined });
      assert.is(screen.view!.id, 'ky-hop-12');
      const { hash } = sample.definition.documents[0]!;
      const headers = { Authorization: `Bearer ${await server.signIn('DB05', { takeOver: true })}` };
      assert.is((await fetch(server.url + fileAddress(here, hash), { headers })).status, 200);
      for (const one of [client, screen]) one.close();
      await server.stop();
      assert.ok(readFileSync(journalOf(folder), 'utf8').startsWith(before), 'line by line as it was');
      assert.is(readFileSync(join(folder, 'before-0.2/meetings/ky-hop-12/journal.jsonl'), 'utf8'), before);
      assert.is(readFileSync(join(folder, 'before-0.2/registry.json'), 'utf8'), registry);
      assert.not(existsSync(join(folder, 'registry.json')));
      assert.not(existsSync(join(folder, 'meetings')));
    }
    remove(folder);
  },
);

bodies('a move that the power cut off is ended at the next start, wherever it was', async () => {
  const begin = async (folder: string) => {
    const { bodies: opened } = await openData({ folder, empty: false, now: Date.now, say: nothing, warn: nothing });
    const [body] = opened.all;
    const { meetings, members } = body!.state;
    await opened.stop();
    return { meetings: meetings.map(({ id, phase }) => `${id} ${phase}`), members: members.length };
  };
  const whole = folderOf01();
  const expected = await begin(whole);
  assert.equal(expected.meetings, ['ky-hop-12 open']);
  assert.is(expected.members, sample.definition.people.length);
  const cuts: Record<string, (folder: string) => void> = {
    'while the copy was made': (folder) => mkdirSync(join(folder, 'before-0.2.next')),
    'while bodies were made': (folder) => {
      cpSync(join(whole, 'before-0.2'), join(folder, 'before-0.2'), { recursive: true });
      mkdirSync(join(folder, 'bodies.next', here.body), { recursive: true });
      writeFileSync(join(folder, 'bodies.next', here.body, 'journal.jsonl'), '');
    },
    'before bodies were put in place': (folder) => {
      cpSync(join(whole, 'before-0.2'), join(folder, 'before-0.2'), { recursive: true });
      cpSync(join(whole, 'bodies'), join(folder, 'bodies.next'), { recursive: true });
      cpSync(join(whole, 'accounts.json'), join(folder, 'accounts.json'));
    },
    'before the old form was put away': (folder) => {
      for (const name of ['before-0.2', 'bodies', 'accounts.json'])
        cpSync(join(whole, name), join(folder, name), { recursive: true });
    },
  };
  for (const [when, cut] of Object.entries(cuts)) {
    const folder = folderOf01();
    cut(folder);
    assert.equal(await begin(folder), expected, when);
    assert.equal(
      readdirSync(folder).filter((name) => /registry|next|^meetings/.test(name)),
      [],
      when,
    );
    remove(folder);
  }
  remove(whole);
});

let server: RunningServer;
let made: MadeBody[];

bodies('two more bodies with two meetings on at once beside the sample: all of them go on', async () => {
  const folder = newFolder();
  made = await addBodies(folder, ['ALPHA', 'BETA'], 2);
  server = await RunningServer.start(folder);
  const health = (await (await fetch(`${server.url}/healthz`)).json()) as { bodies: number; meetings: object };
  assert.is(health.bodies, 3);
  assert.equal(health.meetings, { listed: 5, on: 0, awake: 0 });
  const chairs: WireClient[] = [];
  for (const { codes, meetings } of made)
    for (const at of meetings) {
      const chair = await WireClient.connect(server.url, await signIn(server, codes.chair), at);
      for (const command of [
        { type: 'confirm-attendance' },
        { type: 'open-meeting', withoutQuorum: true },
        { type: 'next-item' },
      ])
        assert.is((await chair.give(command as never)).accepted, true);
      chairs.push(chair);
    }
  const sampleChair = await WireClient.connect(server.url, await server.signIn(chairCode));
  assert.is(sampleChair.view!.phase, 'prepared', 'the sample has not begun');
  await Promise.all(chairs.map((chair) => chair.until(({ view }) => view!.agenda.current === 'i1')));
  const { body: me } = await me_(await signIn(server, made[0]!.codes.delegates[1]!));
  assert.equal(
    me.meetings.map(({ id, phase }) => [id, phase]),
    [
      ['alpha-m1', 'open'],
      ['alpha-m2', 'open'],
    ],
  );
  for (const client of [...chairs, sampleChair]) client.close();
});

interface Me {
  meetings: { id: string; phase: string; title: string }[];
  bodies: { id: string }[];
}
const me_ = async (token: string): Promise<{ body: Me }> => {
  const response = await fetch(`${server.url}/api/me`, { headers: { Authorization: `Bearer ${token}` } });
  return { body: (await response.json()) as Me };
};

bodies('a screen shows what is on in its hall, and turns to what is opened there next', async () => {
  const [alpha] = made;
  const token = await signIn(server, alpha!.codes.screen);
  const atScreen = { body: alpha!.body, meeting: undefined };
  const screen = await WireClient.connect(server.url, token, atScreen);
  assert.is(screen.view!.id, 'alpha-m1');
  // The first ends; the second moves into the hall: the screen is asked to come back, and finds it.
  const clerk = await WireClient.connect(server.url, await signIn(server, alpha!.codes.clerk), alpha!.meetings[1]!);
  const chair = await WireClient.connect(server.url, await signIn(server, alpha!.codes.chair), alpha!.meetings[0]!);
  assert.is((await chair.give({ type: 'close-meeting' })).accepted, true);
  const { title, kind, begins, ends } = clerk.view!;
  const left = new Promise((resolve) => screen.socket.on('leaving', resolve));
  const description = { title, kind, begins, ends, private: false, hall: 'hoi-truong' as never };
  assert.is((await clerk.give({ type: 'describe-meeting', description })).accepted, true);
  assert.is(((await left) as { again: boolean }).again, true);
  const back = await WireClient.connect(server.url, token, atScreen);
  assert.is(back.view!.id, 'alpha-m2');
  for (const client of [screen, clerk, chair, back]) client.close();
});

/** Small numbers from a seed. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

bodies(
  'nothing of one body shows in another: views, facts, search, documents by hash, errors, over random walks',
  async () => {
    const below = random(seed);
    const halls = await Promise.all(
      made.map(async ({ mark, codes, meetings, ...rest }) => {
        const at = meetings[1]!;
        const tokens = {
          chair: await signIn(server, codes.chair),
          clerk: await signIn(server, codes.clerk),
          delegate: await signIn(server, codes.delegates[2]!),
        };
        const clients = await Promise.all(
          Object.values(tokens).map((token) => WireClient.connect(server.url, token, at)),
        );
        return { mark, codes, at, tokens, clients, ...rest };
      }),
    );
    const move = (mark: string): object => {
      const text = `${mark} ${below(1000)}`;
      const all = [
        { type: 'add-item', title: text, kind: 'other', plannedMinutes: 5, parent: null, after: null, documents: [] },
        { type: 'jump-to-item', item: ['i1', 'i2', 'i3'][below(3)] },
        { type: 'open-list' },
        { type: 'request-floor', kind: 'speech', note: text },
        { type: 'register-person', person: `${mark.toLowerCase()}-d${below(6)}`, kind: 'debate' },
        { type: 'show-notice', text },
        {
          type: 'prepare-vote',
          item: 'i3',
          title: text,
          majority: { base: 'all', threshold: 'more-than', fraction: { numerator: 1, denominator: 2 } },
        },
        { type: 'open-vote', vote: 'v1', withoutQuorum: true },
        { type: 'cast-ballot', vote: 'v1', marks: ['approve'] },
        { type: 'close-vote', vote: 'v1' },
        { type: 'publish-vote', vote: 'v1' },
        { type: 'start-presentation', document: 'paper', page: 1 + below(3) },
        { type: 'add-person', person: { id: `${mark.toLowerCase()}-n${below(9)}`, name: text, roles: ['guest'] } },
        { type: 'hold-display', view: { show: 'message', text } },
        { type: 'mark-absent', person: `${mark.toLowerCase()}-d${below(6)}`, reason: text },
        { type: 'no-such-command', words: text },
      ];
      return all[below(all.length)]!;
    };
    let accepted = 0;
    for (let round = 0; round < 60; round += 1)
      await Promise.all(
        halls.map(async ({ mark, clients }) => {
          const answer = await clients[below(clients.length)]!.give(move(mark) as never);
          if (answer.accepted) accepted += 1;
        }),
      );
    assert.ok(accepted > 25, `only ${accepted} were accepted`);
    const [alpha, beta] = halls as [(typeof halls)[number], (typeof halls)[number]];
    for (const [own, other] of [
      [alpha, beta],
      [beta, alpha],
    ] as const) {
      const foreign = new RegExp(`${other.mark}|${other.hash}`, 'i');
      const heard: unknown[] = [own.clients.map((client) => client.heard)];
      const ask = async (path: string, method = 'GET', body?: object) => {
        const answers: { status: number; text: string }[] = [];
        for (const token of Object.values(own.tokens)) {
          const response = await fetch(server.url + path, {
            method,
            headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
            ...(body ? { body: JSON.stringify(body) } : {}),
          });
          answers.push({ status: response.status, text: await response.text() });
        }
        heard.push(answers);
        return answers;
      };
      // What is there of the other body, and what is nowhere at all: the same answer.
      const nowhere = { body: 'co-quan-khong-co', meeting: 'khong-co' };
      for (const path of ['/search?q=bao', '/intake', '/record']) {
        assert.equal(await ask(meetingAddress(other.at) + path), await ask(meetingAddress(nowhere) + path), path);
      }
      assert.equal(await ask(fileAddress(other.at, other.hash)), await ask(fileAddress(nowhere, other.hash)));
      assert.equal(await ask(`/api/bodies/${other.body}`), await ask(`/api/bodies/${nowhere.body}`));
      const issue = { vote: 'v1', blinded: 'a'.repeat(512) };
      assert.equal(
        await ask(`${meetingAddress(other.at)}/ballots/issue`, 'POST', issue),
        await ask(`${meetingAddress(nowhere)}/ballots/issue`, 'POST', issue),
      );
      // The other's document under one's own address, and one's own under one's own.
      assert.equal(
        (await ask(fileAddress(own.at, other.hash))).map(({ status }) => status),
        [404, 404, 404],
      );
      assert.equal(
        (await ask(fileAddress(own.at, own.hash))).map(({ status }) => status),
        [200, 200, 200],
      );
      await ask('/api/me');
      await ask(`/api/bodies/${own.body}`);
      await ask(`${meetingAddress(own.at)}/search?q=${other.mark}`);
      for (const token of Object.values(own.tokens))
        for (const at of [other.at, nowhere]) {
          assert.is(await refused(WireClient.connect(server.url, token, at)), 'not-in-meeting');
          assert.is(
            await refused(WireClient.connect(server.url, token, { body: at.body, meeting: undefined })),
            'nothing-on',
          );
        }
      // A question may be heard again by who asked it; nothing else may say the other's name.
      const said = JSON.stringify(heard).replaceAll(`?q=${other.mark}`, '');
      assert.not.match(said, foreign);
      assert.match(said, new RegExp(own.mark), 'its own it hears');
    }
    for (const { clients } of halls) for (const client of clients) client.close();
  },
);

bodies('a delegate who leaves during the meeting changes the quorum from then on, and is out at once', async () => {
  const [, beta] = made;
  const at = beta!.meetings[0]!;
  const clerk = await WireClient.connect(server.url, await signIn(server, beta!.codes.clerk), at);
  const token = await signIn(server, beta!.codes.delegates[3]!);
  const leaver = await WireClient.connect(server.url, token, at);
  assert.is(quorum(clerk.view!).all, 6);
  const person = 'beta-d3' as PersonId;
  const without = await clerk.give({ type: 'remove-person', person });
  assert.is(!without.accepted && without.code, 'needs-reason');
  const left = new Promise((resolve) => leaver.socket.on('leaving', resolve));
  const reason = { reason: 'Miễn nhiệm', document: 'NQ 05/NQ-HĐND' };
  assert.is((await clerk.give({ type: 'remove-person', person, ...reason })).accepted, true);
  await left;
  await clerk.until(({ view }) => quorum(view!).all === 5);
  assert.is(clerk.view!.people.find(({ id }) => id === person)!.name, 'Đại biểu BETA 3', 'her name stays');
  assert.is(await refused(WireClient.connect(server.url, token, at)), 'not-in-meeting');
  assert.match(readFileSync(journalOf(server.folder, at), 'utf8'), /"type":"person-removed".*NQ 05\/NQ-HĐND/);
  clerk.close();
});

bodies('the office plans a meeting by the body’s rules, with its members; everyone of it finds it', async () => {
  const [alpha] = made;
  const clerk = await signIn(server, alpha!.codes.clerk);
  const delegate = await signIn(server, alpha!.codes.delegates[4]!);
  const path = `/api/bodies/${alpha!.body}/meetings`;
  const description = { title: 'Kỳ họp chuyên đề', kind: 'thematic', hall: 'hoi-truong', private: false };
  assert.is((await server.post(path, description, delegate)).status, 403);
  assert.is((await server.post(path, { ...description, hall: 'khong-co' }, clerk)).body.code, 'no-such-hall');
  const { status, body } = await server.post<{ meeting: string }>(path, description, clerk);
  assert.is(status, 201);
  const at = { body: alpha!.body, meeting: body.meeting };
  const client = await WireClient.connect(server.url, delegate, at);
  assert.is(client.view!.title, 'Kỳ họp chuyên đề');
  assert.is(client.view!.people.length, 8);
  client.close();
  const renamed = {
    id: 'rename-body-1',
    command: { type: 'change-profile', profile: { name: 'HĐND xã ALPHA mới', kind: 'communal-council' } },
  };
  assert.is((await server.post(`/api/bodies/${alpha!.body}/commands`, renamed, delegate)).status, 403);
  const first = await server.post(`/api/bodies/${alpha!.body}/commands`, renamed, clerk);
  assert.equal((await server.post(`/api/bodies/${alpha!.body}/commands`, renamed, clerk)).body, first.body, 'once');
});

bodies('a damaged journal stops its own meeting, and no other', async () => {
  await server.stop();
  const [alpha, beta] = made;
  const path = journalOf(server.folder, alpha!.meetings[1]!);
  const whole = readFileSync(path);
  const bent = Buffer.from(whole);
  bent[200]! ^= 1;
  writeFileSync(path, bent);
  server = await RunningServer.start(server.folder);
  const chair = await signIn(server, alpha!.codes.chair);
  assert.is(await refused(WireClient.connect(server.url, chair, alpha!.meetings[1]!)), 'journal-damaged');
  assert.equal(readFileSync(path), bent, 'the damaged file is left as it is');
  assert.match(server.stderr + server.stdout, /alpha-m2/, 'the engineer is told which');
  const other = await WireClient.connect(server.url, await signIn(server, beta!.codes.chair), beta!.meetings[1]!);
  assert.is(other.view!.phase, 'open');
  other.close();
  writeFileSync(path, whole);
  await server.stop();
  remove(server.folder);
});

bodies(
  'a log that nobody needs is put to sleep, wakes when asked for; what runs stays awake, also after a restart',
  async () => {
    const folder = newFolder();
    const [alpha] = await addBodies(folder, ['ALPHA'], 2);
    const start = async () => {
      const { bodies: opened, openMeeting } = await openData({
        folder,
        empty: true,
        now: Date.now,
        say: nothing,
        warn: nothing,
      });
      const meetings = new Meetings({
        bodies: opened,
        openLog: openMeeting,
        services: [deadlines, listing(opened, nothing)],
        warn: nothing,
      });
      await meetings.wakeRunning();
      const stop = async () => {
        await meetings.stop();
        await opened.stop();
      };
      return { opened, meetings, stop };
    };
    const first = await start();
    const chair = { person: 'alpha-d0' as PersonId, roles: ['delegate', 'chair'] as const };
    const clerk = { person: 'alpha-s' as PersonId, roles: ['secretariat'] as const };
    const get = async ({ meetings }: typeof first, at: number) =>
      (await meetings.get(alpha!.body, alpha!.meetings[at]!.meeting))!;
    const [one, two] = [await get(first, 0), await get(first, 1)];
    assert.is((await one.log.execute('here', { type: 'confirm-attendance' }, chair)).accepted, true);
    // A consultation runs for days, also while nobody meets.
    const { majority } = two.log.state.voting.votes[0]!;
    const ask = { type: 'prepare-vote', item: 'i1', title: 'Lấy ý kiến', kind: 'consultation', majority } as const;
    await two.log.execute('prepare', checked(ask as never), clerk);
    const vote = two.log.state.voting.votes.at(-1)!.id;
    assert.is((await two.log.execute('open', { type: 'open-vote', vote, seconds: 3600 }, chair)).accepted, true);
    await first.meetings.sleepWhereIdle(0);
    assert.equal(
      first.meetings.awake.map(({ id }) => id),
      ['alpha-m2'],
    );
    const again = await get(first, 0);
    assert.is.not(again, one);
    assert.is(again.log.state.attendance.delegatesPresent, 1);
    assert.equal(await again.log.execute('here', { type: 'confirm-attendance' }, chair), {
      accepted: true,
      sequence: 3,
    });
    await first.stop();
    const second = await start();
    assert.equal(
      second.meetings.awake.map(({ id }) => id),
      ['alpha-m2'],
      'its deadline holds although nobody has asked yet',
    );
    await second.stop();
    remove(folder);
  },
);

bodies.run();
