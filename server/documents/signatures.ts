/**
 * Digital signatures in a PDF (PAdES, ETSI EN 319 142; PDF 32000-1, 12.8): who signed as the file claims, when, and
 * whether the signed bytes are as they were. Read from the file's bytes, since a signature signs bytes.
 */
import { createHash } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import type { Signature } from '../../shared/intake.ts';

const COMMON_NAME = '2.5.4.3';
const ORGANISATION = '2.5.4.10';
const SIGNING_TIME = '1.2.840.113549.1.9.5';
/** Files with more than this are not read further: nobody signs a hundred times. */
const MOST_SIGNATURES = 50;

/** Which bytes are signed, and where the signature itself stands between them. */
interface Range {
  /** Of the word /ByteRange, in the file. */
  at: number;
  first: [number, number];
  second: [number, number];
}

function rangesOf(text: string): Range[] {
  const ranges: Range[] = [];
  for (const found of text.matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g)) {
    const [start, length, next, nextLength] = found.slice(1).map(Number) as [number, number, number, number];
    ranges.push({ at: found.index, first: [start, start + length], second: [next, next + nextLength] });
    if (ranges.length === MOST_SIGNATURES) break;
  }
  return ranges;
}

/** The signature's own bytes: between the signed ones, or, when those lie elsewhere, in the same dictionary. */
function contentsOf(text: string, { at, first, second }: Range): string {
  const between = /^<([0-9a-fA-F\s]+)>$/.exec(text.slice(first[1], second[0]).trim())?.[1];
  if (between) return between;
  const dictionary = text.slice(text.lastIndexOf(' obj', at), text.indexOf('endobj', at));
  return /\/Contents\s*<([0-9a-fA-F\s]+)>/.exec(dictionary)?.[1] ?? '';
}

const partOf = (name: pkijs.RelativeDistinguishedNames, type: string): string => {
  const found = name.typesAndValues.findLast((attribute) => attribute.type === type);
  return String(found?.value.valueBlock.value ?? '').normalize('NFC');
};

const signerOf = (signed: pkijs.SignedData): pkijs.Certificate | undefined => {
  const certificates = (signed.certificates ?? []).filter((held) => held instanceof pkijs.Certificate);
  const { sid } = signed.signerInfos[0] ?? {};
  return (
    certificates.find(
      (certificate) => sid instanceof pkijs.IssuerAndSerialNumber && certificate.serialNumber.isEqual(sid.serialNumber),
    ) ?? certificates[0]
  );
};

/** "D:20200409161532+07'00'" as ISO 8601. */
function dateOf(pdfDate: string): string {
  const parts = /D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:([+-])(\d\d)'?(\d\d)?|Z)?/.exec(pdfDate);
  if (!parts) return '';
  const [, year, month, day, hour, minute, second, sign, hours, minutes] = parts;
  const zone = sign ? `${sign}${hours}:${minutes ?? '00'}` : 'Z';
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(time.getTime()) ? '' : time.toISOString();
}

function signingTime(signed: pkijs.SignedData, around: string): string {
  const attribute = signed.signerInfos[0]?.signedAttrs?.attributes.find(({ type }) => type === SIGNING_TIME);
  const value = attribute?.values[0] as { toDate?: () => Date } | undefined;
  return value?.toDate ? value.toDate().toISOString() : dateOf(/\/M\s*\(([^)]*)\)/.exec(around)?.[1] ?? '');
}

/** @param roots certificates that the council trusts; without any, nothing is said about trust */
export async function readSignatures(file: Buffer, roots: readonly pkijs.Certificate[] = []): Promise<Signature[]> {
  const text = file.toString('latin1');
  const found: Signature[] = [];
  for (const range of rangesOf(text)) {
    const { first, second } = range;
    const isWhole = first[0] === 0 && first[1] < second[0] && second[1] <= file.length;
    const signature: Signature = {
      signer: '',
      organisation: '',
      issuer: '',
      time: '',
      // Signed bytes that lie outside of the file are not as they were.
      isIntact: isWhole ? null : false,
      // White space, or the end-of-file mark once more, is nothing added.
      coversAll: isWhole && /^(?:\s|%%EOF)*$/.test(text.slice(second[1])),
      isTrusted: null,
    };
    found.push(signature);
    try {
      const der = Buffer.from(contentsOf(text, range).replace(/\s/g, ''), 'hex');
      const { result } = asn1js.fromBER(new Uint8Array(der).buffer);
      const signed = new pkijs.SignedData({ schema: new pkijs.ContentInfo({ schema: result }).content });
      const certificate = signerOf(signed);
      const dictionary = text.slice(Math.max(0, text.lastIndexOf(' obj', range.at)), text.indexOf('endobj', range.at));
      signature.time = signingTime(signed, dictionary);
      if (isWhole)
        signature.isIntact = await isIntact(signed, Buffer.concat([file.subarray(...first), file.subarray(...second)]));
      if (!certificate) continue;
      signature.signer = partOf(certificate.subject, COMMON_NAME);
      signature.organisation = partOf(certificate.subject, ORGANISATION);
      signature.issuer = partOf(certificate.issuer, COMMON_NAME);
      if (roots.length > 0) signature.isTrusted = await isTrusted(signed, certificate, roots);
    } catch {
      // Of a kind, or in a shape, that we can't read: what is known of it so far is said.
    }
  }
  return found;
}

const HASHES: Record<string, string> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  '2.16.840.1.101.3.4.2.4': 'sha224',
};
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';

/** Whether the digest among the signed attributes is that of the bytes; `unknown` without one, or of another kind. */
function digestOf(signed: pkijs.SignedData, data: Buffer): 'same' | 'differs' | 'unknown' {
  const [info] = signed.signerInfos;
  const attribute = info?.signedAttrs?.attributes.find(({ type }) => type === MESSAGE_DIGEST);
  const hash = HASHES[info?.digestAlgorithm.algorithmId ?? ''];
  const claimed = (attribute?.values[0] as { valueBlock?: { valueHexView?: Uint8Array } } | undefined)?.valueBlock;
  if (!hash || !claimed?.valueHexView) return 'unknown';
  return createHash(hash).update(data).digest().equals(Buffer.from(claimed.valueHexView)) ? 'same' : 'differs';
}

async function isIntact(signed: pkijs.SignedData, data: Buffer): Promise<boolean | null> {
  const bytes = data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength) as ArrayBuffer;
  // With signed attributes the signature is over the digest: compared here, since pkijs throws without an answer (code
  // 15, `signatureVerified: null`) when it differs.
  if (digestOf(signed, data) === 'differs') return false;
  try {
    const { signatureVerified } = await signed.verify({ signer: 0, data: bytes, extendedMode: true });
    return signatureVerified ?? false;
  } catch (error) {
    // The digest of the bytes is compared first: that it differs is an answer, that a method is unknown is none.
    const { signatureVerified } = error as { signatureVerified?: boolean | null };
    return signatureVerified === false ? false : null;
  }
}

async function isTrusted(
  signed: pkijs.SignedData,
  certificate: pkijs.Certificate,
  roots: readonly pkijs.Certificate[],
): Promise<boolean> {
  const others = (signed.certificates ?? []).filter(
    (held) => held instanceof pkijs.Certificate && held !== certificate,
  );
  const chain = new pkijs.CertificateChainValidationEngine({
    trustedCerts: [...roots],
    certs: [...(others as pkijs.Certificate[]), certificate],
  });
  return (await chain.verify()).result;
}
