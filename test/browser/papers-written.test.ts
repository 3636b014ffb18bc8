import type { Browser, BrowserContext, Page } from 'puppeteer';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { chairCode, RunningServer, remove, sample } from '../server/running-server.ts';
import { WireClient } from '../server/wire-client.ts';
import { checked } from './checks.ts';
import { launch } from './chromium.ts';
import { Downloads, wordsOfDocx } from './downloads.ts';
import { confirm, newTab, press, sizes, waitForWords, wordsOn } from './hall.ts';

const papers = suite('papers written');
let server: RunningServer;
let browser: Browser;
let chair: WireClient;
let first: Page;
let second: Page;

const nameOf = (id: string) => sample.definition.people.find((person) => person.id === id)!.name;
const open = async (code: string, device?: BrowserContext): Promise<Page> => {
  const page = await newTab(device ?? (await browser.createBrowserContext()), sizes.console);
  await page.goto(`${server.url}/secretariat/#login=${await server.signIn(code)}`);
  await waitForWords(page, 'Biên bản');
  await page.evaluate(() => (location.hash = 'papers'));
  await waitForWords(page, 'Đã lưu trên máy chủ');
  return page;
};
/** Types at the beginning or at the end of the text. */
const typeInto = async (page: Page, where: 'Home' | 'End', text: string): Promise<void> => {
  const editor = await page.waitForSelector('secretariat-page >>> papers-view >>> paper-editor >>> .ProseMirror');
  await editor!.focus();
  await page.keyboard.down('Control');
  await page.keyboard.press(where);
  await page.keyboard.up('Control');
  await page.keyboard.type(text);
};

papers.before(async () => {
  server = await RunningServer.start();
  browser = await launch();
  chair = await WireClient.connect(server.url, await server.signIn(chairCode));
  for (const command of [
    { type: 'mark-all-present' },
    { type: 'open-meeting' },
    { type: 'jump-to-item', item: 'nd2' },
    { type: 'give-floor', person: 'db01', kind: 'speech' },
    { type: 'end-speech' },
  ])
    assert.ok((await chair.give(command as never)).accepted, command.type);
  first = await open('TK01');
  second = await open('TK02');
});
papers.after(async () => {
  await browser?.close();
  chair?.close();
  await server?.stop();
  remove(server.folder);
});

papers('the draft begins with what the record knows; two who open it at once begin one', async () => {
  for (const page of [first, second]) {
    await waitForWords(page, 'I. THỜI GIAN, THÀNH PHẦN');
    await waitForWords(page, 'Bùi Thị Lan Anh, Luật sư, Đoàn Luật sư tỉnh: phát biểu');
    const heads = await page.$$eval('secretariat-page >>> papers-view >>> paper-editor >>> .ProseMirror h2', (all) =>
      all.map((one) => one.textContent?.trim()),
    );
    assert.is(heads.filter((text) => text === 'I. THỜI GIAN, THÀNH PHẦN').length, 1);
  }
  await checked(first, 'the draft of the minutes');
});

papers('what two write at once is in both; a fact is not written over, it is annotated', async () => {
  await Promise.all([typeInto(first, 'End', ' Ý kiến thứ nhất.'), typeInto(second, 'Home', 'Ý kiến thứ hai. ')]);
  for (const page of [first, second])
    for (const words of ['Ý kiến thứ nhất.', 'Ý kiến thứ hai.']) await waitForWords(page, words);
  const fact = await first.waitForSelector(
    'secretariat-page >>> papers-view >>> paper-editor >>> .fact[data-key=present]',
  );
  const before = await fact!.evaluate((node) => node.textContent);
  await fact!.click();
  await press(first, 'Ghi chú dữ kiện này');
  await first.locator('secretariat-page >>> ask-dialog >>> input[name=text]').fill('trong đó 1 đại biểu dự trực tuyến');
  await confirm(first);
  await waitForWords(second, `${before} (trong đó 1 đại biểu dự trực tuyến)`);
  await checked(second, 'a fact with a note');
});

papers('who else has it open is said', async () => {
  await waitForWords(first, `Đang mở cùng lúc: ${nameOf('tk02')}`);
  await waitForWords(second, `Đang mở cùng lúc: ${nameOf('tk01')}`);
});

papers(
  'what was written without a network is sent later, also when the page was left or closed meanwhile',
  async () => {
    const third = await open('TK01');
    await third.setOfflineMode(true);
    await typeInto(third, 'End', ' Viết lúc mất mạng.');
    await waitForWords(third, 'Mất kết nối');
    await third.evaluate(() => (location.hash = 'documents'));
    await third.waitForFunction(
      () => !document.querySelector('secretariat-page')?.shadowRoot?.querySelector('papers-view'),
    );
    await third.setOfflineMode(false);
    await third.evaluate(() => (location.hash = 'papers'));
    await waitForWords(second, 'Viết lúc mất mạng.');
    await waitForWords(third, 'Đã lưu trên máy chủ');

    await third.setOfflineMode(true);
    await typeInto(third, 'End', ' Rồi đóng trang.');
    await waitForWords(third, 'Mất kết nối');
    const device = third.browserContext();
    await third.close({ runBeforeUnload: false });
    const again = await open('TK01', device);
    await waitForWords(second, 'Rồi đóng trang.');
    await waitForWords(again, 'Rồi đóng trang.');
    await waitForWords(again, 'Đã lưu trên máy chủ');
    const kept = await again.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('/paper/')));
    assert.equal(kept, [], 'sent, it is not kept any longer');
    const whole = await wordsOn(again);
    for (const words of ['Viết lúc mất mạng.', 'Rồi đóng trang.'])
      assert.is(whole.split(words).length, 2, `once: ${words}`);
    await again.close();
  },
);

papers('what the record says otherwise by now is shown, and taken over with a touch', async () => {
  assert.ok((await chair.give({ type: 'close-meeting' })).accepted);
  await first.reload();
  await waitForWords(first, 'Đã lưu trên máy chủ');
  await waitForWords(first, '1 dữ kiện khác hồ sơ điện tử');
  await waitForWords(first, 'Phiên họp kết thúc lúc');
  await checked(first, 'a fact differs from the record');
  await press(first, 'Cập nhật theo hồ sơ');
  await waitForWords(first, 'Mọi dữ kiện khớp với hồ sơ điện tử.');
});

papers('numbered by the register, it is saved as Word with what was written and noted', async () => {
  await press(first, 'Lấy số từ sổ');
  await first.waitForFunction(
    () =>
      document
        .querySelector('secretariat-page')
        ?.shadowRoot?.querySelector('papers-view')
        ?.shadowRoot?.querySelector('paper-editor')
        ?.shadowRoot?.querySelector<HTMLInputElement>('input[name=symbol]')?.value === '1/BB-HĐND',
  );
  const downloads = new Downloads();
  await downloads.of(first);
  const text = await wordsOfDocx(await downloads.saved(first, 'Tải Word', '.docx'));
  for (const words of ['1/BB-HĐND', 'BIÊN BẢN', 'Ý kiến thứ nhất.', 'dự trực tuyến', 'Phiên họp kết thúc lúc'])
    assert.ok(text.includes(words), words);
  downloads.remove();
});

papers('the conclusions are a paper of their own', async () => {
  await press(first, 'Thông báo kết luận');
  await waitForWords(first, 'Chủ tọa kết luận như sau');
  await checked(first, 'the draft of the conclusions');
});

papers('after a restart everything is there', async () => {
  await first.close();
  await second.close();
  await server.stop('SIGKILL');
  const { folder } = server;
  server = await RunningServer.start(folder);
  const page = await open('TK01');
  await waitForWords(page, 'Ý kiến thứ hai.');
  await waitForWords(page, 'dự trực tuyến');
});

papers.run();
