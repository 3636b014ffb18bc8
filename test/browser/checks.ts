/** What must hold of any page, whatever is on it. */
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'puppeteer';
import * as assert from 'uvu/assert';

/** No violation of WCAG 2.2 AA on the page as it stands. */
export async function isAccessible(page: Page, name: string): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
      rules: { 'target-size': { enabled: true } },
      iframes: false,
    }),
  );
  assert.equal(
    violations.map(
      ({ id, nodes }) =>
        `${name}: ${id} ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary}`).join(' | ')}`,
    ),
    [],
  );
}

/** Every visible button, field and link is at least 44 px high and wide (measured: axe asks for 24). */
export async function isLargeEnough(page: Page, name: string): Promise<void> {
  const small = await page.evaluate(() => {
    const roots: (Document | ShadowRoot)[] = [document];
    const found: string[] = [];
    for (const root of roots)
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        if (element.shadowRoot) roots.push(element.shadowRoot);
        if (
          !element.matches('button, a, input, select, textarea, summary') ||
          !element.checkVisibility({ checkVisibilityCSS: true })
        )
          continue;
        // A box to tick is as large as the label that ticks it.
        const target = element.matches('[type=checkbox], [type=radio]')
          ? (element.closest('label') ?? element)
          : element;
        const { width, height } = target.getBoundingClientRect();
        if (width < 43.5 || height < 43.5) found.push(`${element.outerHTML.slice(0, 120)} ${width}×${height}`);
      }
    return found;
  });
  assert.equal(small, [], name);
}

/** The page goes sideways nowhere; where it does, the first few that stand out on the right are named. */
export async function hasNoSidewaysScroll(page: Page, name: string): Promise<void> {
  const wide = await page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    const roots: (Document | ShadowRoot)[] = [document];
    const found: string[] = [];
    for (const root of roots)
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) roots.push(element.shadowRoot);
        const isScrolled = element.parentElement?.closest('.scroll') ?? null;
        if (isScrolled === null && element.getBoundingClientRect().right > innerWidth + 1)
          found.push(element.outerHTML.slice(0, 120));
      }
    return ['scrolls sideways', ...found.slice(0, 5)];
  });
  assert.equal(wide, [], name);
}

/** What holds for every page in every state. */
export async function checked(page: Page, name: string): Promise<void> {
  // To be looked at: PICTURES=folder npm test -- browser/…
  const folder = process.env.PICTURES;
  if (folder) await page.screenshot({ path: join(folder, `${name.replace(/[^\p{L}\d]+/gu, '-')}.png`) });
  await isAccessible(page, name);
  await isLargeEnough(page, name);
  await hasNoSidewaysScroll(page, name);
}

/** The name of the page that stands in the reader or on the screen. */
export const shownPage = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const host = document.body.firstElementChild!.shadowRoot!;
    const reader = (host.querySelector('pdf-reader') ?? host.querySelector('presented-page'))?.shadowRoot;
    return reader?.querySelector('.sheet.shown')?.getAttribute('aria-label') ?? '';
  });

/** @param most tries, 50 ms apart: more of them for what the server does at leisure */
export async function until(isSo: () => Promise<boolean>, what: string, most = 1200): Promise<void> {
  for (let tries = 0; tries < most; tries += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`It did not come to that: ${what}`);
}

/** Words that stick out of their box, are cut off without an ellipsis, or lie outside the window. */
export const cutWords = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const roots: (Document | ShadowRoot)[] = [document];
    const parentOf = (element: Element): Element | null =>
      element.assignedSlot ?? element.parentElement ?? (element.getRootNode() as ShadowRoot).host ?? null;
    const scrolls = (element: Element | null): boolean => {
      for (let at = element; at; at = parentOf(at))
        if (/auto|scroll/.test(getComputedStyle(at).overflowX) && at !== document.documentElement) return true;
      return false;
    };
    for (const root of roots)
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        if (element.shadowRoot) roots.push(element.shadowRoot);
        const words = [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== '');
        if (!words || !element.checkVisibility({ checkVisibilityCSS: true }) || element.matches('style, option, svg *'))
          continue;
        let box: Element = element;
        while (getComputedStyle(box).display === 'inline') box = parentOf(box)!;
        const style = getComputedStyle(box);
        if (style.clipPath !== 'none' || style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none')
          continue;
        const { left, right } = box.getBoundingClientRect();
        const range = document.createRange();
        range.selectNodeContents(element);
        const lines = [...range.getClientRects()];
        const most = Math.max(...lines.map((line) => line.right));
        const least = Math.min(...lines.map((line) => line.left));
        const what = `${box.tagName.toLowerCase()}.${box.className} “${element.textContent?.trim().slice(0, 60)}”`;
        if (most > right + 1.5 || least < left - 1.5) found.push(`sticks out: ${what}`);
        else if (style.overflowY === 'hidden' && box.scrollHeight > box.clientHeight + 3) found.push(`cut: ${what}`);
        else if ((most > innerWidth + 1 || least < -1) && !scrolls(box)) found.push(`outside: ${what}`);
      }
    return found;
  });
