/** A council's first meeting, from an empty folder, by the pages alone: set-up, people, cards, meeting, agenda, hall. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import jsqr from 'jsqr';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Browser, ElementHandle, Page } from 'puppeteer';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { run as manage } from '../../server/manage-cli.ts';
import { newFolder, RunningServer, remove } from '../server/running-server.ts';
import { checked, isAccessible, until } from './checks.ts';
import { launch } from './chromium.ts';
import { afterAppearing, give, inStep, newDevice, press, sizes, waitForWords, wordsOn } from './hall.ts';

const desk = suite('desk');
const size = { width: 1280, height: 800 };
const password = 'mùa xuân ở An Thịnh';
const spreadsheet = join(import.meta.dirname, '..', '..', 'fixtures', 'desk', 'danh-sach-dai-bieu.csv');
let browser: Browser;
let server: RunningServer;
let page: Page;
let chair: Page;
/** Of whoever chairs: code, PIN, password. */
let issued: string[] = [];
let secretary = { code: '', pin: '', password: '' };

desk.before(async () => {
  server = await RunningServer.start(newFolder(), ['--port', '0', '--empty']);
  browser = await launch();
});
desk.after(async () => {
  await browser.close();
  await server.stop();
  remove(server.folder);
});

/** The first element of a kind that is shown, in any shadow tree; those of an open dialog before others. */
async function find<Found extends HTMLElement>(on: Page, selector: string): Promise<ElementHandle<Found>> {
  const handle = await on.waitForFunction(
    (wanted) => {
      const roots: (Document | ShadowRoot)[] = [document];
      const found: HTMLElement[] = [];
      for (const root of roots) {
        found.push(...root.querySelectorAll<HTMLElement>(wanted));
        for (const element of root.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
      }
      return found.find((element) => element.closest('dialog')?.open) ?? found[0] ?? null;
    },
    {},
    selector,
  );
  return handle as unknown as ElementHandle<Found>;
}
async function type(on: Page, name: string, words: string): Promise<void> {
  const field = await find<HTMLInputElement>(on, `[name=${name}]`);
  await field.evaluate((input, value) => {
    input.value = value;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }, words);
}
const secret = async (name: string) => {
  const shown = await find(page, `[data-secret=${name}]`);
  return shown.evaluate((element) => element.textContent!.trim());
};
/** What stands on the card that is shown: code, PIN, password. */
const secretsOfCard = () =>
  page.evaluate(() => {
    const roots: (Document | ShadowRoot)[] = [document];
    for (const root of roots) {
      const shown = root.querySelectorAll('dialog[open] .secret');
      if (shown.length > 0) return [...shown].map((element) => element.textContent!.trim());
      for (const element of root.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
    }
    return [];
  });
/** Files that the page makes, instead of in the downloads. */
const watchFiles = (on: Page) =>
  on.evaluate(() => {
    const made: Promise<number[]>[] = [];
    Object.assign(window, { made });
    const before = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob: Blob) => {
      made.push(blob.arrayBuffer().then((bytes) => [...new Uint8Array(bytes)]));
      return before(blob);
    };
    HTMLAnchorElement.prototype.click = () => undefined;
  });
async function lastFile(on: Page, count: number): Promise<Uint8Array> {
  await on.waitForFunction((wanted) => (window as unknown as { made: unknown[] }).made.length >= wanted, {}, count);
  const bytes = await on.evaluate(() => (window as unknown as { made: Promise<number[]>[] }).made.at(-1)!);
  return new Uint8Array(bytes);
}

desk('the set-up link asks for the body and its first secretary; what was typed stays over a reload', async () => {
  page = await newDevice(browser, size);
  await page.goto(`${server.url}/chair/`);
  await waitForWords(page, 'liên kết thiết lập');
  await checked(page, 'set-up without a link');
  await page.goto('about:blank');
  const link = /\S+\/setup\/#\S+/.exec(server.stdout)![0];
  await page.goto(link);
  await waitForWords(page, 'Bước 1/3');
  await checked(page, 'set-up, body');
  await type(page, 'name', 'Hội đồng nhân dân xã An Thịnh');
  await type(page, 'place', 'An Thịnh');
  await page.reload();
  await waitForWords(page, 'Bước 1/3');
  const name = await find<HTMLInputElement>(page, '[name=name]');
  assert.is(await name.evaluate((input) => input.value), 'Hội đồng nhân dân xã An Thịnh');
  await press(page, 'Tiếp tục');
  await waitForWords(page, 'Bước 2/3');
  await type(page, 'secretary', 'Nguyễn Thị Thư');
  await type(page, 'password', 'matkhau2026');
  await press(page, 'Hoàn tất thiết lập');
  await waitForWords(page, 'Mật khẩu quá ngắn hoặc quá dễ đoán');
  await checked(page, 'set-up, a weak password');
  await type(page, 'password', password);
  await press(page, 'Hoàn tất thiết lập');
  await waitForWords(page, 'Đã thiết lập xong');
  await checked(page, 'set-up, done');
  assert.is(await secret('code'), 'TK01');
  assert.match(await secret('pin'), /^\d{6}$/);
  secretary = { code: await secret('code'), pin: await secret('pin'), password };
});

desk(
  'a spreadsheet of 52 with six rows that can’t be read: they are named, mended here, and nothing comes in twice',
  async () => {
    await Promise.all([page.waitForNavigation(), press(page, 'Nhập danh sách đại biểu ngay')]);
    await waitForWords(page, 'Nhập danh sách từ tệp');
    await checked(page, 'desk, import');
    const upload = async () => {
      const input = await find<HTMLInputElement>(page, 'input[type=file]');
      await (input as ElementHandle<HTMLInputElement>).uploadFile(spreadsheet);
    };
    await upload();
    await waitForWords(page, '46 người mới · 0 thay đổi · 0 giữ nguyên · 6 dòng có lỗi');
    for (const fault of [
      'Dòng 50',
      'thiếu họ và tên',
      'tên có chữ số',
      'tư cách không rõ',
      'ngày không đúng',
      'đã có ở dòng trên',
    ])
      assert.ok((await wordsOn(page)).includes(fault), fault);
    await checked(page, 'desk, import with faults');
    // The first faulty row lacks a name: given here, it is one of the new ones.
    const field = await find<HTMLInputElement>(page, '.faulty .cells input');
    await field.evaluate((input) => {
      input.value = 'Phạm Thị Bổ Sung';
      input.dispatchEvent(new Event('change'));
    });
    await waitForWords(page, '47 người mới · 0 thay đổi · 0 giữ nguyên · 5 dòng có lỗi');
    await press(page, 'Nhập 47 người');
    await waitForWords(page, 'Đã nhập 47 người; 5 dòng có lỗi chưa nhập.');
    await waitForWords(page, 'Phạm Thị Bổ Sung');
    await checked(page, 'desk, people');
    await press(page, 'Nhập từ Excel, CSV');
    await upload();
    await waitForWords(page, '0 người mới · 0 thay đổi · 46 giữ nguyên · 6 dòng có lỗi');
    await press(page, 'Đóng');
  },
);

desk('what is exported is read again as the same; a person is added by three clicks, and undone by one', async () => {
  await watchFiles(page);
  await press(page, 'Xuất danh sách (Excel)');
  const exported = await lastFile(page, 1);
  await press(page, 'Nhập từ Excel, CSV');
  const input = await find<HTMLInputElement>(page, 'input[type=file]');
  await input.evaluate(
    (field, bytes) => {
      const files = new DataTransfer();
      files.items.add(new File([new Uint8Array(bytes)], 'danh-sach.xlsx'));
      field.files = files.files;
      field.dispatchEvent(new Event('change'));
    },
    [...exported],
  );
  await waitForWords(page, '0 người mới · 0 thay đổi · 48 giữ nguyên · 0 dòng có lỗi');
  await press(page, 'Đóng');
  await press(page, 'Thêm người');
  await type(page, 'name', 'Vũ Văn Khách');
  await type(page, 'kind', 'guest');
  await checked(page, 'desk, a person');
  await press(page, 'Lưu');
  await waitForWords(page, 'Đã thêm Vũ Văn Khách');
  await press(page, 'Hoàn tác');
  await until(async () => !/Vũ Văn Khách/.test((await wordsOn(page)).replace(/Đã thêm.*/, '')), 'she is gone again');
});

desk('cards are printed with codes that let in; a lost PIN is mended by three clicks', async () => {
  const all = await find<HTMLInputElement>(page, '.row > label.check input');
  await all.evaluate((box) => box.click());
  await press(page, 'In thẻ (48)');
  await checked(page, 'desk, cards');
  await press(page, 'Cấp và in thẻ');
  const pdf = await getDocument({ data: await lastFile(page, 2) }).promise;
  assert.is(pdf.numPages, 6);
  const first = await pdf.getPage(1);
  const viewport = first.getViewport({ scale: 2 });
  const canvas = createCanvas(viewport.width, viewport.height);
  await first.render({ canvas: canvas as never, viewport }).promise;
  // The left upper card alone: a reader sees one code at a time.
  const [width, height] = [Math.floor(viewport.width / 2), Math.floor(viewport.height / 4)];
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  const code = jsqr(Uint8ClampedArray.from(data), width, height)?.data ?? '';
  assert.match(code, new RegExp(`^${server.url}/#card=[\\w-]{32}$`));
  const tablet = await newDevice(browser, sizes.tablet);
  await tablet.goto(code);
  // Of who chairs the card asks for the password, too.
  await until(async () => /Bùi Thị Lan Anh|Mật khẩu/.test(await wordsOn(tablet)), 'the card lets in');
  await tablet.close();
  const search = await find<HTMLInputElement>(page, 'input[type=search]');
  await search.evaluate((field) => {
    field.value = 'mau dung';
    field.dispatchEvent(new Event('input'));
  });
  await search.evaluate((field) => {
    field.value = '';
    field.dispatchEvent(new Event('input'));
  });
  await press(page, 'Thẻ mới: Bùi Thị Lan Anh');
  await afterAppearing();
  await press(page, 'Thẻ mới');
  await waitForWords(page, 'Thẻ của Bùi Thị Lan Anh');
  await isAccessible(page, 'desk, one card');
  issued = await secretsOfCard();
});

/** Drags with the mouse as a hand does: pressed, moved in some steps, let go. */
async function drag(on: Page, from: ElementHandle, to: ElementHandle): Promise<void> {
  const middle = async (element: ElementHandle) => {
    const { x, y, width, height } = (await element.boundingBox())!;
    return [x + width / 2, y + height / 2] as const;
  };
  const start = await middle(from);
  const end = await middle(to);
  await on.mouse.move(...start);
  await on.mouse.down();
  await on.mouse.move(start[0] + 12, start[1] + 6, { steps: 4 });
  await on.mouse.move(...end, { steps: 12 });
  await on.mouse.move(end[0] + 1, end[1] + 1, { steps: 3 });
  await on.mouse.up();
}
interface Planned {
  halls: { plan: { seats: { name: string; person: string | null }[] } | null }[];
  members: { id: string; name: string }[];
}
/** Who sits where, by name, as the server has it. */
async function seated(): Promise<Record<string, string>> {
  const state = await page.evaluate(async () => {
    const body = new URLSearchParams(location.search).get('body') ?? 'hoi-dong-nhan-dan-xa-an-thinh';
    return ((await (await fetch(`/api/bodies/${body}`)).json()) as { body: object }).body;
  });
  const { halls, members } = state as Planned;
  const nameOf = new Map(members.map(({ id, name }) => [id, name]));
  return Object.fromEntries(
    (halls[0]!.plan?.seats ?? []).flatMap(({ name, person }) => (person ? [[name, nameOf.get(person)!]] : [])),
  );
}

desk(
  'the hall’s seats are made in rows, given in order, and changed by dragging, by touches and by typing',
  async () => {
    await press(page, 'Đóng');
    await page.evaluate(() => (location.hash = '#halls'));
    await press(page, 'Sơ đồ chỗ ngồi');
    await waitForWords(page, 'Phòng này chưa có sơ đồ');
    await checked(page, 'desk, hall without a plan');
    await press(page, 'Tạo sơ đồ');
    await waitForWords(page, '0/60 ghế có người');
    await press(page, 'Xếp đại biểu theo danh sách');
    await waitForWords(page, '47/60 ghế có người');
    await checked(page, 'desk, hall plan');
    await until(async () => Object.keys(await seated()).length === 47, 'the plan is kept');
    const before = await seated();
    const [first, second] = [before.A1!, before.A2!];
    const seat = (name: string) => find<HTMLElement>(page, `.spot[data-key=${name}] button`);
    await drag(page, await seat('A1'), await seat('A2'));
    await until(async () => (await seated()).A2 === first && (await seated()).A1 === second, 'two have changed places');
    // By touches: the name, then the seat.
    const row = await find<HTMLElement>(page, `.people button[title="Xếp chỗ cho ${first}"]`);
    await row.evaluate((button) => {
      if (button.getAttribute('aria-pressed') !== 'true') button.click();
    });
    await waitForWords(page, `Chạm vào ghế cho ${first}`);
    await (await seat('E12')).evaluate((button) => button.click());
    await until(async () => (await seated()).E12 === first, 'she sits where she was put');
    const field = await find<HTMLInputElement>(page, `input[aria-label="Ghế của ${first}"]`);
    await field.evaluate((input) => {
      input.value = 'a2';
      input.dispatchEvent(new Event('change'));
    });
    await until(async () => (await seated()).A2 === first, 'a seat typed in small letters is found');
    await press(page, 'Hoàn tác');
    await until(async () => (await seated()).E12 === first, 'and undone by a touch');
    await press(page, 'Đóng');
  },
);

desk('the rules stand in this council’s numbers, beside their source; a change is undone by one touch', async () => {
  await page.evaluate(() => (location.hash = '#procedure'));
  await waitForWords(page, '32/47 đại biểu hiện nay');
  await waitForWords(page, '24/47 đại biểu hiện nay');
  await checked(page, 'desk, procedure');
  const numerator = await find<HTMLInputElement>(page, '[aria-label="Số đại biểu cần có mặt: tử số"]');
  await numerator.evaluate((input) => {
    input.value = '1';
    input.dispatchEvent(new Event('change'));
  });
  await waitForWords(page, '16/47 đại biểu hiện nay');
  await press(page, 'Dùng mặc định');
  await waitForWords(page, '32/47 đại biểu hiện nay');
});

desk('a meeting is planned and its agenda pasted from Word; its times of day follow', async () => {
  const [code, pin, word] = issued;
  await page.evaluate(() => (location.hash = '#meetings'));
  await waitForWords(page, 'Chưa có phiên họp nào.');
  await press(page, 'Tạo phiên họp');
  await type(page, 'title', 'Kỳ họp thứ nhất, phiên khai mạc');
  await type(page, 'begins', '2026-12-09T08:00');
  await type(page, 'ends', '2026-12-09T07:00');
  await checked(page, 'desk, a meeting');
  await press(page, 'Tạo phiên họp');
  await waitForWords(page, 'Giờ kết thúc phải sau');
  await type(page, 'ends', '2026-12-09T11:30');
  await press(page, 'Tạo phiên họp');
  await waitForWords(page, '08:00, 09/12');
  await checked(page, 'desk, meetings');
  const link = await find<HTMLAnchorElement>(page, 'meetings-view a, .panel a.button');
  await page.goto(await link.evaluate((anchor) => anchor.href));
  await inStep(page);
  await waitForWords(page, 'Chương trình còn trống');
  const field = await find<HTMLInputElement>(page, 'agenda-editor input[name=title], .add input');
  await field.evaluate((input) => {
    const pasted = new DataTransfer();
    pasted.setData(
      'text/plain',
      'I. Khai mạc kỳ họp\nII. Báo cáo kinh tế - xã hội;\n  a) Báo cáo của UBND\n  b) Báo cáo thẩm tra\nIII. Thảo luận\nIV. Biểu quyết thông qua nghị quyết\nV. Bế mạc',
    );
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData: pasted, bubbles: true, cancelable: true }));
  });
  await waitForWords(page, 'Thêm 7 nội dung từ danh sách');
  await afterAppearing();
  await press(page, 'Thêm nội dung');
  await waitForWords(page, 'Đã thêm 7 nội dung');
  await waitForWords(page, 'Tổng cộng 90 phút, dự kiến xong lúc 09:30');
  await checked(page, 'desk, agenda');
  const items = await page.evaluate(() =>
    (
      document.body.firstElementChild as unknown as {
        live: { view: { agenda: { items: { title: string; kind: string; parent: string | null }[] } } };
      }
    ).live.view.agenda.items.map(({ title, kind, parent }) => [title, kind, parent !== null]),
  );
  assert.equal(items, [
    ['Khai mạc kỳ họp', 'opening', false],
    ['Báo cáo kinh tế - xã hội', 'report', false],
    ['Báo cáo của UBND', 'report', true],
    ['Báo cáo thẩm tra', 'report', true],
    ['Thảo luận', 'discussion', false],
    ['Biểu quyết thông qua nghị quyết', 'resolution', false],
    ['Bế mạc', 'closing', false],
  ]);
  await press(page, 'Chi tiết nội dung 4');
  const note = await find<HTMLTextAreaElement>(page, '.details textarea');
  await note.evaluate((field) => {
    field.value = 'Mời thư ký trình bày dự thảo nghị quyết.';
    field.dispatchEvent(new Event('change'));
  });
  await checked(page, 'desk, agenda with a note');
  await page.evaluate(() => (location.hash = '#about'));
  await type(page, 'title', 'Kỳ họp thứ nhất, phiên bế mạc');
  await checked(page, 'desk, about the meeting');
  await press(page, 'Lưu');
  await waitForWords(page, 'Kỳ họp thứ nhất, phiên bế mạc');
  await press(page, 'Hoàn tác');
  await waitForWords(page, 'Kỳ họp thứ nhất, phiên khai mạc');
  // Whoever chairs signs in with the card that was just made.
  const login = await server.post<{ token: string }>('/api/login', { code, pin, password: word, bearer: true });
  chair = await newDevice(browser, sizes.console);
  await chair.goto(`${server.url}/#`);
  await chair.goto(`${server.url}/chair/#login=${login.body.token}`);
  await inStep(chair);
});

desk('the meeting is held: present, opened, an item, a vote with its result', async () => {
  const people = await chair.evaluate(() =>
    (
      document.body.firstElementChild as unknown as { live: { view: { people: { id: string; roles: string[] }[] } } }
    ).live.view.people
      .filter(({ roles }) => roles.includes('delegate'))
      .map(({ id }) => id),
  );
  assert.is(people.length, 47);
  assert.ok((await give(chair, { type: 'mark-all-present' } as never)).accepted);
  await waitForWords(chair, '47/47');
  await press(chair, 'Bắt đầu phiên họp');
  await afterAppearing();
  await press(chair, 'Bắt đầu phiên họp');
  await waitForWords(chair, 'Đang họp');
  const majority = { base: 'all', threshold: 'more-than', fraction: { numerator: 1, denominator: 2 } };
  const view = () =>
    chair.evaluate(
      () =>
        (
          document.body.firstElementChild as unknown as {
            live: { view: { agenda: { items: { id: string }[] }; voting: { votes: { id: string; phase: string }[] } } };
          }
        ).live.view,
    );
  const item = (await view()).agenda.items[5]!.id;
  assert.ok((await give(chair, { type: 'jump-to-item', item } as never)).accepted);
  await waitForWords(chair, 'Mời thư ký trình bày dự thảo nghị quyết.');
  const prepared = { type: 'prepare-vote', item, title: 'Thông qua nghị quyết', majority, method: 'show-of-hands' };
  assert.ok((await give(chair, prepared as never)).accepted);
  await until(async () => (await view()).voting.votes.length === 1, 'the vote is prepared');
  const vote = (await view()).voting.votes[0]!.id;
  for (const command of [
    { type: 'open-vote', vote },
    { type: 'enter-count', vote, approve: 40, reject: 2, abstain: 1 },
    { type: 'close-vote', vote },
    { type: 'publish-vote', vote },
  ])
    assert.ok((await give(chair, command as never)).accepted, command.type);
  await until(async () => (await view()).voting.votes[0]!.phase === 'published', 'its result is published');
});

desk(
  'a guest at the door has her card in three fields; a delegate who leaves changes the counts, with what says so',
  async () => {
    await page.evaluate(() => (location.hash = '#roster'));
    await waitForWords(page, '47 đại biểu, 0 khách mời');
    await checked(page, 'desk, roster');
    await press(page, 'Thêm khách, người thay');
    await type(page, 'name', 'Trần Văn Khách');
    await checked(page, 'desk, at the door');
    await press(page, 'Thêm và cấp thẻ');
    await waitForWords(page, 'Thẻ của Trần Văn Khách');
    await waitForWords(page, '47 đại biểu, 1 khách mời');
    await press(page, 'Đóng');
    await press(page, 'Đưa Huỳnh Ngọc Ẩn ra khỏi phiên họp');
    await waitForWords(page, 'số cần có mặt và tỷ lệ thay đổi từ bây giờ');
    await type(page, 'text', 'Nghị quyết 12/NQ-HĐND');
    await afterAppearing();
    await press(page, 'Lưu');
    await waitForWords(page, '46 đại biểu, 1 khách mời');
    await waitForWords(chair, '46/46');
  },
);

/** How many elements of a kind there are, in any shadow tree. */
const rowsOf = (on: Page, selector: string): Promise<number> =>
  on.evaluate((wanted) => {
    const roots: (Document | ShadowRoot)[] = [document];
    let count = 0;
    for (const root of roots) {
      count += root.querySelectorAll(wanted).length;
      for (const element of root.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
    }
    return count;
  }, selector);
/** What these tests read of a meeting. */
interface Papers {
  documents: { id: string; title: string; access: string }[];
  agenda: { items: { id: string; documents: string[] }[] };
}
/** A file field of the page, shown or not. */
const fileField = (selector: string) => find<HTMLInputElement>(page, selector);
const meetingView = <View>(on: Page) =>
  on.evaluate(
    () => (document.body.firstElementChild as unknown as { live: { view: View } }).live.view as never,
  ) as Promise<View>;

desk('a session with two sittings is planned at once; a hall is not given twice', async () => {
  await page.goto(`${server.url}/desk/#meetings`);
  await waitForWords(page, 'Kỳ họp thứ nhất, phiên khai mạc');
  await press(page, 'Tạo kỳ họp');
  await type(page, 'session', 'Kỳ họp thứ hai');
  const begins = async (at: number, value: string, name = 'begins') => {
    const fields = await page.evaluateHandle((wanted) => {
      const roots: (Document | ShadowRoot)[] = [document];
      const found: HTMLInputElement[] = [];
      for (const root of roots) {
        found.push(...root.querySelectorAll<HTMLInputElement>(`dialog[open] .sitting [name^=${wanted}]`));
        for (const element of root.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
      }
      return found;
    }, name);
    await fields.evaluate((inputs, index, to) => (inputs[index]!.value = to), at, value);
  };
  await begins(0, '2026-12-09T08:30');
  await begins(1, '2026-12-17T08:00');
  await checked(page, 'desk, a session');
  await press(page, 'Tạo kỳ họp');
  await waitForWords(page, 'Phòng này lúc đó đã có “Kỳ họp thứ nhất, phiên khai mạc”.');
  await begins(0, '2026-12-16T08:00');
  await press(page, 'Tạo kỳ họp');
  await waitForWords(page, 'Đã tạo “Kỳ họp thứ hai” với 2 phiên.');
  await waitForWords(page, '08:00, 17/12');
  await checked(page, 'desk, meetings with a session');
  await press(page, 'Lịch');
  await waitForWords(page, 'Tháng 12/2026');
  await checked(page, 'desk, calendar');
  await press(page, 'Danh sách');
});

desk('a meeting is moved, cancelled with its reason, restored, removed and had back', async () => {
  await press(page, 'Đổi giờ, hoãn: Phiên thứ 2');
  await type(page, 'begins', '2026-12-18T14:00');
  await checked(page, 'desk, another time');
  await press(page, 'Lưu');
  await waitForWords(page, '14:00, 18/12');
  await press(page, 'Hủy phiên họp: Phiên thứ 2');
  await type(page, 'text', 'Bão số 9');
  await afterAppearing();
  await press(page, 'Hủy phiên họp');
  await waitForWords(page, 'Đã hủy');
  await checked(page, 'desk, a cancelled meeting');
  await press(page, 'Khôi phục');
  await until(async () => !(await wordsOn(page)).replace(/Đã hủy: .*/, '').includes('Đã hủy'), 'it takes place again');
  await press(page, 'Xóa: Phiên thứ 2');
  await waitForWords(page, 'Đã xóa Phiên thứ 2');
  await page.evaluate(() => (location.hash = '#home'));
  await waitForWords(page, 'Đã xóa trong 30 ngày');
  await checked(page, 'desk, home');
  await press(page, 'Khôi phục Phiên thứ 2');
  await waitForWords(page, 'Đã khôi phục Phiên thứ 2');
  const search = await find<HTMLInputElement>(page, 'input[type=search]');
  await search.evaluate((field) => {
    field.value = 'huynh ngoc an';
    field.dispatchEvent(new Event('input'));
  });
  await waitForWords(page, 'Huỳnh Ngọc Ẩn');
  await isAccessible(page, 'desk, found');
});

desk('fourteen documents come in, are taken at once, put to items by table and drag; votes are prepared', async () => {
  await page.evaluate(() => (location.hash = '#meetings'));
  await waitForWords(page, 'Phiên thứ 1');
  const address = await page.evaluate(() => {
    const roots: (Document | ShadowRoot)[] = [document];
    for (const root of roots) {
      for (const item of root.querySelectorAll<HTMLElement>('[data-meeting]'))
        if (item.querySelector('h3')?.textContent === 'Phiên thứ 1') return item.querySelector('a')!.href;
      for (const element of root.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
    }
    return '';
  });
  await page.goto(address);
  await inStep(page);
  const field = await find<HTMLInputElement>(page, '.add input');
  for (const title of ['Kinh tế - xã hội năm 2027', 'Dự toán ngân sách năm 2027', 'Học phí']) {
    await field.evaluate((input, words) => (input.value = words), title);
    await press(page, 'Thêm nội dung');
    await waitForWords(page, 'Tổng cộng');
    await until(async () => (await field.evaluate((input) => input.value)) === '', `${title} is taken`);
  }
  await press(page, 'Gửi đại biểu');
  await waitForWords(page, 'Đã gửi chương trình.');
  await press(page, 'Chi tiết nội dung 3');
  const submitter = await find<HTMLInputElement>(page, '[aria-label="Cơ quan trình tài liệu của nội dung 3"]');
  await submitter.evaluate((input) => {
    input.value = 'Phòng Tài chính - Kế hoạch';
    input.dispatchEvent(new Event('change'));
  });
  await press(page, 'Liên kết nộp tài liệu');
  await waitForWords(page, 'Liên kết cho Phòng Tài chính - Kế hoạch');
  const link = await find<HTMLInputElement>(page, 'hand-in-link input, input[aria-label="Liên kết nộp tài liệu"]');
  const handIn = await link.evaluate((input) => input.value);
  await checked(page, 'desk, an item with its details');
  const files = join(import.meta.dirname, '..', '..', 'fixtures', 'documents');
  const names = readdirSync(files).filter((name) => name.endsWith('.pdf'));
  // One by the link, without an account.
  const stranger = await newDevice(browser, sizes.phone);
  await stranger.goto(handIn);
  await waitForWords(stranger, 'Dành cho Phòng Tài chính - Kế hoạch.');
  await checked(stranger, 'hand in');
  const chosen = await find<HTMLInputElement>(stranger, 'input[type=file]');
  const handedIn = names.find((name) => name.includes('nq-hoc-phi'))!;
  await (chosen as ElementHandle<HTMLInputElement>).uploadFile(join(files, handedIn));
  await waitForWords(stranger, 'Đã nhận');
  await page.evaluate(() => (location.hash = '#documents'));
  const rest = names.filter((name) => name !== handedIn).slice(0, 13);
  await ((await fileField('#files')) as ElementHandle<HTMLInputElement>).uploadFile(
    ...rest.map((name) => join(files, name)),
  );
  await waitForWords(page, 'Đã xong 14/14 tệp', 120_000);
  await waitForWords(page, 'Nhận cả');
  const isAll = /Nhận cả (\d+) tài liệu/.exec(await wordsOn(page))!;
  await press(page, isAll[0]);
  await afterAppearing();
  await press(page, isAll[0]);
  await waitForWords(page, `Đã xác nhận ${isAll[1]} tài liệu`);
  // Those that are like another are looked at one by one.
  for (let left = 14 - Number(isAll[1]); left > 0; left -= 1) {
    const documents = async () => (await meetingView<Papers>(page)).documents.length;
    const before = await documents();
    // What was taken has left the list.
    await until(async () => (await rowsOf(page, 'button.name')) === left, `${left} are left`);
    const row = await find<HTMLElement>(page, 'button.name');
    await row.evaluate((button) => button.click());
    await waitForWords(page, 'Xác nhận tài liệu');
    await press(page, 'Xác nhận');
    await until(async () => (await documents()) === before + 1, 'one more is in');
  }
  await stranger.close();
  assert.is((await meetingView<Papers>(page)).agenda.items[2]!.documents.length, 1, 'handed in for its item');
  await page.evaluate(() => (location.hash = '#table'));
  await waitForWords(page, 'Nội dung nào cũng đã có tài liệu.');
  await checked(page, 'desk, table of documents');
  const all = await find<HTMLInputElement>(page, '.tools input[type=checkbox]');
  await all.evaluate((box) => box.click());
  await waitForWords(page, 'Đã chọn 14');
  const access = await find<HTMLSelectElement>(page, '.tools select');
  await access.evaluate((select) => {
    select.value = 'public';
    select.dispatchEvent(new Event('change'));
  });
  await waitForWords(page, 'Đã đổi 14 tài liệu');
  const { documents } = await meetingView<Papers>(page);
  assert.ok(documents.every((document) => document.access === 'public'));
  await page.evaluate(() => (location.hash = '#agenda'));
  await press(page, 'Chi tiết nội dung 1');
  await waitForWords(page, 'Tài liệu chưa gắn với nội dung nào');
  const paper = await find<HTMLElement>(page, '.panel .drop li[data-key]');
  const title = await paper.evaluate((item) => item.textContent!.trim());
  const target = await find<HTMLElement>(page, '.details .drop');
  await paper.evaluate((item) => item.scrollIntoView({ block: 'end' }));
  const places = await Promise.all([paper, target].map((element) => element.boundingBox()));
  assert.ok(places.every(Boolean));
  await drag(page, paper, target);
  await until(async () => {
    const view = await meetingView<Papers>(page);
    const id = view.documents.find((document) => document.title === title)?.id;
    return id !== undefined && view.agenda.items[0]!.documents.includes(id);
  }, 'the document that was dragged belongs to the item');
  await press(page, 'Chuẩn bị biểu quyết');
  await type(page, 'title', 'Thông qua Nghị quyết về kinh tế - xã hội');
  await press(page, 'Xem trước');
  await checked(page, 'desk, a vote is prepared');
  await press(page, 'Chuẩn bị');
  await waitForWords(page, 'Thông qua Nghị quyết về kinh tế - xã hội');
});

desk(
  'items change places by dragging, go below others by a touch, and what changed is said until it is sent',
  async () => {
    interface Agenda {
      agenda: { items: { id: string; title: string; parent: string | null }[] };
    }
    const titles = async () => (await meetingView<Agenda>(page)).agenda.items.map(({ title }) => title);
    await press(page, 'Chi tiết nội dung 1');
    const rows = async () => {
      const found = await page.evaluateHandle(() => {
        const roots: (Document | ShadowRoot)[] = [document];
        for (const root of roots) {
          const items = root.querySelectorAll<HTMLElement>('li.item [data-handle]');
          if (items.length > 0) return [...items];
          for (const element of root.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
        }
        return [];
      });
      return (await Promise.all(
        [0, 1, 2].map((at) => found.evaluateHandle((list, index) => list[index]!, at)),
      )) as unknown as ElementHandle<HTMLElement>[];
    };
    const [first, , third] = await rows();
    await first!.evaluate((handle) => handle.scrollIntoView({ block: 'center' }));
    await drag(page, first!, third!);
    await until(async () => (await titles())[0] === 'Dự toán ngân sách năm 2027', 'the first item went down');
    await waitForWords(page, 'thay đổi từ lần gửi đó');
    await press(page, 'Thành nội dung con: Học phí');
    await until(
      async () => (await meetingView<Agenda>(page)).agenda.items.some(({ parent }) => parent !== null),
      'below',
    );
    await checked(page, 'desk, agenda changed since it was sent');
    await press(page, 'Gửi lại bản mới');
    await waitForWords(page, 'Đã gửi chương trình.');
  },
);

desk('two secretaries at once: each sees what the other changes; the tablet hears a notice and calls', async () => {
  const other = await newDevice(browser, size);
  // Her card was printed anew with all others: the one in her hand no longer holds.
  secretary = await page.evaluate(async () => {
    const body = new URLSearchParams(location.search).get('body')!;
    const response = await fetch(`/api/bodies/${body}/cards`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ people: [`${body}-tk`] }),
    });
    const [{ code, pin, password }] = ((await response.json()) as { cards: [typeof secretary] }).cards;
    return { code, pin, password };
  });
  const second = await server.post<{ token: string }>('/api/login', { ...secretary, bearer: true });
  await other.goto(`${server.url}/#`);
  await other.goto(`${server.url}/desk/#login=${second.body.token}`);
  await waitForWords(other, 'Việc cần làm');
  await other.evaluate(() => (location.hash = '#halls'));
  await press(other, 'Sơ đồ chỗ ngồi');
  await waitForWords(other, '47/60 ghế có người');
  const answer = await page.evaluate(async () => {
    const body = new URLSearchParams(location.search).get('body')!;
    const state = (await (await fetch(`/api/bodies/${body}`)).json()) as {
      body: { halls: { id: string; plan: { seats: { person: string | null }[] } }[] };
    };
    const { id, plan } = state.body.halls[0]!;
    const seats = plan.seats.map((seat) => ({ ...seat, person: null }));
    const given = { id: 'another-secretary', command: { type: 'arrange-hall', hall: id, plan: { ...plan, seats } } };
    const response = await fetch(`/api/bodies/${body}/commands`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(given),
    });
    return response.status;
  });
  assert.is(answer, 200);
  await waitForWords(other, 'Người khác vừa sửa sơ đồ này');
  await waitForWords(other, '0/60 ghế có người');
  await other.close();
  // The chair of the first meeting reads on her tablet; the secretariat writes to everyone there.
  const [code, pin, word] = issued;
  const login = await server.post<{ token: string }>('/api/login', { code, pin, password: word, bearer: true });
  const tablet = await newDevice(browser, sizes.tablet);
  await tablet.goto(`${server.url}/#`);
  const place = new URL(await page.evaluate(() => location.href)).search;
  // She is led to the meeting that is on; this is about another.
  await tablet.goto(`${server.url}/delegate/${place}#login=${login.body.token}`);
  await waitForWords(tablet, 'Bùi Thị Lan Anh');
  await tablet.goto(`${server.url}/delegate/${place}`);
  await waitForWords(tablet, 'Dự toán ngân sách năm 2027');
  await page.evaluate(() => (location.hash = '#notices'));
  await waitForWords(page, 'Mọi người trong phòng họp');
  const text = await find<HTMLTextAreaElement>(page, 'textarea');
  await text.evaluate((area) => {
    area.value = 'Ăn trưa lúc 11 giờ 30 tại nhà ăn tầng 1';
    area.dispatchEvent(new Event('input'));
  });
  await press(page, 'Gửi');
  await waitForWords(tablet, 'Ăn trưa lúc 11 giờ 30');
  await checked(tablet, 'tablet with a notice');
  await checked(page, 'desk, notices');
  await press(tablet, 'Đã đọc');
  await press(tablet, 'thông báo mới');
  await checked(tablet, 'tablet, calls');
  await press(tablet, 'Nước uống');
  await waitForWords(page, 'Nước uống');
  await checked(page, 'desk with a call');
  await press(page, 'Đã đến');
  await until(async () => !(await wordsOn(page)).includes('Nước uống'), 'it is answered');
  await tablet.close();
});

desk('identity and rights stand on pages of their own; a colour is worn at once', async () => {
  await page.goto(`${server.url}/desk/#identity`);
  await waitForWords(page, 'Nhóm đại biểu gọi là');
  const red = await find<HTMLInputElement>(page, 'input[type=radio]:not(:checked)');
  await red.evaluate((input) => input.click());
  await page.waitForFunction(() => document.documentElement.dataset.colour === 'red');
  await checked(page, 'desk, identity');
  await page.evaluate(() => (location.hash = '#rights'));
  await waitForWords(page, 'Công bố kết quả');
  await checked(page, 'desk, rights');
});

desk('a second body with its own people stands on the same server, and each secretary sees her own alone', async () => {
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const flags = ['create-body', '--name', 'HĐND xã Bình Minh', '--secretary', 'Lý Thị Hai', '--data', server.folder];
  assert.is(await manage(flags, say, say), 0, said.join('\n'));
  const [, code, pin, word] = /code (\S+) +PIN (\S+) +.*password (\S+)/.exec(said.join('\n')) ?? [];
  const login = await server.post<{ token: string; code?: string }>('/api/login', {
    code,
    pin,
    password: word,
    bearer: true,
  });
  assert.is(login.status, 200, said.join('\n'));
  const other = await newDevice(browser, size);
  await other.goto(`${server.url}/#`);
  await other.goto(`${server.url}/desk/#login=${login.body.token}`);
  await waitForWords(other, 'HĐND xã Bình Minh');
  await other.evaluate(() => (location.hash = '#people'));
  await press(other, 'Thêm người');
  await type(other, 'name', 'Giàng A Của Riêng');
  await press(other, 'Lưu');
  await waitForWords(other, 'Đã thêm Giàng A Của Riêng');
  assert.not((await wordsOn(other)).includes('Huỳnh Ngọc Ẩn'));
  await page.evaluate(() => (location.hash = '#people'));
  await waitForWords(page, 'Huỳnh Ngọc Ẩn');
  assert.not((await wordsOn(page)).includes('Giàng A Của Riêng'));
  await other.close();
});

desk('the meeting is rehearsed with a vote of every kind, and nothing is lost', async () => {
  const { code, pin, password: word } = secretary;
  const flags = ['--url', server.url, '--delegates', '8', '--pages', '2', '--votes', 'all'];
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...['--import', 'tsx', join(import.meta.dirname, '..', 'rehearsal', 'main.ts')],
      ...flags,
      ...['--code', code, '--pin', pin, '--password', word],
    ],
    { encoding: 'utf8' },
  );
  assert.match(stdout, /errors 0, lost 0/, stderr);
  const taken = [...stdout.matchAll(/^vote (\S+), (\S+): 8 of 8$/gm)].map(([, kind, method]) => `${kind} ${method}`);
  assert.equal(taken, [
    'open electronic',
    'open roll-call',
    'open show-of-hands',
    'secret electronic',
    'election electronic',
    'open-election electronic',
    'confidence electronic',
    'consultation electronic',
  ]);
});

desk.run();
