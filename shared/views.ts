/**
 * What each audience may know. The law: evolving an audience's view by its facts gives the view of the evolved
 * state, so that a tablet that lived through the meeting and one that joined just now show the same.
 */

import type { CastBallot, Choice } from './ballots.ts';
import { choices } from './ballots.ts';
import { type DocumentsEvent, type ItemDocuments, isNamed, itemsOf, namedDocuments } from './documents.ts';
import { withoutConfidences } from './floor.ts';
import type { ItemId, PersonId, VoteId } from './ids.ts';
import { type Fact, type MeetingEvent, type MeetingState, preparedMeeting } from './meeting.ts';
import { nothingPresented } from './presentation.ts';
import type { DocumentEntry } from './roster.ts';
import type { BallotMark, Poll, Vote } from './voting.ts';
import { isSecret, isSpoken, unsigned, voteById } from './voting.ts';

export const audiences = ['chair', 'delegates', 'display', 'public'] as const;
/** `chair` is the chair's side: chair and secretariat. */
export type Audience = (typeof audiences)[number];

/** What one person may know beside her audience: her own ballots, and documents that name her as a reader. */
export interface OwnView {
  ballots: Readonly<Record<VoteId, Choice>>;
  documents: readonly OwnDocument[];
}
export interface OwnDocument {
  document: DocumentEntry;
  items: readonly ItemId[];
}
export type OwnFact =
  | { type: 'ballot-recorded'; at: number; vote: VoteId; choice: Choice }
  /** All of them, as they are from now on. */
  | { type: 'own-documents'; at: number; documents: readonly OwnDocument[] };

/** What was entered by hand and corrected, without what was said. */
const hideEntries = (entered: Poll['entered']): Poll['entered'] =>
  Object.fromEntries(
    Object.entries(entered).map(([voter, entry]) => [
      voter,
      entry.earlier
        ? { ...entry, earlier: entry.earlier.map((one) => ({ ...one, choice: 'hidden' as const })) }
        : entry,
    ]),
  );

const hideMarks = (marks: readonly BallotMark[], as: 'hidden' | null): BallotMark[] =>
  marks.map((mark) => (mark === null ? null : as));

/** What an audience may know of the ballots of a vote that is counted. */
function ballotsFor(vote: Vote, { ballots }: Poll, audience: Audience): readonly BallotMark[] {
  // To whom a secret ballot was issued is the chair's business, and stays so.
  return isSecret(vote) && audience !== 'chair' ? hideMarks(ballots, null) : ballots;
}
/** Numbers that are kept from the delegates are on no screen; who checks the record has them. */
const boxFor = (vote: Vote, box: readonly CastBallot[] | null): readonly CastBallot[] | null =>
  vote.hidesNumbers ? null : box;

/** The chair's side sees who has voted while a vote is open, and all of it once closed; the hall once published. */
function voteFor(vote: Vote, audience: Audience): Vote {
  if (!vote.poll) return vote;
  const forChair = audience === 'chair';
  const isKnown = forChair ? vote.result !== null : vote.phase === 'published';
  const shown: Poll = { ...vote.poll, spoiled: [], box: isKnown ? boxFor(vote, vote.poll.box) : null };
  if (!forChair) Object.assign(shown, { exchanged: 0, reissued: 0 });
  if (isKnown) return { ...vote, poll: { ...shown, ballots: ballotsFor(vote, shown, audience) } };
  if (isSpoken(vote)) return { ...vote, result: null, poll: shown };
  Object.assign(shown, forChair ? { entered: hideEntries(shown.entered) } : { entered: {}, hands: null });
  const ballots = forChair && isSecret(vote) ? shown.ballots : hideMarks(shown.ballots, forChair ? 'hidden' : null);
  return { ...vote, result: null, poll: { ...shown, ballots } };
}

/** Whether an audience may know that there is such a document. */
const isFor = (audience: Audience, { access }: DocumentEntry): boolean =>
  audience === 'chair' || access === 'public' || (access === 'hall' && audience !== 'public');

const maySee = (state: MeetingState, id: string, audience: Audience): boolean =>
  state.documents.some((document) => document.id === id && isFor(audience, document));

/** The documents that an audience may read, and no trace of the others. */
function withoutHiddenDocuments(state: MeetingState, audience: Audience): MeetingState {
  if (state.documents.every((document) => isFor(audience, document))) return state;
  return {
    ...state,
    documents: state.documents.filter((document) => isFor(audience, document)),
    agenda: {
      ...state.agenda,
      items: state.agenda.items.map((item) => ({
        ...item,
        documents: item.documents.filter((id) => maySee(state, id, audience)),
      })),
    },
  };
}

/** Who presents is nobody's business outside the hall; it also would tell that something hidden is shown. */
function presentationForPublic(state: MeetingState): MeetingState {
  const { shown } = state.presentation;
  const isShown = shown && maySee(state, shown.document, 'public');
  return { ...state, presentation: isShown ? { presenter: null, shown, askedAt: null } : nothingPresented };
}

/** A private meeting, as the public sees it: that there is one, and its phase. */
function closedDoors({ id, title, council, procedure, phase, convened, openedAt }: MeetingState): MeetingState {
  const empty = { people: [], agenda: [], documents: [], votes: [], forgetsDocuments: false };
  return { ...preparedMeeting({ id, title, council, procedure, private: true, ...empty }), phase, convened, openedAt };
}

/** What an audience may know of the state. */
export function viewOf(state: MeetingState, audience: Audience): MeetingState {
  const view: MeetingState = { ...state, voting: { votes: state.voting.votes.map((vote) => voteFor(vote, audience)) } };
  if (audience === 'chair') return view;
  view.floor = withoutConfidences(state.floor);
  if (audience !== 'public') return withoutHiddenDocuments(view, audience);
  return state.private ? closedDoors(view) : withoutHiddenDocuments(presentationForPublic(view), 'public');
}

const phaseEvents = new Set([
  'meeting-convened',
  'meeting-opened',
  'meeting-suspended',
  'meeting-resumed',
  'meeting-closed',
]);

/** What an audience is told of an event that happened in `state` (the state before it). */
export function factsFor(event: MeetingEvent, state: MeetingState, audience: Audience): Fact[] {
  if (audience === 'public' && state.private && !phaseEvents.has(event.type)) return [];
  const forChair = audience === 'chair';
  switch (event.type) {
    case 'meeting-convened':
      return [{ type: event.type, at: event.at }];
    case 'ballot-cast': {
      if (forChair) return [{ ...event, choice: 'hidden' }];
      const cast = (voteById(state.voting, event.vote)?.poll?.cast ?? 0) + (event.first ? 1 : 0);
      return [{ type: 'ballots-counted', at: event.at, vote: event.vote, cast }];
    }
    case 'ballot-corrected': {
      if (isSpoken(voteById(state.voting, event.vote)!)) return [event];
      return forChair ? [{ ...event, choice: 'hidden' }] : [];
    }
    case 'ballot-entered': {
      if (isSpoken(voteById(state.voting, event.vote)!)) return [event];
      if (forChair) return [{ ...event, choice: 'hidden' }];
      const cast = (voteById(state.voting, event.vote)?.poll?.cast ?? 0) + 1;
      return [{ type: 'ballots-counted', at: event.at, vote: event.vote, cast }];
    }
    case 'hands-counted': {
      if (forChair) return [event];
      const cast = choices.reduce((sum, choice) => sum + event[choice], 0);
      return [{ type: 'ballots-counted', at: event.at, vote: event.vote, cast }];
    }
    case 'ballot-issued': {
      if (forChair) return [{ ...event, blinded: '', spoiled: null }];
      const issued = (voteById(state.voting, event.vote)?.poll?.issued ?? 0) + 1;
      return [{ type: 'ballots-issued', at: event.at, vote: event.vote, issued }];
    }
    case 'reissue-allowed':
      return forChair ? [event] : [];
    case 'vote-closed': {
      if (!forChair) return [{ type: event.type, at: event.at, vote: event.vote, result: null }];
      const vote = voteById(state.voting, event.vote);
      return [
        {
          ...event,
          ballots: vote?.poll?.ballots,
          entered: vote?.poll?.entered,
          box: vote && boxFor(vote, event.box ? unsigned(event.box) : null),
        },
      ];
    }
    case 'vote-published': {
      const vote = voteById(state.voting, event.vote);
      if (forChair || !vote?.result || !vote.poll) return [event];
      const { entered, hands, box } = vote.poll;
      const ballots = ballotsFor(vote, vote.poll, audience);
      return [{ ...event, result: vote.result, ballots, entered, hands, box: boxFor(vote, box) }];
    }
    case 'floor-requested':
      return [forChair ? event : { ...event, request: { ...event.request, note: '' } }];
    case 'text-handed-in':
      return [forChair ? event : { ...event, text: { ...event.text, text: '' } }];
    case 'document-added':
    case 'document-replaced':
    case 'document-described':
    case 'document-removed':
    case 'documents-ordered':
      return documentFacts(event, state, audience);
    case 'item-added': {
      const documents = event.item.documents.filter((id) => maySee(state, id, audience));
      return [{ ...event, item: { ...event.item, documents } }];
    }
    default:
      return audience === 'public' ? publicFacts(event, state) : [event];
  }
}

/** A document may come into an audience's sight, or leave it, when it is described anew. */
function documentFacts(
  event: Exclude<DocumentsEvent, { type: 'forgetting-set' }>,
  state: MeetingState,
  audience: Audience,
): Fact[] {
  if (audience === 'chair') return [event];
  const after = 'document' in event && typeof event.document === 'object' ? event.document : undefined;
  const isSeen = (id: string) => (id === after?.id ? isFor(audience, after) : maySee(state, id, audience));
  const order: ItemDocuments[] =
    'order' in event ? event.order.map(({ item, documents }) => ({ item, documents: documents.filter(isSeen) })) : [];
  const { type, at } = event;
  if (type === 'documents-ordered') return [{ type, at, order }];
  const id = typeof event.document === 'object' ? event.document.id : event.document;
  const [wasSeen, willBeSeen] = [maySee(state, id, audience), after !== undefined && isFor(audience, after)];
  if (!wasSeen && !willBeSeen) return [];
  if (wasSeen && willBeSeen) return [type === 'document-replaced' ? event : { ...event, order }];
  // Where it stood, or will stand: a change of access alone leaves the order of the items untouched.
  const items = state.agenda.items.filter(({ id: item, documents }) => {
    const changed = order.some((one) => one.item === item);
    return !changed && documents.includes(id as never);
  });
  const there = items.map((item) => ({ item: item.id, documents: item.documents.filter(isSeen) }));
  return [
    willBeSeen
      ? { type: 'document-added', at, document: after!, order: [...order, ...there] }
      : { type: 'document-removed', at, document: id, order: [...order, ...there] },
  ];
}

function publicFacts(event: MeetingEvent, state: MeetingState): Fact[] {
  switch (event.type) {
    case 'presentation-started':
      return [maySee(state, event.document, 'public') ? event : { type: 'presentation-hidden', at: event.at }];
    case 'page-turned': {
      const { shown } = state.presentation;
      const isShown = shown && maySee(state, shown.document, 'public');
      return [isShown ? event : { type: 'presentation-hidden', at: event.at }];
    }
    case 'presentation-handed':
    case 'following-asked':
      return [];
    default:
      return [event];
  }
}

/** Facts of one batch with what a later one makes needless left out: of a vote's counts only the last stays. */
export function coalesce(facts: readonly Fact[]): Fact[] {
  const seen = new Set<string>();
  return facts
    .toReversed()
    .filter((fact) => {
      if (fact.type !== 'ballots-counted' && fact.type !== 'ballots-issued') return true;
      const key = `${fact.type} ${fact.vote}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .toReversed();
}

const ownDocuments = (state: MeetingState, person: PersonId): OwnDocument[] =>
  namedDocuments(state, person).map((document) => ({ document, items: itemsOf(state, document.id) }));

const isChoice = (mark: BallotMark | undefined): mark is Choice => choices.includes(mark as Choice);

export function ownViewOf(state: MeetingState, person: PersonId): OwnView {
  const ballots: Record<VoteId, Choice> = {};
  for (const { id, poll } of state.voting.votes) {
    const mark = poll?.ballots[poll.entitled.indexOf(person)];
    if (isChoice(mark)) ballots[id] = mark;
  }
  return { ballots, documents: ownDocuments(state, person) };
}

type OpenBallot = Extract<MeetingEvent, { type: 'ballot-cast' | 'ballot-entered' | 'ballot-corrected' }>;
const isOpenBallot = (event: MeetingEvent): event is OpenBallot =>
  event.type === 'ballot-cast' || event.type === 'ballot-entered' || event.type === 'ballot-corrected';

/** Whom an event tells something that her audience does not hear. */
export function concerned(event: MeetingEvent, before: MeetingState, after: MeetingState): readonly PersonId[] {
  if (isOpenBallot(event)) return [event.voter];
  if (before.documents === after.documents && before.agenda.items === after.agenda.items) return [];
  const named = [...before.documents, ...after.documents].filter(({ access }) => access === 'named');
  return before.people.filter((person) => named.some((document) => isNamed(document, person))).map(({ id }) => id);
}

export function ownFactsFor(
  event: MeetingEvent,
  before: MeetingState,
  after: MeetingState,
  person: PersonId,
): OwnFact[] {
  if (isOpenBallot(event)) {
    if (event.voter !== person || event.choice === 'hidden') return [];
    return [{ type: 'ballot-recorded', at: event.at, vote: event.vote, choice: event.choice }];
  }
  if (!concerned(event, before, after).includes(person)) return [];
  return [{ type: 'own-documents', at: event.at, documents: ownDocuments(after, person) }];
}

export const evolveOwn = (view: OwnView, fact: OwnFact): OwnView =>
  fact.type === 'own-documents'
    ? { ...view, documents: fact.documents }
    : { ...view, ballots: { ...view.ballots, [fact.vote]: fact.choice } };
