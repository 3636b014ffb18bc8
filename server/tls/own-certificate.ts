/** A certificate of the council's own, from files: read at the start, and again when they change. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Server as HttpsServer } from 'node:https';
import { dirname } from 'node:path';
import type { Credentials } from './authority.ts';

const SETTLES_MS = 500;

/** A certificate and key that belong together. Throws a sentence that names the file. */
export async function readCredentials(certFile: string, keyFile: string): Promise<Credentials> {
  const [cert, key] = await Promise.all([readFile(certFile, 'utf8'), readFile(keyFile, 'utf8')]);
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(cert);
  } catch {
    throw new Error(`${certFile}: không phải chứng chỉ PEM · is no certificate in PEM`);
  }
  try {
    if (certificate.checkPrivateKey(createPrivateKey(key))) return { cert, key };
  } catch {
    throw new Error(`${keyFile}: không phải khóa riêng PEM · is no private key in PEM`);
  }
  throw new Error(`${keyFile}: không phải khóa của ${certFile} · is not the key of that certificate`);
}

/** Takes over what the files become; a pair that does not fit is said, and the earlier one stays. */
export function keepCredentials(
  server: HttpsServer,
  certFile: string,
  keyFile: string,
  warn: (message: string, error?: unknown) => void,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  const soon = () => {
    clearTimeout(timer);
    // Two files change one after the other.
    timer = setTimeout(() => {
      readCredentials(certFile, keyFile).then(
        (next) => server.setSecureContext(next),
        (error: unknown) => warn('The new certificate could not be read; the earlier one stays.', error),
      );
    }, SETTLES_MS);
  };
  // Folders, since renewals put another file in the place of the first.
  const watchers = [...new Set([dirname(certFile), dirname(keyFile)])].map((folder) => watch(folder, soon));
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
