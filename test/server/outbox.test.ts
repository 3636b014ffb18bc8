/** Mail and the mail server: its login, its certificate, its line. What is wrong with all is asked once, not for each. */
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type NewMail, Outbox } from '../../server/invitations/outbox.ts';
import { until } from '../browser/checks.ts';
import { newFolder, remove } from './running-server.ts';

const outbox = suite('outbox');

/** A mail server; what it was asked and what it took. */
class Post {
  readonly logins: string[] = [];
  readonly taken: { to: string; isSecure: boolean; user: string }[] = [];
  password = 'đúng:mật@khẩu';
  readonly #server: SMTPServer;

  private constructor(options: SMTPServerOptions) {
    this.#server = new SMTPServer({
      onAuth: ({ username = '', password = '' }, _session, done) => {
        this.logins.push(username);
        if (password === this.password) done(null, { user: username });
        else done(new Error('Invalid login'));
      },
      onData: (stream, { envelope, secure, user }, done) => {
        stream.on('end', () => {
          for (const { address } of envelope.rcptTo)
            this.taken.push({ to: address, isSecure: secure, user: String(user ?? '') });
          done();
        });
        stream.resume();
      },
      ...options,
    });
    // A client that does not like our certificate hangs up.
    this.#server.on('error', () => undefined);
  }
  static async start(options: SMTPServerOptions = {}, port = 0): Promise<Post> {
    const post = new Post(options);
    await new Promise<void>((resolve) => post.#server.listen(port, '127.0.0.1', resolve));
    return post;
  }
  get port(): number {
    return (this.#server.server.address() as AddressInfo).port;
  }
  stop(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

const folder = newFolder();
let count = 0;
const opened: Outbox[] = [];
async function open(server: string): Promise<Outbox> {
  count += 1;
  const box = await Outbox.open({
    ...{ folder: `${folder}/${count}`, server, from: 'hdnd@an-thinh.example' },
    ...{ now: Date.now, warn: (message: string) => assert.unreachable(message) },
  });
  opened.push(box);
  return box;
}
const mailTo = (to: string) =>
  ({
    ...{ body: 'xa', meeting: 'm', person: to, to: `${to}@vi-du.example`, toName: to, fromName: 'HĐND xã' },
    ...{ subject: 'Giấy mời', text: 'Kính mời', calendar: null, paper: null },
  }) as unknown as NewMail;
const statesOf = (box: Outbox) => box.of('xa', 'm').map(({ state }) => state);
const idsOf = (box: Outbox) => box.of('xa', 'm').map(({ id }) => id);
const login = `hdnd%40an-thinh.example:${encodeURIComponent('đúng:mật@khẩu')}`;

outbox.after(async () => {
  for (const box of opened) await box.stop();
  remove(folder);
});

outbox('with a login over an encrypted line', async () => {
  const post = await Post.start();
  const box = await open(`smtp://${login}@0.0.0.0:${post.port}/?tls.rejectUnauthorized=false`);
  // One after the other, and while the ones before are on their way: each goes out once.
  const people = ['binh', 'canh', 'dung', 'duc'];
  for (const person of people) await box.queue([mailTo(person)]);
  await until(async () => statesOf(box).every((state) => state === 'sent'), 'all are sent');
  assert.equal(
    post.taken,
    people.map((person) => ({ to: `${person}@vi-du.example`, isSecure: true, user: 'hdnd@an-thinh.example' })),
  );
  assert.is(box.trouble, null);
  await post.stop();
});

outbox('a wrong password is no fault of any mailbox: all wait, it is asked once, and said', async () => {
  const post = await Post.start();
  post.password = 'mật khẩu mới';
  const box = await open(`smtp://${login}@0.0.0.0:${post.port}/?tls.rejectUnauthorized=false`);
  await box.queue(['binh', 'canh', 'dung'].map(mailTo));
  await until(async () => box.trouble !== null, 'it is known');
  assert.match(box.trouble!.words, /Invalid login/);
  assert.ok(box.trouble!.until > Date.now());
  assert.equal(statesOf(box), ['waiting', 'waiting', 'waiting']);
  assert.is(post.logins.length, 1);
  // Set right there, somebody presses “now”.
  post.password = 'đúng:mật@khẩu';
  await box.again(idsOf(box));
  await until(async () => statesOf(box).every((state) => state === 'sent'), 'all are sent');
  assert.is(box.trouble, null);
  await post.stop();
});

outbox('no password over an open line, nor to whoever shows a certificate that nobody vouches for', async () => {
  const open_ = await Post.start({ disabledCommands: ['STARTTLS'] });
  const strange = await Post.start();
  for (const post of [open_, strange]) {
    const box = await open(`smtp://${login}@0.0.0.0:${post.port}`);
    await box.queue([mailTo('binh')]);
    await until(async () => box.trouble !== null, 'it is known');
    assert.match(box.trouble!.words, post === open_ ? /STARTTLS/ : /certificate/);
    assert.equal([post.logins, post.taken, statesOf(box)], [[], [], ['waiting']]);
    await post.stop();
  }
});

outbox('a mail server that is not there: mail waits, and goes out when it is', async () => {
  const before = await Post.start();
  const { port } = before;
  await before.stop();
  const box = await open(`smtp://127.0.0.1:${port}`);
  await box.queue(['binh', 'canh'].map(mailTo));
  await until(async () => box.trouble !== null, 'it is known');
  assert.match(box.trouble!.words, /ECONNREFUSED/);
  assert.equal(statesOf(box), ['waiting', 'waiting']);
  // Whoever presses “send” once more has the last one sent, not both.
  await box.queue([{ ...mailTo('binh'), subject: 'Giấy mời, lần 2' }]);
  assert.equal(
    box.of('xa', 'm').map(({ to, subject }) => [to, subject]),
    [
      ['canh@vi-du.example', 'Giấy mời'],
      ['binh@vi-du.example', 'Giấy mời, lần 2'],
    ],
  );
  const post = await Post.start({ authOptional: true, disabledCommands: ['STARTTLS'] }, port);
  await box.again(idsOf(box));
  await until(async () => statesOf(box).every((state) => state === 'sent'), 'all are sent');
  assert.equal(post.taken.map(({ to }) => to).sort(), ['binh@vi-du.example', 'canh@vi-du.example']);
  // What was sent is not sent again, whoever asks for it.
  await box.again(idsOf(box));
  assert.equal(statesOf(box), ['sent', 'sent']);
  await post.stop();
});

outbox.run();
