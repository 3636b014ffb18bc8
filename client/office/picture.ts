/** A picture from a file, made small enough to be kept: at most so many pixels each way, as JPEG, or PNG with its gaps. */

/** Larger files are no photos of a person; a browser may die of them. */
export const LARGEST_FILE = 20 * 1024 * 1024;

/**
 * @param longest pixels of the longer side
 * @returns null where the file is no picture that this browser reads
 */
export async function smallPicture(
  file: Blob,
  longest: number,
  type: 'image/jpeg' | 'image/png',
): Promise<Blob | null> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture || picture.width === 0) return null;
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((resolve) => canvas.toBlob(resolve, type, 0.85));
}
