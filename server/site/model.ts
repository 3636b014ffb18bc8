/**
 * What the voters' site says: only what is named here, and only from what the public may know of a body and its meetings
 * (shared/…/views). Nobody's note, seat, device, or card can come from here to a page.
 */
import { byBegin, type ListedMeeting, listedMeeting } from '../../shared/body/meetings.ts';
import type { BodyState } from '../../shared/body/state.ts';
import { bodyViewOf } from '../../shared/body/views.ts';
import { currentItem, isDraft, itemNumbers } from '../../shared/meeting/agenda/queries.ts';
import { quorum } from '../../shared/meeting/attendance/queries.ts';
import type { DocumentEntry } from '../../shared/meeting/documents/state.ts';
import { isOn } from '../../shared/meeting/phase/queries.ts';
import type { Question } from '../../shared/meeting/questions/state.ts';
import type { MeetingState } from '../../shared/meeting/state.ts';
import { viewOf } from '../../shared/meeting/views/view.ts';
import type { Choice, Marks, VoteResult } from '../../shared/meeting/voting/ballots.ts';
import { choices } from '../../shared/meeting/voting/ballots.ts';
import { kinds } from '../../shared/meeting/voting/kinds.ts';
import { openVote } from '../../shared/meeting/voting/queries.ts';
import type { Vote } from '../../shared/meeting/voting/state.ts';
import { personById } from '../../shared/people/roster.ts';

export interface SiteMeetingEntry {
  id: string;
  title: string;
  kind: ListedMeeting['kind'];
  session: string;
  begins: number | null;
  ends: number | null;
  hall: string;
  phase: ListedMeeting['phase'];
  isPrivate: boolean;
  isCancelled: boolean;
}

export interface SiteBody {
  id: string;
  name: string;
  timeZone: string;
  colour: string;
  emblem: string;
  /** Running ones; then those to come, the next first; then those that were held, the latest first. */
  on: SiteMeetingEntry[];
  next: SiteMeetingEntry[];
  past: SiteMeetingEntry[];
}

export interface SiteDocument {
  id: string;
  title: string;
  kind: DocumentEntry['kind'];
  symbol: string;
  issuer: string;
  date: string;
  signer: string;
  language: 'vi' | 'en';
  pages: number;
  bytes: number;
  hash: string;
}

export interface SiteItem {
  /** "2" or "2.1". */
  number: string;
  depth: number;
  title: string;
  status: 'pending' | 'current' | 'done' | 'skipped';
  documents: SiteDocument[];
}

export interface SiteVote {
  id: string;
  title: string;
  kind: Vote['kind'];
  isCancelled: boolean;
  result: VoteResult | null;
  /** Names on the ballot, by their ids. */
  names: Record<string, { name: string; title: string }>;
  /** Of an open vote by choice: who chose what, by name; empty where names are not public. */
  byName: { choice: Choice | 'none'; people: string[] }[];
  /** The resolution that came of it, as it was signed; null while there is none. */
  resolution: SiteDocument | null;
}

/** A written question that its secretariat has made public, with what was said to it. */
export interface SiteQuestion {
  id: string;
  /** The number of its item; empty where it stands with none. */
  item: string;
  subject: string;
  text: string;
  asker: { name: string; title: string };
  /** Whom it is put to. */
  to: { name: string; title: string };
  words: { kind: 'answer' | 'again'; text: string }[];
  verdict: Question['verdict'];
}

export interface SiteMeeting extends SiteMeetingEntry {
  body: { id: string; name: string; timeZone: string; colour: string; emblem: string };
  cancelReason: string;
  items: SiteItem[];
  /** Those of no item. */
  documents: SiteDocument[];
  attendance: { present: number; all: number; needed: number } | null;
  votes: SiteVote[];
  questions: SiteQuestion[];
  /** While it is on. */
  now: { item: string; speaker: { name: string; title: string } | null; voting: string } | null;
}

const entryOf = (meeting: ListedMeeting, halls: BodyState['halls']): SiteMeetingEntry => ({
  id: meeting.id,
  title: meeting.title,
  kind: meeting.kind,
  session: meeting.private ? '' : meeting.session,
  begins: meeting.begins,
  ends: meeting.ends,
  hall: halls.find(({ id }) => id === meeting.hall)?.name ?? '',
  phase: meeting.phase,
  isPrivate: meeting.private,
  isCancelled: meeting.isCancelled,
});

/** Whether the body has said that voters may read. */
export const isPublished = (state: BodyState): boolean => state.id !== '' && state.profile.site.isOn;

/** @param state what a body's log says; as the public may know it, it comes out */
export function siteBody(state: BodyState): SiteBody {
  const view = bodyViewOf(state, 'public');
  const { name, timeZone, look } = view.profile;
  const meetings = view.meetings.toSorted(byBegin).map((meeting) => entryOf(meeting, view.halls));
  return {
    id: view.id,
    name,
    timeZone,
    colour: look.colour,
    emblem: look.emblem,
    on: meetings.filter(isOn),
    next: meetings.filter(({ phase }) => phase === 'prepared'),
    past: meetings.filter(({ phase }) => phase === 'closed').reverse(),
  };
}

const documentOf = ({ body, hash, ...document }: DocumentEntry): SiteDocument => ({
  id: document.id,
  title: document.title,
  kind: document.kind,
  symbol: document.symbol,
  issuer: body,
  date: document.date,
  signer: document.signer,
  language: document.language,
  pages: document.pages,
  bytes: document.bytes,
  hash,
});

/** What anyone may read, download and find: nothing confidential, whatever its access says. */
const isForVoters = (document: DocumentEntry): boolean => document.access === 'public' && !document.confidential;

function itemsOf({ agenda, documents }: MeetingState): SiteItem[] {
  const current = currentItem(agenda)?.id;
  const numbers = itemNumbers(agenda.items);
  return agenda.items.map((item) => {
    const number = numbers.get(item.id)!;
    return {
      number,
      depth: number.split('.').length - 1,
      title: item.title,
      status: item.id === current ? 'current' : item.status,
      documents: documents.filter((one) => isForVoters(one) && item.documents.includes(one.id)).map(documentOf),
    };
  });
}

/** Who chose what, where the ballots of an open vote are public. */
function byNameOf(view: MeetingState, { kind, phase, poll }: Vote): SiteVote['byName'] {
  if (phase !== 'published' || poll?.way !== 'open' || kinds[kind].form !== 'choices') return [];
  const chosen = poll.entitled.map((id, at) => {
    const marks = poll.ballots[at];
    const choice = Array.isArray(marks) ? ((marks as Marks)[0] as Choice | undefined) : undefined;
    return { name: personById(view, id)?.name ?? '', choice: marks === null ? ('none' as const) : choice };
  });
  // A ballot that is hidden: this vote's names are nobody's business.
  if (chosen.some(({ choice }) => choice === undefined)) return [];
  return [...choices, 'none' as const]
    .map((choice) => ({ choice, people: chosen.filter((one) => one.choice === choice).map(({ name }) => name) }))
    .filter(({ people }) => people.length > 0);
}

/** What is voted on by a draft stands as a resolution once it is signed and public. */
function resolutionOf({ documents }: MeetingState, vote: string): SiteDocument | null {
  const found = documents.find((one) => one.kind === 'resolution' && one.vote === vote && isForVoters(one));
  return found ? documentOf(found) : null;
}

function questionsOf(view: MeetingState): SiteQuestion[] {
  const numbers = itemNumbers(view.agenda.items);
  const named = (id: string | null, otherwise: string) => {
    const person = personById(view, id);
    return { name: person?.name ?? otherwise, title: person?.title ?? '' };
  };
  return view.questions.map(({ id, item, subject, text, person, to, addressee, words, verdict }) => ({
    ...{ id, item: (item && numbers.get(item)) || '', subject, text, verdict },
    ...{ asker: named(person, ''), to: named(to, addressee) },
    words: words.map(({ kind, text: said }) => ({ kind, text: said })),
  }));
}

/** Votes of the hall that are over; a consultation is the council's own. */
const votesOf = (view: MeetingState): SiteVote[] =>
  view.voting.votes
    .filter(
      ({ kind, phase, poll }) => !kinds[kind].isAside && (phase === 'published' || (phase === 'cancelled' && poll)),
    )
    .map((vote) => ({
      id: vote.id,
      title: vote.title,
      kind: vote.kind,
      isCancelled: vote.phase === 'cancelled',
      result: vote.phase === 'published' ? vote.result : null,
      names: Object.fromEntries(vote.candidates.map(({ id, name, title }) => [id, { name, title }])),
      byName: byNameOf(view, vote),
      resolution: resolutionOf(view, vote.id),
    }));

function nowOf(view: MeetingState): SiteMeeting['now'] {
  if (!isOn(view)) return null;
  const speaker = personById(view, view.floor.speech?.request.person);
  return {
    item: currentItem(view.agenda)?.title ?? '',
    speaker: speaker ? { name: speaker.name, title: speaker.title } : null,
    voting: openVote(view.voting)?.title ?? '',
  };
}

/** @returns null where the body's list has no such meeting that voters may know of */
export function siteMeeting(body: BodyState, state: MeetingState): SiteMeeting | null {
  const view = bodyViewOf(body, 'public');
  const listed = listedMeeting(view, state.id);
  if (!listed) return null;
  // The list may be a moment behind the meeting's own log: private is what either of them calls so.
  const isPrivate = listed.private || state.private;
  const open = viewOf({ ...state, private: isPrivate }, 'public');
  const { name, timeZone, look } = view.profile;
  const entry = entryOf({ ...listed, private: isPrivate, title: isPrivate ? '' : open.title }, view.halls);
  const common = {
    ...entry,
    phase: open.phase,
    isCancelled: open.cancelled !== null,
    body: { id: view.id, name, timeZone, colour: look.colour, emblem: look.emblem },
  };
  if (isPrivate)
    return {
      ...common,
      cancelReason: '',
      items: [],
      documents: [],
      attendance: null,
      votes: [],
      questions: [],
      now: null,
    };
  // An agenda that has not been sent is a draft, and so is what it will be about.
  const isHidden = isDraft(open);
  const items = isHidden ? [] : itemsOf(open);
  const placed = new Set(items.flatMap(({ documents }) => documents.map(({ id }) => id)));
  const { present, all, needed } = quorum(open);
  return {
    ...common,
    cancelReason: open.cancelled?.reason ?? '',
    items,
    documents: isHidden ? [] : open.documents.filter((one) => isForVoters(one) && !placed.has(one.id)).map(documentOf),
    attendance: open.openedAt === null ? null : { present, all, needed },
    votes: votesOf(open),
    questions: isHidden ? [] : questionsOf(open),
    now: nowOf(open),
  };
}

/** Nghị quyết of a meeting, as voters may read them. */
export const resolutionsOf = (meeting: SiteMeeting): SiteDocument[] =>
  documentsOf(meeting).filter(({ kind }) => kind === 'resolution');

export const documentsOf = ({ items, documents }: SiteMeeting): SiteDocument[] => [
  ...new Map([...items.flatMap((item) => item.documents), ...documents].map((one) => [one.id, one])).values(),
];
