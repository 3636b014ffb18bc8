import type { Browser, Page } from 'puppeteer';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { chairCode, RunningServer, remove } from '../server/running-server.ts';
import { WireClient } from '../server/wire-client.ts';
import { checked, cutWords, isAccessible, until } from './checks.ts';
import { launch } from './chromium.ts';
import {
  afterAppearing,
  enter,
  give,
  newDevice,
  press,
  sizes,
  strike,
  strikeAndConfirm,
  waitForWords,
  wordsOn,
} from './hall.ts';

const day = suite('worst day');
let browser: Browser;
let server: RunningServer;
let chair: Page;
let screen: Page;
let delegates: string[] = [];
const tablets: Page[] = [];

const surnames = ['Công Tằng Tôn Nữ', 'Nguyễn Phước Vĩnh', 'Hoàng Phủ Đặng', 'Trương Nguyễn', 'Y Bhiông Niê Kđăm'];
const middles = ['Hoàng Phương Uyên', 'Thị Bích Nguyệt', 'Khánh Quỳnh Thương', 'Bảo Thiên'];
const given = ['Trường Giang', 'Nhung', 'Thục Khuê', 'Nghiêng', 'Phượng'];
/** The hundred longest names: every one longer than any in the sample. */
const names = surnames.flatMap((first) =>
  middles.flatMap((middle) => given.map((last) => `${first} ${middle} ${last}`)),
);
const longTitle =
  'Phó Trưởng ban Thường trực Ban Quản lý dự án đầu tư xây dựng các công trình giao thông, nông nghiệp và phát triển nông thôn tỉnh';
const longItem =
  'Tờ trình của Ủy ban nhân dân tỉnh về việc đề nghị ban hành Nghị quyết quy định mức thu, chế độ thu, nộp, quản lý và sử dụng phí, lệ phí trên địa bàn tỉnh áp dụng từ ngày 01 tháng 01 năm 2027 và các năm tiếp theo của thời kỳ ổn định ngân sách';

/** Ninety delegates with the longest names, long titles, items and documents; planned as a secretary would. */
async function lengthen(clerk: WireClient): Promise<string[]> {
  const give = async (command: object) => {
    const answer = await clerk.give(command as never);
    if (!answer.accepted) throw new Error(`${JSON.stringify(command)}: ${answer.code}`);
  };
  const { people, agenda } = clerk.view!;
  for (const [index, person] of people.entries())
    await give({
      type: 'correct-person',
      person: { ...person, name: names[index % names.length], title: longTitle },
    });
  const ids = people.filter(({ roles }) => roles.includes('delegate')).map(({ id }) => id as string);
  for (let count = ids.length; count < 90; count += 1) {
    const name = names[(people.length + count) % names.length];
    const person = { id: `db${count + 1}`, name, title: longTitle, delegation: 'Tổ 1', roles: ['delegate'] };
    await give({ type: 'add-person', person });
    ids.push(person.id);
  }
  for (const { id, kind, plannedMinutes } of agenda.items)
    await give({ type: 'change-item', item: id, title: longItem, kind, plannedMinutes });
  for (const document of clerk.view!.documents) {
    const items = agenda.items.filter((item) => item.documents.includes(document.id)).map(({ id }) => id);
    await give({ type: 'describe-document', document: { ...document, title: longItem }, items });
  }
  return ids;
}

day.before(async () => {
  server = await RunningServer.start();
  // Who votes by a program here has a tablet beside it.
  await server.allowSeveralDevices();
  const clerk = await WireClient.connect(server.url, await server.signIn('TK01'));
  delegates = await lengthen(clerk);
  clerk.close();
  browser = await launch();
  chair = await enter(browser, server, chairCode, 'chair', sizes.console);
  screen = await enter(browser, server, 'MH01', 'display', sizes.screen);
  for (const [code, size] of [
    ['DB05', sizes.tablet],
    ['DB06', sizes.upright],
    ['DB07', sizes.phone],
    ['DB08', { width: 320, height: 640 }],
  ] as const)
    tablets.push(await enter(browser, server, code, 'delegate', size));
});
day.after(async () => {
  await browser.close();
  await server.stop();
  remove(server.folder);
});

const all = () => [chair, screen, ...tablets];
async function everyPageHoldsItsWords(state: string): Promise<void> {
  const cut: string[] = [];
  for (const page of all()) {
    const where =
      new Map<Page, string>([
        [chair, 'console'],
        [screen, 'screen'],
      ]).get(page) ?? page.viewport()!.width;
    cut.push(...(await cutWords(page)).map((one) => `${state}, ${where}: ${one}`));
  }
  assert.equal(cut, []);
}

day('the hundred longest names overflow nowhere: waiting, speaking, voting, the result', async () => {
  assert.is(new Set(names).size, 100);
  await everyPageHoldsItsWords('prepared');
  assert.is(delegates.length, 90);
  for (const person of delegates) await give(chair, { type: 'mark-present', person } as never);
  await give(chair, { type: 'open-meeting' });
  await give(chair, { type: 'jump-to-item', item: 'nd7' } as never);
  await give(chair, { type: 'open-list' } as never);
  for (const tablet of tablets) await give(tablet, { type: 'request-floor', kind: 'speech' } as never);
  await waitForWords(chair, '4 lượt đăng ký');
  await everyPageHoldsItsWords('queue');
  await strike(chair, 'n');
  await waitForWords(tablets[0]!, 'Đến lượt phát biểu');
  await everyPageHoldsItsWords('speech');
  await strike(chair, 'e');
  await waitForWords(chair, 'Chưa có ai phát biểu');
});

const frames: string[] = [];
day('while a vote is open nothing on the screen, nor on its wire, counts by choice', async () => {
  const session = await screen.createCDPSession();
  await session.send('Network.enable');
  session.on('Network.webSocketFrameReceived', ({ response }) => frames.push(response.payloadData));
  await give(chair, { type: 'open-vote', vote: 'bq1' } as never);
  await waitForWords(screen, 'Đã biểu quyết 0/90');
  for (const [index, choice] of ['approve', 'approve', 'reject'].entries())
    await give(tablets[index]!, { type: 'cast-ballot', vote: 'bq1', marks: [choice] } as never);
  await waitForWords(screen, 'Đã biểu quyết 3/90');
  await everyPageHoldsItsWords('ballot');
  assert.ok(frames.length > 0, 'the screen heard of the vote');
  for (const frame of frames) assert.not.match(frame, /approve|reject|"marks"/);
  assert.not.match(await wordsOn(screen), /Tán thành|Không tán thành/);
});

day('the board of ninety with the longest names fits the screen at 28 px', async () => {
  await give(chair, { type: 'close-vote', vote: 'bq1' } as never);
  await give(chair, { type: 'publish-vote', vote: 'bq1' } as never);
  await waitForWords(screen, 'Không được thông qua');
  const board = await screen.evaluate(() => {
    const cells = [
      ...document.body
        .firstElementChild!.shadowRoot!.querySelector('vote-picture')!
        .shadowRoot!.querySelector('vote-board')!
        .shadowRoot!.querySelectorAll('li'),
    ];
    return {
      count: cells.length,
      size: Math.min(...cells.map((cell) => Number.parseFloat(getComputedStyle(cell).fontSize))),
      bottom: Math.max(...cells.map((cell) => cell.getBoundingClientRect().bottom)),
      cut: cells
        .map((cell) => cell.querySelector('fit-name')!)
        .filter((name) => name.scrollWidth > name.clientWidth)
        .map((name) => name.shadowRoot!.textContent),
    };
  });
  assert.is(board.count, 90);
  assert.ok(board.size >= 28 && board.bottom <= 1080 && board.cut.length === 0, JSON.stringify(board));
  await everyPageHoldsItsWords('result');
});

/** What a page's status regions say, hidden or not. */
const statusOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const said: string[] = [];
    const roots: (Document | ShadowRoot)[] = [document];
    for (const root of roots)
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) roots.push(element.shadowRoot);
        if (element.getAttribute('role') === 'status') said.push(element.textContent ?? '');
      }
    return said.join(' ').replace(/\s+/g, ' ');
  });

day('a screen reader hears: my turn, the vote opened, the ballot recorded', async () => {
  const [tablet] = tablets as [Page, ...Page[]];
  for (const page of tablets) await press(page, 'Trở lại tài liệu');
  await give(chair, { type: 'repeat-vote', vote: 'bq1' } as never);
  await strikeAndConfirm(chair, 'o', 'Bắt đầu biểu quyết');
  await until(async () => /Đang biểu quyết/.test(await statusOf(tablet)), 'the opened vote is said');
  await afterAppearing();
  await press(tablet, 'Tán thành');
  await afterAppearing();
  await press(tablet, 'Xác nhận: Tán thành');
  await until(async () => /Đã ghi nhận: Tán thành/.test(await statusOf(tablet)), 'the recorded ballot is said');
  for (const page of tablets) await press(page, 'Trở lại tài liệu');
});

day('in English, in the dark, without motion: every page is accessible and nothing moves', async () => {
  const home = await newDevice(browser, sizes.phone);
  await home.goto(server.url);
  await waitForWords(home, 'Đăng nhập');
  const pages = [...all(), home];
  for (const page of pages) {
    await page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: 'dark' },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ]);
  }
  await press(home, 'English');
  for (const page of [chair, ...tablets]) {
    await press(page, 'Đang đăng nhập');
    await press(page, 'English');
    await page.keyboard.press('Escape');
  }
  for (const page of pages) {
    const name = `dark, ${page === screen ? 'screen' : `English, ${page.viewport()!.width}`}`;
    await (page === screen ? isAccessible(page, name) : checked(page, name));
    assert.is(await page.evaluate(() => document.getAnimations().length), 0, `${name}: nothing moves`);
  }
});

day.run();
