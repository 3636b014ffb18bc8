/** How a file begins: what it is, whatever its name says. */
import { open } from 'node:fs/promises';

/** @returns up to `count` bytes, one character each (Latin-1) */
export async function firstBytes(path: string, count: number): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0);
    return buffer.subarray(0, bytesRead).toString('latin1');
  } finally {
    await file.close();
  }
}
