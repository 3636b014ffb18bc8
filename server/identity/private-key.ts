/** A private key of the server's own in a file that only it may read: made once, on disk before it is used. */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { FileDamaged, syncFolder } from '../storage/synced-file.ts';

/** The key in this file (PKCS#8, PEM), or the one that `make` makes where there is none. Throws `FileDamaged`. */
export async function keptPrivateKey(path: string, make: () => Promise<KeyObject>): Promise<KeyObject> {
  const kept = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (kept !== null) {
    try {
      return createPrivateKey(kept);
    } catch {
      throw new FileDamaged(`${path}: not a private key`);
    }
  }
  const made = await make();
  const file = await open(`${path}.next`, 'w', 0o600);
  try {
    await file.writeFile(made.export({ type: 'pkcs8', format: 'pem' }));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.next`, path);
  await syncFolder(dirname(path));
  return made;
}
