/** A sitting in Chromium: console, three tablets and the big screen at once; a power cut in the middle of a vote. */
import type { Browser, Page } from 'puppeteer';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { chairCode, idsOf, RunningServer, remove } from '../server/running-server.ts';
import { checked, hasNoSidewaysScroll, isAccessible, shownPage, until } from './checks.ts';
import { launch } from './chromium.ts';
import {
  afterAppearing,
  enter,
  give,
  inStep,
  newDevice,
  press,
  sequenceOf,
  sizes,
  strike,
  strikeAndConfirm,
  waitForWords,
  wordsOn,
} from './hall.ts';

const journey = suite('journey');
let browser: Browser;
let server: RunningServer;
let port: string;
let console_: Page;
let screen: Page;
let tablets: Page[] = [];
const outside: string[] = [];

journey.before(async () => {
  server = await RunningServer.start();
  port = server.port;
  browser = await launch();
});
journey.after(async () => {
  await browser.close();
  await server.stop();
  remove(server.folder);
});

journey('a delegate signs in with code and PIN, which can be pasted; a wrong PIN is said', async () => {
  const page = await newDevice(browser, sizes.phone);
  await page.goto(server.url);
  await waitForWords(page, 'Đăng nhập');
  await checked(page, 'home');
  const type = (name: string, words: string) =>
    page.evaluate(
      (field, value) => {
        const input = document.body.firstElementChild!.shadowRoot!.querySelector<HTMLInputElement>(
          `input[name=${field}]`,
        )!;
        input.focus();
        input.select();
        document.execCommand('insertText', false, value);
      },
      name,
      words,
    );
  await type('code', 'db30');
  await type('pin', '1');
  await press(page, 'Đăng nhập');
  await waitForWords(page, 'Mã hoặc mã PIN không đúng');
  await isAccessible(page, 'home, refused');
  await press(page, 'English');
  await waitForWords(page, 'Sign in');
  await page.close();
});

journey('the chair opens the meeting; three tablets and the screen are there', async () => {
  console_ = await enter(browser, server, chairCode, 'chair', sizes.console);
  screen = await enter(browser, server, 'MH01', 'display', sizes.screen);
  tablets = await Promise.all([
    enter(browser, server, 'DB05', 'delegate', sizes.tablet),
    enter(browser, server, 'DB06', 'delegate', sizes.upright),
    enter(browser, server, 'DB10', 'delegate', sizes.phone),
  ]);
  for (const page of [console_, screen, ...tablets])
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).port !== port) outside.push(request.url());
    });
  for (const tablet of tablets) {
    await press(tablet, 'Tôi có mặt');
    // In a narrow window leaving is behind the button with the rest.
    await until(
      async () => /Tôi rời hội trường|Đăng ký khác…/.test(await wordsOn(tablet)),
      'what somebody present may do is there',
    );
  }
  for (const person of idsOf('delegate')
    .filter((id) => !['db05', 'db06', 'db10'].includes(id))
    .slice(0, 36))
    await give(console_, { type: 'mark-present', person } as never);
  await waitForWords(console_, '39/52 · cần 35');
  await checked(console_, 'console, prepared');
  await checked(screen, 'screen, welcome');
  await press(console_, 'Bắt đầu phiên họp');
  await afterAppearing();
  await isAccessible(console_, 'console, question');
  await press(console_, 'Bắt đầu phiên họp');
  await waitForWords(console_, 'Đang họp');
  await strike(console_, '.');
  await waitForWords(screen, 'Khai mạc kỳ họp, thông qua chương trình');
  for (const [index, tablet] of tablets.entries()) await checked(tablet, `tablet ${index}, item`);
});

journey(
  'a page turn reaches every tablet and the screen; reading freely is not disturbed, and there is a way back',
  async () => {
    await give(console_, { type: 'jump-to-item', item: 'nd6' } as never);
    await give(console_, { type: 'start-presentation', document: 'bc-giam-sat', page: 1 } as never);
    for (const page of [screen, ...tablets])
      await until(async () => (await shownPage(page)).includes('Trang 1/'), 'page 1 is shown');
    await press(tablets[0]!, 'Xem tự do');
    await strike(console_, ']');
    for (const page of [screen, tablets[1]!, tablets[2]!])
      await until(async () => (await shownPage(page)).includes('Trang 2/'), 'page 2 is shown');
    await waitForWords(tablets[0]!, 'Hội trường đang ở trang 2');
    assert.match(await shownPage(tablets[0]!), /Trang 1\//);
    await checked(tablets[0]!, 'tablet, free');
    await press(tablets[0]!, 'Trở lại trang trình chiếu');
    await until(async () => (await shownPage(tablets[0]!)).includes('Trang 2/'), 'back at the hall’s page');
    await isAccessible(screen, 'screen, page');
  },
);

journey('the hall goes from document to document and back, and no tablet freezes', async () => {
  for (const [document, page] of [
    ['bc-cu-tri', 2],
    ['giay-moi', 1],
    ['bc-cu-tri', 50],
    ['cv-scan', 2],
    ['tt-dau-tu', 12],
    ['bc-cu-tri', 51],
  ] as const) {
    await give(console_, { type: 'start-presentation', document, page } as never);
    for (const tablet of tablets)
      await until(async () => (await shownPage(tablet)).includes(`Trang ${page}/`), `${document}, page ${page}`);
    // Until pdf.js has drawn it, and goes on to the neighbours: that is when it froze.
    for (const tablet of tablets)
      await tablet.waitForFunction(() => {
        const reader = window.document.body.firstElementChild!.shadowRoot!.querySelector('pdf-reader');
        const { sheets } = (reader as unknown as { shown: { sheets: { isDrawn: boolean; gaveUp: boolean }[] } }).shown;
        return sheets.every(({ isDrawn, gaveUp }) => isDrawn || gaveUp);
      });
  }
});

journey('one registers and is called; the countdown runs on every page', async () => {
  await strike(console_, 'd');
  await press(tablets[1]!, 'Đăng ký phát biểu');
  await waitForWords(tablets[1]!, 'thứ 1 trong danh sách');
  await waitForWords(console_, '1 lượt đăng ký');
  await give(console_, { type: 'stop-presentation' });
  await strike(console_, 'n');
  await waitForWords(tablets[1]!, 'Đến lượt phát biểu của đại biểu');
  await waitForWords(screen, 'Lê Thị Bích Diệp');
  await until(async () => /06:5\d/.test(await wordsOn(screen)), 'the countdown runs');
  for (const page of [console_, tablets[0]!]) assert.match(await wordsOn(page), /0[67]:\d\d/);
  await checked(console_, 'console, speech');
  await isAccessible(screen, 'screen, speaker');
  await strike(console_, 'e');
  await waitForWords(console_, 'Chưa có ai phát biểu');
});

journey(
  'a vote comes up over the reader, “recorded” is said only after the server’s answer, and the page comes back',
  async () => {
    await give(console_, { type: 'start-presentation', document: 'bc-giam-sat', page: 3 } as never);
    await press(tablets[0]!, 'Xem tự do');
    await press(tablets[0]!, 'Phóng to');
    await until(async () => (await shownPage(tablets[0]!)).includes('Trang 3/'), 'page 3 is shown');
    const where = () =>
      tablets[0]!.evaluate(() => {
        const desk = document.body
          .firstElementChild!.shadowRoot!.querySelector('pdf-reader')!
          .shadowRoot!.querySelector('.desk')!;
        return [desk.scrollTop, desk.scrollLeft, desk.querySelector<HTMLElement>('.sheet.shown')?.style.width];
      });
    await until(async () => Number.parseFloat(String((await where())[2])) > 400, 'it is zoomed');
    await tablets[0]!.evaluate(() =>
      document.body
        .firstElementChild!.shadowRoot!.querySelector('pdf-reader')!
        .shadowRoot!.querySelector('.desk')!
        .scrollTo(0, 60),
    );
    const before = await where();
    await give(console_, { type: 'jump-to-item', item: 'nd7' } as never);
    await strikeAndConfirm(console_, 'o', 'Bắt đầu biểu quyết');
    for (const tablet of tablets) await waitForWords(tablet, 'Không biểu quyết');
    await waitForWords(screen, 'Đã biểu quyết 0/39');
    // They fade in while they ignore touches; looked at when they stand.
    await afterAppearing();
    for (const [index, tablet] of tablets.entries()) await checked(tablet, `tablet ${index}, ballot`);
    await isAccessible(screen, 'screen, vote');
    // A touch in the first half second counts for nothing: the confirmation is there, and stays.
    await afterAppearing();
    await press(tablets[0]!, 'Tán thành');
    await press(tablets[0]!, 'Xác nhận: Tán thành');
    assert.not.match(await wordsOn(tablets[0]!), /Đã ghi nhận|Đang gửi/);
    await afterAppearing();
    // The answer is held back: the process stands still, the network stays up.
    process.kill(server.pid, 'SIGSTOP');
    await press(tablets[0]!, 'Xác nhận: Tán thành');
    await waitForWords(tablets[0]!, 'Mất kết nối');
    assert.not.match(await wordsOn(tablets[0]!), /Đã ghi nhận/);
    await waitForWords(tablets[0]!, 'Chưa gửi được');
    await isAccessible(tablets[0]!, 'tablet, not sent');
    process.kill(server.pid, 'SIGCONT');
    await waitForWords(tablets[0]!, 'Đã ghi nhận: Tán thành');
    await press(tablets[0]!, 'Trở lại tài liệu');
    assert.equal(await where(), before);
  },
);

journey('kill -9 while the vote is open: all pages come back by themselves, and not a ballot is missing', async () => {
  await afterAppearing();
  await press(tablets[1]!, 'Không tán thành');
  await afterAppearing();
  await press(tablets[1]!, 'Xác nhận: Không tán thành');
  await waitForWords(tablets[1]!, 'Đã ghi nhận: Không tán thành');
  await server.kill();
  await waitForWords(tablets[2]!, 'Mất kết nối', 5000);
  // On the ballot itself, before she chooses: the header lies dimmed behind it.
  await waitForWords(tablets[2]!, 'chưa bỏ phiếu được');
  await isAccessible(tablets[2]!, 'tablet, ballot, offline');
  await waitForWords(screen, 'Mất kết nối', 5000);
  await checked(console_, 'console, offline');
  server = await RunningServer.start(server.folder, ['--port', port]);
  for (const page of [console_, screen, ...tablets]) await inStep(page);
  await waitForWords(screen, 'Đã biểu quyết 2/39');
  await press(tablets[2]!, 'Không biểu quyết');
  await afterAppearing();
  await press(tablets[2]!, 'Xác nhận: Không biểu quyết');
  await waitForWords(tablets[2]!, 'Đã ghi nhận: Không biểu quyết');
  await waitForWords(console_, 'Đã biểu quyết 3/39');
});

journey('the chair closes and publishes: the board of all names, in the same cells as before', async () => {
  const cells = () =>
    screen.evaluate(() =>
      [
        ...document.body
          .firstElementChild!.shadowRoot!.querySelector('vote-picture')!
          .shadowRoot!.querySelector('vote-board')!
          .shadowRoot!.querySelectorAll('li'),
      ].map((cell) => {
        const { x, y, width } = cell.getBoundingClientRect();
        return [
          cell.querySelector('fit-name')!.shadowRoot!.textContent,
          Math.round(x),
          Math.round(y),
          Math.round(width),
        ].join(' ');
      }),
    );
  const before = await cells();
  assert.is(before.length, 52);
  await strikeAndConfirm(console_, 'k', 'Kết thúc biểu quyết');
  await waitForWords(console_, 'Không được thông qua');
  assert.not.match(await wordsOn(screen), /Không được thông qua/);
  await strikeAndConfirm(console_, 'b', 'Công bố kết quả');
  await waitForWords(screen, 'Không được thông qua');
  assert.equal(await cells(), before);
  const { size, bottom } = await screen.evaluate(() => {
    const items = [
      ...document.body
        .firstElementChild!.shadowRoot!.querySelector('vote-picture')!
        .shadowRoot!.querySelector('vote-board')!
        .shadowRoot!.querySelectorAll('li'),
    ];
    return {
      size: parseFloat(getComputedStyle(items[0]!).fontSize),
      bottom: Math.max(...items.map((item) => item.getBoundingClientRect().bottom)),
    };
  });
  assert.ok(size >= 28 && bottom <= 1080, `${size} px, to ${bottom}`);
  for (const tablet of tablets) await waitForWords(tablet, 'Không được thông qua');
  await isAccessible(screen, 'screen, board');
  await checked(console_, 'console, result');
  await checked(tablets[2]!, 'tablet, result');
  const [first, ...others] = await Promise.all([console_, screen, ...tablets].map(sequenceOf));
  for (const other of others) assert.is(other, first);
});

journey('at 320 px and with text twice as large nothing is cut off sideways', async () => {
  const page = await enter(browser, server, 'DB30', 'delegate', { width: 320, height: 640 });
  await hasNoSidewaysScroll(page, '320 px');
  await page.close();
  await tablets[0]!.evaluate(() => (document.documentElement.style.fontSize = '200%'));
  await hasNoSidewaysScroll(tablets[0]!, '200 %');
});

journey('no request left the origin', () => {
  assert.equal(outside, []);
});

journey.run();
