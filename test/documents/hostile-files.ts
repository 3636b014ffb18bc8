/** PDFs that mean no good, made here: loops, bombs, lies and torn files. */
import { deflateSync } from 'node:zlib';

/** A PDF of numbered objects, with a right cross-reference table. */
export function pdfOf(objects: readonly (string | Buffer)[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let length = parts[0]!.length;
  const add = (part: Buffer) => {
    parts.push(part);
    length += part.length;
  };
  for (const [index, object] of objects.entries()) {
    offsets.push(length);
    add(Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]));
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const start = length;
  add(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

export const stream = (dictionary: string, content: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`<< ${dictionary} /Length ${content.length} >>\nstream\n`),
    content,
    Buffer.from('\nendstream'),
  ]);

const catalog = '<< /Type /Catalog /Pages 2 0 R >>';
const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';
const page = (size: string, contents = '4 0 R') =>
  `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${size}] /Contents ${contents} /Resources << /Font << /F 5 0 R >> >> >>`;
const onePage = '<< /Type /Pages /Kids [3 0 R] /Count 1 >>';
const words = (text: string) => Buffer.from(`BT /F 24 Tf 72 700 Td (${text}) Tj ET`);

export const ordinary = (text = 'Hello'): Buffer =>
  pdfOf([catalog, onePage, page('595 842'), stream('', words(text)), font]);

/** The pages of an ordinary file, each with a number printed at its foot. */
export function numbered(numbers: readonly number[]): Buffer {
  const kids = numbers.map((_, index) => `${4 + 2 * index} 0 R`).join(' ');
  return pdfOf([
    catalog,
    `<< /Type /Pages /Kids [${kids}] /Count ${numbers.length} >>`,
    font,
    ...numbers.flatMap((number, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${5 + 2 * index} 0 R /Resources << /Font << /F 3 0 R >> >> >>`,
      stream('', Buffer.from(`BT /F 12 Tf 72 700 Td (Some text of this page) Tj 220 -670 Td (${number}) Tj ET`)),
    ]),
  ]);
}

/** A page tree that comes back to itself. */
export const loopingTree = (): Buffer =>
  pdfOf([
    catalog,
    '<< /Type /Pages /Kids [3 0 R] /Count 2 >>',
    '<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 2 >>',
  ]);

/** One page, a million claimed. */
export const millionPages = (): Buffer =>
  pdfOf([catalog, '<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>', page('595 842'), stream('', words('One')), font]);

/** A megabyte that inflates to a gigabyte of drawing. */
export function inflatingStream(): Buffer {
  // Deflate packs a thousand to one at the most; made from what is packed already, so that no gigabyte stands here.
  const megabyte = Buffer.alloc(1 << 20, '0 0 m 1 1 l S\n');
  const content = deflateSync(Buffer.concat(Array.from({ length: 1024 }, () => megabyte)), { level: 9 });
  return pdfOf([catalog, onePage, page('595 842'), stream('/Filter /FlateDecode', content), font]);
}

/** A picture that claims 60,000 × 60,000 pixels. */
export const hugePicture = (): Buffer =>
  pdfOf([
    catalog,
    onePage,
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>',
    stream('', Buffer.from('595 0 0 842 0 0 cm /I Do')),
    stream(
      '/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode',
      deflateSync(Buffer.alloc(1 << 20)),
    ),
  ]);

/** A page of a million points. */
export const hugePage = (): Buffer =>
  pdfOf([catalog, onePage, page('1000000 1000000'), stream('', words('Far away')), font]);

/** Forms that draw each other, without an end. */
export const loopingForms = (): Buffer =>
  pdfOf([
    catalog,
    onePage,
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /A 5 0 R /B 6 0 R >> >> >>',
    stream('', Buffer.from('/A Do')),
    stream(
      '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /B 6 0 R >> >>',
      Buffer.from('/B Do /B Do'),
    ),
    stream(
      '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /A 5 0 R >> >>',
      Buffer.from('/A Do /A Do'),
    ),
  ]);

/** A script that would run when the file is opened. */
export const scripted = (): Buffer =>
  pdfOf([
    '<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>',
    onePage,
    page('595 842'),
    stream('', words('Script')),
    font,
  ]);
