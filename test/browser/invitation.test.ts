/** An invitation on the tablet: asked when the agenda was sent, answered with a touch, known to the chair's side. */
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'puppeteer';
import { SMTPServer } from 'smtp-server';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { descriptionOf } from '../../shared/meeting/planning/queries.ts';
import { DeskServer } from '../server/office.ts';
import { chairCode, RunningServer, remove } from '../server/running-server.ts';
import { WireClient } from '../server/wire-client.ts';
import { checked } from './checks.ts';
import { launch } from './chromium.ts';
import { Downloads, wordsOfDocx } from './downloads.ts';
import { enter, newDevice, press, sizes, waitForWords } from './hall.ts';

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
  'the council writes its invitations in its own words; a place that nothing fills in is told at once',
  async () => {
    const desk = await newDevice(browser, sizes.console);
    await desk.goto(`${server.url}/desk/#login=${await server.signIn('TK02')}`);
    await waitForWords(desk, 'Nhận diện');
    await desk.evaluate(() => (location.hash = 'identity'));
    await waitForWords(desk, 'Tới dự: Kỳ họp thứ nhất.');
    const field = 'desk-page >>> identity-view >>> invitation-template >>> textarea';
    await desk.locator(field).fill('Thường trực {cơ quan} kính mời {khách mời} dự {cuộc hop}.');
    await waitForWords(desk, 'Không có chỗ điền: {cuộc hop}');
    await checked(desk, 'a template with a place that there is not');
    await desk.locator(field).fill('Thường trực {cơ quan} kính mời {khách mời} dự {cuộc họp}, tại ');
    await press(desk, '{địa điểm}');
    await waitForWords(desk, 'dự Kỳ họp thứ nhất, tại ………');
    // Left in between, it is still there.
    await desk.reload();
    await waitForWords(desk, 'dự Kỳ họp thứ nhất, tại ………');
    await checked(desk, 'a template of one’s own');
    await desk.setViewport(sizes.phone);
    await checked(desk, 'a template on a phone');
    const save = await desk.waitForSelector(`desk-page >>> identity-view >>> invitation-template >>> button.primary`);
    await save!.click();
    await waitForWords(desk, 'Đã lưu');
    await desk.close();
  },
);

invitation(
  'the office numbers and issues it; it stands on the tablet, and a link answers it without signing in',
  async () => {
    const office = await newDevice(browser, sizes.console);
    await office.goto(`${server.url}/secretariat/#login=${await server.signIn('TK02')}`);
    await waitForWords(office, 'Giấy mời');
    await office.evaluate(() => (location.hash = 'invitations'));
    await waitForWords(office, 'Phiên họp chưa có thời gian');
    const description = { ...descriptionOf(chair.view!), begins: Date.UTC(2026, 11, 9, 1, 0) };
    assert.ok((await chair.give({ type: 'describe-meeting', description })).accepted);
    await press(office, 'Lấy số từ sổ');
    const form = 'secretariat-page >>> invitations-view >>>';
    await office.waitForFunction(
      () =>
        document
          .querySelector('secretariat-page')
          ?.shadowRoot?.querySelector('invitations-view')
          ?.shadowRoot?.querySelector<HTMLInputElement>('input[name=symbol]')?.value === '1/GM-HĐND',
    );
    await office.locator(`${form} input[name=signer]`).fill('Nguyễn Văn Hòa');
    await office.locator(`${form} textarea[name=notes]`).fill('Trang phục: lễ phục. Xe đón lúc 7 giờ.');
    // What was typed and not issued outlives the page.
    await office.reload();
    await waitForWords(office, 'Phát hành giấy mời');
    await checked(office, 'an invitation is issued');
    const downloads = new Downloads();
    await downloads.of(office);
    const words = await wordsOfDocx(await downloads.saved(office, 'Tải Word', '.docx'));
    downloads.remove();
    for (const said of [
      'Số: 1/GM-HĐND',
      'kính mời các đại biểu và khách mời theo danh sách kèm theo dự',
      'Danh sách mời',
    ])
      assert.ok(words.includes(said), said);
    await press(office, 'Phát hành giấy mời');
    await waitForWords(office, 'Đã phát hành');
    await waitForWords(office, 'Chép liên kết');
    await checked(office, 'who got it and answered');
    await waitForWords(tablet, 'Xe đón lúc 7 giờ');
    await checked(tablet, 'the invitation on the tablet');
    const link = await office.evaluate(async () => {
      const token = sessionStorage.getItem('login') ?? '';
      const answer = await fetch('/api/bodies/hoi-dong-nhan-dan-tinh-hai-son/meetings/ky-hop-12/planning/invitations', {
        headers: { Authorization: `Bearer ${token}` },
      });
      const { people } = (await answer.json()) as { people: { person: string; link: string }[] };
      return people.find(({ person }) => person === 'km03')!.link;
    });
    const guest = await newDevice(browser, sizes.phone);
    await guest.goto(link);
    await waitForWords(guest, 'trân trọng kính mời');
    await checked(guest, 'a link is opened');
    await press(guest, 'Vắng mặt');
    await guest.locator('answer-page >>> answer-form >>> input[name=reason]').fill('đi công tác nước ngoài');
    await press(guest, 'Gửi: vắng mặt');
    await waitForWords(guest, 'Đã trả lời: vắng mặt');
    await checked(guest, 'a link has answered');
    await chair.until(({ view }) => view!.answers['km03' as never]?.reason === 'đi công tác nước ngoài');
    await waitForWords(office, 'đi công tác nước ngoài');
    await office.close();
    await guest.close();
  },
);

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

invitation(
  'a mail server that is not there is said with its words; once it is, one press sends everything',
  async () => {
    const taken: string[] = [];
    const post = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, { envelope }, done) {
        stream.on('end', () => {
          taken.push(...envelope.rcptTo.map(({ address }) => address));
          done();
        });
        stream.resume();
      },
    });
    const listen = (port: number) => new Promise<void>((resolve) => post.listen(port, '127.0.0.1', resolve));
    await listen(0);
    const { port } = post.server.address() as AddressInfo;
    await new Promise<void>((resolve) => post.server.close(() => resolve()));
    const commune = await DeskServer.start('Hội đồng nhân dân xã An Thịnh', [
      ...['--smtp', `smtp://127.0.0.1:${port}`, '--mail-from', 'hdnd@an-thinh.example'],
    ]);
    const members = ['Trần Thị Bình', 'Lê Văn Cảnh', 'Phạm Thị Dung'].map((name, at) => ({
      ...{ id: `d${at + 1}`, name, title: 'Đại biểu', roles: ['delegate'], email: `d${at + 1}@vi-du.example` },
    }));
    await commune.give({ type: 'import-members', members });
    const meeting = await commune.plan({ title: 'Kỳ họp thứ 3', begins: Date.UTC(2027, 6, 6, 1, 0) });
    await commune.giveTo(meeting, { type: 'send-invitations', symbol: '1/GM-HĐND', day: '2027-07-01' });
    const mails = { kind: 'invitation', people: members.map(({ id }) => id) };
    await commune.ask('POST', `/meetings/${meeting}/planning/invitations/mails`, mails);
    const office = await newDevice(browser, sizes.console);
    const where = `/secretariat/?body=${commune.body}&meeting=${meeting}`;
    await office.goto(`${commune.server.url}${where}#login=${commune.token}`);
    await waitForWords(office, 'Giấy mời');
    await office.evaluate(() => (location.hash = 'invitations'));
    await waitForWords(office, 'ECONNREFUSED');
    await waitForWords(office, 'Thư được giữ và thử lại lúc');
    await checked(office, 'the mail server is not there');
    await office.setViewport(sizes.phone);
    await checked(office, 'the mail server is not there, on a phone');
    await office.setViewport(sizes.console);
    await listen(port);
    await press(office, 'Thử ngay');
    await office.waitForFunction(
      () =>
        document
          .querySelector('secretariat-page')!
          .shadowRoot!.querySelector('invitations-view')!
          .shadowRoot!.textContent!.match(/đã gửi/g)?.length === 3,
    );
    assert.equal(taken.sort(), ['d1@vi-du.example', 'd2@vi-du.example', 'd3@vi-du.example']);
    await office.close();
    await commune.server.stop();
    remove(commune.server.folder);
    await new Promise<void>((resolve) => post.close(() => resolve()));
  },
);

invitation.run();
