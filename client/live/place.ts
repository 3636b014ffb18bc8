/**
 * Which meeting this page is in: it stands in the page's address, and in every address that the page asks for. A screen
 * names its body only, and is told by the server what is on in its hall.
 */

import { isOn } from '../../shared/meeting/phase/queries.ts';
import * as addresses from '../../shared/wire/addresses.ts';
import type { Me } from './me.ts';

/** `meeting` is null on a screen. */
export interface Place {
  body: string;
  meeting: string | null;
}

const LAST = 'last-meeting';

function placeInAddress(): Place | null {
  const query = new URLSearchParams(location.search);
  const body = query.get('body');
  return body ? { body, meeting: query.get('meeting') } : null;
}

function lastPlace(): Place | null {
  try {
    return JSON.parse(localStorage.getItem(LAST) ?? 'null') as Place | null;
  } catch {
    return null; // not what this page has written
  }
}

/** Where somebody goes without being asked: the one meeting that is on, or else the only one that is to come. */
export function placeFor({ meetings, screen }: Pick<Me, 'meetings' | 'screen'>): Place | null {
  if (screen) return { body: screen.body, meeting: null };
  const groups = [meetings.filter(isOn), meetings.filter(({ phase }) => phase === 'prepared'), meetings];
  const found = groups.find((group) => group.length > 0);
  return found?.length === 1 ? { body: found[0]!.body, meeting: found[0]!.id } : null;
}

let here: Place | null = placeInAddress();

/** The address of a page, for the meeting that this page is in or for another. */
export function pageAddress(page: string, place: Place | null = here): string {
  if (!place) return page;
  const query = new URLSearchParams({ body: place.body, ...(place.meeting ? { meeting: place.meeting } : {}) });
  return `${page}?${query}`;
}

/** The server has let us in: this is where we are. */
export function arriveAt(place: { body: string; meeting: string }): void {
  here = place;
  try {
    localStorage.setItem(LAST, JSON.stringify(place));
  } catch {
    // Full, or no storage here: without a network the next visit asks for the meeting.
  }
}

/**
 * The meeting that this page is for. Without one in its address: the one there is; without a network the last one; and
 * where there are several, the home page asks.
 * @param asked who is signed in; null without an answer
 */
export async function findPlace(asked: Promise<Me | null>): Promise<Place> {
  const found = placeInAddress() ?? (await placeAsked(asked));
  here = found;
  return found;
}

async function placeAsked(asked: Promise<Me | null>): Promise<Place> {
  const me = await asked;
  const place = me ? placeFor(me) : lastPlace();
  if (place) return place;
  location.assign('/');
  return new Promise(() => undefined); // the page is left
}

function meetingHere(): addresses.MeetingAddress {
  if (!here?.meeting) throw new Error('This page is in no meeting yet.');
  return { body: here.body, meeting: here.meeting };
}

/** An address below that of the meeting. */
export const inMeeting = (path: string): string => addresses.meetingAddress(meetingHere()) + path;
export const fileAddress = (hash: string): string => addresses.fileAddress(meetingHere(), hash);
/** @param page from 1 */
export const imageAddress = (hash: string, page: number, size: 'tablet' | 'small' = 'tablet'): string =>
  addresses.imageAddress(meetingHere(), hash, page, size);
export const sizesAddress = (hash: string): string => addresses.sizesAddress(meetingHere(), hash);
export const textAddress = (hash: string): string => addresses.textAddress(meetingHere(), hash);
