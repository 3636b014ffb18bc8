/** Word, Excel and PowerPoint files to PDF by LibreOffice, where it is installed: headless, a profile of its own, a time limit. */
import { execFile } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { copyFile, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { fontSettings } from './fonts.ts';
import { inside, noSandbox, type Sandbox } from './sandbox.ts';

const run = promisify(execFile);

const MOST_MS = 120_000;
const usualPlaces = [
  '/usr/bin/soffice',
  '/usr/lib/libreoffice/program/soffice',
  '/opt/libreoffice/program/soffice',
  '/Applications/LibreOffice.app/Contents/MacOS/soffice',
  'C:\\Program Files\\LibreOffice\\program\\soffice.exe',
];
export const officeEndings = ['.doc', '.docx', '.odt', '.rtf', '.xls', '.xlsx', '.ods', '.ppt', '.pptx', '.odp'];
export const isOffice = (name: string): boolean => officeEndings.includes(extname(name).toLowerCase());

/** The program, or null where LibreOffice is not installed. NGHI_TRUONG_SOFFICE names another. */
export function findConverter(): string | null {
  const configured = process.env.NGHI_TRUONG_SOFFICE;
  if (configured !== undefined) return existsSync(configured) ? configured : null;
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'soffice'));
  return [...onPath, ...usualPlaces].find((path) => existsSync(path)) ?? null;
}

/** What reads spreadsheets and slides is a part of its own, beside the program; Writer alone would fail after a minute. */
const parts: Record<string, RegExp> = {
  calc: /^(?:\.xlsx?|\.ods)$/i,
  impress: /^(?:\.pptx?|\.odp)$/i,
};
const libraries: Record<string, string> = { calc: 'libsclo.so', impress: 'libsdlo.so' };

/** Whether the program that is installed reads files of this kind; where it can't be told, it is tried. */
export function canConvert(program: string, name: string): boolean {
  const part = Object.keys(parts).find((kind) => parts[kind]!.test(extname(name)));
  if (!part || process.platform !== 'linux') return true;
  const folder = dirname(realpathSync(program));
  // A wrapper elsewhere tells nothing of what it starts.
  if (!existsSync(join(folder, 'soffice.bin'))) return true;
  return existsSync(join(folder, libraries[part]!));
}

/** Also to another disk. */
const move = (from: string, to: string): Promise<void> => rename(from, to).catch(() => copyFile(from, to));

/**
 * Converts `file` and puts the PDF at `target`. Rejects when the program fails, finds nothing to convert, or takes
 * longer than two minutes.
 * @param name as the clerk knows it: its ending tells the format
 */
export async function convert(
  program: string,
  file: string,
  name: string,
  target: string,
  sandbox: Sandbox = noSandbox,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'nghi-truong-office-'));
  try {
    const source = join(folder, `source${extname(name).toLowerCase()}`);
    // A copy: when it can’t be converted, the file is still there to be tried again.
    await copyFile(file, source);
    const fonts = join(folder, 'fonts.conf');
    await writeFile(fonts, fontSettings());
    const args = [
      `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`,
      '--headless',
      '--norestore',
      '--convert-to',
      source.endsWith('.html') ? 'pdf:writer_web_pdf_Export' : 'pdf',
      '--outdir',
      folder,
      source,
    ];
    // In a sandbox what a document links to is not fetched, and nothing in it sees the data folder.
    const writable = [
      [folder, folder],
      [folder, '/var/tmp'], // its pipes lie there, or in /tmp
    ] as const;
    await run(...inside(sandbox, program, args, writable), {
      timeout: MOST_MS,
      killSignal: 'SIGKILL',
      env: { PATH: process.env.PATH, HOME: folder, TMPDIR: folder, FONTCONFIG_FILE: fonts },
    });
    const made = (await readdir(folder)).find((made) => made === `${basename(source, extname(source))}.pdf`);
    if (!made) throw new Error('LibreOffice made no PDF.');
    await move(join(folder, made), target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
