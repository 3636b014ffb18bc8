/** Where things stand on the server. Documents are immutable, named by content, and read as those of a meeting. */

export interface MeetingAddress {
  body: string;
  meeting: string;
}

/** What the intake makes of a page: another number is another image, so that a tablet may keep what it has. */
export const INTAKE_VERSION = 2;

/** Below it all that concerns one meeting. */
export const meetingAddress = ({ body, meeting }: MeetingAddress): string => `/api/bodies/${body}/meetings/${meeting}`;

const documentsOf = ({ body, meeting }: MeetingAddress): string => `/documents/${body}/${meeting}`;

export const fileAddress = (at: MeetingAddress, hash: string): string => `${documentsOf(at)}/${hash}.pdf`;
/** @param page from 1 */
export const imageAddress = (at: MeetingAddress, hash: string, page: number, size: 'tablet' | 'small'): string =>
  `${documentsOf(at)}/${hash}/${page}${size === 'small' ? '-small' : ''}.webp?v=${INTAKE_VERSION}`;
/** Width and height of each page as shown, in points, as a JSON array of pairs. */
export const sizesAddress = (at: MeetingAddress, hash: string): string =>
  `${documentsOf(at)}/${hash}/sizes.json?v=${INTAKE_VERSION}`;
/** The text of each page, as a JSON array of strings. */
export const textAddress = (at: MeetingAddress, hash: string): string =>
  `${documentsOf(at)}/${hash}/text.json?v=${INTAKE_VERSION}`;
