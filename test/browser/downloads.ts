/** Files that pages save: into a folder of the test, and what stands in them. */
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import yauzl from 'yauzl';
import { remove } from '../server/running-server.ts';
import { until } from './checks.ts';
import { press } from './hall.ts';

export class Downloads {
  readonly folder = mkdtempSync(join(tmpdir(), 'nghi-truong-'));

  /** What this page, and others on its device, save comes here from now on. */
  async of(page: Page): Promise<void> {
    const client = await page.createCDPSession();
    await client.send('Browser.setDownloadBehavior', {
      behavior: 'allow',
      downloadPath: this.folder,
      browserContextId: (page.browserContext() as unknown as { id: string }).id,
    });
  }

  /** Presses what saves a file; resolves with where the file is. */
  async saved(page: Page, words: string, ending: string): Promise<string> {
    const before = new Set(readdirSync(this.folder));
    await press(page, words);
    let found: string | undefined;
    await until(async () => {
      found = readdirSync(this.folder).find((name) => !before.has(name) && name.endsWith(ending));
      return found !== undefined;
    }, `a file ${ending}`);
    return join(this.folder, found!);
  }

  remove(): void {
    remove(this.folder);
  }
}

/** All words of a Word document; throws where it is none. */
export const wordsOfDocx = (path: string): Promise<string> =>
  new Promise((resolve, reject) =>
    yauzl.fromBuffer(readFileSync(path), { lazyEntries: true }, (failed, zip) => {
      if (failed || !zip) return reject(failed);
      zip.on('end', () => reject(new Error(`${path} has no text.`)));
      zip.on('entry', (entry: yauzl.Entry) => {
        if (entry.fileName !== 'word/document.xml') return zip.readEntry();
        zip.openReadStream(entry, (broken, stream) => {
          if (broken || !stream) return reject(broken);
          const parts: Buffer[] = [];
          stream.on('data', (part: Buffer) => parts.push(part));
          stream.on('end', () =>
            resolve(
              Buffer.concat(parts)
                .toString('utf8')
                .replace(/<[^>]+>/g, ''),
            ),
          );
        });
      });
      zip.readEntry();
    }),
  );
