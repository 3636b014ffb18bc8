/** An invitation on the tablet: asked when the agenda was sent, answered with a touch, known to the chair's side. */
import type { Browser, Page } from 'puppeteer';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { chairCode, RunningServer, remove } from '../server/running-server.ts';
import { WireClient } from '../server/wire-client.ts';
import { checked } from './checks.ts';
import { launch } from './chromium.ts';
import { enter, press, sizes, waitForWords } from './hall.ts';

const invitation = suite('invitation');
let server: RunningServer;
let browser: Browser;
let chair: WireClient;
let tablet: Page;
let phone: Page;

invitation.before(async () => {
  server = await RunningServer.start();
  browser = await launch();
  chair = await WireClient.connect(server.url, await server.signIn(chairCode));
  tablet = await enter(browser, server, 'DB05', 'delegate', sizes.tablet);
  phone = await enter(browser, server, 'DB07', 'delegate', sizes.phone);
});
invitation.after(async () => {
  await browser?.close();
  chair?.close();
  await server?.stop();
  remove(server.folder);
});

invitation('nobody is asked before the agenda is sent; then everyone is', async () => {
  const asks = (page: Page) =>
    page.evaluate(
      () =>
        document.body
          .firstElementChild!.shadowRoot!.querySelector('invitation-card')
          ?.shadowRoot?.textContent?.includes('có dự phiên họp') ?? false,
    );
  assert.not(await asks(tablet));
  assert.ok((await chair.give({ type: 'send-agenda' })).accepted);
  for (const page of [tablet, phone]) {
    await waitForWords(page, 'Đại biểu có dự phiên họp này không?');
    await checked(page, 'asked');
  }
});

invitation('“absent” asks why; the answer stands, can be changed, and the chair’s side has it', async () => {
  await press(tablet, 'Vắng mặt');
  await waitForWords(tablet, 'Lý do vắng mặt');
  await checked(tablet, 'why');
  await tablet.locator('delegate-page >>> input[name=reason]').fill('đi công tác');
  await press(tablet, 'Gửi: vắng mặt');
  await waitForWords(tablet, 'Đã trả lời: vắng mặt');
  await press(phone, 'Dự họp');
  await waitForWords(phone, 'Đã trả lời: dự họp');
  await checked(phone, 'answered');
  await press(phone, 'Đổi trả lời');
  await press(phone, 'Đến muộn');
  await press(phone, 'Gửi: đến muộn');
  await waitForWords(phone, 'Đã trả lời: đến muộn');
  await chair.until(({ view }) => Object.keys(view!.answers).length === 2);
  const console_ = await enter(browser, server, 'TK01', 'chair', sizes.console);
  await waitForWords(console_, 'Đã trả lời giấy mời: 2/64 · 1 đến muộn · 1 vắng');
  // On somebody's word the office enters hers.
  await press(console_, 'Điểm danh');
  await console_.select('chair-page >>> attendance-panel >>> .tools select', 'answers');
  await console_.waitForSelector('chair-page >>> attendance-panel >>> select[aria-label^="Trả lời giấy mời"]');
  await checked(console_, 'the list of attendance before the meeting');
  await console_.select('chair-page >>> attendance-panel >>> select[aria-label$="Bùi Thị Lan Anh"]', 'late');
  await chair.until(({ view }) => view!.answers['db01' as never]?.by === 'hand');
  await console_.close();
});

invitation(
  'after a reload the answer is still there; when the meeting begins it is on the list of attendance',
  async () => {
    await tablet.reload();
    await waitForWords(tablet, 'Đã trả lời: vắng mặt');
    for (const type of ['mark-all-present', 'open-meeting'] as const)
      assert.ok((await chair.give({ type } as never)).accepted, type);
    await chair.until(({ view }) => view!.phase === 'open');
    const mark = chair.view!.attendance.marks['db05' as never];
    assert.equal([mark?.status, mark?.reason], ['absent', 'đi công tác']);
  },
);

invitation.run();
