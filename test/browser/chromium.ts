/** Finds a Chromium for the browser tests; nothing is downloaded behind anyone's back but Debian's own package. */
import { type ExecFileSyncOptions, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

/** Installs one of Debian's own packages; false where that is not for us to do. */
function install(name: string, why: string): boolean {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return false;
  process.stderr.write(`${why}\n`);
  const quietly: ExecFileSyncOptions = {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  execFileSync('apt-get', ['update', '-qq'], quietly);
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], quietly);
  return true;
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
  if (
    install('chromium', 'Đang cài chromium để thử các trang · Installing the chromium package for the browser tests…')
  ) {
    const installed = installedAlready();
    if (installed) return installed;
  }
  throw new Error('The browser tests need Chromium or Chrome: install one, or name it in PUPPETEER_EXECUTABLE_PATH.');
}

/** Whether there is a `certutil`, with which a browser is told whom to trust; Debian's is installed where it may be. */
export function hasCertutil(): boolean {
  const isHere = () => spawnSync('certutil', ['-H'], { stdio: 'ignore' }).error === undefined;
  if (isHere()) return true;
  try {
    return install(
      'libnss3-tools',
      'Đang cài certutil · Installing certutil, with which a browser is told whom to trust…',
    );
  } catch {
    return false; // no network: whoever asks says what is not tested
  }
}

/**
 * A home folder in which Chromium trusts one authority more, as on a device whose owner installed it.
 * @param certificate DER
 */
export function homeTrusting(certificate: Uint8Array): string {
  const home = mkdtempSync(join(tmpdir(), 'nghi-truong-home-'));
  const database = `sql:${join(home, '.pki', 'nssdb')}`;
  mkdirSync(join(home, '.pki', 'nssdb'), { recursive: true });
  writeFileSync(join(home, 'hall.cer'), certificate);
  execFileSync('certutil', ['-N', '-d', database, '--empty-password'], { stdio: 'pipe' });
  const added = ['-A', '-d', database, '-n', 'hall', '-t', 'C,,', '-i', join(home, 'hall.cer')];
  execFileSync('certutil', added, { stdio: 'pipe' });
  return home;
}

/**
 * A headless browser with an empty profile that asks nothing of the internet.
 * @param home whose authorities it trusts; this user's otherwise
 */
export async function launch(home?: string): Promise<Browser> {
  return puppeteer.launch({
    executablePath: await findChromium(),
    headless: true,
    ...(home ? { env: { ...process.env, HOME: home } } : {}),
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
    ],
  });
}
