/** npm run pictures: the README's pictures, taken of the pages as they are. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chairCode, idsOf, RunningServer, remove } from '../server/running-server.ts';
import { WireClient } from '../server/wire-client.ts';
import { launch } from './chromium.ts';
import { enter, give, sizes, waitForWords } from './hall.ts';

const folder = join(import.meta.dirname, '..', '..', 'docs', 'pictures');
mkdirSync(folder, { recursive: true });
const server = await RunningServer.start();
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
for (const voter of voters) voter.close();
await browser.close();
await server.stop();
remove(server.folder);
