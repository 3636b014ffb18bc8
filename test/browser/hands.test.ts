/** Hands in a hurry: what was chosen is what is done, nothing typed is lost, and all that is needed can be seen at once. */

import type { Browser, Page } from 'puppeteer';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { MeetingState } from '../../shared/meeting/state.ts';
import { castIn, entriesOf } from '../../shared/meeting/voting/queries.ts';
import { chairCode, idsOf, RunningServer, remove } from '../server/running-server.ts';
import { WireClient } from '../server/wire-client.ts';
import { checked, until } from './checks.ts';
import { launch } from './chromium.ts';
import {
  afterAppearing,
  enter,
  give,
  inStep,
  press,
  sizes,
  strike,
  strikeAndConfirm,
  waitForWords,
  wordsOn,
} from './hall.ts';

const hands = suite('hands');
let browser: Browser;
let server: RunningServer;
let chair: Page;
let tablet: Page;
let screen: Page;
const voters: WireClient[] = [];
const delegates = idsOf('delegate');

hands.before(async () => {
  server = await RunningServer.start();
  // Who votes by a program here has a tablet beside it.
  await server.allowSeveralDevices();
  browser = await launch();
  chair = await enter(browser, server, chairCode, 'chair', sizes.console);
  tablet = await enter(browser, server, 'DB05', 'delegate', sizes.tablet);
  screen = await enter(browser, server, 'MH01', 'display', sizes.screen);
});
hands.after(async () => {
  for (const voter of voters) voter.close();
  await browser.close();
  await server.stop();
  remove(server.folder);
});

const view = (page: Page): Promise<MeetingState> =>
  page.evaluate(() => (document.body.firstElementChild as unknown as { live: { view: MeetingState } }).live.view);
/** What every element of a kind says of itself, in any shadow tree. */
const each = <Kind extends Element, Found>(page: Page, selector: string, read: (element: Kind) => Found) =>
  page.$$eval(
    `>>> ${selector}`,
    (elements, source) => elements.map(new Function(`return (${source})`)() as never) as Found[],
    read.toString(),
  );

hands('opening without a quorum: two questions in a row, and the second is still there to be answered', async () => {
  await press(chair, 'Bắt đầu phiên họp');
  await afterAppearing();
  await press(chair, 'Bắt đầu phiên họp');
  await waitForWords(chair, 'Chưa đủ số đại biểu có mặt');
  await afterAppearing();
  await waitForWords(chair, 'Chưa đủ số đại biểu có mặt');
  await press(chair, 'Vẫn tiến hành');
  await waitForWords(tablet, 'Đang họp');
  for (const id of delegates.slice(0, 46)) {
    const voter = await WireClient.connect(server.url, await server.signIn(id.toUpperCase()));
    await voter.give({ type: 'confirm-attendance' });
    voters.push(voter);
  }
  assert.ok((await give(chair, { type: 'jump-to-item', item: 'nd6' } as never)).accepted);
});

hands('the next is called once, though the key is struck twice', async () => {
  await give(chair, { type: 'open-list' });
  for (const voter of voters.slice(10, 22)) await voter.give({ type: 'request-floor', kind: 'speech' } as never);
  await until(async () => (await view(chair)).floor.requests.length === 12, 'twelve wait');
  await strike(chair, 'n');
  await chair.keyboard.press('n');
  await until(async () => (await view(chair)).floor.speech !== null, 'one speaks');
  await afterAppearing();
  const { floor } = await view(chair);
  assert.is(floor.speech?.request.person, delegates[10]);
  assert.is(floor.requests.filter(({ status }) => status === 'waiting').length, 11, 'eleven wait still');
});

hands('the console shows the speaker, at least five who wait and the votes at once, without scrolling', async () => {
  for (const [width, height] of [
    [1440, 900],
    [1280, 800],
  ] as const) {
    await chair.setViewport({ width, height });
    await afterAppearing();
    const scroll = await chair.evaluate(() => [
      document.documentElement.scrollHeight - innerHeight,
      document.documentElement.scrollWidth - innerWidth,
    ]);
    assert.ok(scroll[0]! <= 0 && scroll[1]! <= 0, `${width}: the page scrolls by ${scroll}`);
    const inSight = await chair.evaluate(() => {
      const panel = document.body.firstElementChild!.shadowRoot!.querySelector('floor-panel')!.shadowRoot!;
      const list = panel.querySelector('ol')!.getBoundingClientRect();
      return [...panel.querySelectorAll('ol li')].filter((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return top >= list.top - 1 && bottom <= Math.min(list.bottom, innerHeight) + 1;
      }).length;
    });
    assert.ok(inSight >= 5, `${width}×${height}: ${inSight} rows in sight`);
  }
  await chair.setViewport(sizes.console);
});

hands('my turn: a band over the document says so and ends it; the tab says what the page is', async () => {
  await give(chair, { type: 'end-speech' });
  await give(chair, { type: 'give-floor', person: 'db05', kind: 'speech' } as never);
  await waitForWords(tablet, 'Đến lượt phát biểu của đại biểu');
  await afterAppearing();
  await press(tablet, 'Kết thúc phát biểu');
  await until(async () => (await view(chair)).floor.speech === null, 'the floor is free');
  const titles = await Promise.all([chair, tablet, screen].map((page) => page.title()));
  assert.is(new Set(titles).size, 3, titles.join(' | '));
});

hands('a text is still there after a reload, and is gone once it was taken', async () => {
  await press(tablet, 'Đăng ký khác…');
  await press(tablet, 'Gửi văn bản');
  await tablet.locator('>>> textarea[name=text]').fill('Đề nghị bổ sung vốn cho đường 12');
  await tablet.reload();
  await inStep(tablet);
  await press(tablet, 'Đăng ký khác…');
  await press(tablet, 'Gửi văn bản');
  const words = () => each(tablet, 'textarea[name=text]', (field) => (field as HTMLTextAreaElement).value);
  assert.equal(await words(), ['Đề nghị bổ sung vốn cho đường 12']);
  await press(tablet, 'Gửi');
  await waitForWords(tablet, 'Đã gửi');
  assert.equal(await words(), ['']);
  await press(tablet, 'Đóng');
});

hands('each vote keeps the deadline chosen on its own card', async () => {
  await give(chair, { type: 'jump-to-item', item: 'nd6' } as never);
  const majority = { base: 'all', threshold: 'more-than', fraction: { numerator: 1, denominator: 2 } };
  for (const title of ['Phương án một', 'Phương án hai'])
    assert.ok((await give(chair, { type: 'prepare-vote', item: 'nd6', title, majority } as never)).accepted);
  const prepared = async () => (await view(chair)).voting.votes.filter(({ title }) => title.startsWith('Phương án'));
  await until(async () => (await prepared()).length === 2, 'two are prepared');
  const [first, second] = await prepared();
  await until(
    async () =>
      (await each(chair, 'option', (option) => (option as HTMLOptionElement).value)).filter((one) => one === '60')
        .length >= 2,
    'two cards',
  );
  await chair.evaluate((title) => {
    const panel = document.body.firstElementChild!.shadowRoot!.querySelector('votes-panel')!.shadowRoot!;
    const card = [...panel.querySelectorAll('select')].find(
      (one) => one.closest('section')?.getAttribute('aria-label') === title,
    )!;
    card.value = '60';
    card.dispatchEvent(new Event('change'));
  }, first!.title);
  await give(chair, { type: 'open-vote', vote: second!.id });
  await until(async () => (await view(chair)).voting.votes.find(({ id }) => id === second!.id)!.poll !== null, 'open');
  assert.is((await view(chair)).voting.votes.find(({ id }) => id === second!.id)!.poll!.closesAt, null);
  assert.ok(
    (await each(chair, 'select', (one) => (one as HTMLSelectElement).value)).includes('60'),
    'the other card still says a minute',
  );
});

hands('the delegate whose ballot is entered stays the one who was chosen, whoever votes meanwhile', async () => {
  const vote = (await view(chair)).voting.votes.find(({ title }) => title === 'Phương án hai')!.id;
  await chair.evaluate(() => {
    const roots: (Document | ShadowRoot)[] = [document];
    for (const root of roots)
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) roots.push(element.shadowRoot);
        if (element instanceof HTMLDetailsElement && element.textContent!.includes('Nhập thay')) element.open = true;
      }
  });
  const wanted = delegates[40]!;
  await chair.select('>>> select[name=voter]', wanted);
  for (const voter of voters.slice(0, 30)) await voter.give({ type: 'cast-ballot', vote, marks: ['approve'] } as never);
  await until(
    async () => castIn((await view(chair)).voting.votes.find(({ id }) => id === vote)!) === 30,
    'thirty have voted',
  );
  assert.equal(await each(chair, 'select[name=voter]', (one) => (one as HTMLSelectElement).value), [wanted]);
  await chair.locator('>>> ballot-entering >>> input[maxlength="300"]').fill('Máy hỏng');
  await chair.evaluate(() => {
    const entering = document.body
      .firstElementChild!.shadowRoot!.querySelector('votes-panel')!
      .shadowRoot!.querySelector('ballot-entering')!;
    entering.shadowRoot!.querySelector<HTMLButtonElement>('button.reject')!.click();
  });
  const name = (await view(chair)).people.find(({ id }) => id === wanted)!.name;
  await waitForWords(chair, name);
  await afterAppearing();
  await press(chair, `Không tán thành: ${name}`);
  await until(
    async () => wanted in entriesOf((await view(chair)).voting.votes.find(({ id }) => id === vote)!),
    'entered for the one who was chosen',
  );
  const running = (await view(chair)).voting.votes.find(({ id }) => id === vote)!;
  assert.equal(Object.keys(entriesOf(running)), [wanted]);
  await give(chair, { type: 'close-vote', vote });
});

hands('a held screen: opening a vote says so, and one touch opens it and lets the screen go', async () => {
  await give(chair, { type: 'publish-vote', vote: (await view(chair)).voting.votes.at(-1)!.id });
  await give(chair, { type: 'hold-display', view: { show: 'agenda' } } as never);
  await until(async () => (await view(chair)).display.held !== null, 'held');
  await strikeAndConfirm(chair, 'o', 'Bắt đầu biểu quyết');
  await waitForWords(chair, 'Màn hình đang ghim');
  await afterAppearing();
  await press(chair, 'Bắt đầu, bỏ ghim màn hình');
  await until(async () => (await view(chair)).display.held === null, 'let go');
  await waitForWords(screen, 'Phương án một');
  const { votes } = (await view(chair)).voting;
  const open = votes.find(({ phase }) => phase === 'open')!;
  await give(chair, { type: 'close-vote', vote: open.id });
  await give(chair, { type: 'publish-vote', vote: open.id });
});

hands('thirty and fifty persons on one paper: every name and figure is on the screen, whatever its size', async () => {
  const majority = { base: 'all', threshold: 'more-than', fraction: { numerator: 1, denominator: 2 } };
  for (const count of [30, 50]) {
    const candidates = Array.from({ length: count }, (_, index) => ({
      name: index % 3 === 0 ? 'Công Tằng Tôn Nữ Thị Hoàng Oanh' : `Nguyễn Văn Thứ ${index}`,
      title: 'Giám đốc Sở Kế hoạch và Đầu tư',
    }));
    const title = `Lấy phiếu tín nhiệm ${count} người giữ chức vụ do Hội đồng nhân dân bầu`;
    const command = { type: 'prepare-vote', item: 'nd6', title, majority, kind: 'confidence', candidates };
    assert.ok((await give(chair, command as never)).accepted);
    await until(async () => (await view(chair)).voting.votes.at(-1)!.title === title, 'prepared');
    const vote = (await view(chair)).voting.votes.at(-1)!.id;
    const opened = await give(chair, { type: 'open-vote', vote });
    assert.ok(opened.accepted, JSON.stringify(opened));
    await give(chair, { type: 'close-vote', vote });
    await give(chair, { type: 'publish-vote', vote });
    await until(async () => (await view(screen)).voting.votes.at(-1)!.phase === 'published', 'published');
    for (const [width, height] of [
      [1024, 768],
      [1920, 1080],
      [3840, 2160],
    ] as const) {
      await screen.setViewport({ width, height });
      await afterAppearing();
      const rows = await each(screen, 'ol > li:has(fit-name)', (row) => {
        const { top, left, bottom, right } = row.getBoundingClientRect();
        return {
          isOn: top >= 0 && left >= 0 && bottom <= innerHeight + 1 && right <= innerWidth + 1,
          words: row.textContent,
        };
      });
      assert.ok(rows.length > 0, `${count} at ${width}: there are rows`);
      assert.equal(
        rows.filter(({ isOn }) => !isOn).map(({ words }) => words),
        [],
        `${count} at ${width}×${height}`,
      );
    }
  }
  await screen.setViewport(sizes.screen);
  assert.ok((await wordsOn(screen)).length > 0);
});

hands('what a row’s ✕ took away is put back by one touch, to the place where it stood', async () => {
  const waiting = async () =>
    (await view(chair)).floor.requests.filter(({ status }) => status === 'waiting').map(({ person }) => person);
  const before = await waiting();
  await chair.evaluate(() => {
    const panel = document.body.firstElementChild!.shadowRoot!.querySelector('floor-panel')!.shadowRoot!;
    [...panel.querySelectorAll('ol li')[1]!.querySelectorAll('button')]
      .find((button) => `${button.getAttribute('aria-label')} ${button.title} ${button.textContent}`.includes('Rút'))!
      .click();
  });
  await until(async () => (await waiting()).length === before.length - 1, 'it is withdrawn');
  assert.not((await waiting()).includes(before[1]!));
  await press(chair, 'Hoàn tác');
  await until(async () => (await waiting()).length === before.length, 'it is back');
  assert.equal(await waiting(), before);
});

hands('a vote prepared without a title says which field is missing, and keeps what was typed', async () => {
  await press(chair, 'Chuẩn bị biểu quyết');
  const typed = 'Nguyễn Văn A\nTrần Thị B';
  await chair.evaluate(() => {
    const kind = document.body
      .firstElementChild!.shadowRoot!.querySelector('votes-panel')!
      .shadowRoot!.querySelector('prepare-vote')!
      .shadowRoot!.querySelector<HTMLSelectElement>('select[name=kind]')!;
    kind.value = 'election';
    kind.dispatchEvent(new Event('change'));
  });
  await chair.locator('>>> textarea[name=candidates]').fill(typed);
  const count = (await view(chair)).voting.votes.length;
  await chair.evaluate(() => {
    const form = document.body
      .firstElementChild!.shadowRoot!.querySelector('votes-panel')!
      .shadowRoot!.querySelector('prepare-vote')!
      .shadowRoot!.querySelector('form')!;
    form.requestSubmit();
  });
  await waitForWords(chair, 'Chưa nhập mục này');
  assert.is((await view(chair)).voting.votes.length, count, 'nothing was prepared');
  assert.equal(await each(chair, 'textarea[name=candidates]', (field) => (field as HTMLTextAreaElement).value), [
    typed,
  ]);
  await chair.keyboard.press('Escape');
});

hands('after the end: tablets show what was decided and ask for nothing; nothing runs on', async () => {
  await press(chair, 'Kết thúc phiên họp');
  await afterAppearing();
  await press(chair, 'Kết thúc phiên họp');
  await waitForWords(tablet, 'Phiên họp đã kết thúc');
  await waitForWords(tablet, 'Kết quả biểu quyết');
  await waitForWords(tablet, 'Phương án một');
  await checked(tablet, 'tablet, end');
  await checked(chair, 'console, end');
  const state = await view(chair);
  assert.is(state.agenda.current, null);
  assert.is(state.floor.speech, null);
});

hands.run();
