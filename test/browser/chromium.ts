/** Finds a Chromium for the browser tests; nothing is downloaded behind anyone's back but Debian's own package. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

function puppeteersOwn(): string | undefined {
  try {
    return puppeteer.executablePath();
  } catch {
    return undefined; // it says by an exception that it has none
  }
}

function installedAlready(): string | undefined {
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name)));
  return [...usualPlaces, ...onPath, puppeteersOwn()].find((path) => path && existsSync(path));
}

/** The path of a browser: PUPPETEER_EXECUTABLE_PATH, the usual places, puppeteer's own, or Debian's package as root. */
export async function findChromium(): Promise<string> {
  const told = process.env.PUPPETEER_EXECUTABLE_PATH;
  if (told) {
    if (existsSync(told)) return told;
    throw new Error(`PUPPETEER_EXECUTABLE_PATH names ${told}, which does not exist.`);
  }
  const found = installedAlready();
  if (found) return found;
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    process.stderr.write(
      'Đang cài chromium để thử các trang · Installing the chromium package for the browser tests…\n',
    );
    execFileSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 2, 2] });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    const installed = installedAlready();
    if (installed) return installed;
  }
  throw new Error('The browser tests need Chromium or Chrome: install one, or name it in PUPPETEER_EXECUTABLE_PATH.');
}

/**
 * A headless browser with an empty profile that asks nothing of the internet.
 * @param more flags of its own
 */
export async function launch(...more: string[]): Promise<Browser> {
  return puppeteer.launch({
    executablePath: await findChromium(),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
      // Several pages stand for several devices: none of them is in the background.
      '--disable-background-timer-throttling',
      '--disable-backgrounding-occluded-windows',
      '--disable-renderer-backgrounding',
      ...more,
    ],
  });
}
