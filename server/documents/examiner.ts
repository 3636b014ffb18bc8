/**
 * The intake's worker: a process of its own, which opens one hostile file at a time, reads every page, and draws every
 * page. Whoever started it ends it when it is too slow or too large (examination.ts); nothing it does can hurt the hall.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { type Canvas, createCanvas, GlobalFonts, type Image, loadImage } from '@napi-rs/canvas';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import * as pkijs from 'pkijs';
import type { Finding, FindingCode, ReasonCode, Report, Signature } from '../../shared/intake.ts';
import { engineName } from './engine.ts';
import { families, folderOf } from './fonts.ts';
import { fromLegacy, legacyOf, withVietnameseD } from './legacy-encodings.ts';
import { asRead, type Line, linesOf, type Piece } from './lines.ts';
import { readOfficialForm } from './official-form.ts';
import { checkPageNumbers, printedNumbers } from './page-numbers.ts';
import { drawByPoppler, findPoppler } from './poppler.ts';
import { readSignatures } from './signatures.ts';
import { sketchOf } from './sketch.ts';

try {
  // The meeting comes first. The worker says so of itself: in a sandbox it is not the process that was started.
  setPriority(10);
} catch {
  // Where it may not be changed, it goes on as it is.
}

export interface Task {
  file: string;
  /** Where page images go; null draws only to see that it can be done, while there is time. */
  images: string | null;
  /** A folder of root certificates (PEM) that the council installed. */
  roots?: string;
  /** It has been read already; only pages from this one on are drawn (an earlier page ended the worker). */
  from?: number;
  /** Pages that our canvas can't draw: they are drawn by another program, or by the tablet. */
  elsewhere?: readonly number[];
}

/** What the worker tells while it works; each message is a sign of life. */
export type ExaminerMessage =
  | { type: 'opened'; pages: number }
  | { type: 'read'; page: number }
  /** All that reading found; drawing may still find a page that can't be shown. */
  | { type: 'report'; report: Report; text: string[] }
  /** Incomplete: something of it was lost while it was drawn. Without an image: the tablet draws it itself. */
  | { type: 'drawn'; page: number; isBlank: boolean; isIncomplete: boolean; hasImage: boolean }
  | { type: 'refused'; reason: ReasonCode; pages: number | null; detail: string }
  | { type: 'done' };

const MOST_PAGES = 5000;
/** Pages beyond this time are opened, and read in full when they are drawn; where none are drawn, that is said. */
const READ_IN_FULL_MS = 150_000;
/** Without a place for images, pages are drawn as long as this after the start. */
const DRAW_TO_SEE_MS = 7000;
/** Tablet width: a page of A4 is readable in it, and some 50 KB. */
const IMAGE = { portrait: 848, landscape: 1280, tallest: 2400 };
const THUMBNAIL_HEIGHT = 200;
const QUALITY = 80;

const pdfjsFolder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');

function registerFonts(): void {
  for (const [font, names] of Object.entries(families)) {
    for (const style of ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic']) {
      const path = join(folderOf(font), style, `${font}_${style}.ttf`);
      if (!existsSync(path)) continue;
      for (const name of names) GlobalFonts.registerFromPath(path, name);
    }
  }
  // pdf.js writes "italic normal 24px …"; this canvas takes the second word for the style, and draws it upright.
  const context = Object.getPrototypeOf(createCanvas(1, 1).getContext('2d')) as object;
  const { get, set } = Object.getOwnPropertyDescriptor(context, 'font') ?? {};
  if (!get || !set) return;
  Object.defineProperty(context, 'font', {
    get,
    set(value: string) {
      set.call(this, value.replace(/^(italic|oblique) normal /, '$1 '));
    },
  });
}

class Refused extends Error {
  constructor(
    readonly reason: ReasonCode,
    readonly detail = '',
    readonly pages: number | null = null,
  ) {
    super(reason);
  }
}

/** pdf.js says on the console what it had to mend: our only way to know. */
class Complaints {
  #lines: string[] = [];
  listen(): void {
    const note = (...parts: unknown[]) => {
      if (this.#lines.length < 500) this.#lines.push(parts.join(' '));
    };
    console.warn = note;
    console.log = note;
    console.error = note;
  }
  /** What was said since the last time. */
  take(): string[] {
    return this.#lines.splice(0);
  }
}
const complaints = new Complaints();

const structural =
  /Indexing all PDF objects|Invalid XRef|XRef\.parse|XRefEntry|Skipping invalid|checkLastPage|Invalid PDF header|missing "endobj"|Bad (?:end offset|xref)|stream header|Unable to find page|Invalid (?:stream|"length")|Missing endstream|Bad FCHECK|Invalid header in flate/i;
const lostContent =
  /Unable to decode image|getOperatorList - ignoring errors|Missing command|Dependent image isn't ready|Unable to (?:load|render)|Error during font loading|Unsupported (?:image|filter|ShadingType)|Command token too long|Unknown command "[^"]*[^\x20-\x7e"]|JpxError|Jbig2Error|JpegError|CCITTFax/i;
const brokenFont = /translateFont - |FontFile is empty|Font ".*" is not available|parseFont|Invalid font|loadFont - /i;

async function open(file: string): Promise<{ pdf: PDFDocumentProxy; bytes: Buffer }> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new Refused(error.code === 'ENOENT' || error.code === 'EISDIR' ? 'not-found' : 'damaged', error.message);
  });
  if (bytes.length === 0) throw new Refused('empty');
  try {
    const pdf = await pdfjs.getDocument({
      data: new Uint8Array(bytes),
      cMapUrl: join(pdfjsFolder, 'cmaps/'),
      standardFontDataUrl: join(pdfjsFolder, 'standard_fonts/'),
      wasmUrl: join(pdfjsFolder, 'wasm/'),
      iccUrl: join(pdfjsFolder, 'iccs/'),
      isEvalSupported: false,
      enableXfa: false,
      disableFontFace: true,
      // As on a tablet: then a font that the file lacks is told from one that it brings.
      useSystemFonts: true,
      verbosity: pdfjs.VerbosityLevel.WARNINGS,
    }).promise;
    return { pdf, bytes };
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'PasswordException') throw new Refused('password', message);
    const isPdf = bytes.subarray(0, 1024).includes('%PDF') || bytes.includes('endobj');
    throw new Refused(isPdf ? 'damaged' : 'not-a-document', message);
  }
}

/** What pdf.js in Node draws wrongly or not at all, and a tablet rightly: it has no filters, and no OffscreenCanvas. */
const drawnElsewhere = /OffscreenCanvas is not supported/i;

interface ReadPage {
  size: [number, number];
  isRotated: boolean;
  lines: Line[];
  text: string;
  isIncomplete: boolean;
  /** Whether our canvas would draw it wrongly: soft masks, transfer functions, annotations without an appearance. */
  isBeyondUs: boolean;
}

interface Fonts {
  missing: Set<string>;
  broken: Set<string>;
}

/** Opens a page as a tablet would; in full, its content is read too, so that what can't be shown is found. */
async function readPage(page: PDFPageProxy, inFull: boolean, fonts: Fonts, structure: string[]): Promise<ReadPage> {
  const { width, height } = page.getViewport({ scale: 1 });
  if (!(width > 0 && height > 0)) throw new Refused('page-unreadable', `page ${page.pageNumber}: no size`);
  const { transform } = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent();
  const pieces = items.filter((item): item is (typeof items)[number] & Piece => 'str' in item);
  // As it stands before the reader, whichever way the page was turned.
  const { pieces: upright, height: readHeight } = asRead(
    pieces.map((piece) => ({ ...piece, transform: pdfjs.Util.transform(transform, piece.transform) as number[] })),
    [width, height],
  );
  const lines = linesOf(upright, readHeight);
  let isBeyondUs = (await page.getAnnotations()).some(
    ({ subtype, hasAppearance }) => subtype === 'FreeText' && hasAppearance === false,
  );
  if (inFull) {
    const { fnArray, argsArray } = await page.getOperatorList();
    for (const [index, operation] of fnArray.entries()) {
      if (operation === pdfjs.OPS.setGState) {
        const states = (argsArray[index] as [[string, unknown][]])[0];
        if (states.some(([key, value]) => (key === 'SMask' && value) || (key === 'TR' && value))) isBeyondUs = true;
        continue;
      }
      if (operation !== pdfjs.OPS.setFont) continue;
      const id = (argsArray[index] as [string])[0];
      const font = page.commonObjs.has(id) ? page.commonObjs.get(id) : null;
      if (font?.missingFile && !font.isType3Font) fonts.missing.add(String(font.name));
    }
  }
  let isIncomplete = false;
  for (const said of complaints.take()) {
    if (lostContent.test(said)) isIncomplete = true;
    if (drawnElsewhere.test(said)) isBeyondUs = true;
    if (brokenFont.test(said)) fonts.broken.add(/"([^"]+)"/.exec(said)?.[1] ?? '');
    if (structural.test(said)) structure.push(said);
  }
  return {
    size: [Math.round(width * 10) / 10, Math.round(height * 10) / 10],
    isRotated: page.rotate % 360 !== 0,
    lines,
    text: lines.map(({ text }) => text).join('\n'),
    isIncomplete,
    isBeyondUs,
  };
}

/** In Unicode, whatever it was typed in. Answers with the old encoding, when it was one. */
function modernised(pages: ReadPage[]): string | null {
  const legacy = legacyOf(pages.map(({ text }) => text).join('\n'));
  const modern = legacy ? (text: string) => fromLegacy(text, legacy) : withVietnameseD;
  for (const page of pages) {
    page.text = modern(page.text);
    page.lines = page.lines.map((line) => ({ ...line, text: modern(line.text) }));
  }
  return legacy;
}
const tell = (message: ExaminerMessage): Promise<void> =>
  new Promise((resolve) => (process.send ? process.send(message, () => resolve()) : resolve()));

/** How much larger than in points a page is drawn. */
function scaleOf(page: PDFPageProxy): number {
  const { width, height } = page.getViewport({ scale: 1 });
  return Math.min((width > height ? IMAGE.landscape : IMAGE.portrait) / width, IMAGE.tallest / height);
}

/** Drawn by us; whether anything is on it. */
async function drawPage(page: PDFPageProxy): Promise<{ canvas: Canvas; isBlank: boolean }> {
  const scale = scaleOf(page);
  const viewport = page.getViewport({ scale });
  const canvas = createCanvas(Math.max(1, Math.floor(viewport.width)), Math.max(1, Math.floor(viewport.height)));
  const canvasContext = canvas.getContext('2d') as unknown as CanvasRenderingContext2D;
  await page.render({ canvas: null, canvasContext, viewport }).promise;
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return { canvas, isBlank: hasNothingOn(data) };
}

/** Dust on a scan's back is nothing: fewer than one pixel in two thousand is darker than paper. */
function hasNothingOn(pixels: Uint8ClampedArray): boolean {
  let marked = 0;
  const limit = pixels.length / 4 / 2000;
  for (let index = 0; index < pixels.length; index += 4) {
    const light = Math.min(pixels[index]!, pixels[index + 1]!, pixels[index + 2]!);
    if (light < 200) marked += 1;
    if (marked > limit) return false;
  }
  // Little, but not nothing: one line of small print is no blank page.
  return marked < 12;
}

/** Drawn by poppler, where it is; null where it is not, or can't either. */
async function drawElsewhere(page: PDFPageProxy, file: string): Promise<{ canvas: Canvas; isBlank: boolean } | null> {
  const program = findPoppler();
  if (!program) return null;
  try {
    const width = page.getViewport({ scale: scaleOf(page) }).width;
    const picture = await loadImage(await drawByPoppler(program, file, page.pageNumber, width));
    const canvas = scaled(picture, picture.width, picture.height);
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return { canvas, isBlank: hasNothingOn(data) };
  } catch {
    return null; // too slow for it, or too broken: the finding says that there is no picture
  }
}

function scaled(source: Canvas | Image, width: number, height: number): Canvas {
  const target = createCanvas(Math.max(1, Math.round(width)), Math.max(1, Math.round(height)));
  const context = target.getContext('2d');
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, target.width, target.height);
  return target;
}

async function keepImages(canvas: Canvas, folder: string, page: number): Promise<void> {
  const scale = THUMBNAIL_HEIGHT / canvas.height;
  // By halves: in one step most of the letters would fall through the grid.
  let source = canvas;
  while (source.height > 2 * THUMBNAIL_HEIGHT) source = scaled(source, source.width / 2, source.height / 2);
  const small = scaled(source, canvas.width * scale, THUMBNAIL_HEIGHT);
  await writeFile(join(folder, `${page}.webp`), await canvas.encode('webp', QUALITY));
  await writeFile(join(folder, `${page}-small.webp`), await small.encode('webp', QUALITY));
}

async function rootsIn(folder: string | undefined): Promise<pkijs.Certificate[]> {
  if (!folder || !existsSync(folder)) return [];
  const names = (await readdir(folder)).filter((name) => /\.(pem|crt|cer)$/i.test(name));
  return Promise.all(
    names.map(async (name) => {
      const content = await readFile(join(folder, name));
      const pem = /-----BEGIN CERTIFICATE-----([\s\S]+?)-----END/.exec(content.toString('latin1'))?.[1];
      const der = pem ? Buffer.from(pem, 'base64') : content;
      return pkijs.Certificate.fromBER(new Uint8Array(der).buffer);
    }),
  );
}

const pagesWhere = (pages: readonly ReadPage[], matches: (page: ReadPage) => boolean): number[] =>
  pages.flatMap((page, index) => (matches(page) ? [index + 1] : []));

/** The size that most pages have, to the millimetre. */
function usualSize(pages: readonly ReadPage[]): string {
  const counts = new Map<string, number>();
  for (const page of pages) counts.set(sizeName(page), (counts.get(sizeName(page)) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}
const sizeName = ({ size }: ReadPage) =>
  [...size]
    .sort((a, b) => a - b)
    .map((side) => Math.round(side / 6))
    .join('x');

/** @param structure what pdf.js had to mend in the file */
async function findingsOf(
  pdf: PDFDocumentProxy,
  pages: readonly ReadPage[],
  fonts: Fonts,
  structure: readonly string[],
): Promise<Finding[]> {
  const found: Finding[] = [];
  const add = (code: FindingCode, isThere: boolean, where: number[] = [], detail = '') => {
    if (isThere) found.push({ code, pages: where, detail: detail.slice(0, 500) });
  };
  const info = (await pdf.getMetadata()).info as Record<string, unknown>;
  const usual = usualSize(pages);
  const other = pagesWhere(pages, (page) => sizeName(page) !== usual);
  const rotated = pagesWhere(pages, ({ isRotated }) => isRotated);
  const incomplete = pagesWhere(pages, ({ isIncomplete }) => isIncomplete);
  const textless = pagesWhere(pages, ({ text }) => text.trim().length < 4);
  const [scripts, fields, attachments] = await Promise.all([
    pdf.getJSActions().catch(() => null),
    pdf.getFieldObjects().catch(() => null),
    pdf.getAttachments().catch(() => null),
  ]);
  add('damaged', structure.length > 0);
  add('page-incomplete', incomplete.length > 0, incomplete);
  add('rotated-pages', rotated.length > 0, rotated);
  add('mixed-sizes', other.length > 0, other);
  found.push(...checkPageNumbers(printedNumbers(pages.map(({ lines, size }) => ({ lines, height: size[1] })))));
  add('no-text', textless.length > 0, textless);
  add('fonts-not-embedded', fonts.missing.size > 0, [], [...fonts.missing].join(', '));
  add('fonts-broken', fonts.broken.size > 0, [], [...fonts.broken].filter(Boolean).join(', '));
  add('encrypted', Boolean(info.EncryptFilterName));
  add('scripts', scripts !== null);
  add(
    'forms',
    fields !== null &&
      Object.values(fields)
        .flat()
        .some((field) => (field as { type: string }).type !== 'signature'),
  );
  add('xfa-form', info.IsXFAPresent === true);
  add('attachments', attachments !== null, [], Object.keys(attachments ?? {}).join(', '));
  return found;
}

function aboutSignatures(signatures: readonly Signature[]): Finding[] {
  if (signatures.length === 0) return [];
  const signers = signatures.flatMap(({ signer }) => signer || []).join(', ');
  const found: Finding[] = [{ code: 'signed', pages: [], detail: signers }];
  if (signatures.some(({ isIntact }) => isIntact === false))
    found.push({ code: 'signature-broken', pages: [], detail: '' });
  if (signatures.some(({ isIntact }) => isIntact === null))
    found.push({ code: 'signature-unchecked', pages: [], detail: '' });
  if (!signatures.some(({ coversAll }) => coversAll))
    found.push({ code: 'changed-after-signing', pages: [], detail: '' });
  return found;
}

async function examine(task: Task): Promise<void> {
  const { file, images, roots, from, elsewhere = [] } = task;
  const began = performance.now();
  const sinceBegan = () => performance.now() - began;
  complaints.take();
  const { pdf, bytes } = await open(file);
  try {
    const count = pdf.numPages;
    if (count < 1) throw new Refused('no-pages');
    if (count > MOST_PAGES) throw new Refused('too-many-pages', String(count), count);
    await tell({ type: 'opened', pages: count });
    const beyondUs = new Set(elsewhere);
    if (from === undefined) {
      const fonts: Fonts = { missing: new Set(), broken: new Set() };
      const structure = complaints.take().filter((said) => structural.test(said));
      const pages: ReadPage[] = [];
      const unread: number[] = [];
      for (let number = 1; number <= count; number += 1) {
        const inFull = sinceBegan() < READ_IN_FULL_MS;
        const read = async () => readPage(await pdf.getPage(number), inFull, fonts, structure);
        pages.push(await orUnreadable(read, number, count));
        if (!inFull) unread.push(number);
        if (pages.at(-1)!.isBeyondUs) beyondUs.add(number);
        await tell({ type: 'read', page: number });
      }
      const legacy = modernised(pages);
      const signatures = await readSignatures(bytes, await rootsIn(roots));
      const findings = [...(await findingsOf(pdf, pages, fonts, structure)), ...aboutSignatures(signatures)];
      if (images === null && unread.length > 0) findings.push({ code: 'not-read-in-full', pages: unread, detail: '' });
      if (legacy) findings.push({ code: 'legacy-encoding', pages: [], detail: legacy });
      const text = pages.map((page) => page.text);
      const report: Report = {
        engine: engineName,
        pages: count,
        sizes: pages.map(({ size }) => size),
        findings,
        signatures,
        proposal: readOfficialForm(
          pages.map(({ lines }) => lines),
          pages[0]!.size[0],
        ),
        sketch: sketchOf(text.join(' ')),
      };
      await tell({ type: 'report', report, text });
    }
    if (images !== null) await mkdir(images, { recursive: true });
    const draws = () => images !== null || sinceBegan() < DRAW_TO_SEE_MS;
    for (let number = from ?? 1; number <= count && draws(); number += 1)
      await tell({
        type: 'drawn',
        page: number,
        ...(await drawAndKeep(pdf, number, task, beyondUs.has(number), count)),
      });
  } finally {
    await pdf.loadingTask.destroy();
  }
}

async function orUnreadable<T>(reading: () => Promise<T>, number: number, pages: number): Promise<T> {
  try {
    return await reading();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EIO' || code === 'EACCES') throw error; // our disk, not their page
    throw new Refused('page-unreadable', `page ${number}: ${message}`, pages);
  }
}

/**
 * Draws a page and keeps its image. What our canvas can't draw is drawn by another program where there is one; else the
 * page has no image, and the tablet draws it. Only what nothing can be read of is refused.
 */
async function drawAndKeep(
  pdf: PDFDocumentProxy,
  number: number,
  { file, images }: Task,
  isBeyondUs: boolean,
  pages: number,
): Promise<{ isBlank: boolean; isIncomplete: boolean; hasImage: boolean }> {
  const page = await orUnreadable(() => pdf.getPage(number), number, pages);
  complaints.take();
  try {
    // Without a place for images it is only tried whether our canvas can draw it.
    const byAnother = async () => (images === null ? null : drawElsewhere(page, file));
    const byUs = () =>
      drawPage(page).catch((error: unknown) => (isOurCanvas(error) ? byAnother() : Promise.reject(error)));
    const drawn = await (isBeyondUs ? byAnother() : byUs());
    const isIncomplete = complaints.take().some((said) => lostContent.test(said));
    if (!drawn) return { isBlank: false, isIncomplete, hasImage: isBeyondUs && images === null };
    if (images !== null) await keepImages(drawn.canvas, images, number);
    return { isBlank: drawn.isBlank, isIncomplete, hasImage: true };
  } catch (error) {
    return await orUnreadable(() => Promise.reject(error), number, pages);
  } finally {
    page.cleanup();
  }
}

/** Errors of the canvas below us, not of the page: text with a NUL in it, a pattern or a font it can't make. */
const isOurCanvas = (error: unknown): boolean => /Convert String to CString failed|createPattern/i.test(String(error));

registerFonts();
complaints.listen();
// Whoever started it is gone: nobody waits for an answer.
process.on('disconnect', () => process.exit(0));
process.on('message', async (task: Task) => {
  try {
    await examine(task);
  } catch (error) {
    const refused =
      error instanceof Refused ? error : new Refused('crashed', String((error as Error).stack).slice(0, 500));
    await tell({ type: 'refused', reason: refused.reason, pages: refused.pages, detail: refused.detail });
  }
  await tell({ type: 'done' });
});
