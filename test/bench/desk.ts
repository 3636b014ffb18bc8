/** The desk with thousands: a list of people comes in, the first rows, and typing in its search on a slow tablet. */
import type { Page } from 'puppeteer';
import { foundEmptyBody } from '../../server/bodies/founding.ts';
import { openData } from '../../server/data/open.ts';
import { issueCards } from '../../server/identity/cards.ts';
import { Logins } from '../../server/identity/logins.ts';
import { system } from '../../server/logs/rulebook.ts';
import { planImport, readTable } from '../../shared/body/import.ts';
import { memberById } from '../../shared/body/members.ts';
import { unbornBody } from '../../shared/body/state.ts';
import { launch } from '../browser/chromium.ts';
import { newDevice } from '../browser/hall.ts';
import { newFolder, RunningServer, remove } from '../server/running-server.ts';
import { add, ms, say } from './table.ts';

const PEOPLE = 5000;
const MEETINGS = 2000;
const SLOWED = 4;
const WORDS = ['nguyen van 12', 'to 7', 'tran thi', 'le'];

const given = ['An', 'Bình', 'Cường', 'Dũng', 'Hạnh', 'Hòa', 'Lan', 'Mai', 'Nam', 'Oanh', 'Phúc', 'Quang'];
const family = ['Nguyễn Văn', 'Trần Thị', 'Lê Hoàng', 'Phạm Minh', 'Huỳnh Ngọc', 'Vũ Đức'];
/** Letters for a number: a name has no digits. */
const letters = (number: number) =>
  String(number)
    .split('')
    .map((digit) => 'abcdefghij'[Number(digit)])
    .join('');

const cells = [
  ['Họ và tên', 'Chức vụ', 'Tổ đại biểu', 'Tư cách'],
  ...Array.from({ length: PEOPLE }, (_, at) => [
    `${family[at % family.length]} ${letters(at)} ${given[at % given.length]}`,
    'Ủy viên',
    `Tổ ${at % 40}`,
    'Đại biểu',
  ]),
];

/** The longest that a touch of a key waited for the next frame, milliseconds. */
const typing = (page: Page): Promise<number> =>
  page.evaluate(async (words) => {
    const view = document.querySelector('desk-page')!.shadowRoot!.querySelector('people-view')!.shadowRoot!;
    const field = view.querySelector<HTMLInputElement>('input[type=search]')!;
    let most = 0;
    for (const word of words)
      for (let length = 1; length <= word.length; length += 1) {
        const began = performance.now();
        field.value = word.slice(0, length);
        field.dispatchEvent(new Event('input'));
        // The keys are free again when the work of this one is done.
        await Promise.resolve();
        await new Promise((resolve) => setTimeout(resolve));
        most = Math.max(most, performance.now() - began);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    return most;
  }, WORDS);

export async function desk(): Promise<void> {
  say(`the desk with ${PEOPLE} people and ${MEETINGS} meetings`);
  const folder = newFolder();
  const began = performance.now();
  let number = 0;
  const rows = planImport(unbornBody, readTable(cells)!, () => `p${number++}`);
  const read = performance.now() - began;
  const members = rows.flatMap(({ member }) => member ?? []);
  const options = { folder, empty: true, now: Date.now, say: () => undefined, warn: () => undefined };
  const { bodies, accounts } = await openData(options);
  const about = { name: 'Hội đồng lớn', kind: 'provincial-council', place: '' } as const;
  const { body, secretary } = await foundEmptyBody(bodies, about, 'Thư Ký');
  const clerk = { person: secretary, roles: ['secretariat'] as const };
  const from = performance.now();
  await body.execute('import-0001', { type: 'import-members', members }, clerk);
  const kept = performance.now() - from;
  const same = performance.now();
  planImport(body.state, readTable(cells)!, () => 'none');
  const again = performance.now() - same;
  add({
    what: `import of ${PEOPLE.toLocaleString('en')} rows: read, kept`,
    measured: `${ms(read)}, ${ms(kept)}`,
    limit: `${ms(again)} the same file again`,
    budget: '–',
    holds: null,
  });
  const description = { title: '', kind: 'session', hall: null, begins: null, ends: null, private: false } as const;
  for (let at = 0; at < MEETINGS; at += 1)
    await body.execute(
      `plan-${at}-0000`,
      {
        type: 'plan-meeting',
        meeting: `m${at}` as never,
        description: { ...description, title: `Phiên họp ${at}`, begins: 1e12 + at * 1e8 },
        people: [],
      },
      system,
    );
  const logins = await Logins.open(`${folder}/logins.json`);
  await issueCards({ accounts, logins }, [memberById(body.state, secretary)!], secretary);
  const token = await logins.open(secretary);
  await bodies.stop();

  const server = await RunningServer.start(folder);
  const browser = await launch();
  const page = await newDevice(browser, { width: 1280, height: 800 });
  await page.goto(`${server.url}/healthz`);
  await page.evaluate((login) => sessionStorage.setItem('login', login), token);
  // She has signed in before: the browser has its fonts, and has drawn a page.
  await page.goto(server.url, { waitUntil: 'networkidle0' });
  await page.emulateCPUThrottling(SLOWED);
  const firstList = async (tab: string, row: string, of: string): Promise<number> => {
    await page.goto('about:blank');
    await page.goto(`${server.url}/desk/?body=${body.id}#${tab}`);
    const shown = await page.waitForFunction(
      (view, wanted) => {
        const root = document.querySelector('desk-page')?.shadowRoot?.querySelector(view)?.shadowRoot;
        return root?.querySelector(wanted) ? performance.now() : false;
      },
      { polling: 'raf' },
      of,
      row,
    );
    return (await shown.jsonValue()) as number;
  };
  const people = await firstList('people', '.person', 'people-view');
  const longest = await typing(page);
  const meetings = await firstList('meetings', 'li', 'meetings-view');
  await browser.close();
  await server.stop();
  remove(folder);
  const first = Math.max(people, meetings);
  add({
    what: `desk, ${PEOPLE.toLocaleString('en')} people, ${MEETINGS.toLocaleString('en')} meetings: first list, CPU slowed ${SLOWED}×`,
    measured: `${ms(first)} (people ${ms(people)}, meetings ${ms(meetings)})`,
    limit: 'from opening the page, after the home page',
    budget: '≤ 1 s',
    holds: first <= 1000,
  });
  add({
    what: 'desk, typing in the search, the longest wait of a key',
    measured: ms(longest),
    limit: `${PEOPLE.toLocaleString('en')} people`,
    budget: '≤ 50 ms',
    holds: longest <= 50,
  });
}
