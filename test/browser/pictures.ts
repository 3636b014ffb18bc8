/** npm run pictures: the pictures of README and docs, taken of the pages as they are. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chairCode, here, idsOf, newFolder, RunningServer, remove } from '../server/running-server.ts';
import { WireClient } from '../server/wire-client.ts';
import { launch } from './chromium.ts';
import { enter, give, inStep, newDevice, press, sizes, waitForWords } from './hall.ts';

const folder = join(import.meta.dirname, '..', '..', 'docs', 'pictures');
mkdirSync(folder, { recursive: true });
const server = await RunningServer.start(undefined, ['--port', '0', '--public-port', '0']);
await server.allowSeveralDevices();
const browser = await launch();
const delegates = idsOf('delegate');
const voters = await Promise.all(
  delegates.slice(0, 46).map(async (id) => WireClient.connect(server.url, await server.signIn(id.toUpperCase()))),
);
await Promise.all(voters.map((voter) => voter.give({ type: 'confirm-attendance' })));
const chair = await enter(browser, server, chairCode, 'chair', sizes.console);
const tablet = await enter(browser, server, 'DB05', 'delegate', sizes.tablet);
const screen = await enter(browser, server, 'MH01', 'display', sizes.screen);
await give(chair, { type: 'open-meeting' });
await give(chair, { type: 'jump-to-item', item: 'nd6' } as never);
await give(chair, { type: 'open-list' });
for (const index of [6, 20, 33, 41])
  await voters[index]!.give({ type: 'request-floor', kind: index === 33 ? 'debate' : 'speech' });
await give(chair, {
  type: 'call-speaker',
  request: await chair.evaluate(
    () =>
      (document.body.firstElementChild as never as { live: { view: { floor: { requests: { id: string }[] } } } }).live
        .view.floor.requests[0]!.id,
  ),
} as never);
await waitForWords(screen, 'Còn lại');
await new Promise((resolve) => setTimeout(resolve, 1500));
await chair.screenshot({ path: join(folder, 'console.png') });
await give(chair, { type: 'end-speech' });
await give(chair, { type: 'jump-to-item', item: 'nd7' } as never);
await give(chair, { type: 'start-presentation', document: 'nq-kinh-te' } as never);
await new Promise((resolve) => setTimeout(resolve, 1500));
await give(chair, { type: 'open-vote', vote: 'bq2' } as never);
await waitForWords(tablet, 'Tán thành');
await new Promise((resolve) => setTimeout(resolve, 800));
await tablet.screenshot({ path: join(folder, 'tablet.png') });
const choiceOf = (index: number): string => {
  if (index % 11 === 7) return 'reject';
  return index % 17 === 3 ? 'abstain' : 'approve';
};
await Promise.all(
  voters.slice(0, 45).map((voter, index) =>
    voter.give({
      type: 'cast-ballot',
      vote: 'bq2',
      marks: [choiceOf(index)],
    } as never),
  ),
);
await give(chair, { type: 'close-vote', vote: 'bq2' } as never);
await give(chair, { type: 'publish-vote', vote: 'bq2' } as never);
await waitForWords(screen, 'Thông qua');
await new Promise((resolve) => setTimeout(resolve, 800));
await screen.screenshot({ path: join(folder, 'screen.png') });
const site = await newDevice(browser, sizes.tablet);
await site.goto(`${/voters’ site: (\S+)/.exec(server.stdout)![1]}/${here.body}/${here.meeting}/`);
await site.screenshot({ path: join(folder, 'voters.png') });
for (const voter of voters) voter.close();
await server.stop();
remove(server.folder);

// The desk, from an empty folder.
const fresh = await RunningServer.start(newFolder(), ['--port', '0', '--empty']);
const desk = await newDevice(browser, sizes.tablet);
const token = /\/setup\/#(\S+)/.exec(fresh.stdout)![1]!;
await desk.goto(`${fresh.url}/setup/#${token}`);
await waitForWords(desk, 'Bước 1/3');
await desk.screenshot({ path: join(folder, 'setup.png') });
const password = 'một câu dài dễ nhớ';
const about = { name: 'Hội đồng nhân dân xã An Thịnh', kind: 'communal-council', place: 'An Thịnh' };
const secretary = { name: 'Nguyễn Thị Thư', password };
const { body: made } = await fresh.post<{ body: string; code: string; pin: string }>('/api/setup', {
  token,
  body: about,
  secretary,
});
const { code, pin } = made;
const { body: login } = await fresh.post<{ token: string }>('/api/login', { code, pin, password, bearer: true });
await desk.goto('about:blank');
await desk.goto(`${fresh.url}/desk/?body=${made.body}#login=${login.token}`);
await desk.evaluate(() => (location.hash = '#people-import'));
await waitForWords(desk, 'Nhập danh sách từ tệp');
const input = await desk.evaluateHandle(
  () =>
    document
      .querySelector('desk-page')!
      .shadowRoot!.querySelector('people-view')!
      .shadowRoot!.querySelector('import-people')!
      .shadowRoot!.querySelector<HTMLInputElement>('input[type=file]')!,
);
await input.uploadFile(join(folder, '..', '..', 'fixtures', 'desk', 'danh-sach-dai-bieu.csv'));
await waitForWords(desk, '6 dòng có lỗi');
await desk.screenshot({ path: join(folder, 'import.png') });
await press(desk, 'Nhập 46 người');
await waitForWords(desk, 'Đã nhập 46 người');
await desk.evaluate(() => (location.hash = '#halls'));
await press(desk, 'Sơ đồ chỗ ngồi');
await press(desk, 'Tạo sơ đồ');
await press(desk, 'Xếp đại biểu theo danh sách');
await waitForWords(desk, '46/60 ghế có người');
await new Promise((resolve) => setTimeout(resolve, 1500));
await desk.screenshot({ path: join(folder, 'hall-plan.png') });
const meeting = { title: 'Kỳ họp thứ nhất, phiên khai mạc', begins: Date.UTC(2026, 11, 9, 1), private: false };
const { body: planned } = await fresh.post<{ meeting: string }>(
  `/api/bodies/${made.body}/meetings`,
  meeting,
  login.token,
);
await desk.goto(`${fresh.url}/secretariat/?body=${made.body}&meeting=${planned.meeting}#agenda`);
await inStep(desk);
for (const title of [
  'Khai mạc kỳ họp, chào cờ, tuyên bố lý do',
  'Báo cáo tình hình kinh tế - xã hội 6 tháng cuối năm',
  'Thảo luận tại hội trường',
  'Chất vấn và trả lời chất vấn',
  'Thông qua các nghị quyết',
  'Bế mạc',
]) {
  const after = await desk.evaluate(
    () =>
      (
        document.body.firstElementChild as never as { live: { view: { agenda: { items: { id: string }[] } } } }
      ).live.view.agenda.items.at(-1)?.id ?? null,
  );
  await give(desk, {
    type: 'add-item',
    title,
    kind: 'other',
    plannedMinutes: 20,
    parent: null,
    documents: [],
    after,
  } as never);
  await new Promise((resolve) => setTimeout(resolve, 300));
}
await desk.screenshot({ path: join(folder, 'agenda.png') });
await browser.close();
await fresh.stop();
remove(fresh.folder);
