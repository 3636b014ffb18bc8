/** Photos of people and a body's emblem: small pictures below the body's folder, named by their content. */
import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeSynced } from '../storage/synced-file.ts';
import { pictureType } from './picture-type.ts';

/** The page makes them small; whatever is larger is no photo for a card or a screen. */
export const LARGEST_PICTURE = 512 * 1024;

const folderOf = (bodyFolder: string): string => join(bodyFolder, 'pictures');

/** Keeps a picture; resolves with the SHA-256 of its content once it is on the disk. */
export async function keepPicture(bodyFolder: string, content: Uint8Array): Promise<string> {
  const hash = createHash('sha256').update(content).digest('hex');
  const folder = folderOf(bodyFolder);
  await mkdir(folder, { recursive: true });
  await writeSynced(join(folder, hash), content);
  return hash;
}

/** A kept picture, or null. @param hash 64 hexadecimal digits */
export async function pictureOf(bodyFolder: string, hash: string): Promise<{ content: Buffer; type: string } | null> {
  try {
    const content = await readFile(join(folderOf(bodyFolder), hash));
    return { content, type: pictureType(content) ?? 'application/octet-stream' };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
