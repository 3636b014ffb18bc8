/** PDFs that mean no good, made here: loops, bombs, lies and torn files. */
import { deflateSync } from 'node:zlib';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';

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

/** A page that draws something odd beside its words; `more` are objects from 6 on. */
const odd = (resources: string, content: string, more: readonly (string | Buffer)[], keys = ''): Buffer =>
  pdfOf([
    catalog,
    onePage,
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R ${keys} /Resources << /Font << /F 5 0 R >> ${resources} >> >>`,
    stream('', Buffer.concat([words('Some words beside it'), Buffer.from(`\n${content}`)])),
    font,
    ...more,
  ]);

/** Words, and a picture of which nothing can be read: the page can be shown, but a part of it is lost. */
export const brokenPicture = (): Buffer =>
  odd('/XObject << /X 6 0 R >>', 'q 200 0 0 200 100 300 cm /X Do Q', [
    stream(
      '/Type /XObject /Subtype /Image /Width 20 /Height 20 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode',
      Buffer.from('no JPEG at all'),
    ),
  ]);

/** Words, and a shading of a kind that does not exist. */
export const unknownShading = (): Buffer =>
  odd('/Shading << /S 6 0 R >>', 'q 100 300 200 200 re W n /S sh Q', [
    '<< /ShadingType 9 /ColorSpace /DeviceRGB /BBox [0 0 595 842] >>',
  ]);

/** A note in letters on the page, without the appearance that says how it looks. */
export const freeText = (): Buffer =>
  odd(
    '',
    '',
    ['<< /Type /Annot /Subtype /FreeText /Rect [100 300 400 340] /Contents (A note) /DA (/F 18 Tf 1 0 0 rg) /F 4 >>'],
    '/Annots [6 0 R]',
  );

/** A red square under a soft mask of another drawing's brightness. */
export const softMask = (): Buffer =>
  odd('/ExtGState << /G 6 0 R >>', 'q /G gs 1 0 0 rg 100 300 200 200 re f Q', [
    '<< /Type /ExtGState /SMask << /Type /Mask /S /Luminosity /G 7 0 R /TR 8 0 R >> >>',
    stream(
      '/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Group << /S /Transparency /CS /DeviceGray >>',
      Buffer.from('1 g 100 300 100 200 re f'),
    ),
    '<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [1] /C1 [0] >>',
  ]);

/**
 * An ordinary file with a digital signature whose attributes are signed, as every signing program makes it.
 * @param changeSigned applied to the file after it was signed
 */
export async function signed(changeSigned: (file: Buffer) => void = () => {}): Promise<Buffer> {
  const { privateKey, publicKey } = (await crypto.subtle.generateKey(
    {
      name: 'RSASSA-PKCS1-v1_5',
      modulusLength: 2048,
      publicExponent: new Uint8Array([1, 0, 1]),
      hash: 'SHA-256',
    },
    true,
    ['sign', 'verify'],
  )) as CryptoKeyPair;
  const certificate = new pkijs.Certificate();
  certificate.version = 2;
  certificate.serialNumber = new asn1js.Integer({ value: 1 });
  const name = () =>
    new pkijs.AttributeTypeAndValue({ type: '2.5.4.3', value: new asn1js.Utf8String({ value: 'Nguyễn Thị Ký' }) });
  certificate.issuer.typesAndValues.push(name());
  certificate.subject.typesAndValues.push(name());
  certificate.notBefore.value = new Date('2026-01-01');
  certificate.notAfter.value = new Date('2036-01-01');
  await certificate.subjectPublicKeyInfo.importKey(publicKey);
  await certificate.sign(privateKey, 'SHA-256');

  const room = 8192;
  const unsigned = odd(
    '',
    '',
    [
      `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 ${'*'.repeat(30)}] /Contents <${'0'.repeat(room)}> >>`,
    ],
    '',
  );
  const open = unsigned.indexOf('/Contents <0') + '/Contents '.length;
  const range = `${open} ${open + room + 2} ${unsigned.length - open - room - 2}`.padEnd(30);
  unsigned.write(range, unsigned.indexOf('*'));
  const isCovered = Buffer.concat([unsigned.subarray(0, open), unsigned.subarray(open + room + 2)]);
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(isCovered));

  const content = new pkijs.SignedData({
    version: 1,
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: '1.2.840.113549.1.7.1' }),
    signerInfos: [
      new pkijs.SignerInfo({
        version: 1,
        sid: new pkijs.IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
        signedAttrs: new pkijs.SignedAndUnsignedAttributes({
          type: 0,
          attributes: [
            new pkijs.Attribute({
              type: '1.2.840.113549.1.9.3',
              values: [new asn1js.ObjectIdentifier({ value: '1.2.840.113549.1.7.1' })],
            }),
            new pkijs.Attribute({
              type: '1.2.840.113549.1.9.4',
              values: [new asn1js.OctetString({ valueHex: digest })],
            }),
          ],
        }),
      }),
    ],
    certificates: [certificate],
  });
  await content.sign(privateKey, 0, 'SHA-256');
  const info = new pkijs.ContentInfo({ contentType: '1.2.840.113549.1.7.2', content: content.toSchema(true) });
  const der = Buffer.from(info.toSchema().toBER(false));
  unsigned.write(der.toString('hex'), open + 1);
  changeSigned(unsigned);
  return unsigned;
}
