/** The door of a hall with HTTPS, as a tablet that trusts nothing yet sees it. */
import type { Browser } from 'puppeteer';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { newFolder, RunningServer, remove } from '../server/running-server.ts';
import { checked } from './checks.ts';
import { launch } from './chromium.ts';
import { newDevice, sizes, waitForWords } from './hall.ts';

const door = suite('door');
let browser: Browser;
let server: RunningServer;

door.before(async () => {
  server = await RunningServer.start(newFolder(), ['--port', '0', '--https-port', '0', '--lan', '--host', '127.0.0.1']);
  browser = await launch();
});
door.after(async () => {
  await browser.close();
  await server.stop();
  remove(server.folder);
});

door('it says that this device does not trust the server yet, and how it comes to', async () => {
  const port = /door for devices[^:]*: http:\/\/…:(\d+)/.exec(server.stdout)![1];
  for (const size of [sizes.tablet, sizes.phone]) {
    const page = await newDevice(browser, size);
    await page.goto(`http://127.0.0.1:${port}/`);
    await waitForWords(page, 'Máy này chưa tin cậy máy chủ.');
    assert.is(new URL(page.url()).pathname, '/tin-cay');
    await checked(page, `door at ${size.width}`);
    await page.close();
  }
});

door.run();
