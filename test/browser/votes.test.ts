/** Votes of every kind in Chromium: prepared on the console, taken on tablets, shown in the hall, down to the sheet. */

import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openRecordKey } from '../../server/record/record-key.ts';
import { recordFiles } from '../../server/reports/record.ts';
import type { Marks } from '../../shared/meeting/voting/ballots.ts';
import { castIn, entriesOf, pollIn } from '../../shared/meeting/voting/queries.ts';
import type { Vote } from '../../shared/meeting/voting/state.ts';
import { chairCode, here, idsOf, journalOf, RunningServer, remove } from '../server/running-server.ts';
import { endPapers, Voter } from '../server/voter.ts';
import { WireClient } from '../server/wire-client.ts';
import { checked, hasNoSidewaysScroll, isAccessible } from './checks.ts';
import { launch } from './chromium.ts';
import { afterAppearing, enter, newDevice, press, sizes, strikeAndConfirm, waitForWords, wordsOn } from './hall.ts';

const votes = suite('votes');
let browser: Browser;
let server: RunningServer;
let console_: Page;
let screen: Page;
let tablet: Page;
let phone: Page;
/** Knows what the chair's side knows. */
let clerk: WireClient;
const voters: Voter[] = [];

votes.before(async () => {
  server = await RunningServer.start();
  // Who votes by a program here has a tablet beside it.
  await server.allowSeveralDevices();
  const signedIn = await Promise.all(
    idsOf('delegate')
      .slice(0, 40)
      .map(async (id) => {
        const voter = new Voter(() => server.url, id, await server.signIn(id.toUpperCase()));
        const client = await WireClient.connect(server.url, voter.token);
        await client.give({ type: 'confirm-attendance' });
        client.close();
        return voter;
      }),
  );
  voters.push(...signedIn);
  clerk = await WireClient.connect(server.url, await server.signIn('TK01'));
  browser = await launch();
  console_ = await enter(browser, server, chairCode, 'chair', sizes.console);
  screen = await enter(browser, server, 'MH01', 'display', sizes.screen);
  tablet = await enter(browser, server, 'DB03', 'delegate', sizes.tablet);
  phone = await enter(browser, server, 'DB04', 'delegate', sizes.phone);
  await press(console_, 'Bắt đầu phiên họp');
  await afterAppearing();
  await press(console_, 'Bắt đầu phiên họp');
  await waitForWords(console_, 'Đang họp');
  await press(console_, 'Nội dung tiếp theo');
  await waitForWords(tablet, 'Nội dung 1');
});
votes.after(async () => {
  endPapers();
  clerk.close();
  await browser.close();
  await server.stop();
  remove(server.folder);
});

const latest = (): Vote => clerk.view!.voting.votes.at(-1)!;
/** The form of the console, filled in as the chair would. */
async function prepare(kind: string, title: string, more: Record<string, string> = {}): Promise<void> {
  const count = clerk.view!.voting.votes.length;
  await press(console_, 'Chuẩn bị biểu quyết');
  await console_.evaluate(
    async (chosen, name, fields) => {
      const find = (selector: string) =>
        document.body
          .firstElementChild!.shadowRoot!.querySelector('votes-panel')!
          .shadowRoot!.querySelector('prepare-vote')!
          .shadowRoot!.querySelector<HTMLInputElement>(selector)!;
      const select = find('[name=kind]');
      select.value = chosen;
      select.dispatchEvent(new Event('change'));
      await new Promise((resolve) => setTimeout(resolve, 100));
      for (const [field, value] of Object.entries({ title: name, ...fields })) {
        const input = find(`[name=${field}]`);
        input.value = value;
        input.dispatchEvent(new Event(input.tagName === 'SELECT' ? 'change' : 'input'));
      }
    },
    kind,
    title,
    more,
  );
  await checked(console_, `console, preparing: ${kind}`);
  await console_.evaluate(() =>
    document.body
      .firstElementChild!.shadowRoot!.querySelector('votes-panel')!
      .shadowRoot!.querySelector('prepare-vote')!
      .shadowRoot!.querySelector<HTMLButtonElement>('button.primary')!
      .click(),
  );
  await clerk.until(({ view }) => view!.voting.votes.length > count);
}
/** The chair puts it first and opens it; votes prepared earlier are cancelled, since the key takes the first. */
async function open(): Promise<void> {
  for (const vote of clerk.view!.voting.votes)
    if (vote.phase === 'prepared' && vote.id !== latest().id && vote.item === clerk.view!.agenda.current)
      await console_.evaluate(
        (id) =>
          (
            document.body.firstElementChild as unknown as { live: { send: (command: object) => Promise<unknown> } }
          ).live.send({
            type: 'cancel-vote',
            vote: id,
            reason: 'thử',
          }),
        vote.id,
      );
  await waitForWords(console_, latest().title);
  await strikeAndConfirm(console_, 'o', 'Bắt đầu');
  await clerk.until(() => latest().phase === 'open');
}
async function closeAndPublish(): Promise<void> {
  const { id } = latest();
  const vote = () => clerk.view!.voting.votes.find((one) => one.id === id)!;
  await strikeAndConfirm(console_, 'k', 'Kết thúc');
  await clerk.until(() => vote().result !== null);
  await strikeAndConfirm(console_, 'b', 'Công bố kết quả');
  await clerk.until(() => vote().phase === 'published');
}
const others = (marks: (index: number) => Marks) => {
  const { id } = latest();
  return Promise.all(
    voters
      .slice(4, 14)
      .map((voter, index) =>
        voter.vote({ meeting: clerk.view!.id, id, key: pollIn(latest(), 'secret')!.key }, marks(index)),
      ),
  );
};
const backToReading = async () => {
  for (const page of [tablet, phone]) await press(page, 'Trở lại tài liệu');
};

votes('a consultation runs beside the meeting, is answered when one likes, and may be changed', async () => {
  await prepare('consultation', 'Lấy ý kiến về ngày họp');
  const { id } = latest();
  await console_.evaluate(
    (vote) =>
      (
        document.body.firstElementChild as unknown as { live: { send: (command: object) => Promise<unknown> } }
      ).live.send({
        type: 'open-vote',
        vote,
        seconds: 3 * 24 * 3600,
      }),
    id,
  );
  await clerk.until(() => latest().phase === 'open');
  await waitForWords(tablet, 'Lấy ý kiến về ngày họp');
  assert.not.match(await wordsOn(screen), /Lấy ý kiến về ngày họp/, 'it is no business of the screen');
  for (const choice of ['Tán thành', 'Không tán thành']) {
    if (choice === 'Tán thành') await press(tablet, 'Phiếu lấy ý kiến');
    await afterAppearing();
    await press(tablet, choice);
    await afterAppearing();
    await press(tablet, `Xác nhận: ${choice}`);
    await waitForWords(tablet, `Đã ghi nhận: ${choice}`);
  }
  await checked(tablet, 'tablet, consultation');
  await press(tablet, 'Trở lại tài liệu');
  assert.is(castIn(latest()), 1);
});

votes('a secret ballot: fetched, looked over, in the box, found again; the hall sees the count only', async () => {
  await prepare('secret', 'Bãi nhiệm đại biểu Hội đồng nhân dân tỉnh');
  await open();
  await waitForWords(tablet, 'Bỏ phiếu kín');
  await waitForWords(tablet, 'Không biểu quyết');
  await waitForWords(screen, 'Đang bỏ phiếu');
  await afterAppearing();
  await checked(tablet, 'tablet, secret ballot');
  await checked(phone, 'phone, secret ballot');
  await isAccessible(screen, 'screen, secret ballot');
  // The tablet is opened anew with the ballot in it: it is the same ballot, not a second one.
  await tablet.reload();
  await waitForWords(tablet, 'Không biểu quyết');
  await afterAppearing();
  await press(tablet, 'Không tán thành');
  await waitForWords(tablet, 'Phiếu của tôi');
  await checked(tablet, 'tablet, looking over');
  await afterAppearing();
  await press(tablet, 'Bỏ phiếu');
  await waitForWords(tablet, 'Phiếu đã vào hòm');
  await others((index) => [index % 4 ? 'approve' : 'abstain']);
  await waitForWords(screen, 'Đã bỏ 11/40');
  await waitForWords(console_, 'Đã bỏ 11/40');
  assert.not.match(await wordsOn(screen), /Không tán thành|Tán thành/);
  const number = /(?:[0-9A-Z]{4} ){4}[0-9A-Z]{4}/.exec(await wordsOn(tablet))![0].replaceAll(' ', '');
  assert.not(JSON.stringify(clerk.heard).includes(number), 'nobody else has heard of it');
  await closeAndPublish();
  await waitForWords(screen, 'Không được thông qua');
  await waitForWords(tablet, 'Phiếu của tôi có trong hòm');
  assert.equal(pollIn(latest(), 'secret')!.box!.find((ballot) => ballot.number === number)!.marks, ['reject']);
  await checked(tablet, 'tablet, published');
  await isAccessible(screen, 'screen, published');
  await checked(console_, 'console, published');
  await backToReading();
});

votes('an election with a tie, on to a further round; a confidence vote', async () => {
  const candidates =
    'Nguyễn Hoàng Long, Trưởng Ban Kinh tế – Ngân sách\nCông Tằng Tôn Nữ Thị Hoàng Oanh, Phó Trưởng Ban\nLê Văn Thành';
  await prepare('election', 'Bầu Ủy viên Thường trực', { candidates, seats: '2', majority: 'valid' });
  assert.equal(
    latest().candidates.map(({ title }) => title),
    ['Trưởng Ban Kinh tế – Ngân sách', 'Phó Trưởng Ban', ''],
  );
  await open();
  await waitForWords(phone, 'Chọn tối đa 2 người');
  await afterAppearing();
  await checked(phone, 'phone, election');
  for (const name of ['Nguyễn Hoàng Long', 'Lê Văn Thành', 'Công Tằng']) await press(tablet, name);
  await waitForWords(tablet, 'phiếu sẽ không hợp lệ');
  await press(tablet, 'Công Tằng');
  await press(tablet, 'Xem lại phiếu');
  await afterAppearing();
  await checked(tablet, 'tablet, election looked over');
  await press(tablet, 'Bỏ phiếu');
  await waitForWords(tablet, 'Phiếu đã vào hòm');
  // The second and the third are equal at the last seat.
  await others((index) => (index % 2 || index === 0 ? ['c1', 'c2'] : ['c1', 'c3']));
  await closeAndPublish();
  await waitForWords(screen, 'Trúng cử');
  await waitForWords(screen, 'Lê Văn Thành');
  await isAccessible(screen, 'screen, election');
  const { result } = latest();
  assert.ok(result?.form === 'candidates' && result.elected.includes('c1' as never));
  await checked(tablet, 'tablet, election published');
  await backToReading();
  await prepare('confidence', 'Lấy phiếu tín nhiệm', { candidates });
  await open();
  await waitForWords(phone, 'Tín nhiệm thấp');
  await afterAppearing();
  await checked(phone, 'phone, confidence');
  await checked(tablet, 'tablet, confidence');
  await press(tablet, 'Tín nhiệm cao');
  await waitForWords(tablet, 'Còn 2 người chưa được đánh giá');
  await press(tablet, 'Xem lại phiếu');
  await afterAppearing();
  await press(tablet, 'Bỏ phiếu');
  await waitForWords(tablet, 'Phiếu đã vào hòm');
  await others((index) => ['c1:high', `c2:${index % 2 ? 'low' : 'confidence'}`, 'c3:low']);
  await closeAndPublish();
  await waitForWords(screen, 'Tín nhiệm thấp');
  await isAccessible(screen, 'screen, confidence');
  await hasNoSidewaysScroll(screen, 'screen, confidence');
  await backToReading();
});

votes(
  'an open election: marked and looked over like a secret one, recorded with the name; the screen says who is elected',
  async () => {
    const candidates = 'Nguyễn Hoàng Long\nCông Tằng Tôn Nữ Thị Hoàng Oanh\nLê Văn Thành';
    await prepare('open-election', 'Bầu Tổ thẩm tra tư cách đại biểu', { candidates, seats: '2', majority: 'valid' });
    await open();
    await waitForWords(tablet, 'Chọn tối đa 2 người');
    await afterAppearing();
    await press(tablet, 'Nguyễn Hoàng Long');
    await press(tablet, 'Lê Văn Thành');
    await checked(tablet, 'tablet, open election');
    await press(tablet, 'Xem lại phiếu');
    await afterAppearing();
    await checked(tablet, 'tablet, open election looked over');
    await press(tablet, 'Bỏ phiếu');
    await waitForWords(tablet, 'Đã ghi nhận: Nguyễn Hoàng Long; Lê Văn Thành');
    await waitForWords(screen, 'Đã biểu quyết 1/40');
    assert.not.match(await wordsOn(screen), /Trúng cử/);
    await closeAndPublish();
    await waitForWords(screen, 'Trúng cử');
    await waitForWords(tablet, 'Phiếu của tôi: Nguyễn Hoàng Long; Lê Văn Thành');
    await checked(tablet, 'tablet, open election published');
    await isAccessible(screen, 'screen, open election');
    await backToReading();
  },
);

votes('a roll call, a show of hands, and a ballot entered for a delegate whose tablet failed', async () => {
  await prepare('open', 'Gọi tên từng đại biểu', { method: 'roll-call' });
  await open();
  await waitForWords(tablet, 'Thư ký gọi tên từng đại biểu');
  await waitForWords(console_, 'Đang gọi');
  await checked(console_, 'console, roll call');
  for (let called = 0; called < 3; called += 1) {
    const cast = castIn(latest());
    // Each name has just come up: a touch in the first half second means the one before.
    await afterAppearing();
    await press(console_, 'Tán thành');
    await clerk.until(() => castIn(latest()) === cast + 1);
  }
  await closeAndPublish();
  await waitForWords(screen, 'Tán thành');
  assert.is(Object.keys(entriesOf(latest())).length, 3);
  await backToReading();
  await prepare('open', 'Giơ tay', { method: 'show-of-hands' });
  await open();
  await waitForWords(tablet, 'biểu quyết bằng giơ tay'.replace('b', 'B'));
  await console_.evaluate(() => {
    const form = document.body
      .firstElementChild!.shadowRoot!.querySelector('votes-panel')!
      .shadowRoot!.querySelector('ballot-entering')!
      .shadowRoot!.querySelector<HTMLFormElement>('form')!;
    for (const [name, count] of [
      ['approve', '30'],
      ['reject', '4'],
      ['abstain', '2'],
    ])
      form.querySelector<HTMLInputElement>(`[name=${name}]`)!.value = count!;
    form.requestSubmit();
  });
  await clerk.until(() => pollIn(latest(), 'hands')!.hands !== null);
  await checked(console_, 'console, hands');
  await closeAndPublish();
  await waitForWords(screen, 'Thông qua');
  await waitForWords(tablet, 'Đếm giơ tay, do thư ký nhập');
  await backToReading();
  await prepare('open', 'Máy của một đại biểu hỏng');
  await open();
  await clerk.give({
    type: 'enter-ballot',
    vote: latest().id,
    voter: voters[5]!.person,
    marks: ['approve'],
    reason: 'Máy hỏng',
  } as never);
  await closeAndPublish();
  await waitForWords(screen, 'nhập thay theo lời đại biểu: Máy hỏng');
  await backToReading();
});

votes('the record of a count and the minutes as PDF and Word, the list as CSV, the whole record as a ZIP', async () => {
  const saved = await console_.evaluate(async () => {
    const files: [name: string, start: string][] = [];
    const create = URL.createObjectURL;
    const waiting: Promise<unknown>[] = [];
    URL.createObjectURL = (blob: Blob) => {
      waiting.push(
        blob.arrayBuffer().then((bytes) => {
          const start = [...new Uint8Array(bytes.slice(0, 4))].map((byte) => String.fromCharCode(byte)).join('');
          files.push([blob.type, start]);
        }),
      );
      return create(blob);
    };
    const panel = document.body.firstElementChild!.shadowRoot!.querySelector('votes-panel')!.shadowRoot!;
    for (const details of panel.querySelectorAll('details')) details.open = true;
    const buttons = (words: string) =>
      [...panel.querySelectorAll('button')].filter((one) => one.textContent!.includes(words));
    const counts: number[] = [];
    for (const words of ['(PDF)', '(Word)', '(CSV)', 'Xuất toàn bộ hồ sơ']) {
      counts.push(buttons(words).length);
      for (const button of buttons(words)) {
        const before = waiting.length;
        button.click();
        for (let tries = 0; tries < 900 && waiting.length === before; tries += 1)
          await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    await Promise.all(waiting);
    return { counts, starts: files.map(([, start]) => start) };
  });
  // Seven votes were counted, and there are minutes; three votes with names: hands have none, and secret ballots neither.
  assert.equal(saved.counts, [8, 8, 3, 1]);
  assert.equal(saved.starts.toSorted(), [
    ...Array.from({ length: 8 }, () => '%PDF'),
    ...Array.from({ length: 9 }, () => 'PK\u0003\u0004'),
    'ï»¿H',
    'ï»¿H',
    'ï»¿H',
  ]);
});

votes('the verifier’s page says of an exported record that it holds, and where it does not', async () => {
  const key = await openRecordKey(join(server.folder, 'record.key'));
  const meeting = clerk.view!.id;
  const files = await recordFiles(meeting, readFileSync(journalOf(server.folder, { ...here, meeting })), key);
  const page = await newDevice(browser, sizes.console);
  await page.goto(`${server.url}/verifier/`);
  await isAccessible(page, 'verifier');
  const folder = join(mkdtempSync(join(tmpdir(), 'nghi-truong-')), 'record');
  mkdirSync(folder);
  const check = async (verdict: string) => {
    const chooser = (await page.$('#folder')) as import('puppeteer').ElementHandle<HTMLInputElement>;
    await chooser.uploadFile(folder);
    await waitForWords(page, verdict);
  };
  for (const [name, content] of files) writeFileSync(join(folder, name), content);
  await check('Hồ sơ đúng cho đến đây');
  await isAccessible(page, 'verifier, holds');
  writeFileSync(join(folder, 'ballots.csv'), files.get('ballots.csv')!.toString('utf8').replace('reject', 'approve'));
  await check('Hồ sơ KHÔNG đúng');
  await waitForWords(page, '✗ ballots.csv');
  await isAccessible(page, 'verifier, does not hold');
  await page.close();
  remove(join(folder, '..'));
});

votes.run();
