/**
 * What each audience may know. The law: evolving an audience's view by its facts gives the view of the evolved
 * state, so that a tablet that lived through the meeting and one that joined just now show the same.
 */
import type { PersonId, VoteId } from './ids.ts';
import { type Fact, type MeetingEvent, type MeetingState, preparedMeeting } from './meeting.ts';
import { nothingPresented } from './presentation.ts';
import type { BallotMark, Choice, Vote } from './voting.ts';
import { voteById } from './voting.ts';

export const audiences = ['chair', 'delegates', 'display', 'public'] as const;
/** `chair` is the chair's side: chair and secretariat. */
export type Audience = (typeof audiences)[number];

/** What one person may know beside her audience: her own ballots. */
export interface OwnView {
  ballots: Readonly<Record<VoteId, Choice>>;
}
export type OwnFact = { type: 'ballot-recorded'; at: number; vote: VoteId; choice: Choice };

const hideMarks = (marks: readonly BallotMark[], as: 'hidden' | null): BallotMark[] =>
  marks.map((mark) => (mark === null ? null : as));

/** The chair's side sees who has voted while a vote is open, and all of it once closed; the hall once published. */
function voteFor(vote: Vote, audience: Audience): Vote {
  const isKnown = audience === 'chair' ? vote.result !== null : vote.phase === 'published';
  if (isKnown || !vote.poll) return vote;
  const ballots = hideMarks(vote.poll.ballots, audience === 'chair' ? 'hidden' : null);
  return { ...vote, result: null, poll: { ...vote.poll, ballots } };
}

const isPublic = (state: MeetingState, document: string): boolean =>
  state.documents.some((one) => one.id === document && one.access === 'public');

/** The documents that the public may read, and no trace of the others. */
function withoutHallDocuments(state: MeetingState): MeetingState {
  const { shown } = state.presentation;
  return {
    ...state,
    documents: state.documents.filter((document) => document.access === 'public'),
    agenda: {
      ...state.agenda,
      items: state.agenda.items.map((item) => ({
        ...item,
        documents: item.documents.filter((id) => isPublic(state, id)),
      })),
    },
    // Who presents is nobody's business outside the hall; it also would tell that something hidden is shown.
    presentation: shown && isPublic(state, shown.document) ? { presenter: null, shown } : nothingPresented,
  };
}

/** A private meeting, as the public sees it: that there is one, and its phase. */
function closedDoors({ id, title, council, procedure, phase, convened, openedAt }: MeetingState): MeetingState {
  const empty = { people: [], agenda: [], documents: [], votes: [] };
  return { ...preparedMeeting({ id, title, council, procedure, private: true, ...empty }), phase, convened, openedAt };
}

/** What an audience may know of the state. */
export function viewOf(state: MeetingState, audience: Audience): MeetingState {
  const view: MeetingState = { ...state, voting: { votes: state.voting.votes.map((vote) => voteFor(vote, audience)) } };
  if (audience === 'chair') return view;
  view.floor = {
    ...state.floor,
    requests: state.floor.requests.map((request) => ({ ...request, note: '' })),
    speech: state.floor.speech && { ...state.floor.speech, request: { ...state.floor.speech.request, note: '' } },
    texts: state.floor.texts.map((text) => ({ ...text, text: '' })),
  };
  if (audience !== 'public') return view;
  return state.private ? closedDoors(view) : withoutHallDocuments(view);
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
    case 'vote-closed':
      return forChair
        ? [{ ...event, ballots: voteById(state.voting, event.vote)?.poll?.ballots }]
        : [{ ...event, result: null }];
    case 'vote-published': {
      const vote = voteById(state.voting, event.vote);
      return forChair || !vote?.result ? [event] : [{ ...event, result: vote.result, ballots: vote.poll?.ballots }];
    }
    case 'floor-requested':
      return [forChair ? event : { ...event, request: { ...event.request, note: '' } }];
    case 'text-handed-in':
      return [forChair ? event : { ...event, text: { ...event.text, text: '' } }];
    default:
      return audience === 'public' ? publicFacts(event, state) : [event];
  }
}

function publicFacts(event: MeetingEvent, state: MeetingState): Fact[] {
  switch (event.type) {
    case 'item-added':
      return [
        { ...event, item: { ...event.item, documents: event.item.documents.filter((id) => isPublic(state, id)) } },
      ];
    case 'presentation-started':
      return [isPublic(state, event.document) ? event : { type: 'presentation-hidden', at: event.at }];
    case 'page-turned': {
      const { shown } = state.presentation;
      return [shown && isPublic(state, shown.document) ? event : { type: 'presentation-hidden', at: event.at }];
    }
    case 'presentation-handed':
      return [];
    default:
      return [event];
  }
}

/** Facts of one batch with what a later one makes needless left out: of a vote's counts only the last stays. */
export function coalesce(facts: readonly Fact[]): Fact[] {
  const seen = new Set<VoteId>();
  return facts
    .toReversed()
    .filter((fact) => {
      if (fact.type !== 'ballots-counted') return true;
      if (seen.has(fact.vote)) return false;
      seen.add(fact.vote);
      return true;
    })
    .toReversed();
}

export function ownViewOf(state: MeetingState, person: PersonId): OwnView {
  const ballots: Record<VoteId, Choice> = {};
  for (const { id, poll } of state.voting.votes) {
    const mark = poll?.ballots[poll.entitled.indexOf(person)];
    if (mark && mark !== 'hidden') ballots[id] = mark;
  }
  return { ballots };
}

/** Whom an event tells something that her audience does not hear. */
export const concerned = (event: MeetingEvent): readonly PersonId[] =>
  event.type === 'ballot-cast' ? [event.voter] : [];

export function ownFactsFor(event: MeetingEvent, person: PersonId): OwnFact[] {
  if (event.type !== 'ballot-cast' || event.voter !== person || event.choice === 'hidden') return [];
  return [{ type: 'ballot-recorded', at: event.at, vote: event.vote, choice: event.choice }];
}

export const evolveOwn = (view: OwnView, fact: OwnFact): OwnView => ({
  ballots: { ...view.ballots, [fact.vote]: fact.choice },
});
