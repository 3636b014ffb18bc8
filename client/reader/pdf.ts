/** pdf.js, loaded when first needed and served by us; documents are fetched by ranges, and kept open for a while. */

import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { DocumentEntry } from '../../shared/meeting/documents/state.ts';
import { authorization } from '../live/login.ts';
import { fileAddress } from '../live/place.ts';

/** The one on the screen, the one read before, and the one that the agenda brings next; each has a worker of its own. */
const KEPT_OPEN = 3;

// The legacy build: a council's tablets keep their browsers for years.
type Library = typeof import('pdfjs-dist/legacy/build/pdf.mjs');
let library: Promise<Library> | null = null;

export function loadLibrary(): Promise<Library> {
  library ??= (async () => {
    const [pdfjs, { default: workerUrl }] = await Promise.all([
      import('pdfjs-dist/legacy/build/pdf.mjs'),
      import('pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'),
    ]);
    pdfjs.GlobalWorkerOptions.workerSrc = workerUrl;
    // 5.4.624 keeps one number of pages for all open documents (mozilla/pdf.js#20629, mended after the last release
    // that runs on Node 20). We never reorder pages, and an entry knows how many it has.
    const { PagesMapper } = pdfjs as unknown as { PagesMapper: { prototype: object } };
    Object.defineProperty(PagesMapper.prototype, 'pagesNumber', { get: () => Number.POSITIVE_INFINITY, set: () => {} });
    return pdfjs;
  })();
  library.catch(() => (library = null)); // the next one tries again
  return library;
}

/** Nothing is open yet, but something will be: the code is fetched while the hall is still sitting down. */
export const loadAtLeisure = (): void => {
  (window.requestIdleCallback ?? setTimeout)(() => loadLibrary().catch(() => undefined));
};

const open = new Map<string, Promise<PDFDocumentProxy>>();

export function openDocument({ hash }: DocumentEntry): Promise<PDFDocumentProxy> {
  const known = open.get(hash);
  if (known) {
    open.delete(hash);
    open.set(hash, known);
    return known;
  }
  const opening = loadLibrary().then(
    (pdfjs) =>
      pdfjs.getDocument({
        url: fileAddress(hash),
        httpHeaders: authorization(),
        cMapUrl: '/pdfjs/cmaps/',
        standardFontDataUrl: '/pdfjs/standard_fonts/',
        wasmUrl: '/pdfjs/wasm/',
        iccUrl: '/pdfjs/iccs/',
        rangeChunkSize: 131_072,
        disableAutoFetch: true,
        enableXfa: false,
        isEvalSupported: false,
      }).promise,
  );
  open.set(hash, opening);
  opening.catch(() => open.get(hash) === opening && open.delete(hash)); // the next one tries again
  for (const [oldest, document] of open) {
    if (open.size <= KEPT_OPEN) break;
    open.delete(oldest);
    void document.then((opened) => opened.loadingTask.destroy()).catch(() => undefined);
  }
  return opening;
}
