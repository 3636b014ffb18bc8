/** What is written before the hall: a question and its answer, a comment, a speech, who wants to speak. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { numbered } from '../documents/hostile-files.ts';
import { chairCode, newFolder, RunningServer, remove } from '../server/running-server.ts';
import { WireClient } from '../server/wire-client.ts';
import { checked, until } from './checks.ts';
import { launch } from './chromium.ts';
import { confirm, enter, newDevice, press, sizes, waitForWords, wordsOn } from './hall.ts';

const written = suite('written');
let server: RunningServer;
let browser: Browser;
let chair: WireClient;
let tablet: Page;
let phone: Page;
let office: Page;
let guest: Page;

/** The item of the sample's questioning, and a document of it. */
const QUESTIONING = 'nd5a';

const typeInto = async (page: Page, selector: string, text: string): Promise<void> => {
  await page.locator(selector).fill(text);
};

written.before(async () => {
  server = await RunningServer.start();
  browser = await launch();
  chair = await WireClient.connect(server.url, await server.signIn(chairCode));
  tablet = await enter(browser, server, 'DB05', 'delegate', sizes.tablet);
  phone = await enter(browser, server, 'DB07', 'delegate', sizes.phone);
  guest = await enter(browser, server, 'KM01', 'delegate', sizes.upright);
  office = await newDevice(browser, sizes.console);
  await office.goto(`${server.url}/secretariat/#login=${await server.signIn('TK01')}`);
  await waitForWords(office, 'Chất vấn');
});
written.after(async () => {
  await browser?.close();
  chair?.close();
  await server?.stop();
  remove(server.folder);
});

written('a question is written on the tablet; what was begun is there again after a reload', async () => {
  await press(tablet, 'Phiếu chất vấn');
  await press(tablet, 'Viết phiếu chất vấn');
  const form = 'delegate-page >>> questions-dialog >>>';
  await typeInto(tablet, `${form} input[name=addressee]`, 'Sở Y tế');
  await typeInto(tablet, `${form} input[name=subject]`, 'Thuốc ở trạm y tế xã');
  await tablet.select(`${form} select[name=item]`, QUESTIONING);
  await typeInto(tablet, `${form} textarea[name=text]`, 'Vì sao trạm y tế xã Nam Thắng thiếu thuốc ba tháng?');
  await checked(tablet, 'a question is written');
  await tablet.reload();
  await press(tablet, 'Phiếu chất vấn');
  await press(tablet, 'Viết phiếu chất vấn');
  assert.is(
    await tablet.$eval(`${form} textarea[name=text]`, (field) => (field as HTMLTextAreaElement).value),
    'Vì sao trạm y tế xã Nam Thắng thiếu thuốc ba tháng?',
  );
  await press(tablet, 'Gửi thư ký');
  await waitForWords(tablet, 'Chờ thư ký xem');
  await checked(tablet, 'the question is with the secretary');
});

written('a file goes with it; it stands there once the secretary has confirmed it', async () => {
  const folder = newFolder();
  const file = join(folder, 'bang-ke-thuoc.pdf');
  writeFileSync(file, numbered([1, 2]));
  const input = await tablet.waitForSelector('delegate-page >>> questions-dialog >>> question-files >>> input');
  await (input as unknown as { uploadFile: (path: string) => Promise<void> }).uploadFile(file);
  await waitForWords(tablet, 'chờ thư ký xác nhận');
  await checked(tablet, 'a file goes with a question');
  await office.evaluate(() => (location.hash = 'documents'));
  await waitForWords(office, 'Chờ xác nhận');
  await press(office, 'bang-ke-thuoc.pdf');
  await waitForWords(office, 'Kèm theo phiếu chất vấn');
  await office.locator('secretariat-page >>> document-form >>> input[name=title]').fill('Bảng kê thuốc');
  await press(office, 'Xác nhận');
  await waitForWords(tablet, 'Bảng kê thuốc');
  assert.is(chair.view!.documents.at(-1)!.question, chair.view!.questions[0]!.id);
  remove(folder);
});

written('the secretariat puts it to whoever answers, in time; both sides and the hall have it', async () => {
  await office.evaluate(() => (location.hash = 'questions'));
  await waitForWords(office, 'Thuốc ở trạm y tế xã');
  await checked(office, 'a question comes in');
  await press(office, 'Chuyển đi');
  const form = 'secretariat-page >>> questions-view >>>';
  await office.select(`${form} select[name=to]`, 'km01');
  await typeInto(office, `${form} input[name=group]`, 'Y tế cơ sở');
  await office.select(`${form} select[name=access]`, 'public');
  await checked(office, 'a question is forwarded');
  await press(office, 'Chuyển đi');
  await waitForWords(office, 'Chờ trả lời (1)');
  await waitForWords(guest, '1 phiếu chất vấn chờ trả lời');
  await checked(guest, 'a question waits for an answer');
  await press(guest, 'Mở phiếu chất vấn');
  await press(guest, 'Trả lời bằng văn bản');
  await typeInto(guest, 'delegate-page >>> questions-dialog >>> textarea[name=text]', 'Đã cấp đủ thuốc từ ngày 01/12.');
  await checked(guest, 'an answer is written');
  await press(guest, 'Gửi trả lời');
  await waitForWords(guest, 'Đã trả lời');
  await waitForWords(tablet, 'Đã cấp đủ thuốc từ ngày 01/12.');
  await press(tablet, 'Đã rõ');
  await waitForWords(office, 'Đã rõ');
  await checked(tablet, 'the answer is judged');
  await checked(office, 'the answer is there');
  await tablet.keyboard.press('Escape');
  // Another delegate reads it too, on a phone behind the drawer.
  await press(phone, 'Chương trình');
  await press(phone, 'Phiếu chất vấn');
  await waitForWords(phone, 'Của các đại biểu khác');
  await checked(phone, 'questions of others');
  await phone.keyboard.press('Escape');
});

written('who registers ahead, and who asked in writing, waits when the item’s list is opened', async () => {
  await press(phone, 'Chương trình');
  await press(phone, 'Đăng ký trước');
  await phone.select('delegate-page >>> ahead-dialog >>> select', QUESTIONING);
  await checked(phone, 'registering ahead');
  await press(phone, 'Đăng ký');
  await waitForWords(phone, 'Hủy đăng ký');
  await checked(phone, 'registered ahead');
  await phone.keyboard.press('Escape');
  for (const command of [
    { type: 'mark-all-present' },
    { type: 'open-meeting' },
    { type: 'jump-to-item', item: QUESTIONING },
  ])
    assert.ok((await chair.give(command as never)).accepted, command.type);
  const console_ = await enter(browser, server, 'TK02', 'chair', sizes.console);
  await waitForWords(console_, '1 đăng ký trước, 1 phiếu chất vấn');
  await checked(console_, 'who registered ahead, on the console');
  await console_.close();
  assert.ok((await chair.give({ type: 'open-list' })).accepted);
  const waitingIn = ({ view }: WireClient) => view!.floor.requests.filter(({ status }) => status === 'waiting');
  await chair.until((client) => waitingIn(client).length === 2);
  const waiting = waitingIn(chair);
  assert.equal(
    waiting.map(({ person, kind, question }) => [person as string, kind, question !== undefined]),
    [
      ['db07', 'question', false],
      ['db05', 'question', true],
    ],
  );
});

written('what I wrote to say opens with one touch when I have the floor, and nobody else has it', async () => {
  await press(tablet, 'Bài phát biểu của tôi');
  const text = 'Kính thưa chủ tọa, tôi xin chất vấn về thuốc ở trạm y tế xã.';
  await tablet.select('delegate-page >>> speech-dialog >>> select', QUESTIONING);
  await typeInto(tablet, 'delegate-page >>> speech-dialog >>> textarea', text);
  await waitForWords(tablet, 'Đọc khoảng 1 phút');
  await checked(tablet, 'a speech is written');
  await tablet.keyboard.press('Escape');
  const request = chair.view!.floor.requests.find(({ person }) => person === ('db05' as never))!;
  assert.ok((await chair.give({ type: 'call-speaker', request: request.id } as never)).accepted);
  await waitForWords(tablet, 'Mở bài của tôi');
  await press(tablet, 'Mở bài của tôi');
  await waitForWords(tablet, text);
  await checked(tablet, 'read while one speaks');
  await press(tablet, 'Chữ to hơn');
  await checked(tablet, 'larger');
  assert.not(JSON.stringify(chair.view).includes(text), 'it is in no view of the meeting');
  await press(tablet, 'Kết thúc phát biểu');
  await chair.until(({ view }) => view!.floor.speech === null);
});

written('a draft is commented on; the drafters’ answer comes back', async () => {
  const document = chair.view!.documents.find(({ id }) => id === ('nq-hoc-phi' as never))!;
  const until = Date.now() + 24 * 3_600_000;
  const described = { type: 'describe-document', document: { ...document, commentsUntil: until }, items: ['nd8b'] };
  assert.ok((await chair.give(described as never)).accepted);
  await waitForWords(tablet, 'Góp ý dự thảo');
  await press(tablet, 'Góp ý dự thảo');
  await press(tablet, 'Góp ý cả tài liệu');
  await typeInto(tablet, 'delegate-page >>> comments-dialog >>> textarea', 'Đề nghị miễn học phí cho hộ cận nghèo.');
  await checked(tablet, 'a comment is written');
  await press(tablet, 'Gửi góp ý');
  await waitForWords(tablet, 'Rút góp ý');
  await office.evaluate(() => (location.hash = 'comments'));
  await waitForWords(office, 'Đề nghị miễn học phí cho hộ cận nghèo.');
  const form = 'secretariat-page >>> comments-view >>>';
  await waitForWords(office, 'Chưa có ý kiến tiếp thu');
  await typeInto(office, `${form} textarea[name=why]`, 'Giảm 50%, theo khả năng ngân sách');
  // Left before it was saved, it is still there.
  await office.evaluate(() => (location.hash = 'questions'));
  await office.waitForSelector(`secretariat-page >>> questions-view`);
  await office.evaluate(() => (location.hash = 'comments'));
  const kept = await office.waitForSelector(`${form} textarea[name=why]`);
  assert.is(await kept!.evaluate((area) => (area as HTMLTextAreaElement).value), 'Giảm 50%, theo khả năng ngân sách');
  await office.select(`${form} select[name=taking]`, 'partly');
  await checked(office, 'a comment is settled');
  await press(office, 'Lưu');
  await waitForWords(tablet, 'Giảm 50%, theo khả năng ngân sách');
  await checked(tablet, 'what became of a comment');
});

written('the register shows each number; one more by hand, one struck out with its reason', async () => {
  const desk = await newDevice(browser, sizes.console);
  await desk.goto(`${server.url}/desk/#login=${await server.signIn('TK02')}`);
  await waitForWords(desk, 'Sổ văn bản');
  await desk.evaluate(() => (location.hash = 'register'));
  await waitForWords(desk, 'Chưa có văn bản nào.');
  for (const subject of ['Mời họp Ban Kinh tế', 'Mời họp Ban Pháp chế']) {
    await press(desk, 'Cấp số');
    await desk.locator('desk-page >>> register-view >>> input[name=subject]').fill(subject);
    if (subject.endsWith('Kinh tế'))
      await desk.locator('desk-page >>> register-view >>> input[name=number]').fill('17');
    await checked(desk, 'a number is taken');
    await press(desk, 'Cấp số');
    await waitForWords(desk, subject.endsWith('Kinh tế') ? 'Đã cấp số 17/GM-HĐND' : 'Đã cấp số 18/GM-HĐND');
    await waitForWords(desk, subject);
  }
  await waitForWords(desk, '17/GM-HĐND');
  await waitForWords(desk, '18/GM-HĐND');
  await press(desk, 'Gạch số: 18/GM-HĐND');
  await desk.locator('desk-page >>> ask-dialog >>> input[name=text]').fill('cấp nhầm');
  await confirm(desk);
  await waitForWords(desk, 'Đã gạch: cấp nhầm');
  await checked(desk, 'the register of papers');
  await desk.setViewport(sizes.phone);
  await checked(desk, 'the register on a phone');
  // A paper of another year: then years can be chosen.
  await press(desk, 'Cấp số');
  await desk.locator('desk-page >>> register-view >>> input[name=subject]').fill('Mời họp năm ngoái');
  await desk.locator('desk-page >>> register-view >>> input[name=day]').fill('2025-03-04');
  await press(desk, 'Cấp số');
  await waitForWords(desk, '1/GM-HĐND');
  await desk.select('desk-page >>> register-view >>> select[aria-label=Năm]', '2025');
  await until(async () => !(await wordsOn(desk)).includes('Mời họp Ban Kinh tế'), 'those of this year are gone');
  await waitForWords(desk, 'Mời họp năm ngoái');
  await desk.locator('desk-page >>> register-view >>> input[type=search]').fill('không có chữ này');
  await waitForWords(desk, 'Không có văn bản nào như vậy.');
  await checked(desk, 'nothing found in the register');
  await desk.close();
});

written('each of it holds on a phone and an upright tablet, and in English', async () => {
  for (const size of [sizes.phone, sizes.upright, { width: 1280, height: 800 }]) {
    await office.setViewport(size);
    for (const [tab, words] of [
      ['invitations', 'Thẩm quyền ký'],
      ['questions', 'Đã trả lời'],
      ['comments', 'Tiếp thu một phần'],
      ['papers', 'Đã lưu trên máy chủ'],
    ] as const) {
      await office.evaluate((name) => (location.hash = name), tab);
      await waitForWords(office, words);
      await checked(office, `office ${tab} ${size.width}`);
    }
  }
  await office.evaluate(() =>
    fetch('/api/me/language', {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${sessionStorage.getItem('login')}` },
      body: JSON.stringify({ language: 'en' }),
    }),
  );
  await office.reload();
  for (const [tab, words] of [
    ['invitations', 'Take one from the register'],
    ['questions', 'Answered'],
    ['comments', 'Taken over in part'],
    ['papers', 'Kept on the server'],
  ] as const) {
    await office.evaluate((name) => (location.hash = name), tab);
    await waitForWords(office, words);
    await checked(office, `office ${tab} in English`);
  }
});

written.run();
