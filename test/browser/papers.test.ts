/** A new clerk brings twelve files in; a new delegate reads, marks, searches, follows and leaves, goes offline and on. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Comment } from '../../shared/meeting/comments/state.ts';
import { itemsOf } from '../../shared/meeting/documents/queries.ts';
import type { MeetingState } from '../../shared/meeting/state.ts';
import type { Note } from '../../shared/notes.ts';
import { numbered, ordinary } from '../documents/hostile-files.ts';
import { chairCode, inMeeting, RunningServer, remove } from '../server/running-server.ts';
import { checked, isAccessible, shownPage, until } from './checks.ts';
import { launch } from './chromium.ts';
import {
  afterAppearing,
  enter,
  give,
  inStep,
  newDevice,
  press,
  sizes,
  viewIsKept,
  waitForWords,
  wordsOn,
} from './hall.ts';

// Here the server makes the sample's documents itself, beside all that people do.
delete process.env.PREPARED_DOCUMENTS;

const papers = suite('papers');
const files = mkdtempSync(join(tmpdir(), 'nghi-truong-papers-'));
let browser: Browser;
let server: RunningServer;
let clerk: Page;
let chair: Page;
let tablet: Page;
/** Two files that are not in order. */
const odd: Partial<Record<number, Buffer>> = { 7: numbered([1, 2, 3, 5]), 9: Buffer.from('%PDF-1.7 torn') };

papers.before(async () => {
  server = await RunningServer.start();
  // Who votes by a program here has a tablet beside it.
  await server.allowSeveralDevices();
  browser = await launch();
  for (let index = 1; index <= 12; index += 1)
    writeFileSync(join(files, `tai-lieu-${index}.pdf`), odd[index] ?? ordinary(`Paper ${index}`));
});
papers.after(async () => {
  await browser.close();
  await server.stop();
  remove(server.folder);
  rmSync(files, { recursive: true, force: true });
});

/** Drops files on the page as a hand would. */
async function drop(page: Page, paths: string[]): Promise<void> {
  const session = await page.createCDPSession();
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 300, y: 140, data });
  await session.detach();
}
const inReader = <T>(page: Page, look: (reader: ShadowRoot) => T): Promise<T> =>
  page.evaluate(
    `(${look.toString()})(document.body.firstElementChild.shadowRoot.querySelector('pdf-reader').shadowRoot)`,
  ) as Promise<T>;
/** The reader has the page’s text over it. */
const textIsThere = (page: Page, words: string) =>
  until(
    () =>
      page.evaluate((wanted) => {
        const reader = document.body.firstElementChild!.shadowRoot!.querySelector('pdf-reader')!.shadowRoot!;
        return [...reader.querySelectorAll('.sheet.shown .text span')].some((one) => one.textContent!.includes(wanted));
      }, words),
    `the text layer has “${words}”`,
  );

papers(
  'twelve files dropped on the clerk’s page: each and all with progress, one refused, one with a page missing',
  async () => {
    clerk = await newDevice(browser, sizes.console);
    await clerk.goto(`${server.url}/secretariat/#login=${await server.signIn('TK01')}`);
    await inStep(clerk);
    await waitForWords(clerk, 'Kéo tệp, thư mục hoặc tệp ZIP vào đây');
    await checked(clerk, 'secretariat, empty');
    await drop(
      clerk,
      Array.from({ length: 12 }, (_, index) => join(files, `tai-lieu-${index + 1}.pdf`)),
    );
    await waitForWords(clerk, '/12 tệp');
    await waitForWords(clerk, 'Đã xong 12/12 tệp');
    const words = await wordsOn(clerk);
    assert.match(words, /Tệp hỏng, không đọc được/);
    assert.match(words, /điều cần xem/);
    await checked(clerk, 'secretariat, twelve files');
  },
);

papers('the clerk reads the report, corrects the title, confirms; the delegate has it at once', async () => {
  tablet = await enter(browser, server, 'DB05', 'delegate', sizes.tablet);
  await press(clerk, 'tai-lieu-7.pdf');
  await waitForWords(clerk, 'Số trang in nhảy cách: có thể thiếu trang');
  await waitForWords(clerk, 'Tìm trang thiếu trong bản giấy, rồi tải lên bản đủ.');
  await checked(clerk, 'secretariat, report');
  await clerk.evaluate(() => {
    const form = document.body.firstElementChild!.shadowRoot!.querySelector('document-form')!.shadowRoot!;
    form.querySelector<HTMLInputElement>('input[name=title]')!.value = 'Báo cáo thu thử nghiệm';
    form.querySelector<HTMLInputElement>('input[name=item][value=nd3]')!.checked = true;
  });
  await press(clerk, 'Xác nhận');
  await waitForWords(clerk, 'Đã nhận: Báo cáo thu thử nghiệm');
  await waitForWords(tablet, 'Báo cáo thu thử nghiệm');
});

papers('the delegate follows, leaves, is asked to follow, and decides', async () => {
  chair = await enter(browser, server, chairCode, 'chair', sizes.console);
  await give(chair, { type: 'open-meeting', withoutQuorum: true });
  await give(chair, { type: 'start-presentation', document: 'bc-ngan-sach', page: 1 } as never);
  await until(async () => (await shownPage(tablet)).includes('Trang 1/'), 'the hall’s page');
  await press(tablet, 'Trang sau');
  await until(async () => (await shownPage(tablet)).includes('Trang 2/'), 'my own page');
  await give(chair, { type: 'turn-page', page: 5 });
  await waitForWords(tablet, 'Hội trường đang ở trang 5');
  assert.match(await shownPage(tablet), /Trang 2\//, 'my page was not taken away');
  await give(chair, { type: 'ask-to-follow' });
  await waitForWords(tablet, 'Chủ tọa đề nghị theo trang trình chiếu');
  await checked(tablet, 'tablet, asked to follow');
  await press(tablet, 'Để sau');
  assert.match(await shownPage(tablet), /Trang 2\//);
  await press(tablet, 'Trở lại trang trình chiếu');
  await until(async () => (await shownPage(tablet)).includes('Trang 5/'), 'back at the hall’s page');
  // Where the chair points, the tablet shows a dot, and it goes again.
  const point = (dot: object | null) =>
    chair.evaluate(
      (where) =>
        (document.body.firstElementChild as unknown as { live: { point: (pointing: unknown) => void } }).live.point({
          page: 5,
          dot: where,
          region: null,
        }),
      dot as never,
    );
  await point({ x: 0.3, y: 0.4 });
  await until(() => inReader(tablet, (reader) => reader.querySelector('.sheet.shown .dot') !== null), 'the dot');
  await point(null);
  await until(() => inReader(tablet, (reader) => reader.querySelector('.dot') === null), 'no dot any more');
});

papers('a late-comer opens on the hall’s page', async () => {
  const late = await enter(browser, server, 'DB08', 'delegate', sizes.upright);
  await until(async () => (await shownPage(late)).includes('Trang 5/'), 'the hall’s page');
  await late.close();
});

/** Selects words of the shown page, as a finger would. */
const select = (page: Page, words: string) =>
  page.evaluate((wanted) => {
    const reader = document.body.firstElementChild!.shadowRoot!.querySelector('pdf-reader')!.shadowRoot!;
    const span = [...reader.querySelectorAll('.sheet.shown .text span')].find(
      (one) => one.firstChild instanceof Text && one.textContent!.includes(wanted),
    )!;
    const from = span.textContent!.indexOf(wanted);
    getSelection()!.setBaseAndExtent(span.firstChild!, from, span.firstChild!, from + wanted.length);
  }, words);
const notesOf = (page: Page) =>
  page.evaluate(
    () => (document.body.firstElementChild as unknown as { notes: { all: Note[]; state: string } }).notes.all,
  );

papers('words are marked, a note is written, undone and done again; a vote over it takes nothing away', async () => {
  await press(tablet, 'Xem tự do');
  await press(tablet, 'Báo cáo thu thử nghiệm');
  await textIsThere(tablet, 'Some text');
  await select(tablet, 'text of this');
  await press(tablet, 'Tô sáng');
  await until(async () => (await notesOf(tablet)).length === 1, 'the mark is kept');
  assert.is((await notesOf(tablet))[0]!.quote, 'text of this');
  await until(
    () => inReader(tablet, (reader) => reader.querySelector('.notes svg rect') !== null),
    'the mark is drawn',
  );
  await press(tablet, 'Ghi chú');
  await checked(tablet, 'tablet, note tools');
  await press(tablet, 'Hoàn tác');
  await until(async () => (await notesOf(tablet)).length === 0, 'undone');
  await press(tablet, 'Làm lại');
  await until(async () => (await notesOf(tablet)).length === 1, 'done again');
  await press(tablet, 'Ghi chú dán');
  const box = await inReader(tablet, (reader) => {
    // The page is as wide as the tablet, so its middle lies below the edge; this point is on what can be seen of it.
    const { left, top, width } = reader.querySelector('.sheet.shown')!.getBoundingClientRect();
    return { x: left + width / 2, y: (top + innerHeight) / 2 };
  });
  await tablet.mouse.click(box.x, box.y);
  await waitForWords(tablet, 'Nội dung ghi chú');
  await tablet.keyboard.type('Hỏi Sở Tài chính');
  await isAccessible(tablet, 'tablet, note');
  // A vote comes up over it and goes again: the words are as they were.
  await give(chair, { type: 'mark-present', person: 'db05' } as never);
  await give(chair, { type: 'jump-to-item', item: 'nd7' } as never);
  await give(chair, { type: 'open-vote', vote: 'bq2', withoutQuorum: true } as never);
  await waitForWords(tablet, 'Tán thành');
  await give(chair, { type: 'cancel-vote', vote: 'bq2', reason: 'Thử' } as never);
  await afterAppearing();
  await until(async () => {
    const words = await tablet.evaluate(
      () =>
        document.body.firstElementChild!.shadowRoot!.querySelector('note-bar')!.shadowRoot!.querySelector('textarea')
          ?.value ?? '',
    );
    return words === 'Hỏi Sở Tài chính';
  }, 'the unsaved words are still there');
  await tablet.evaluate(() => {
    for (const dialog of document.body
      .firstElementChild!.shadowRoot!.querySelector('ballot-dialog')!
      .shadowRoot!.querySelectorAll('dialog'))
      dialog.close();
  });
  await press(tablet, 'Xong');
  await until(async () => (await notesOf(tablet)).some(({ text }) => text === 'Hỏi Sở Tài chính'), 'the note is kept');
});

papers('a passage that is selected is commented on, as long as comments are asked for', async () => {
  const view = await chair.evaluate(
    () => (document.body.firstElementChild as unknown as { live: { view: MeetingState } }).live.view,
  );
  const document_ = view.documents.find(({ title }) => title === 'Báo cáo thu thử nghiệm')!;
  const commentsUntil = Date.now() + 3_600_000;
  const items = itemsOf(view, document_.id);
  await give(chair, { type: 'describe-document', document: { ...document_, commentsUntil }, items } as never);
  await waitForWords(tablet, 'Góp ý dự thảo');
  await select(tablet, 'text of this');
  const ownComments = () =>
    tablet.evaluate(
      () =>
        (document.body.firstElementChild as unknown as { live: { own: { comments: Comment[] } } }).live.own.comments,
    );
  const comment = (within: string) =>
    until(
      () =>
        tablet.evaluate((selector) => {
          const bar = document.body.firstElementChild!.shadowRoot!.querySelector('note-bar')!.shadowRoot!;
          const button = bar.querySelector<HTMLElement>(selector);
          button?.click();
          return button !== null;
        }, `${within} button.comment`),
      'a comment is offered',
    );
  await comment('.selection');
  await waitForWords(tablet, 'Trang 1');
  await tablet.locator('delegate-page >>> comments-dialog >>> textarea').fill('Nên nêu số liệu năm trước.');
  await checked(tablet, 'tablet, a passage is commented on');
  await press(tablet, 'Gửi góp ý');
  await waitForWords(tablet, 'Rút góp ý');
  await tablet.keyboard.press('Escape');
  await comment('.bar:not(.selection)');
  await tablet.locator('delegate-page >>> comments-dialog >>> textarea').fill('Trang này thiếu bảng.');
  await press(tablet, 'Gửi góp ý');
  await until(async () => (await ownComments()).length === 2, 'both are sent');
  const own = await ownComments();
  assert.equal(
    own.map(({ page, quote, text }) => [page, quote, text]),
    [
      [1, 'text of this', 'Nên nêu số liệu năm trước.'],
      [1, '', 'Trang này thiếu bảng.'],
    ],
  );
  await tablet.keyboard.press('Escape');
});

papers('a second device of the same person gets the notes; another person does not', async () => {
  const phone = await enter(browser, server, 'DB05', 'delegate', sizes.phone);
  await until(
    async () => (await notesOf(phone).catch(() => [])).length === 2,
    'the notes came from the tablet by the server',
  );
  await checked(phone, 'phone, reading');
  const other = await enter(browser, server, 'DB06', 'delegate', sizes.phone);
  const stateOf = () =>
    other.evaluate(
      () => (document.body.firstElementChild as unknown as { notes: { state: string } | null }).notes?.state,
    );
  await until(async () => (await stateOf()) === 'synced', 'the server was asked for the other’s notes');
  assert.equal(await notesOf(other), []);
  await phone.close();
  await other.close();
});

papers('replaced during the meeting: “Có bản mới”, and notes go along or are listed', async () => {
  writeFileSync(join(files, 'ban-moi.pdf'), numbered([1, 2, 3, 4, 5]));
  const [chooser] = await Promise.all([
    clerk.waitForFileChooser(),
    press(clerk, 'Tải lên bản mới: Báo cáo thu thử nghiệm'),
  ]);
  await chooser.accept([join(files, 'ban-moi.pdf')]);
  await waitForWords(clerk, 'ban-moi.pdf Chờ xác nhận');
  await press(clerk, 'ban-moi.pdf');
  await waitForWords(clerk, 'Người đang đọc sẽ được báo “Có bản mới”');
  await press(clerk, 'Thay bản mới');
  await waitForWords(clerk, 'Đã thay bản mới');
  await waitForWords(tablet, 'Có bản mới');
  assert.match(await shownPage(tablet), /\/4/, 'what was read stays until it is wanted');
  await press(tablet, 'Chuyển sang bản mới');
  await until(async () => (await shownPage(tablet)).includes('/5'), 'the new version');
  await waitForWords(tablet, 'Đã chuyển 2 ghi chú sang bản mới');
  const notes = await notesOf(tablet);
  assert.is(new Set(notes.map(({ hash }) => hash)).size, 1);
  assert.not(notes.some(({ isLost }) => isLost));
  await until(
    () => inReader(tablet, (reader) => reader.querySelector('.notes svg rect') !== null),
    'the mark is drawn anew',
  );
});

papers('“ngan sach” finds ngân sách, and marks it on the page', async () => {
  // The intake reads the sample's documents after the start, behind everything that somebody waits for.
  const token = await server.signIn('DB10');
  await until(
    async () => {
      const response = await fetch(server.url + inMeeting('/search?q=ngan%20sach'), {
        headers: { Authorization: `Bearer ${token}` },
      });
      return ((await response.json()) as { found: unknown[] }).found.length > 3;
    },
    'the sample is indexed',
    1200,
  );
  await press(tablet, 'Tìm trong tài liệu');
  await tablet.keyboard.type('ngan sach');
  await waitForWords(tablet, 'Có ở');
  await until(async () => /ngân sách/i.test(await wordsOn(tablet)), 'snippets');
  await checked(tablet, 'tablet, search');
  await tablet.evaluate(() => {
    const panel = document.body.firstElementChild!.shadowRoot!.querySelector('find-panel')!.shadowRoot!;
    panel.querySelector<HTMLElement>('li mark')!.closest('button')!.click();
  });
  await until(
    () => inReader(tablet, (reader) => reader.querySelector('.sheet.shown .hits i') !== null),
    'hits on the page',
  );
});

papers('two pages, continuous, sepia, the pages’ panel: each can be used, and memory stays bounded', async () => {
  await press(tablet, 'Cách hiển thị');
  await checked(tablet, 'tablet, view options');
  await press(tablet, 'Hai trang');
  await tablet.keyboard.press('Escape');
  await until(() => inReader(tablet, (reader) => reader.querySelectorAll('.sheet.shown').length === 2), 'two pages');
  await press(tablet, 'Cách hiển thị');
  await press(tablet, 'Cuộn liên tục');
  await press(tablet, 'Vàng dịu');
  await tablet.keyboard.press('Escape');
  await press(tablet, 'Tổng hợp ý kiến, kiến nghị của cử tri và trả lời');
  await until(async () => (await shownPage(tablet)).includes('Trang 1/'), 'the long document');
  await tablet.evaluate(async () => {
    const desk = document.body
      .firstElementChild!.shadowRoot!.querySelector('pdf-reader')!
      .shadowRoot!.querySelector('.desk')!;
    for (let step = 1; step <= 60; step += 1) {
      desk.dispatchEvent(new WheelEvent('wheel'));
      desk.scrollTop = (desk.scrollHeight * step) / 60;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  });
  const held = await tablet.evaluate(
    () =>
      (document.body.firstElementChild!.shadowRoot!.querySelector('pdf-reader') as unknown as { held: number }).held,
  );
  assert.ok(held <= 9, `${held} pages are held`);
  await press(tablet, 'Các trang và mục lục');
  await isAccessible(tablet, 'tablet, pages');
  await tablet.keyboard.press('Escape');
  await press(tablet, 'Cách hiển thị');
  await press(tablet, 'Một trang');
  await press(tablet, 'Sáng');
  await tablet.keyboard.press('Escape');
});

papers('notes are listed, searched and exported', async () => {
  await press(tablet, 'Ghi chú của tôi');
  await waitForWords(tablet, 'Hỏi Sở Tài chính');
  await waitForWords(tablet, 'Đã lưu trên máy này và trên máy chủ');
  await checked(tablet, 'tablet, my notes');
  const saved = await tablet.evaluate(async () => {
    const blobs: Blob[] = [];
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob: Blob) => {
      blobs.push(blob);
      return make.call(URL, blob);
    };
    const panel = document.body.firstElementChild!.shadowRoot!.querySelector('notes-panel')!.shadowRoot!;
    for (const button of panel.querySelectorAll<HTMLElement>('.head button'))
      if (/Xuất/.test(button.textContent!)) button.click();
    for (let tries = 0; tries < 1200 && blobs.length < 2; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    return Promise.all(blobs.map(async (blob) => [blob.type, blob.size, (await blob.text()).slice(0, 400)] as const));
  });
  const [text, pdf] = [saved.find(([type]) => type.startsWith('text')), saved.find(([type]) => type.includes('pdf'))];
  assert.match(text![2], /Hỏi Sở Tài chính/);
  assert.match(pdf![2], /^%PDF/);
  await tablet.keyboard.press('Escape');
});

papers(
  'offline: documents open, search and notes work, voting says plainly that it can’t; on again, nothing is lost',
  async () => {
    // The intake is through with the sample; the tablet, opened anew, fetches what was not there before.
    const clerks = await server.signIn('TK01');
    const remaking = async () => {
      const response = await fetch(server.url + inMeeting('/intake'), {
        headers: { Authorization: `Bearer ${clerks}` },
      });
      return ((await response.json()) as { remaking: number }).remaking;
    };
    while ((await remaking()) > 0) await new Promise((resolve) => setTimeout(resolve, 500));
    await tablet.reload();
    await inStep(tablet);
    const isKept = () =>
      tablet.evaluate(async () => {
        const here = await (await caches.open('documents')).keys();
        const count = (name: string) => here.filter(({ url }) => url.includes(name)).length;
        const active = (await navigator.serviceWorker.getRegistration())?.active?.state;
        return (
          count('.pdf') === 17 && count('text.json') === 17 && count('sizes.json') === 17 && active === 'activated'
        );
      });
    for (let tries = 0; tries < 120 && !(await isKept()); tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.ok(await isKept(), 'the documents are on the tablet');
    // pdf.js itself, not what makes PDFs: an installed tablet has all that it needs to read, draw and vote.
    const programs = await tablet.evaluate(async () => {
      const names = (await caches.keys()).filter((name) => name.includes('precache'));
      const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return kept.flat().map(({ url }) => new URL(url).pathname);
    });
    for (const wanted of [
      /\/assets\/pdf-/,
      /\/assets\/pdf\.worker/,
      /\/assets\/ballot-dialog-/,
      /\/assets\/secret-ballot-/,
    ])
      assert.ok(
        programs.some((path) => wanted.test(path)),
        `${wanted} is kept for when there is no network`,
      );
    assert.not.ok(programs.some((path) => /print-pdf|sheet-docx/.test(path)));
    await waitForWords(tablet, 'Đã tải 17/17 tài liệu');
    await viewIsKept(tablet);
    const { port } = server;
    await server.kill();
    await tablet.reload();
    await waitForWords(tablet, 'Mất kết nối');
    await press(tablet, 'Báo cáo thẩm tra về ngân sách');
    await until(async () => (await shownPage(tablet)).includes('Báo cáo thẩm tra về ngân sách'), 'a document, offline');
    await press(tablet, 'Tìm trong tài liệu');
    await tablet.keyboard.type('ngan sach');
    await waitForWords(tablet, 'Đang ngoại tuyến');
    await waitForWords(tablet, 'Có ở');
    // The first clears what was typed, the second closes.
    await tablet.keyboard.press('Escape');
    await tablet.keyboard.press('Escape');
    const whys = await tablet.evaluate(() =>
      [
        ...document.body
          .firstElementChild!.shadowRoot!.querySelector('floor-bar')!
          .shadowRoot!.querySelectorAll('button'),
      ].map((button) => button.title),
    );
    assert.ok(
      whys.some((why) => /Mất kết nối/.test(why)),
      'registering says why it can’t',
    );
    await textIsThere(tablet, 'ngân sách');
    await press(tablet, 'Ghi chú');
    await press(tablet, 'Dấu trang');
    await until(async () => (await notesOf(tablet)).some(({ kind }) => kind === 'bookmark'), 'kept on the tablet');
    server = await RunningServer.start(server.folder, ['--port', port]);
    await waitForWords(tablet, 'Đã kết nối');
    await press(tablet, 'Ghi chú của tôi');
    await waitForWords(tablet, 'Đã lưu trên máy này và trên máy chủ');
    await tablet.keyboard.press('Escape');
  },
);

papers('after the meeting the tablets forget the documents, where the council has set it so', async () => {
  await give(await enter(browser, server, chairCode, 'chair', sizes.console), {
    type: 'set-forgetting',
    forgets: true,
  });
  const closing = await enter(browser, server, chairCode, 'chair', sizes.console);
  await give(closing, { type: 'close-meeting' });
  await waitForWords(tablet, 'Tài liệu đã được xóa khỏi máy này');
  assert.not(await tablet.evaluate(() => caches.has('documents')));
});

papers.run();
