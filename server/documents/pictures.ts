/** Scans and photographs as pages: JPG and PNG become a PDF, a picture a page, as large as A4 lets it be. */
import { createWriteStream } from 'node:fs';
import { extname } from 'node:path';
import { finished } from 'node:stream/promises';
import { firstBytes } from './first-bytes.ts';

export const pictureEndings = ['.jpg', '.jpeg', '.png'];
/** By its name. */
export const isPicture = (name: string): boolean => pictureEndings.includes(extname(name).toLowerCase());

/** By its first bytes. */
export async function beginsAsPicture(path: string): Promise<boolean> {
  const start = await firstBytes(path, 4);
  return start.startsWith('\u00ff\u00d8\u00ff') || start === '\u0089PNG';
}

/** As pdfkit reads it; its types leave that out. */
interface Picture {
  width: number;
  height: number;
  orientation?: number;
}

/** A4, in points. */
const SHORT = 595.28;
const LONG = 841.89;

/** Puts pictures into one PDF at `target`, in their order. Rejects when one of them can't be read. */
export async function pdfOfPictures(pictures: readonly string[], target: string): Promise<void> {
  // Loaded for that alone: it brings megabytes of fonts' code along.
  const { default: PDFDocument } = await import('pdfkit');
  const pdf = new PDFDocument({ autoFirstPage: false, info: { Producer: 'Nghị Trường' } });
  const written = createWriteStream(target);
  pdf.pipe(written);
  for (const path of pictures) {
    // It knows how a camera was held (EXIF), and turns the picture upright.
    const image = (pdf as unknown as { openImage: (path: string) => Picture }).openImage(path);
    const isTurned = (image.orientation ?? 1) > 4;
    const [width, height] = isTurned ? [image.height, image.width] : [image.width, image.height];
    const [across, down] = width > height ? [LONG, SHORT] : [SHORT, LONG];
    const scale = Math.min(across / width, down / height);
    const size: [number, number] = [width * scale, height * scale];
    pdf.addPage({ size, margin: 0 });
    pdf.image(image as never, 0, 0, { fit: size });
  }
  pdf.end();
  await finished(written);
}
