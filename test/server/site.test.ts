/** The voters' site: what it shows, live and as a folder; and what it never shows, whatever a meeting holds. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import * as v from 'valibot';
import { DocumentReader } from '../../server/documents/document-reader.ts';
import { Follower } from '../../server/site/follower.ts';
import { siteMeeting } from '../../server/site/model.ts';
import { Site, type SiteOptions } from '../../server/site/render.ts';
import { publish } from '../../server/site/site-cli.ts';
import { ListedMeeting } from '../../shared/body/meetings.ts';
import { BodyProfile } from '../../shared/body/profile.ts';
import { type BodyState, unbornBody } from '../../shared/body/state.ts';
import type { MeetingState } from '../../shared/meeting/state.ts';
import { openVote } from '../../shared/meeting/voting/queries.ts';
import { holds, stroll, walk } from '../rules/random-walk.ts';
import { smallCouncil } from '../rules/small-council.ts';
import { chairCode, here, newFolder, RunningServer, remove, sample } from './running-server.ts';
import { WireClient } from './wire-client.ts';

const site = suite('voters’ site');
let server: RunningServer;
let address = '';
let chair: WireClient;

const [listed] = sample.definition.documents.filter(({ access }) => access === 'public');
const internal = sample.definition.documents.find(({ access }) => access === 'hall')!;
const body = `/${here.body}/`;
const meeting = `${body}${here.meeting}/`;

const get = (path: string, init: RequestInit = {}) => fetch(address + path, { redirect: 'manual', ...init });
const page = async (path: string): Promise<string> => {
  const response = await get(path);
  assert.is(response.status, 200, path);
  return response.text();
};
async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await isSo()) return;
    await new Promise((go) => setTimeout(go, 50));
  }
  throw new Error(`${what} did not come about.`);
}
const shows = (path: string, words: string) =>
  until(`“${words}” on ${path}`, async () => (await (await get(path)).text()).includes(words));

site.before(async () => {
  server = await RunningServer.start(newFolder(), [
    '--port',
    '0',
    '--public-port',
    '0',
    '--public-address',
    'https://hdnd.example',
  ]);
  await until('the site', async () => /voters’ site: (\S+)/.test(server.stdout));
  address = /voters’ site: (\S+)/.exec(server.stdout)![1]!;
  chair = await WireClient.connect(server.url, await server.signIn(chairCode));
});
site.after(async () => {
  chair.close();
  await server.stop();
  remove(server.folder);
});
const accepted = async (command: object) => {
  const answer = await chair.give(command as never);
  assert.ok(answer.accepted, `${JSON.stringify(command)}: ${JSON.stringify(answer)}`);
};

site('an agenda that was not sent is a draft: the meeting is there, and what it is about is not', async () => {
  assert.match(await page('/'), sample.definition.council);
  assert.match(await page(body), sample.definition.title);
  const draft = await page(meeting);
  assert.match(draft, 'Chương trình chưa được gửi.');
  for (const { title } of sample.definition.agenda) assert.not.match(draft, title);
  assert.is((await get(`${meeting}${listed!.id}/`)).status, 404);
});

site(
  'sent, it is read by anyone: items, public documents with their pages, in two languages, without a cookie',
  async () => {
    await accepted({ type: 'send-agenda' });
    await shows(meeting, sample.definition.agenda[0]!.title);
    const text = await page(meeting);
    for (const { title } of sample.definition.agenda) assert.ok(text.includes(title), title);
    assert.ok(text.includes(listed!.title));
    assert.not.match(text, internal.title);
    assert.match(text, '<link rel="canonical" href="https://hdnd.example/');
    assert.match(await page(`/en${meeting}`), 'Agenda');
    const document = await page(`${meeting}${listed!.id}/`);
    const file = /href="([^"]+\.pdf)"/.exec(document)![1]!;
    const sent = await get(new URL(file, `http://x${meeting}${listed!.id}/`).pathname);
    assert.is(sent.headers.get('content-type'), 'application/pdf');
    assert.equal(
      Buffer.from(await sent.arrayBuffer()),
      readFileSync(join(server.folder, 'documents', `${listed!.hash}.pdf`)),
    );
    assert.is((await get(`${meeting}${internal.id}/`)).status, 404);
    for (const path of ['/', meeting]) {
      const { headers } = await get(path);
      assert.is(headers.get('set-cookie'), null);
      assert.match(headers.get('content-security-policy')!, /^default-src 'none'/);
    }
  },
);

site('addresses that lead nowhere, other methods, and ways out of it are refused', async () => {
  assert.is((await get(meeting, { method: 'POST', body: 'x' })).status, 405);
  for (const path of [
    '/nowhere/',
    `${meeting}x/`,
    `${body}../../accounts.json`,
    '/..%2f..%2faccounts.json',
    '/%00',
    `${body}journal.jsonl`,
    `${meeting}journal.jsonl`,
    '/api/me',
    `${meeting}${listed!.id}/99999.webp`,
  ])
    assert.is((await get(path)).status, 404, path);
  assert.is((await get('/%')).status, 400);
  assert.is((await get(meeting.slice(0, -1))).headers.get('location'), meeting);
});

site('it is found without accents, fed, and mapped', async () => {
  const found = await page(`${body}tim-kiem?q=${encodeURIComponent('phien hop')}`);
  assert.match(found, sample.definition.title);
  assert.match(await page(`${body}tim-kiem?q=zzzzz`), 'Không tìm thấy gì.');
  assert.not.match(await page(`${body}tim-kiem?q=%3Cscript%3Ealert(1)`), '<script>alert');
  const feed = await page(`${body}tin.atom`);
  assert.match(feed, sample.definition.title);
  assert.match(feed, /<updated>\d{4}-/);
  assert.match(await page('/sitemap.xml'), `https://hdnd.example${meeting}${listed!.id}/`);
});

site('while the meeting is on, a reader is told: the item, and a result once it is published', async () => {
  await accepted({ type: 'mark-all-present' });
  await accepted({ type: 'open-meeting' });
  await shows(meeting, 'data-live="../../live/');
  const ending = new AbortController();
  const told: string[] = [];
  const stream = await get(`/live${meeting}`, { signal: ending.signal });
  assert.is(stream.headers.get('content-type'), 'text/event-stream');
  const reading = (async () => {
    for await (const piece of stream.body!) told.push(Buffer.from(piece).toString());
  })().catch(() => undefined); // it is ended below
  await accepted({ type: 'next-item' });
  const item = sample.definition.agenda[0]!.title;
  await until('the item', async () => told.join('').includes(item));
  const vote = chair.view!.voting.votes.find(({ kind }) => kind === 'open')!;
  await accepted({ type: 'open-vote', vote: vote.id });
  await until('the vote', async () => told.join('').includes('Đang biểu quyết'));
  await accepted({ type: 'cast-ballot', vote: vote.id, marks: ['approve'] });
  await accepted({ type: 'close-vote', vote: vote.id });
  // Closed, not published: nobody outside the chair's side knows.
  const before = await page(meeting);
  assert.not.match(before, 'Kết quả biểu quyết');
  await accepted({ type: 'publish-vote', vote: vote.id });
  await until('the result', async () => told.join('').includes('Kết quả biểu quyết'));
  await shows(meeting, 'Đại biểu biểu quyết thế nào');
  ending.abort();
  await reading;
});

site(
  'a question in writing is there once its secretariat makes it public; a resolution with its number and its vote',
  async () => {
    const asker = await WireClient.connect(server.url, await server.signIn('DB05'));
    const said = { addressee: 'UBND tỉnh', subject: 'Nước sạch nông thôn', text: 'Bao giờ xã Ea Trang có nước sạch?' };
    assert.ok((await asker.give({ type: 'send-question', ...said } as never)).accepted);
    await chair.until(({ view }) => view!.questions.length === 1);
    const { id } = chair.view!.questions[0]!;
    const forward = { type: 'forward-question', question: id, to: 'km01', item: 'nd5' };
    await accepted({ ...forward, access: 'hall' });
    await accepted({ type: 'answer-question', question: id, text: 'Quý I năm 2027.' });
    assert.not.match(await page(meeting), 'Nước sạch nông thôn');
    await accepted({ ...forward, access: 'public' });
    await shows(meeting, 'Bao giờ xã Ea Trang có nước sạch?');
    await shows(meeting, 'Quý I năm 2027.');
    assert.match(await page(`${body}tim-kiem?q=nuoc+sach`), 'Nước sạch nông thôn');
    assert.match(await page(`${body}nghi-quyet/`), 'Chưa có nghị quyết nào');
    const draft = chair.view!.documents.find(({ kind, access }) => kind === 'draft-resolution' && access === 'public')!;
    const vote = chair.view!.voting.votes.find(({ phase }) => phase === 'published')!.id;
    const passed = { ...draft, kind: 'resolution', symbol: '12/NQ-HĐND', date: '2026-12-09', vote };
    await accepted({ type: 'describe-document', document: passed, items: [] });
    await shows(`${body}nghi-quyet/`, '12/NQ-HĐND');
    await shows(meeting, `Nghị quyết 12/NQ-HĐND`);
    asker.close();
  },
);

site('as a folder: the same pages, each changed one again, and nothing else', async () => {
  const out = join(newFolder(), 'site');
  const asFolder = new Site({
    follower: new Follower(server.folder),
    store: new DocumentReader(join(server.folder, 'documents')),
    address: '',
    isStatic: true,
    warn: (message) => assert.unreachable(message),
  });
  const first = await publish(asFolder, here.body, out);
  assert.is(first.written, first.files);
  const text = readFileSync(join(out, here.body, here.meeting, 'index.html'), 'utf8');
  assert.match(text, 'Đại biểu biểu quyết thế nào');
  assert.match(text, 'Quý I năm 2027.');
  assert.not.match(text, 'site.js');
  // Every link within it leads to a file of it.
  for (const name of readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((one) => one.endsWith('.html')))
    for (const [, link] of readFileSync(join(out, name), 'utf8').matchAll(/(?:href|src)="([^"#:]+)(?:#[^"]*)?"/g)) {
      const target = resolve(dirname(join(out, name)), link!);
      const isPage =
        link!.endsWith('/') &&
        !['../', '../../', '../../../', './', '../en/', 'en/', '../../en/', '../../../en/'].includes(link!);
      if (isPage || !link!.endsWith('/'))
        assert.ok(existsSync(link!.endsWith('/') ? join(target, 'index.html') : target), `${name}: ${link}`);
    }
  // Images of pages are still drawn, each once; when they are all there, nothing is left to write.
  await until('all of it', async () => (await publish(asFolder, here.body, out)).written === 0);
  const index = JSON.parse(readFileSync(join(out, here.body, 'tim-kiem.json'), 'utf8')) as {
    path: string;
    words: string;
  }[];
  assert.ok(index.some(({ words }) => words.includes('nuoc sach')));
  assert.ok(
    index.some(({ path }) => path.includes(`${listed!.id}/#p1`)),
    'pages of documents are in it',
  );
  assert.not.ok(index.some(({ path }) => path.includes(internal.id)));
  writeFileSync(
    join(out, 'manifest.json'),
    JSON.stringify({
      files: { ...JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')).files, 'old/index.html': 'x' },
    }),
  );
  assert.is((await publish(asFolder, here.body, out)).removed, 1);
  const strange = newFolder();
  writeFileSync(join(strange, 'mine.txt'), 'x');
  await publish(asFolder, here.body, strange).then(
    () => assert.unreachable('it is somebody’s folder'),
    ({ message }: Error) => assert.match(message, 'not empty'),
  );
  remove(strange);
  remove(dirname(out));
});

/** By the office, at its desk. */
async function changeProfile(id: string, changes: object): Promise<void> {
  const office = await server.signIn('TK01');
  const path = `/api/bodies/${here.body}`;
  const answer = await fetch(server.url + path, { headers: { Authorization: `Bearer ${office}` } });
  const { profile } = ((await answer.json()) as { body: { profile: object } }).body;
  const command = { type: 'change-profile', profile: { ...profile, ...changes } };
  assert.is((await server.post(`${path}/commands`, { id, command }, office)).status, 200);
}

site('its emblem and colour are the body’s', async () => {
  const webp = Buffer.from('RIFF\u0004\u0000\u0000\u0000WEBP', 'latin1');
  const kept = await fetch(`${server.url}/api/bodies/${here.body}/pictures`, {
    method: 'POST',
    body: webp,
    headers: { Authorization: `Bearer ${await server.signIn('TK01')}` },
  });
  const { hash } = (await kept.json()) as { hash: string };
  assert.is((await get(`${body}bieu-trung`)).status, 404, 'none yet');
  await changeProfile('change-look', { look: { colour: 'red', emblem: hash, delegationWord: 'to' } });
  await shows(meeting, 'data-colour="red"');
  const emblem = await get(`${body}bieu-trung`);
  assert.is(emblem.headers.get('content-type'), 'image/webp');
  assert.equal(Buffer.from(await emblem.arrayBuffer()), webp);
});

site('closed to voters again, nothing of the body is left; the hall’s server has no page of it', async () => {
  await changeProfile('close-site', { site: { isOn: false } });
  await until('closed', async () => (await get(body)).status === 404);
  assert.is((await get(meeting)).status, 404);
  assert.is((await get(`/live${meeting}`)).status, 404);
  assert.match(await page('/'), 'Chưa có cơ quan nào');
});

site('by construction: nothing that signs in, decides, or writes a log is a part of the program', () => {
  const seen = new Set<string>();
  const todo = [resolve(import.meta.dirname, '../../server/site/site-cli.ts')];
  while (todo.length > 0) {
    const file = todo.pop()!;
    if (seen.has(file)) continue;
    seen.add(file);
    for (const [, clause, path] of readFileSync(file, 'utf8').matchAll(
      /^(?:import|export) ([^;]*?)from '(\.[^']+)';/gms,
    ))
      if (!clause!.startsWith('type ')) todo.push(resolve(dirname(file), path!));
  }
  assert.ok(seen.size > 30, `${seen.size} files`);
  const forbidden =
    /server\/(?:identity|http|realtime|logs|meetings|ballots|notes|operation|tls|storage)\/|server\/journal\/(?:file-engine|journal|engine-|memory)|shared\/(?:meeting|body)\/commands\.ts|shared\/meeting\/\w+\/commands\.ts/;
  assert.equal(
    [...seen].filter((file) => forbidden.test(file)),
    [],
  );
  assert.ok(statSync(resolve(import.meta.dirname, '../../server/site/site-cli.ts')).size > 0);
});

/** Every free text of a state becomes a mark of its own; what names things, and what is one of a few words, stays. */
function planted(state: MeetingState): { state: MeetingState; marks: Map<string, string> } {
  const marks = new Map<string, string>();
  const free =
    /^(?:name|title|note|text|reason|symbol|body|signer|submitter|delegation|session|cancelReason|council|place|seat|label|subject|addressee|why|group|quote|substitute|authority|signerTitle|notes)$/;
  const walkThrough = (value: unknown, path: string): unknown => {
    if (Array.isArray(value)) return value.map((one, index) => walkThrough(one, `${path}/${index}`));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => {
        const at = `${path}/${key}`;
        if (typeof one !== 'string' || !(free.test(key) || /\s/.test(one))) return [key, walkThrough(one, at)];
        const mark = `zq${marks.size}qz`;
        marks.set(mark, at);
        return [key, mark];
      }),
    );
  };
  return { state: walkThrough(state, '') as MeetingState, marks };
}

/** What voters may read, told from the state alone: the test's own list, not the site's. */
function mayBeRead(state: MeetingState): Set<string> {
  if (state.private) return new Set();
  const isOn = state.phase === 'open' || state.phase === 'suspended';
  const isDraft = state.phase === 'prepared' && state.agenda.sent === null;
  const names = (ids: readonly (string | undefined)[]) =>
    state.people.filter(({ id }) => ids.includes(id)).flatMap(({ name, title }) => [name, title]);
  const open = openVote(state.voting);
  const published = state.voting.votes.filter(
    ({ phase, kind, poll }) => kind !== 'consultation' && (phase === 'published' || (phase === 'cancelled' && poll)),
  );
  return new Set([
    state.title,
    state.session,
    state.cancelled?.reason ?? '',
    ...(isDraft ? [] : state.agenda.items.map(({ title }) => title)),
    ...(isDraft
      ? []
      : state.documents
          .filter(({ access, confidential }) => access === 'public' && !confidential)
          .flatMap(({ title, symbol, body, signer }) => [title, symbol, body, signer])),
    ...(isDraft
      ? []
      : state.questions
          .filter(({ access, status }) => access === 'public' && ['forwarded', 'answered'].includes(status))
          .flatMap(({ subject, text, person, to, words }) => [
            subject,
            text,
            ...names([person, to ?? undefined]),
            ...words.map((one) => one.text),
          ])),
    ...(isOn ? names([state.floor.speech?.request.person]) : []),
    ...(isOn && open ? [open.title] : []),
    ...published.flatMap(({ title, candidates }) => [title, ...candidates.flatMap((one) => [one.name, one.title])]),
    ...published
      .filter(({ poll, phase }) => phase === 'published' && poll?.way === 'open')
      .flatMap(({ poll }) => names(poll!.entitled)),
  ]);
}

site('no page, feed or search of any meeting holds what voters may not know', async () => {
  const runs: Promise<void>[] = [];
  holds(fc.record({ steps: walk, isPrivate: fc.boolean(), isSent: fc.boolean() }), ({ steps, isPrivate, isSent }) => {
    const walked = stroll(smallCouncil(), steps).state;
    const sent = isSent ? { at: 1, items: walked.agenda.items } : null;
    const { state, marks } = planted({ ...walked, private: isPrivate, agenda: { ...walked.agenda, sent } });
    const meetingEntry = v.parse(ListedMeeting, {
      id: state.id,
      title: state.title,
      private: isPrivate,
      session: state.session,
      phase: state.phase,
      people: [],
      kind: state.kind,
    });
    const profile = v.parse(BodyProfile, {
      name: 'Hội đồng thử',
      kind: 'communal-council',
      agencyCode: 'zqCODEqz',
      site: { isOn: true },
    });
    const bodyState: BodyState = { ...unbornBody, id: 'xa' as never, profile, meetings: [meetingEntry] };
    const follower = {
      bodies: async () => [{ state: bodyState, version: 1 }],
      body: async () => ({ state: bodyState, version: 1 }),
      meeting: async () => ({ state, version: 1 }),
      pictureAt: () => '',
    };
    const store = {
      pathOf: () => '',
      imageOf: () => '',
      sizes: async () => null,
      text: async (hash: string) => [`text ${hash}`],
    };
    const options = {
      follower,
      store,
      address: 'https://x.example',
      isStatic: false,
      warn: (message: string) => {
        throw new Error(message);
      },
    } as unknown as SiteOptions;
    const pages = new Site(options);
    const folder = new Site({ ...options, isStatic: true });
    const allowed = mayBeRead(state);
    const check = async () => {
      const paths = [
        '',
        'xa/',
        `xa/${state.id}/`,
        'xa/tin.atom',
        'xa/nghi-quyet/',
        'sitemap.xml',
        ...state.documents.map(({ id }) => `xa/${state.id}/${id}/`),
      ];
      const texts = await Promise.all(
        [...paths, ...paths.map((path) => `en/${path}`)].map(async (path) => {
          const made = await (await pages.resolve(path)).make();
          return 'text' in made ? made.text : '';
        }),
      );
      const index = await (await folder.resolve('xa/tim-kiem.json')).make();
      texts.push('text' in index ? index.text : '');
      for (const query of ['zq', 'text', 'phiên']) {
        const made = await (await pages.resolve('xa/tim-kiem', query)).make();
        texts.push('text' in made ? made.text : '');
      }
      const open = siteMeeting(bodyState, state);
      if (open) texts.push(...Object.values(pages.liveParts('vi', open)));
      const all = texts.join('\n');
      for (const [mark] of all.matchAll(/zq\w+?qz/g))
        assert.ok(allowed.has(mark), `${marks.get(mark) ?? mark} is on a page`);
      for (const { hash, access, confidential } of state.documents)
        if (isPrivate || access !== 'public' || confidential) {
          const isElsewhere =
            state.documents.some((one) => one.hash === hash && one.access === 'public' && !one.confidential) &&
            !isPrivate;
          assert.ok(isElsewhere || !all.includes(`text ${hash}`), 'the text of a document that is not public');
        }
    };
    runs.push(check());
  });
  await Promise.all(runs);
  assert.ok(runs.length > 0);
});

site.run();
