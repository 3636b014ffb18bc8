/**
 * The certificate authority of this installation, and the server's certificate that it signs: so that a hall without the
 * internet has HTTPS. It may sign for this machine's names and for private addresses, and for nothing else (RFC 5280,
 * name constraints): a stolen key opens no bank. The key lies in the data folder, 0600.
 */
import { createHash, type KeyObject, KeyObject as Keys, randomBytes, webcrypto } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { isIPv4 } from 'node:net';
import { join } from 'node:path';
import * as asn1js from 'asn1js';
import type { Low } from 'lowdb';
import * as pkijs from 'pkijs';
import * as v from 'valibot';
import { openChecked } from '../storage/synced-file.ts';

const DAY_MS = 24 * 3_600_000;
/** Browsers take no server certificate that holds longer than 398 days. */
const SERVER_DAYS = 390;
const AUTHORITY_DAYS = 3650;
/** With so much left a new one is made. */
const RENEW_DAYS = 30;
/** A clock that is a little slow on a tablet is no reason to distrust. */
const BEFORE_MS = 2 * DAY_MS;

const Kept = v.strictObject({
  version: v.literal(1),
  /** PEM. */
  certificate: v.string(),
  key: v.string(),
  /** What it may sign for: names below these. */
  names: v.array(v.string()),
});
type Kept = v.InferOutput<typeof Kept>;

/** PEM, both. */
export interface Credentials {
  cert: string;
  key: string;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const engine = new pkijs.CryptoEngine({ name: 'node', crypto: webcrypto as unknown as Crypto });

const oids = {
  commonName: '2.5.4.3',
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  extendedKeyUsage: '2.5.29.37',
  alternativeNames: '2.5.29.17',
  nameConstraints: '2.5.29.30',
  subjectKey: '2.5.29.14',
  authorityKey: '2.5.29.35',
  serverAuth: '1.3.6.1.5.5.7.3.1',
} as const;

/** Private and local ranges, each as address and mask. */
const privateRanges: readonly string[] = [
  '0a000000ff000000', // 10.0.0.0/8
  'ac100000fff00000', // 172.16.0.0/12
  'c0a80000ffff0000', // 192.168.0.0/16
  'a9fe0000ffff0000', // 169.254.0.0/16
  '7f000000ff000000', // 127.0.0.0/8
  'fc000000000000000000000000000000fe000000000000000000000000000000', // fc00::/7
  'fe800000000000000000000000000000ffc00000000000000000000000000000', // fe80::/10
  '00000000000000000000000000000001ffffffffffffffffffffffffffffffff', // ::1
];

const bytesOf = (hex: string): ArrayBuffer => new Uint8Array(Buffer.from(hex, 'hex')).buffer;

/** An address as certificates have it: 4 or 16 bytes. */
function addressBytes(address: string): ArrayBuffer {
  if (isIPv4(address)) return new Uint8Array(address.split('.').map(Number)).buffer;
  const [head = '', tail = ''] = address.split('::');
  const groups = (part: string) => part.split(':').filter(Boolean);
  const [first, last] = [groups(head), groups(tail)];
  const middle = address.includes('::') ? Array.from({ length: 8 - first.length - last.length }, () => '0') : [];
  return bytesOf([...first, ...middle, ...last].map((group) => group.padStart(4, '0')).join(''));
}

/** Whether the authority may sign for an address: a private or local one. */
export function isPrivate(address: string): boolean {
  const bytes = Buffer.from(addressBytes(address));
  return privateRanges.some((range) => {
    const both = Buffer.from(range, 'hex');
    const [base, mask] = [both.subarray(0, both.length / 2), both.subarray(both.length / 2)];
    return base.length === bytes.length && base.every((byte, at) => (bytes[at]! & mask[at]!) === byte);
  });
}

const DNS = 2;
const ADDRESS = 7;
const dnsName = (value: string) => new pkijs.GeneralName({ type: DNS, value });
const ipName = (valueHex: ArrayBuffer) =>
  new pkijs.GeneralName({ type: ADDRESS, value: new asn1js.OctetString({ valueHex }) });

const extension = (extnID: string, critical: boolean, value: { toSchema: () => asn1js.BaseBlock } | asn1js.BaseBlock) =>
  new pkijs.Extension({
    extnID,
    critical,
    extnValue: ('toSchema' in value ? value.toSchema() : value).toBER(),
  });

/** Bits of a key's use, from the first: 0x86 is signing with two more. */
const keyUsage = (bits: number, unusedBits: number) =>
  extension(oids.keyUsage, true, new asn1js.BitString({ valueHex: new Uint8Array([bits]).buffer, unusedBits }));

const named = (name: string) =>
  new pkijs.AttributeTypeAndValue({ type: oids.commonName, value: new asn1js.Utf8String({ value: name }) });

const pem = (label: string, der: ArrayBuffer): string =>
  `-----BEGIN ${label}-----\n${Buffer.from(der)
    .toString('base64')
    .replace(/.{64}/g, '$&\n')
    .trimEnd()}\n-----END ${label}-----\n`;

export const derOf = (text: string): Buffer => Buffer.from(text.replace(/-----[^-]+-----|\s/g, ''), 'base64');

async function newKeys(): Promise<{ pair: CryptoKeyPair; text: string }> {
  const pair = (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
  const key: KeyObject = Keys.from(pair.privateKey as webcrypto.CryptoKey);
  return { pair, text: key.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

async function keyFrom(text: string): Promise<CryptoKey> {
  return (await webcrypto.subtle.importKey('pkcs8', derOf(text), algorithm, false, ['sign'])) as CryptoKey;
}

/**
 * A certificate's number: positive, and without a byte in front that says nothing, which OpenSSL refuses as padding. So
 * the first byte is never below 0x40.
 */
export const serialNumber = (random: Buffer): ArrayBuffer =>
  new Uint8Array([(random[0]! & 0x3f) | 0x40, ...random.subarray(1)]).buffer;

/** What begins alike in both certificates: a number, its time, whose key it is. */
async function begun(subject: string, publicKey: CryptoKey, now: number, days: number): Promise<pkijs.Certificate> {
  const certificate = new pkijs.Certificate();
  certificate.version = 2;
  certificate.serialNumber = new asn1js.Integer({ valueHex: serialNumber(randomBytes(16)) });
  certificate.subject.typesAndValues.push(named(subject));
  certificate.notBefore.value = new Date(now - BEFORE_MS);
  certificate.notAfter.value = new Date(now + days * DAY_MS);
  await certificate.subjectPublicKeyInfo.importKey(publicKey, engine);
  certificate.extensions = [];
  return certificate;
}

const keyIdOf = (certificate: pkijs.Certificate): ArrayBuffer =>
  new Uint8Array(
    createHash('sha1')
      .update(Buffer.from(certificate.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView))
      .digest(),
  ).buffer;

async function makeAuthority(names: readonly string[], now: number): Promise<Kept> {
  const { pair, text } = await newKeys();
  const certificate = await begun(`Nghị Trường ${names[0] ?? ''}`.trim(), pair.publicKey, now, AUTHORITY_DAYS);
  certificate.issuer.typesAndValues.push(...certificate.subject.typesAndValues);
  const permitted = [...names.map(dnsName), ...privateRanges.map((range) => ipName(bytesOf(range)))];
  certificate.extensions!.push(
    extension(oids.basicConstraints, true, new pkijs.BasicConstraints({ cA: true, pathLenConstraint: 0 })),
    keyUsage(0x06, 1), // signing certificates and lists of revoked ones
    extension(oids.subjectKey, false, new asn1js.OctetString({ valueHex: keyIdOf(certificate) })),
    extension(
      oids.nameConstraints,
      true,
      new pkijs.NameConstraints({ permittedSubtrees: permitted.map((base) => new pkijs.GeneralSubtree({ base })) }),
    ),
  );
  await certificate.sign(pair.privateKey, 'SHA-256', engine);
  const der = certificate.toSchema(true).toBER();
  return { version: 1, certificate: pem('CERTIFICATE', der), key: text, names: [...names] };
}

export class Authority {
  readonly #kept: Kept;

  private constructor(kept: Kept) {
    this.#kept = kept;
  }

  /**
   * The authority of a data folder; made at the first start that needs one, and anew only where this machine is called
   * otherwise (every tablet must then trust it again).
   * @param names this machine's: `may-chu`, `may-chu.local`, `localhost`
   */
  static async open(folder: string, names: readonly string[], now: number): Promise<Authority> {
    const own = join(folder, 'tls');
    await mkdir(own, { recursive: true, mode: 0o700 });
    const db: Low<Kept | null> = await openChecked(join(own, 'authority.json'), Kept);
    const kept = db.data;
    const serves = kept && names.every((name) => kept.names.includes(name));
    if (kept && serves) return new Authority(kept);
    const made = await makeAuthority(names, now);
    db.data = made;
    await db.write();
    return new Authority(made);
  }

  /** PEM: what tablets are to trust. */
  get certificate(): string {
    return this.#kept.certificate;
  }
  /** SHA-256 of the certificate, in pairs of digits: read aloud, it is compared with what a tablet shows. */
  get fingerprint(): string {
    const digest = createHash('sha256').update(derOf(this.certificate)).digest('hex').toUpperCase();
    return digest.match(/../g)!.join(':');
  }

  /** A certificate for this server under its names and addresses, with a key of its own. */
  async issue(names: readonly string[], addresses: readonly string[], now: number): Promise<Credentials> {
    const { pair, text } = await newKeys();
    const authority = pkijs.Certificate.fromBER(new Uint8Array(derOf(this.certificate)).buffer);
    const certificate = await begun(names[0] ?? 'localhost', pair.publicKey, now, SERVER_DAYS);
    certificate.issuer.typesAndValues.push(...authority.subject.typesAndValues);
    const all = [...names.map(dnsName), ...addresses.map((address) => ipName(addressBytes(address)))];
    certificate.extensions!.push(
      extension(oids.basicConstraints, true, new pkijs.BasicConstraints({ cA: false })),
      keyUsage(0x80, 7), // signing a handshake
      extension(oids.extendedKeyUsage, false, new pkijs.ExtKeyUsage({ keyPurposes: [oids.serverAuth] })),
      extension(oids.subjectKey, false, new asn1js.OctetString({ valueHex: keyIdOf(certificate) })),
      extension(
        oids.authorityKey,
        false,
        new pkijs.AuthorityKeyIdentifier({ keyIdentifier: new asn1js.OctetString({ valueHex: keyIdOf(authority) }) }),
      ),
      extension(oids.alternativeNames, false, new pkijs.GeneralNames({ names: all })),
    );
    await certificate.sign(await keyFrom(this.#kept.key), 'SHA-256', engine);
    return { cert: `${pem('CERTIFICATE', certificate.toSchema(true).toBER())}${this.certificate}`, key: text };
  }

  /** When a certificate that was issued now is to be followed by another, milliseconds since 1970. */
  static renewAt = (issuedAt: number): number => issuedAt + (SERVER_DAYS - RENEW_DAYS) * DAY_MS;
}
