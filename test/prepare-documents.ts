/** Has a server make everything of the sample's documents; answers with the folder in which they are. */
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { inMeeting, newFolder, RunningServer, remove } from './server/running-server.ts';

/** A tenth of a second apart. */
const MOST_TRIES = 3000;

export async function prepareDocuments(): Promise<string> {
  const server = await RunningServer.start();
  const headers = { Authorization: `Bearer ${await server.signIn('TK01')}` };
  const folder = newFolder();
  let hasBegun = false;
  for (let tries = 0; ; tries += 1) {
    if (tries === MOST_TRIES) throw new Error('The sample’s documents are not made in five minutes.');
    const { remaking } = (await (await fetch(server.url + inMeeting('/intake'), { headers })).json()) as {
      remaking: number;
    };
    // It begins a while after the start, when nobody waits for anything else.
    hasBegun ||= remaking > 0;
    if (hasBegun && remaking === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await server.stop();
  renameSync(join(server.folder, 'documents'), join(folder, 'documents'));
  remove(server.folder);
  return folder;
}
