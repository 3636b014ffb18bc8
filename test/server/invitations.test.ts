/** Invitations as they leave the house and come back: mail with a calendar, links, answers, reminders, refusals. */
import type { AddressInfo } from 'node:net';
import ICAL from 'ical.js';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { until } from '../browser/checks.ts';
import { DeskServer } from './office.ts';
import { newFolder, RunningServer, remove } from './running-server.ts';

const invitations = suite('invitations');
/** What the mail server took; whom it takes nothing for; whether it takes anything. */
const taken: ParsedMail[] = [];
const refused = new Set<string>();
let isBusy = false;
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo({ address }, _session, done) {
    const fault = (code: number, words: string) => done(Object.assign(new Error(words), { responseCode: code }));
    if (isBusy) return fault(451, 'Try again later');
    return refused.has(address) ? fault(550, 'No such mailbox') : done();
  },
  onData(stream, _session, done) {
    simpleParser(stream)
      .then((mail) => {
        taken.push(mail);
        done();
      })
      .catch(done);
  },
});
let desk: DeskServer;
let meeting: string;
let people: { id: string; name: string }[] = [];

interface Sent {
  hasMail: boolean;
  people: {
    person: string;
    email: string;
    link: string;
    seenAt: number | null;
    mail: { id: string; state: string; error: string } | null;
  }[];
}
const planning = (path: string) => `/meetings/${meeting}/planning${path}`;
const sent = async () => (await desk.ask<Sent>('GET', planning('/invitations'))).body;
const give = (command: object) => desk.giveTo(meeting, command);
const begins = Date.UTC(2027, 6, 6, 1, 0);

invitations.before(async () => {
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  const { port } = smtp.server.address() as AddressInfo;
  desk = await DeskServer.start('Hội đồng nhân dân xã An Thịnh', [
    ...['--smtp', `smtp://127.0.0.1:${port}`, '--mail-from', 'hdnd@an-thinh.example'],
    ...['--origin', 'https://hop.an-thinh.example'],
  ]);
  const members = [
    { id: 'd1', name: 'Trần Thị Bình', title: 'Nông dân', roles: ['delegate'], email: 'binh@vi-du.example' },
    { id: 'd2', name: 'Lê Văn Cảnh', roles: ['delegate'], email: 'canh@vi-du.example' },
    { id: 'd3', name: 'Phạm Thị Dung', roles: ['delegate'] },
    { id: 'g1', name: 'Vũ Minh Đức', title: 'Giám đốc Sở Y tế', roles: ['guest'], email: 'duc@vi-du.example' },
  ];
  await desk.give({ type: 'import-members', members });
  meeting = await desk.plan({ title: 'Kỳ họp thứ 3', begins });
  people = members;
});
invitations.after(async () => {
  await desk?.server.stop();
  remove(desk.server.folder);
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
});

invitations('nothing goes out before the invitation is issued', async () => {
  const answer = await desk.ask('POST', planning('/invitations/mails'), { kind: 'invitation', people: ['d1'] });
  assert.is(answer.body.code, 'not-invited-yet');
});

const eventIn = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const event = calendar.getFirstSubcomponent('vevent')!;
  return {
    method: String(calendar.getFirstPropertyValue('method')),
    uid: String(event.getFirstPropertyValue('uid')),
    sequence: Number(event.getFirstPropertyValue('sequence')),
    status: String(event.getFirstPropertyValue('status')),
    starts: (event.getFirstPropertyValue('dtstart') as ICAL.Time).toJSDate().getTime(),
    isUtc: (event.getFirstPropertyValue('dtstart') as ICAL.Time).zone === ICAL.Timezone.utcTimezone,
  };
};
const calendarIn = ({ attachments, alternatives }: ParsedMail & { alternatives?: { content: string }[] }): string =>
  (attachments.find(({ contentType }) => /calendar|ics/.test(contentType))?.content.toString('utf8') ??
    alternatives?.[0]?.content)!;
const linkIn = ({ text }: ParsedMail): string => /https:\S+\/answer\/#\S+/.exec(text ?? '')![0];
const tokenIn = (mail: ParsedMail) => linkIn(mail).split('#')[1]!;

invitations('each who has an address gets the paper, the calendar and a link of her own', async () => {
  const paper = await fetch(`${desk.server.url}/api/bodies/${desk.body}${planning('/invitations/paper')}`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${desk.token}`, 'Content-Type': 'application/pdf' },
    body: '%PDF-1.7 giấy mời',
  });
  assert.is(paper.status, 200);
  const issued = await give({
    ...{ type: 'send-invitations', symbol: '1/GM-HĐND', day: '2027-07-01', notes: 'Mang theo thẻ đại biểu.' },
    ...{ signer: 'Nguyễn Văn A', signerTitle: 'CHỦ TỊCH' },
  });
  assert.is(issued.status, 200, JSON.stringify(issued));
  refused.add('canh@vi-du.example');
  const queued = await desk.ask<{ queued: number }>('POST', planning('/invitations/mails'), {
    kind: 'invitation',
    people: people.map(({ id }) => id),
  });
  assert.equal(queued.body, { queued: 3 } as never, 'who has no address gets none');
  await until(async () => taken.length === 2, 'two mails are there');
  const mail = taken.find(({ to }) => JSON.stringify(to).includes('binh@'))!;
  assert.is(mail.subject, 'Giấy mời số 1/GM-HĐND: Kỳ họp thứ 3');
  assert.match(mail.text ?? '', /Kính gửi: Trần Thị Bình, Nông dân/);
  assert.match(mail.text ?? '', /08 giờ 00, ngày 06\/07\/2027/);
  assert.match(mail.text ?? '', /Mang theo thẻ đại biểu/);
  assert.ok(
    mail.attachments.some(
      ({ filename, content }) => filename === 'giay-moi.pdf' && content.toString().startsWith('%PDF-'),
    ),
  );
  const event = eventIn(calendarIn(mail));
  assert.equal(event, { ...event, method: 'REQUEST', sequence: 0, status: 'CONFIRMED', starts: begins, isUtc: true });
  assert.is.not(tokenIn(taken[0]!), tokenIn(taken[1]!));
});

invitations('what a mailbox refuses is said with its words, and can be tried again', async () => {
  await until(async () => (await sent()).people.some(({ mail }) => mail?.state === 'refused'), 'one is refused');
  const one = (await sent()).people.find(({ person }) => person === 'd2')!;
  assert.match(one.mail!.error, /No such mailbox/);
  refused.clear();
  await desk.ask('POST', planning('/invitations/mails/again'), { mails: [one.mail!.id] });
  await until(async () => taken.length === 3, 'it goes out now');
});

const answering = (token: string, method = 'GET', body?: object) =>
  fetch(`${desk.server.url}/api/answer/${token}`, {
    method,
    ...(body ? { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) } : {}),
  });

invitations(
  'the link shows the invitation, takes the answer, and the office sees both; no other link does',
  async () => {
    const token = tokenIn(taken.find(({ to }) => JSON.stringify(to).includes('duc@'))!);
    assert.is((await sent()).people.find(({ person }) => person === 'g1')!.seenAt, null);
    const shown = (await (await answering(token)).json()) as { name: string; maySubstitute: boolean; isOpen: boolean };
    assert.equal([shown.name, shown.maySubstitute, shown.isOpen], ['Vũ Minh Đức', false, true]);
    assert.ok((await sent()).people.find(({ person }) => person === 'g1')!.seenAt);
    const wrong = await answering(token, 'POST', { coming: 'substitute', substitute: 'Bà Lý' });
    assert.is(((await wrong.json()) as { code: string }).code, 'no-substitutes');
    assert.is((await answering(token, 'POST', { coming: 'late', reason: '9 giờ mới đến' })).status, 200);
    const again = (await (await answering(token)).json()) as { answer: { coming: string; reason: string; by: string } };
    assert.equal([again.answer.coming, again.answer.reason, again.answer.by], ['late', '9 giờ mới đến', 'self']);
    for (const forged of [
      'none',
      `${token}x`,
      token.replace('.g1.', '.d1.'),
      token.replace(/.$/, 'A').replace(/..$/, 'BB'),
    ])
      assert.is(((await (await answering(forged)).json()) as { code: string }).code, 'no-such-link', forged);
    const calendar = await (await fetch(`${desk.server.url}/api/answer/${token}/calendar.ics`)).text();
    assert.is(eventIn(calendar).method, 'PUBLISH');
  },
);

invitations('a mail server that is busy is asked again, also after a restart; the rest is reminded', async () => {
  isBusy = true;
  const before = taken.length;
  await desk.ask('POST', planning('/invitations/mails'), { kind: 'reminder', people: ['d1'] });
  await until(
    async () => /later/.test((await sent()).people.find(({ person }) => person === 'd1')!.mail!.error),
    'it waits',
  );
  assert.is((await sent()).people.find(({ person }) => person === 'd1')!.mail!.state, 'waiting');
  await desk.restart();
  isBusy = false;
  const waiting = (await sent()).people.find(({ person }) => person === 'd1')!.mail!;
  assert.is(waiting.state, 'waiting', 'it is on disk');
  await desk.ask('POST', planning('/invitations/mails/again'), { mails: [waiting.id] });
  await until(async () => taken.length === before + 1, 'it came in the end');
  assert.is(taken.at(-1)!.subject, 'Nhắc trả lời giấy mời: Kỳ họp thứ 3');
  assert.is(
    tokenIn(taken.at(-1)!),
    tokenIn(taken.find(({ to }) => JSON.stringify(to).includes('binh@'))!),
    'the same link',
  );
});

invitations('a later time is an update of the same event; called off, it is cancelled', async () => {
  const first = eventIn(calendarIn(taken.find(({ to }) => JSON.stringify(to).includes('binh@'))!));
  const later = begins + 24 * 3_600_000;
  await give({ type: 'describe-meeting', description: { title: 'Kỳ họp thứ 3', begins: later, private: false } });
  await give({ type: 'send-invitations', symbol: '2/GM-HĐND', day: '2027-07-02' });
  await desk.ask('POST', planning('/invitations/mails'), { kind: 'invitation', people: ['d1'] });
  const isUpdate = (mail: ParsedMail) => mail.subject?.includes('2/GM-HĐND') ?? false;
  await until(async () => taken.some(isUpdate), 'the update is there');
  const update = eventIn(calendarIn(taken.find(isUpdate)!));
  assert.is(update.uid, first.uid);
  assert.equal([update.sequence, update.starts], [1, later]);
  await give({ type: 'cancel-meeting', reason: 'Bão số 5' });
  await desk.ask('POST', planning('/invitations/mails'), { kind: 'cancellation', people: ['d1'] });
  const isOff = (mail: ParsedMail) => mail.subject === 'Hủy: Kỳ họp thứ 3';
  await until(async () => taken.some(isOff), 'it is called off');
  const off = eventIn(calendarIn(taken.find(isOff)!));
  assert.equal([off.uid, off.method, off.status, off.sequence], [first.uid, 'CANCEL', 'CANCELLED', 2]);
});

invitations('without a mail server it is said what to do, and the links are there all the same', async () => {
  const other = await RunningServer.start(newFolder());
  const login = await other.signIn('TK01');
  const base = `${other.url}/api/bodies/hoi-dong-nhan-dan-tinh-hai-son/meetings/ky-hop-12/planning/invitations`;
  const asked = await fetch(base, { headers: { Authorization: `Bearer ${login}` } });
  const { hasMail, people } = (await asked.json()) as Sent;
  assert.not(hasMail);
  assert.ok(people.every(({ link }) => link.includes('/answer/#')));
  const tried = await fetch(`${base}/mails`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${login}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ kind: 'invitation', people: ['db01'] }),
  });
  assert.is(((await tried.json()) as { code: string }).code, 'no-mail-server');
  await other.stop();
  remove(other.folder);
});

invitations.run();
