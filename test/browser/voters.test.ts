/** The voters' site as a voter sees it: on a phone, a tablet and a desk, while a meeting is on, without a script, in the dark. */
import type { Browser, Page } from 'puppeteer';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { chairCode, here, RunningServer, remove, sample } from '../server/running-server.ts';
import { WireClient } from '../server/wire-client.ts';
import { checked, until } from './checks.ts';
import { launch } from './chromium.ts';

const voters = suite('voters');
let server: RunningServer;
let browser: Browser;
let chair: WireClient;
let delegate: WireClient;
let address = '';
const meeting = `/${here.body}/${here.meeting}/`;
const document = sample.definition.documents.find(({ access }) => access === 'public')!;

const give = async (command: object) => {
  const answer = await chair.give(command as never);
  assert.ok(answer.accepted, `${JSON.stringify(command)}: ${JSON.stringify(answer)}`);
};
const words = (page: Page) => page.evaluate(() => window.document.body.textContent);

voters.before(async () => {
  server = await RunningServer.start(undefined, ['--port', '0', '--public-port', '0']);
  const site = /voters’ site: (\S+)/;
  await until(async () => site.test(server.stdout), 'the site');
  address = site.exec(server.stdout)![1]!;
  chair = await WireClient.connect(server.url, await server.signIn(chairCode));
  delegate = await WireClient.connect(server.url, await server.signIn('DB05'));
  for (const type of ['send-agenda', 'mark-all-present', 'open-meeting', 'next-item']) await give({ type });
  const vote = chair.view!.voting.votes.find(({ kind }) => kind === 'open')!;
  await give({ type: 'open-vote', vote: vote.id });
  await give({ type: 'cast-ballot', vote: vote.id, marks: ['approve'] });
  await give({ type: 'close-vote', vote: vote.id });
  await give({ type: 'publish-vote', vote: vote.id });
  browser = await launch();
});
voters.after(async () => {
  await browser?.close();
  chair?.close();
  delegate?.close();
  await server.stop();
  remove(server.folder);
});

const sizes = { phone: [390, 844], tablet: [800, 1280], desk: [1440, 900] } as const;
for (const [name, [width, height]] of Object.entries(sizes))
  voters(`every page on a ${name}: axe, sizes, no scrolling sideways`, async () => {
    const page = await browser.newPage();
    await page.setViewport({ width, height });
    const paths = [
      '/',
      `/${here.body}/`,
      meeting,
      `${meeting}${document.id}/`,
      `/${here.body}/tim-kiem?q=ngan+sach`,
      '/nowhere/',
    ];
    for (const path of [...paths, `/en${meeting}`]) {
      await page.goto(address + path);
      await checked(page, `${path} on a ${name}`);
    }
    await page.close();
  });

voters(
  'what happens in the hall is on the page at once, and is there without a script and in the dark, too',
  async () => {
    const page = await browser.newPage();
    const plain = await browser.newPage();
    await plain.setJavaScriptEnabled(false);
    await plain.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    await page.goto(address + meeting);
    const debated = sample.definition.agenda.find(({ kind }) => kind === 'discussion')!;
    await give({ type: 'jump-to-item', item: debated.id });
    await give({ type: 'open-list' });
    const asked = await delegate.give({ type: 'request-floor', kind: 'speech' } as never);
    assert.ok(asked.accepted, JSON.stringify(asked));
    await until(async () => chair.view!.floor.requests.length > 0, 'the request');
    await give({ type: 'call-speaker', request: chair.view!.floor.requests[0]!.id });
    const { name } = sample.definition.people.find(({ id }) => id === 'db05')!;
    await until(async () => (await words(page)).includes(name), 'the speaker, told');
    await until(async () => {
      await plain.goto(address + meeting);
      return (await words(plain)).includes(name);
    }, 'the speaker, read');
    await checked(page, 'the live page');
    await page.close();
    await plain.close();
  },
);

voters('a page weighs little before the reader: thirty kilobytes at the most, from nowhere else', async () => {
  const page = await browser.newPage();
  let bytes = 0;
  const client = await page.createCDPSession();
  await client.send('Network.enable');
  client.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(address + meeting);
  await until(async () => bytes > 1000, 'the page');
  assert.ok(bytes <= 30 * 1024, `${bytes} bytes`);
  assert.ok(
    asked.every((url) => url.startsWith(address)),
    asked.join(),
  );
  await page.close();
});

voters.run();
