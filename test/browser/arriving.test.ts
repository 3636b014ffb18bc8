/**
 * As a new delegate comes in, from another address than the server's, with a browser that trusts only what the door
 * gave: the door, sign-in, documents without a network, a secret vote. Skipped where no network of our own can be made,
 * or no browser told whom to trust.
 */
import { rmSync } from 'node:fs';
import type { Browser, Page } from 'puppeteer';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { HallClient } from '../drills/hall-client.ts';
import { OwnNetwork } from '../drills/own-network.ts';
import { cardOf, chairCode, here } from '../server/running-server.ts';
import { hasCertutil, homeTrusting, launch } from './chromium.ts';
import { afterAppearing, inStep, newDevice, press, sizes, viewIsKept, waitForWords } from './hall.ts';

const arriving = suite('arriving');
const made = hasCertutil() ? OwnNetwork.make() : 'certutil is not installed';
if (typeof made === 'string') console.log(`# a browser on a network of our own can’t be tried here (${made}): skipped`);
const step = typeof made === 'string' ? arriving.skip : arriving;
const hall = made as OwnNetwork;
let browser: Browser;
/** Of the delegate's device: whom it trusts. */
let home = '';
let page: Page;
let chair: HallClient;

arriving.before(async () => {
  if (typeof made === 'string') return;
  await hall.start();
});
arriving.after(async () => {
  if (typeof made === 'string') return;
  chair?.close();
  await browser?.close();
  await hall.remove();
  if (home) rmSync(home, { recursive: true, force: true });
});

step('a browser that trusts nothing yet is led to the door, which says so', async () => {
  const strange = await launch();
  const visitor = await newDevice(strange, sizes.tablet);
  await visitor.goto(`http://${hall.address}:8080/`);
  await waitForWords(visitor, 'Máy này chưa tin cậy máy chủ.');
  await strange.close();
});

step('with the door’s certificate alone it goes on to sign-in, over HTTPS, and into the meeting', async () => {
  home = homeTrusting((await hall.certificateFromDoor()).raw);
  browser = await launch(home);
  page = await newDevice(browser, sizes.tablet);
  await page.goto(`http://${hall.address}:8080/`);
  await waitForWords(page, 'Máy này đã tin cậy máy chủ.');
  await page.click('#trusted a');
  await waitForWords(page, 'Quét mã QR trên thẻ');
  assert.ok(page.url().startsWith(hall.url));
  assert.ok(await page.evaluate(() => isSecureContext));
  const { pin } = cardOf('DB07');
  await page.locator('home-page >>> input[name=code]').fill('DB07');
  await page.locator('home-page >>> input[name=pin]').fill(pin);
  await press(page, 'Đăng nhập');
  await inStep(page);
  const cookies = await page.cookies();
  assert.ok(cookies.some(({ name, secure, httpOnly }) => name === '__Host-nghi-truong' && secure && httpOnly));
});

step('a secret vote, cast on it', async () => {
  const ca = (await hall.certificateFromDoor()).toString();
  const token = await hall.signIn(ca, chairCode);
  chair = new HallClient(hall.url, { token, ca, at: here });
  await press(page, 'Tôi có mặt');
  const accepted = async (command: { type: string }) => {
    const answer = await chair.give(command as never);
    assert.ok(answer.accepted, `${command.type}: ${JSON.stringify(answer)}`);
  };
  for (const type of ['mark-all-present', 'open-meeting', 'next-item']) await accepted({ type });
  while (!chair.view?.agenda.current) await new Promise((resolve) => setTimeout(resolve, 50));
  const { agenda, procedure } = chair.view;
  const majority = procedure.majorities.resolution;
  await accepted({
    type: 'prepare-vote',
    kind: 'secret',
    item: agenda.current,
    title: 'Bỏ phiếu kín thử',
    majority,
  } as never);
  const vote = () => chair.view!.voting.votes.find(({ title }) => title === 'Bỏ phiếu kín thử');
  while (!vote()) await new Promise((resolve) => setTimeout(resolve, 50));
  await accepted({ type: 'open-vote', vote: vote()!.id } as never);
  await waitForWords(page, 'Bỏ phiếu kín thử');
  await afterAppearing();
  await press(page, 'Tán thành');
  await waitForWords(page, 'Phiếu của tôi');
  await afterAppearing();
  await press(page, 'Bỏ phiếu');
  await waitForWords(page, 'Phiếu đã vào hòm');
});

step('its documents are there without the network', async () => {
  await waitForWords(page, 'Đã tải 16/16 tài liệu');
  await viewIsKept(page);
  hall.isPluggedIn = false;
  await page.reload();
  await waitForWords(page, 'Mất kết nối');
  await waitForWords(page, 'tài liệu');
  hall.isPluggedIn = true;
  await inStep(page);
});

arriving.run();
