/**
 * poppler's pdftoppm, where it is installed: it draws pages that our canvas can't (soft masks, transfer functions, patterns,
 * annotations without an appearance). Where it is not, the tablet draws them itself.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A hostile file may keep it busy; shorter than the examiner's patience, so that a page costs a picture and no more. */
const MOST_MS = 10_000;
const MOST_BYTES = 64 * 1024 * 1024;

/** The program, or null. NGHI_TRUONG_PDFTOPPM names another; empty, none is used. */
export function findPoppler(): string | null {
  const configured = process.env.NGHI_TRUONG_PDFTOPPM;
  if (configured !== undefined) return configured !== '' && existsSync(configured) ? configured : null;
  const places = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];
  return places.map((folder) => join(folder, 'pdftoppm')).find((path) => existsSync(path)) ?? null;
}

/**
 * One page as PNG.
 * @param page from 1
 * @param width of the picture, in pixels
 */
export function drawByPoppler(program: string, file: string, page: number, width: number): Promise<Buffer> {
  const number = String(page);
  const size = ['-scale-to-x', String(Math.max(1, Math.round(width))), '-scale-to-y', '-1'];
  return new Promise((resolve, reject) => {
    execFile(
      program,
      ['-q', '-png', '-f', number, '-l', number, ...size, file],
      {
        timeout: MOST_MS,
        killSignal: 'SIGKILL',
        maxBuffer: MOST_BYTES,
        encoding: 'buffer',
        env: { PATH: process.env.PATH },
      },
      (error, picture) => (error ? reject(error) : resolve(picture)),
    );
  });
}
