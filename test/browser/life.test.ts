/**
 * The life of a sitting, as those live it who take part: invited, prepared, asked and answered, voted, minuted, signed, and
 * read by voters. By the pages of a secretary, a delegate, the body that answers, a voter and a journalist.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ICAL from 'ical.js';
import type { Browser, Page } from 'puppeteer';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { DocumentReader } from '../../server/documents/document-reader.ts';
import { Follower } from '../../server/site/follower.ts';
import { Site } from '../../server/site/render.ts';
import { publish } from '../../server/site/site-cli.ts';
import { descriptionOf } from '../../shared/meeting/planning/queries.ts';
import { chairCode, here, newFolder, RunningServer, remove } from '../server/running-server.ts';
import { WireClient } from '../server/wire-client.ts';
import { until } from './checks.ts';
import { launch } from './chromium.ts';
import { Downloads } from './downloads.ts';
import { enter, newDevice, press, sizes, waitForWords, wordsOn } from './hall.ts';

const life = suite('the life of a sitting');
let server: RunningServer;
let browser: Browser;
let chair: WireClient;
let secretary: Page;
let delegate: Page;
let voter: Page;
let site = '';
const downloads = new Downloads();
const QUESTION = 'Bao giờ đường tỉnh 325 qua xã Đông Phú được sửa?';
const ANSWER = 'Khởi công tháng 3/2027, hoàn thành tháng 9/2027.';

const toTab = async (tab: string) => {
  await secretary.evaluate((name) => (location.hash = name), tab);
};
const accepted = async (command: object) => {
  const answer = await chair.give(command as never);
  assert.ok(answer.accepted, `${JSON.stringify(command)}: ${JSON.stringify(answer)}`);
};

life.before(async () => {
  server = await RunningServer.start(newFolder(), ['--port', '0', '--public-port', '0']);
  await until(async () => /voters’ site: (\S+)/.test(server.stdout), 'the site');
  site = /voters’ site: (\S+)/.exec(server.stdout)![1]!;
  browser = await launch();
  chair = await WireClient.connect(server.url, await server.signIn(chairCode));
  secretary = await newDevice(browser, sizes.console);
  await secretary.goto(`${server.url}/secretariat/#login=${await server.signIn('TK01')}`);
  await downloads.of(secretary);
  await waitForWords(secretary, 'Giấy mời');
  const description = { ...descriptionOf(chair.view!), begins: Date.UTC(2026, 11, 9, 1, 0) };
  await accepted({ type: 'describe-meeting', description });
});
life.after(async () => {
  await browser?.close();
  chair?.close();
  await server?.stop();
  remove(server.folder);
  downloads.remove();
});

life('the secretary issues the invitation; its calendar file is read by another program', async () => {
  await toTab('invitations');
  await press(secretary, 'Lấy số từ sổ');
  await press(secretary, 'Phát hành giấy mời');
  await waitForWords(secretary, 'Chép liên kết');
  const file = await downloads.saved(secretary, 'Tải tệp lịch (.ics)', '.ics');
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, 'utf8')));
  const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent')!);
  assert.is(event.startDate.toJSDate().getTime(), Date.UTC(2026, 11, 9, 1, 0));
  assert.match(event.summary, chair.view!.title);
  const paper = await downloads.saved(secretary, 'Tải PDF từng người', '.pdf');
  assert.is(readFileSync(paper).subarray(0, 5).toString(), '%PDF-');
});

life('whoever answers for a body says by her link that she comes', async () => {
  const token = await secretary.evaluate(() => sessionStorage.getItem('login'));
  const base = `${server.url}/api/bodies/${here.body}/meetings/${here.meeting}/planning/invitations`;
  const asked = await fetch(base, { headers: { Authorization: `Bearer ${token}` } });
  const { people } = (await asked.json()) as { people: { person: string; link: string }[] };
  const guest = await newDevice(browser, sizes.phone);
  await guest.goto(people.find(({ person }) => person === 'km01')!.link);
  await press(guest, 'Dự họp');
  await waitForWords(guest, 'Đã trả lời: dự họp');
  await guest.close();
  await chair.until(({ view }) => view!.answers['km01' as never]?.coming === 'comes');
});

life('a delegate puts a question ahead; the secretary passes it on, for anyone to read', async () => {
  delegate = await enter(browser, server, 'DB05', 'delegate', sizes.tablet);
  await press(delegate, 'Phiếu chất vấn');
  await press(delegate, 'Viết phiếu chất vấn');
  const form = 'delegate-page >>> questions-dialog >>>';
  await delegate.locator(`${form} input[name=addressee]`).fill('UBND tỉnh');
  await delegate.locator(`${form} input[name=subject]`).fill('Đường tỉnh 325');
  await delegate.select(`${form} select[name=item]`, 'nd5b');
  await delegate.locator(`${form} textarea[name=text]`).fill(QUESTION);
  await press(delegate, 'Gửi thư ký');
  await waitForWords(delegate, 'Chờ thư ký xem');
  await delegate.keyboard.press('Escape');
  await toTab('questions');
  await press(secretary, 'Chuyển đi');
  const forward = 'secretariat-page >>> questions-view >>>';
  await secretary.select(`${forward} select[name=to]`, 'km01');
  await secretary.select(`${forward} select[name=access]`, 'public');
  await press(secretary, 'Chuyển đi');
  await waitForWords(secretary, 'Chờ trả lời (1)');
});

life('in the hall it is asked when the list is opened; the answer is given, and written down', async () => {
  await accepted({ type: 'mark-all-present' });
  await accepted({ type: 'open-meeting' });
  await accepted({ type: 'jump-to-item', item: 'nd5b' });
  await accepted({ type: 'open-list' });
  await chair.until(({ view }) => view!.floor.requests.some(({ question }) => question !== undefined));
  await accepted({ type: 'call-speaker', request: chair.view!.floor.requests[0]!.id });
  await waitForWords(delegate, 'Đến lượt phát biểu');
  await accepted({ type: 'end-speech' });
  await accepted({ type: 'give-floor', person: 'km01', kind: 'answer' });
  await accepted({ type: 'end-speech' });
  const guest = await enter(browser, server, 'KM01', 'delegate', sizes.upright);
  await press(guest, 'Mở phiếu chất vấn');
  await press(guest, 'Trả lời bằng văn bản');
  await guest.locator('delegate-page >>> questions-dialog >>> textarea[name=text]').fill(ANSWER);
  await press(guest, 'Gửi trả lời');
  await waitForWords(guest, 'Đã trả lời');
  await guest.close();
  await press(delegate, 'Phiếu chất vấn');
  await press(delegate, 'Đã rõ');
  await chair.until(({ view }) => view!.questions[0]!.verdict === 'satisfied');
  const vote = chair.view!.voting.votes.find(({ kind }) => kind === 'open')!.id;
  await accepted({ type: 'open-vote', vote });
  await accepted({ type: 'cast-ballot', vote, marks: ['approve'] });
  await accepted({ type: 'close-vote', vote });
  await accepted({ type: 'publish-vote', vote });
  await accepted({ type: 'close-meeting' });
});

life('the minutes have it; signed, they come back through the intake, and so does the resolution', async () => {
  await toTab('papers');
  await waitForWords(secretary, QUESTION);
  await waitForWords(secretary, ANSWER);
  await press(secretary, 'Lấy số từ sổ');
  const minutes = await downloads.saved(secretary, 'Tải PDF', '.pdf');
  // What is signed elsewhere comes back as a PDF; here the conclusions stand in for the resolution.
  await press(secretary, 'Thông báo kết luận');
  await waitForWords(secretary, 'Chủ tọa kết luận như sau');
  const resolution = await downloads.saved(secretary, 'Tải PDF', '.pdf');
  await toTab('documents');
  const vote = chair.view!.voting.votes.find(({ phase }) => phase === 'published')!.id;
  for (const [kind, paper, more] of [
    ['minutes', minutes, {}],
    ['resolution', resolution, { vote, symbol: '15/NQ-HĐND', date: '2026-12-09' }],
  ] as const) {
    const before = chair.view!.documents.length;
    const input = await secretary.waitForSelector('secretariat-page >>> #files');
    await (input as unknown as { uploadFile: (path: string) => Promise<void> }).uploadFile(paper);
    // Ready: its name is a button.
    const name = kind === 'minutes' ? 'bien-ban-' : 'ket-luan-';
    await secretary.waitForFunction(
      (wanted) =>
        [
          ...(document
            .querySelector('secretariat-page')
            ?.shadowRoot?.querySelector('incoming-list')
            ?.shadowRoot?.querySelectorAll('button.name') ?? []),
        ].some((button) => button.textContent?.includes(wanted)),
      {},
      name,
    );
    await press(secretary, name);
    await waitForWords(secretary, 'Xác nhận tài liệu');
    const form = 'secretariat-page >>> document-form >>>';
    await secretary.select(`${form} select[name=kind]`, kind);
    await secretary
      .locator(`${form} input[name=title]`)
      .fill(kind === 'minutes' ? 'Biên bản' : 'Nghị quyết về học phí');
    if ('vote' in more) {
      await secretary.select(`${form} select[name=vote]`, more.vote);
      await secretary.locator(`${form} input[name=symbol]`).fill(more.symbol);
      await secretary.evaluate(
        (selector, day) => {
          const field = document
            .querySelector('secretariat-page')!
            .shadowRoot!.querySelector('document-form')!
            .shadowRoot!.querySelector<HTMLInputElement>(selector)!;
          field.value = day;
        },
        'input[name=date]',
        more.date,
      );
    }
    const access = await secretary.waitForSelector(`${form} input[name=access][value=public]`);
    await access!.evaluate((radio) => (radio as HTMLElement).click());
    await press(secretary, 'Xác nhận');
    await chair.until(({ view }) => view!.documents.length === before + 1);
  }
  const kinds = chair.view!.documents.map(({ kind }) => kind);
  assert.ok(kinds.includes('minutes') && kinds.includes('resolution'));
});

life('a voter reads question, answer, result and resolution on a phone, without an account', async () => {
  voter = await newDevice(browser, sizes.phone);
  await until(async () => {
    await voter.goto(`${site}/${here.body}/${here.meeting}/`);
    return (await voter.content()).includes('15/NQ-HĐND');
  }, 'the resolution is there');
  const text = await wordsOn(voter);
  for (const words of [QUESTION, ANSWER, 'Đại biểu đã rõ', 'Kết quả biểu quyết', 'Nghị quyết 15/NQ-HĐND'])
    assert.ok(text.includes(words), words);
  await voter.goto(`${site}/${here.body}/nghi-quyet/`);
  await waitForWords(voter, 'Nghị quyết về học phí');
  assert.equal(await voter.cookies(), []);
});

life(
  'a journalist finds it without accents, follows the feed, and reads the same in the council’s own folder',
  async () => {
    const found = await (await fetch(`${site}/${here.body}/tim-kiem?q=duong+tinh+325`)).text();
    assert.match(found, 'Đường tỉnh 325');
    assert.match(await (await fetch(`${site}/${here.body}/tin.atom`)).text(), 'Thông qua');
    const out = join(downloads.folder, 'site');
    const folder = new Site({
      follower: new Follower(server.folder),
      store: new DocumentReader(join(server.folder, 'documents')),
      address: '',
      isStatic: true,
      warn: (message) => assert.unreachable(message),
    });
    await publish(folder, here.body, out);
    const page = readFileSync(join(out, here.body, here.meeting, 'index.html'), 'utf8');
    for (const words of [QUESTION, ANSWER, '15/NQ-HĐND']) assert.ok(page.includes(words), words);
    assert.match(readFileSync(join(out, here.body, 'tim-kiem.json'), 'utf8'), 'duong tinh 325');
    assert.match(readFileSync(join(out, here.body, 'nghi-quyet', 'index.html'), 'utf8'), '15/NQ-HĐND');
  },
);

life.run();
