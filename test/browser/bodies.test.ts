/** Two bodies beside the sample, meetings of both on at once, in one browser each: home, tablets, consoles, screens. */
import type { Browser, Page } from 'puppeteer';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { addBodies, type MadeBody, PIN } from '../server/more-bodies.ts';
import { newFolder, RunningServer, remove } from '../server/running-server.ts';
import { checked } from './checks.ts';
import { launch } from './chromium.ts';
import { give, inStep, newDevice, press, sizes, viewIsKept, waitForWords, wordsOn } from './hall.ts';

const bodies = suite('bodies in the browser');
let server: RunningServer;
let browser: Browser;
let alpha: MadeBody;
let beta: MadeBody;

bodies.before(async () => {
  const folder = newFolder();
  [alpha, beta] = (await addBodies(folder, ['ALPHA', 'BETA'], 2)) as [MadeBody, MadeBody];
  server = await RunningServer.start(folder);
  browser = await launch();
});
bodies.after(async () => {
  await browser?.close();
  await server?.stop();
  if (server) remove(server.folder);
});

/** Signs in at home as somebody would, by code and PIN. */
async function atHome(code: string, size: { width: number; height: number }): Promise<Page> {
  const page = await newDevice(browser, size);
  await page.goto(`${server.url}/`);
  await waitForWords(page, 'Đăng nhập');
  const inputs = await page.$$('home-page >>> input');
  await inputs[0]!.type(code);
  await inputs[1]!.type(PIN);
  await press(page, 'Đăng nhập');
  return page;
}

/** Opens one of the meetings that home lists, by its title. */
async function openListed(page: Page, title: string, words: string): Promise<void> {
  await waitForWords(page, title);
  const link = await page.waitForFunction(
    (wanted, named) => {
      const home = document.querySelector('home-page')!.shadowRoot!;
      const row = [...home.querySelectorAll('li')].find((one) => one.textContent!.includes(wanted));
      return [...(row?.querySelectorAll('a') ?? [])].find((one) => one.textContent!.includes(named)) ?? null;
    },
    {},
    title,
    words,
  );
  await (link as unknown as import('puppeteer').ElementHandle<HTMLElement>).click();
  await inStep(page);
}

let chairs: Page[];
let tablets: Page[];
let screens: Page[];

bodies('home lists my meetings, and only mine; each opens what it says', async () => {
  chairs = [];
  for (const { codes, mark } of [alpha, beta]) {
    const page = await atHome(codes.chair, sizes.console);
    await waitForWords(page, `Phiên 1 ${mark}`);
    const words = await wordsOn(page);
    assert.match(words, /Sắp họp/);
    assert.match(words, new RegExp(`Phiên 2 ${mark}`));
    assert.not.match(words, mark === 'ALPHA' ? /BETA|Hải Sơn/ : /ALPHA|Hải Sơn/);
    await checked(page, `home of ${mark}`);
    await openListed(page, `Phiên 2 ${mark}`, 'Bàn điều hành');
    assert.match(page.url(), new RegExp(`meeting=${mark.toLowerCase()}-m2`));
    chairs.push(page);
  }
});

bodies('two meetings are on at once: each delegate is straight in hers, and sees nothing of the other', async () => {
  for (const page of chairs) {
    assert.is((await give(page, { type: 'confirm-attendance' })).accepted, true);
    assert.is((await give(page, { type: 'open-meeting', withoutQuorum: true })).accepted, true);
    assert.is((await give(page, { type: 'next-item' })).accepted, true);
  }
  tablets = [];
  for (const { codes, mark } of [alpha, beta]) {
    // One of her meetings is on: nobody is asked which.
    const page = await atHome(codes.delegates[1]!, sizes.tablet);
    await page.waitForFunction(() => location.pathname === '/delegate/');
    await inStep(page);
    await waitForWords(page, `Nội dung i1 ${mark}`);
    assert.match(page.url(), new RegExp(`meeting=${mark.toLowerCase()}-m2`));
    tablets.push(page);
  }
  await give(chairs[0]!, { type: 'show-notice', text: 'Lời nhắn của ALPHA' });
  await give(chairs[0]!, { type: 'open-vote', vote: 'v1' as never, withoutQuorum: true });
  await give(chairs[1]!, { type: 'jump-to-item', item: 'i2' as never });
  await waitForWords(tablets[1]!, 'Nội dung i2 BETA');
  const [first, second] = [await wordsOn(tablets[0]!), await wordsOn(tablets[1]!)];
  assert.not.match(first, /BETA/);
  assert.not.match(second, /ALPHA/);
  await give(chairs[0]!, { type: 'close-vote', vote: 'v1' as never });
});

bodies('a hall’s screen shows what is on there: first what is next, then what is opened', async () => {
  screens = [];
  for (const { codes } of [alpha, beta]) {
    const page = await atHome(codes.screen, sizes.screen);
    await page.waitForFunction(() => location.pathname === '/display/');
    await inStep(page);
    screens.push(page);
  }
  // The first meeting of each hangs in the hall; the second of each is on elsewhere.
  for (const [at, { mark }] of [alpha, beta].entries()) await waitForWords(screens[at]!, `Phiên 1 ${mark}`);
  const described = { title: 'Phiên 2 ALPHA', begins: 2000, private: false, hall: 'hoi-truong' as never };
  assert.is((await give(chairs[0]!, { type: 'describe-meeting', description: described })).accepted, true);
  await waitForWords(screens[0]!, 'Phiên 2 ALPHA');
  assert.not.match(await wordsOn(screens[1]!), /ALPHA/);
  await checked(screens[0]!, 'screen of ALPHA');
});

/** The tablet's service worker has this page. */
async function installed(page: Page): Promise<void> {
  await page.bringToFront();
  await page.waitForFunction(
    async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated',
    { polling: 200 },
  );
  await page.reload();
  assert.ok(await page.evaluate(() => navigator.serviceWorker.controller !== null));
}

bodies('an installed tablet opens each page as itself, whatever stands behind its address', async () => {
  const tablet = tablets[1]!;
  await installed(tablet);
  await inStep(tablet);
  assert.match(tablet.url(), /meeting=beta-m2/);
  await waitForWords(tablet, 'Nội dung i2 BETA');
  for (const [path, element] of [
    ['/verifier/', 'main'],
    ['/', 'home-page'],
  ] as const) {
    await tablet.goto(server.url + path);
    await tablet.waitForSelector(element);
    assert.is(await tablet.evaluate(() => document.querySelector('home-page') !== null), path === '/');
  }
});

bodies('an address of another body’s meeting leads home, and says nothing', async () => {
  const [tablet] = tablets;
  await installed(tablet!);
  const at = beta.meetings[1]!;
  await tablet!.goto(`${server.url}/delegate/?body=${at.body}&meeting=${at.meeting}`);
  await tablet!.waitForFunction(() => location.pathname === '/');
  await waitForWords(tablet!, 'Phiên 2 ALPHA');
  assert.not.match(await wordsOn(tablet!), /BETA/);
});

bodies(
  'without a network an installed tablet opens the meeting that stands in its address, as it was last seen',
  async () => {
    const [tablet] = tablets;
    const at = alpha.meetings[1]!;
    await tablet!.goto(`${server.url}/delegate/?body=${at.body}&meeting=${at.meeting}`);
    await inStep(tablet!);
    await viewIsKept(tablet!);
    await server.kill();
    await tablet!.reload();
    await waitForWords(tablet!, 'Mất kết nối');
    await waitForWords(tablet!, 'Nội dung i1 ALPHA');
  },
);

bodies.run();
