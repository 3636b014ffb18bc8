/** Page turns and jumps as a cheap tablet shows them: Chromium with the CPU slowed four times, 1280×800 at 1.5. */

import type { Page } from 'puppeteer';
import type { IntakeNews } from '../../shared/intake.ts';
import { launch } from '../browser/chromium.ts';
import { inStep, newDevice, sizes } from '../browser/hall.ts';
import { chairCode, inMeeting, RunningServer, remove } from '../server/running-server.ts';
import { longScan } from './long-scan.ts';
import { RawClient } from './raw-client.ts';
import { add, at, median, ms, say } from './table.ts';

export const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Longer than a page takes to be drawn sharp and its neighbours to stand ready. */
const REST_MS = 1500;

/** What the intake says to those who prepare the meeting. */
async function intakeNews(server: RunningServer, token: string): Promise<IntakeNews> {
  const response = await fetch(server.url + inMeeting('/intake'), { headers: { Authorization: `Bearer ${token}` } });
  return (await response.json()) as IntakeNews;
}

/** Waits until the intake has made all page images. */
export async function imagesAreMade(server: RunningServer): Promise<void> {
  const token = await server.signIn('TK01');
  for (let quiet = 0; quiet < 4; ) {
    await pause(1000);
    quiet = (await intakeNews(server, token)).remaking === 0 ? quiet + 1 : 0;
  }
}

/** Brings a file in, as a clerk does; answers with the document's id. */
async function bringIn(server: RunningServer, name: string, content: Buffer): Promise<string> {
  const token = await server.signIn('TK01');
  const ask = async (method: string, path: string, body: Buffer | object) => {
    const isBytes = Buffer.isBuffer(body);
    const response = await fetch(server.url + path, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': isBytes ? 'application/octet-stream' : 'application/json',
      },
      body: isBytes ? new Uint8Array(body) : JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Record<string, string>;
  };
  const { id } = await ask('POST', inMeeting('/intake'), { name, bytes: content.length });
  await ask('PUT', inMeeting(`/intake/${id}/bytes?from=0`), content);
  while ((await intakeNews(server, token)).entries.some(({ state }) => state.phase === 'waiting')) await pause(500);
  const described = { title: 'Bản quét dài', kind: 'report', access: 'hall' };
  return (await ask('POST', inMeeting(`/intake/${id}/take`), { document: described, items: ['nd3'] })).document!;
}

/** The chair without a screen: nothing but the tablet uses the browser. */
class Presenter {
  #commands = 0;
  private constructor(readonly client: RawClient) {}

  static async enter(server: RunningServer): Promise<Presenter> {
    return new Presenter(await RawClient.connect(Number(server.port), await server.signIn(chairCode)));
  }
  async command(command: object): Promise<void> {
    this.#commands += 1;
    this.client.forget();
    const answered = this.client.hears(`43${this.#commands}[`);
    const id = `turning-${this.#commands}-${process.pid}`;
    this.client.send(`42${this.#commands}["command",${JSON.stringify({ id, command })}]`);
    await answered;
  }
}

async function newTablet(browser: Awaited<ReturnType<typeof launch>>, server: RunningServer, hasImages: boolean) {
  const tablet = await newDevice(browser, { ...sizes.tablet, deviceScaleFactor: 1.5 });
  await tablet.evaluateOnNewDocument(() => {
    // The moment at which a page turn arrives from the network, before anything of ours has looked at it.
    const Native = WebSocket;
    window.WebSocket = class extends Native {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        this.addEventListener('message', ({ data }) => {
          if (String(data).includes('"page-turned"')) Object.assign(window, { heardAt: performance.now() });
        });
      }
    };
  });
  if (!hasImages) {
    await tablet.setRequestInterception(true);
    tablet.on('request', (asked) => (asked.url().includes('.webp') ? void asked.abort() : void asked.continue()));
  }
  await tablet.goto(`${server.url}/delegate/#login=${await server.signIn('DB05')}`);
  await inStep(tablet);
  return tablet;
}

/** Milliseconds from a page turn's arrival in the tablet to the frame that shows it, for each of some pages. */
async function turns(presenter: Presenter, tablet: Page, pages: readonly number[]): Promise<number[]> {
  const times: number[] = [];
  for (const page of pages) {
    // Listens first; only then the chair turns.
    await tablet.evaluate((wanted) => {
      const reader = document.body.firstElementChild!.shadowRoot!.querySelector('pdf-reader')!.shadowRoot!;
      const isShown = () =>
        (reader.querySelector('.sheet.shown')?.getAttribute('aria-label') ?? '').includes(`Trang ${wanted}/`);
      // Watches the page itself and asks for no frame until it has changed: a loop of frames would tie each turn to
      // the loop's next one, which a tablet at rest does not have to wait for.
      const painted = new Promise<number>((resolve) => {
        const watcher = new MutationObserver(() => {
          if (!isShown()) return;
          watcher.disconnect();
          // Visible now is painted in the next frame; a message to oneself comes right after it.
          requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () =>
              resolve(performance.now() - (window as unknown as { heardAt: number }).heardAt);
            channel.port2.postMessage(0);
          });
        });
        watcher.observe(reader, { subtree: true, attributes: true, childList: true });
      });
      Object.assign(window, { painted });
    }, page);
    await presenter.command({ type: 'turn-page', page });
    times.push(await tablet.evaluate(() => (window as unknown as { painted: Promise<number> }).painted));
    await pause(REST_MS);
  }
  return times;
}

const text = { what: 'text', pages: 100, neighbours: 40, jumps: 15, drawn: 12 };
const scan = { what: '300 dpi scan', pages: 40, neighbours: 30, jumps: 15, drawn: 6 };

/** As many pages as are wanted, each far from the one before. */
const far = (count: number, pages: number) =>
  Array.from({ length: count }, (_, index) => 2 + ((index * Math.round(pages * 0.38) + 9) % (pages - 2)));

export async function pageTurns(): Promise<void> {
  say('page turns in Chromium, CPU slowed 4×');
  const server = await RunningServer.start();
  await server.allowSeveralDevices();
  await imagesAreMade(server);
  const scanned = await bringIn(server, 'ban-quet.pdf', await longScan(scan.pages));
  const browser = await launch();
  const presenter = await Presenter.enter(server);
  for (const { what, pages, neighbours, jumps, drawn, document } of [
    { ...text, document: 'bc-cu-tri' },
    { ...scan, document: scanned },
  ]) {
    const opened = async (hasImages: boolean) => {
      const tablet = await newTablet(browser, server, hasImages);
      await presenter.command({ type: 'start-presentation', document, page: 1 });
      await pause(12_000); // images are fetched, neighbours stand ready
      await tablet.emulateCPUThrottling(4);
      return tablet;
    };
    const tablet = await opened(true);
    const near = await turns(
      presenter,
      tablet,
      Array.from({ length: neighbours }, (_, index) => index + 2),
    );
    const jumped = await turns(presenter, tablet, far(jumps, pages));
    await tablet.browserContext().close();
    // The same without the intake's images: what pdf.js alone takes.
    const bare = await opened(false);
    const onDemand = median(await turns(presenter, bare, far(drawn, pages)));
    await bare.browserContext().close();

    const told = (times: readonly number[]) => `${ms(at(times, 0.95))} (median ${ms(median(times))})`;
    add({
      what: `synced turn to a neighbour, ${what} (p95)`,
      measured: told(near),
      limit: `${ms(onDemand)} drawn on demand (median)`,
      budget: '≤ 20 ms, median ≥ 10 × faster',
      holds: at(near, 0.95) <= 20 && onDemand >= 10 * median(near),
    });
    add({
      what: `jump to any page, its image shown, ${what} (p95)`,
      measured: told(jumped),
      limit: `${ms(onDemand)} drawn on demand (median)`,
      budget: '≤ 100 ms',
      holds: at(jumped, 0.95) <= 100,
    });
  }
  presenter.client.socket.destroy();
  await browser.close();
  await server.stop();
  remove(server.folder);
}
