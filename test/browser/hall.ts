/** A hall in Chromium: pages for several people in one browser, and ways to look into their elements. */
import type { Browser, BrowserContext, Page, Viewport } from 'puppeteer';
import type { Command } from '../../shared/meeting/commands.ts';
import type { Answer } from '../../shared/wire/protocol.ts';
import type { RunningServer } from '../server/running-server.ts';

/** What does not come in this time does not come: two browsers and a flood may share two busy cores. */
export const PATIENCE_MS = 90_000;

export type Where = 'chair' | 'delegate' | 'display';
export const sizes = {
  tablet: { width: 1280, height: 800 },
  upright: { width: 800, height: 1280 },
  phone: { width: 390, height: 844 },
  console: { width: 1440, height: 900 },
  screen: { width: 1920, height: 1080 },
} as const;

/** A page on a device of its own: its window is in front, its storage is nobody else's. */
export const newDevice = async (browser: Browser, size: Viewport): Promise<Page> =>
  newTab(await browser.createBrowserContext(), size);

/** One more page on a device. */
export async function newTab(device: BrowserContext, size: Viewport): Promise<Page> {
  const page = await device.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.setViewport(size);
  // esbuild names functions through this helper; a page does not have it.
  await page.evaluateOnNewDocument('globalThis.__name = (named) => named');
  return page;
}

/** Opens one of the live pages as someone, and waits until the meeting is on it. */
export async function enter(
  browser: Browser,
  server: RunningServer,
  code: string,
  where: Where,
  size: { width: number; height: number },
): Promise<Page> {
  const page = await newDevice(browser, size);
  await page.goto(`${server.url}/${where}/#login=${await server.signIn(code)}`);
  await inStep(page);
  return page;
}

/** Waits until the page holds the meeting and is connected. */
export const inStep = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => {
    const { live } = (document.body.firstElementChild ?? {}) as unknown as { live?: { view: unknown; status: string } };
    return live?.view != null && live.status === 'online';
  });

type LivePageElement = {
  live: {
    send: (command: unknown) => Promise<unknown>;
    view: unknown;
    sequence: number;
    status: string;
    own: { ballots: Record<string, string> };
  };
};

/** Gives a command from the page, over its own connection. */
export const give = (page: Page, command: Command): Promise<Answer> =>
  page.evaluate(
    (given) => (document.body.firstElementChild as unknown as LivePageElement).live.send(given),
    command as never,
  ) as Promise<Answer>;

export const sequenceOf = (page: Page): Promise<number> =>
  page.evaluate(() => (document.body.firstElementChild as unknown as LivePageElement).live.sequence);

/** Waits until the tablet keeps the meeting as it stands now, for a start without a network. */
export const viewIsKept = (page: Page): Promise<unknown> =>
  page.waitForFunction(
    () =>
      new Promise<boolean>((resolve) => {
        const { live } = document.body.firstElementChild as unknown as {
          live: { sequence: number; welcome: { meeting: string } };
        };
        const opening = indexedDB.open('nghi-truong-view');
        opening.onsuccess = () => {
          const db = opening.result;
          if (!db.objectStoreNames.contains('views')) return resolve(false);
          const asked = db.transaction('views').objectStore('views').get('last');
          asked.onsuccess = () => {
            const last = asked.result;
            db.close();
            resolve(last?.sequence === live.sequence && last.welcome.meeting === live.welcome.meeting);
          };
        };
      }),
    { polling: 250 },
  );

/** All that can be read on a page, shadow trees included. */
export const wordsOn = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const read = (node: Node): string => {
      if (node instanceof HTMLElement) {
        if (node.tagName === 'DIALOG' && !(node as HTMLDialogElement).open) return '';
        // A slot has no box of its own, only what stands in it; nor has what is laid out as its contents.
        const isBox = !(node instanceof HTMLSlotElement) && getComputedStyle(node).display !== 'contents';
        if (['STYLE', 'SCRIPT', 'OPTION'].includes(node.tagName)) return '';
        if (isBox && !node.checkVisibility({ checkVisibilityCSS: true })) return '';
        const slotted = node instanceof HTMLSlotElement ? node.assignedNodes() : [];
        const root = node.shadowRoot ?? node;
        return (slotted.length > 0 ? slotted : [...root.childNodes]).map(read).join(' ');
      }
      return node instanceof Text ? node.data : '';
    };
    return read(document.body).replace(/\s+/g, ' ');
  });

/** Waits for words to be on the page. */
export async function waitForWords(page: Page, words: string, timeout = PATIENCE_MS): Promise<void> {
  const end = Date.now() + timeout;
  for (;;) {
    // Between two pages there are no words; what else goes wrong is thrown.
    const all = await wordsOn(page).catch((error: Error) => {
      if (/context was destroyed|Cannot find context/.test(error.message)) return '';
      throw error;
    });
    if (all.includes(words)) return;
    if (Date.now() > end) throw new Error(`“${words}” did not come up. On the page: ${all.slice(0, 600)}`);
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
}

/** Presses the visible button whose words (or name) contain these, in any shadow tree. */
export async function press(page: Page, words: string): Promise<void> {
  const handle = await page.waitForFunction(
    (wanted) => {
      const roots: (Document | ShadowRoot)[] = [document];
      const buttons: HTMLElement[] = [];
      for (const root of roots)
        for (const element of root.querySelectorAll<HTMLElement>('*')) {
          if (element.shadowRoot) roots.push(element.shadowRoot);
          if (element.tagName === 'BUTTON') buttons.push(element);
        }
      // Also where an element in the dialog has a shadow tree of its own.
      const isInDialog = (element: Element | undefined): boolean =>
        element !== undefined &&
        (element.closest('dialog')?.open === true || isInDialog((element.getRootNode() as ShadowRoot).host));
      const topmost = buttons.filter((button) => isInDialog(button));
      const pool = topmost.length > 0 ? topmost : buttons;
      const named = (button: HTMLElement) =>
        `${button.getAttribute('aria-label') ?? ''} ${button.textContent?.replace(/\s+/g, ' ')}`;
      return (
        pool.find(
          (button) =>
            button.checkVisibility({ checkVisibilityCSS: true }) &&
            button.getAttribute('aria-disabled') !== 'true' &&
            !(button as HTMLButtonElement).disabled &&
            named(button).includes(wanted),
        ) ?? null
      );
    },
    { timeout: PATIENCE_MS },
    words,
  );
  const button = handle as unknown as import('puppeteer').ElementHandle<HTMLElement>;
  await button.evaluate((element) => element.scrollIntoView({ block: 'nearest' }));
  // A locator waits until it stands still: what is drawn above it while it is pressed moves it away.
  await button.asLocator().setTimeout(PATIENCE_MS).click();
}

/**
 * Strikes a key of the console once the button that it presses is there and may be pressed: a command's answer can
 * arrive a moment before the change that it made.
 */
export async function strike(page: Page, key: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const roots: (Document | ShadowRoot)[] = [document];
      for (const root of roots)
        for (const element of root.querySelectorAll('*')) {
          if (element.shadowRoot) roots.push(element.shadowRoot);
          if (element.getAttribute('aria-keyshortcuts') === wanted && element.getAttribute('aria-disabled') !== 'true')
            return true;
        }
      return false;
    },
    { timeout: PATIENCE_MS },
    key.toUpperCase(),
  );
  await page.keyboard.press(key as import('puppeteer').KeyInput);
}

/** Half a second in which buttons that have just come up ignore touches. */
export const afterAppearing = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 600));

/** Strikes a key that asks before it acts, and says yes once the answer no longer counts as hasty. */
export async function strikeAndConfirm(page: Page, key: string, words: string): Promise<void> {
  await strike(page, key);
  await afterAppearing();
  await press(page, words);
}

/** Says yes to the question that is open: pressed until it is answered, since a hasty click is ignored there. */
export async function confirm(page: Page, timeout = PATIENCE_MS): Promise<void> {
  const end = Date.now() + timeout;
  for (;;) {
    const isAnswered = await page.evaluate(() => {
      const dialog = document.body.firstElementChild?.shadowRoot
        ?.querySelector('ask-dialog')
        ?.shadowRoot?.querySelector('dialog');
      dialog?.querySelector<HTMLButtonElement>('button.primary')?.click();
      return dialog?.open === false;
    });
    if (isAnswered) return;
    if (Date.now() > end) throw new Error('The question stays open.');
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
}
