/** Who is signed in where, as people see it; passkeys by a real authenticator; the operator's page; the poster. */
import type { Browser, Page } from 'puppeteer';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { cardOf, chairCode, newFolder, RunningServer, remove, sample } from '../server/running-server.ts';
import { checked } from './checks.ts';
import { launch } from './chromium.ts';
import { enter, inStep, newDevice, press, sizes, waitForWords, wordsOn } from './hall.ts';

const operation = suite('operation');
let server: RunningServer;
let browser: Browser;
/** Under a name: browsers make no passkeys for a bare address. */
let home: string;

operation.before(async () => {
  server = await RunningServer.start(newFolder());
  home = server.url.replace('127.0.0.1', 'localhost');
  browser = await launch();
});
operation.after(async () => {
  await browser?.close();
  await server?.stop();
  if (server) remove(server.folder);
});

async function signIn(page: Page, code: string): Promise<void> {
  const { pin, password } = cardOf(code);
  await page.goto(`${home}/`);
  await waitForWords(page, 'Quét mã QR trên thẻ');
  await page.locator('home-page >>> input[name=code]').fill(code);
  await page.locator('home-page >>> input[name=pin]').fill(pin);
  await press(page, 'Đăng nhập');
  if (!password) return;
  await waitForWords(page, 'Tài khoản này cần thêm mật khẩu');
  await page.locator('home-page >>> input[name=password]').fill(password);
  await press(page, 'Đăng nhập');
}

operation('a second device asks, tells where the first is, and takes over; the first says why it is out', async () => {
  const first = await newDevice(browser, sizes.tablet);
  await signIn(first, 'DB07');
  await inStep(first);
  const second = await newDevice(browser, sizes.phone);
  await signIn(second, 'DB07');
  await waitForWords(second, 'Thẻ này đang dùng trên máy khác');
  await waitForWords(second, 'Chrome');
  if (process.env.LOOK) await second.screenshot({ path: `${process.env.LOOK}/elsewhere.png` });
  await checked(second, 'the question, on a phone');
  assert.match(await wordsOn(first), /Chương trình|Nội dung/i, 'a question changes nothing');
  await press(second, 'Chuyển sang máy này');
  await inStep(second);
  await waitForWords(first, 'Thẻ này vừa đăng nhập trên một máy khác');
  assert.is(new URL(first.url()).pathname, '/');
  await checked(first, 'home after being taken over');
  await first.close();
  await second.close();
});

operation('a passkey: made by who conducts, then in with it, without code, PIN or password', async () => {
  const page = await newDevice(browser, sizes.tablet);
  const session = await page.createCDPSession();
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await signIn(page, 'TK01');
  await inStep(page);
  await page.goto(`${home}/`);
  await waitForWords(page, 'Khóa truy cập (passkey)');
  await press(page, 'Thêm khóa của máy này');
  await waitForWords(page, 'Đã thêm khóa truy cập.');
  if (process.env.LOOK) await page.screenshot({ path: `${process.env.LOOK}/devices.png`, fullPage: true });
  await checked(page, 'home with devices and passkeys');
  await press(page, 'Đăng xuất');
  await waitForWords(page, 'Quét mã QR trên thẻ');
  await press(page, 'Đăng nhập bằng khóa truy cập');
  await inStep(page);
  // Once it is removed it opens nothing.
  await page.goto(`${home}/`);
  await waitForWords(page, 'Xóa khóa');
  await press(page, 'Xóa khóa');
  await waitForWords(page, 'Máy đang đăng nhập');
  const list = await page.waitForSelector('home-page >>> my-logins');
  await page.waitForFunction((one) => !one!.shadowRoot!.textContent!.includes('Xóa khóa'), {}, list);
  await press(page, 'Đăng xuất');
  await waitForWords(page, 'Quét mã QR trên thẻ');
  await press(page, 'Đăng nhập bằng khóa truy cập');
  await waitForWords(page, 'không được chấp nhận');
  await page.close();
});

operation('an address with a login in it, put into a tab where the page is open, makes it that person’s', async () => {
  const page = await enter(browser, server, 'DB11', 'delegate', sizes.tablet);
  const nameOf = (id: string) => sample.definition.people.find((person) => person.id === id)!.name;
  await waitForWords(page, nameOf('db11'));
  const next = await server.signIn('DB12');
  await page.evaluate((token) => {
    location.hash = `#login=${token}`;
  }, next);
  await waitForWords(page, nameOf('db12'));
  assert.not.match(page.url(), /login/);
  await page.close();
});

operation('the operator sees who is here and who is not, and sends a tablet to load itself anew', async () => {
  const tablet = await enter(browser, server, 'DB09', 'delegate', sizes.tablet);
  const screen = await enter(browser, server, 'MH01', 'display', sizes.screen);
  const desk = await newDevice(browser, sizes.console);
  await desk.goto(`${home}/desk/#login=${await server.signIn('TK01')}`);
  await desk.evaluate(() => {
    location.hash = '#operation';
  });
  await waitForWords(desk, 'Sẵn sàng?');
  await waitForWords(desk, 'Máy đang nối : 2');
  await waitForWords(desk, 'đã nối');
  for (const words of ['Chưa vào : ', 'chưa đăng nhập', 'Trang đúng phiên bản 2/2']) await waitForWords(desk, words);
  if (process.env.LOOK) await desk.screenshot({ path: `${process.env.LOOK}/operation.png`, fullPage: true });
  await checked(desk, 'operation on a console');
  await desk.setViewport(sizes.phone);
  await checked(desk, 'operation on a phone');
  await desk.setViewport(sizes.console);
  await tablet.evaluate(() => {
    (window as unknown as { isOld: boolean }).isOld = true;
  });
  const name = sample.definition.people.find(({ id }) => id === 'db09')!.name;
  await desk.locator(`desk-page >>> operation-view >>> input[aria-label="Chọn ${name}"]`).click();
  await press(desk, 'Tải lại trang');
  await waitForWords(desk, 'Đã yêu cầu 1 máy');
  await tablet.waitForFunction(() => !('isOld' in window));
  await inStep(tablet);
  for (const page of [tablet, screen, desk]) await page.close();
});

operation('a locked card is seen and unlocked at the desk', async () => {
  for (let times = 0; times < 3; times += 1) await server.post('/api/login', { code: 'DB33', pin: '000000' });
  const desk = await newDevice(browser, sizes.console);
  const token = await server.signIn(chairCode);
  await server.stop();
  const { Tries } = await import('../../server/identity/tries.ts');
  let now = 0;
  const tries = await Tries.open(`${server.folder}/locks.json`, () => now);
  while ((await tries.begin('DB33', `10.0.0.${now}`)) !== 'card-locked') now += 400_000;
  server = await RunningServer.start(server.folder);
  assert.is((await server.post('/api/login', { code: 'DB33', pin: '000000' })).body.code, 'card-locked');
  await desk.goto(`${server.url}/desk/#login=${token}`);
  await desk.evaluate(() => {
    location.hash = '#people';
  });
  await waitForWords(desk, 'Bị khóa vì nhập sai nhiều lần');
  await checked(desk, 'people with a locked card');
  await press(desk, 'Mở khóa');
  await waitForWords(desk, 'Đã mở khóa thẻ của');
  assert.is((await server.post('/api/login', { code: 'DB33', pin: '000000' })).body.code, 'wrong-credentials');
  await desk.close();
});

operation.run();
