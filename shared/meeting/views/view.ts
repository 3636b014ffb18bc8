/**
 * What each audience may know. The law: evolving an audience's view by its facts gives the view of the evolved state, so
 * that a tablet that lived through the meeting and one that joined just now show the same.
 */
import { withoutConfidences } from '../floor/confidences.ts';
import { nothingPresented } from '../presentation/state.ts';
import { definitionOf, type MeetingState, preparedMeeting } from '../state.ts';
import { isSecret, isSpoken } from '../voting/kinds.ts';
import type { Poll, Vote } from '../voting/state.ts';
import type { Audience } from './audiences.ts';
import { ballotsFor, boxFor, hideMarks, isFor, maySee } from './visible.ts';

/** What was entered by hand and corrected, without what was said. */
const hideEntries = (entered: Poll['entered']): Poll['entered'] =>
  Object.fromEntries(
    Object.entries(entered).map(([voter, entry]) => [
      voter,
      entry.earlier ? { ...entry, earlier: entry.earlier.map((one) => ({ ...one, marks: 'hidden' as const })) } : entry,
    ]),
  );

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
function closedDoors(state: MeetingState): MeetingState {
  const { phase, convened, openedAt } = state;
  const empty = { people: [], agenda: [], documents: [], votes: [], forgetsDocuments: false };
  return { ...preparedMeeting({ ...definitionOf(state), ...empty }), phase, convened, openedAt };
}

/** What an audience may know of the state. */
export function viewOf(state: MeetingState, audience: Audience): MeetingState {
  const view: MeetingState = { ...state, voting: { votes: state.voting.votes.map((vote) => voteFor(vote, audience)) } };
  if (audience === 'chair') return view;
  view.floor = withoutConfidences(state.floor);
  if (audience !== 'public') return withoutHiddenDocuments(view, audience);
  return state.private ? closedDoors(view) : withoutHiddenDocuments(presentationForPublic(view), 'public');
}
