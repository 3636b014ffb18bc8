/** Where a document's file, its page images and its text stand on the server. All are immutable: named by content. */

/** What the intake makes of a page: another number is another image, so that a tablet may keep what it has. */
export const INTAKE_VERSION = 2;

export const fileAddress = (hash: string): string => `/documents/${hash}.pdf`;
/** @param page from 1 */
export const imageAddress = (hash: string, page: number, size: 'tablet' | 'small' = 'tablet'): string =>
  `/documents/${hash}/${page}${size === 'small' ? '-small' : ''}.webp?v=${INTAKE_VERSION}`;
/** Width and height of each page as shown, in points, as a JSON array of pairs. */
export const sizesAddress = (hash: string): string => `/documents/${hash}/sizes.json?v=${INTAKE_VERSION}`;
/** The text of each page, as a JSON array of strings. */
export const textAddress = (hash: string): string => `/documents/${hash}/text.json?v=${INTAKE_VERSION}`;
