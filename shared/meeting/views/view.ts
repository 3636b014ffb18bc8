/**
 * What each audience may know. The law: evolving an audience's view by its facts gives the view of the evolved state, so
 * that a tablet that lived through the meeting and one that joined just now show the same.
 */
import type { AgendaState } from '../agenda/state.ts';
import { withoutConfidences } from '../floor/confidences.ts';
import { noAnswers } from '../invitation/state.ts';
import { type MessagesState, noMessages } from '../messages/state.ts';
import { nothingPresented } from '../presentation/state.ts';
import { isOpenTo } from '../questions/queries.ts';
import { definitionOf, type MeetingState, preparedMeeting } from '../state.ts';
import { isSpoken } from '../voting/kinds.ts';
import type { OpenPoll, Poll, SecretPoll, Vote } from '../voting/state.ts';
import type { Audience } from './audiences.ts';
import { ballotsFor, boxFor, hideMarks, isFor, maySee } from './visible.ts';

/** What was entered by hand and corrected, without what was said. */
const hideEntries = (entered: OpenPoll['entered']): OpenPoll['entered'] =>
  Object.fromEntries(
    Object.entries(entered).map(([voter, entry]) => [
      voter,
      entry.earlier
        ? { ...entry, earlier: entry.earlier.map((version) => ({ ...version, marks: 'hidden' as const })) }
        : entry,
    ]),
  );

/** A poll that runs or is not published: who has voted is for the chair's side, what is on a ballot for nobody. */
function runningPoll(vote: Vote, poll: Poll, forChair: boolean): Poll {
  const ballots =
    forChair && poll.way === 'secret' ? poll.ballots : hideMarks(poll.ballots, forChair ? 'hidden' : null);
  switch (poll.way) {
    case 'secret':
      return { ...papersFor(poll, forChair), ballots, box: null, entered: forChair ? hideEntries(poll.entered) : {} };
    case 'hands':
      return { ...poll, ballots, hands: forChair ? poll.hands : null };
    case 'open':
      return isSpoken(vote) ? poll : { ...poll, ballots, entered: forChair ? hideEntries(poll.entered) : {} };
  }
}

/** Numbers of papers that can't be cast are for the record alone; how many were exchanged for the chair's side. */
const papersFor = (poll: SecretPoll, forChair: boolean): SecretPoll => ({
  ...poll,
  spoiled: [],
  ...(forChair ? {} : { exchanged: 0, reissued: 0 }),
});

/** The chair's side sees who has voted while a vote is open, and all of it once closed; the hall once published. */
function voteFor(vote: Vote, audience: Audience): Vote {
  const { poll } = vote;
  if (!poll) return vote;
  const forChair = audience === 'chair';
  const isKnown = forChair ? vote.result !== null : vote.phase === 'published';
  if (!isKnown) return { ...vote, result: null, poll: runningPoll(vote, poll, forChair) } as Vote;
  const ballots = ballotsFor(vote, poll, audience);
  if (poll.way !== 'secret') return { ...vote, poll: { ...poll, ballots } } as Vote;
  return { ...vote, poll: { ...papersFor(poll, forChair), ballots, box: boxFor(vote, poll.box) } } as Vote;
}

/** What the chair means to say is for her side. */
const withoutNotes = (agenda: AgendaState): AgendaState =>
  agenda.items.every(({ note }) => note === '')
    ? agenda
    : { ...agenda, items: agenda.items.map((item) => (item.note === '' ? item : { ...item, note: '' })) };

/** To everyone in the hall: on their tablets. To some, and calls: with those whom they concern (own.ts). */
const messagesFor = ({ notices }: MessagesState, audience: Audience): MessagesState =>
  audience === 'delegates' ? { notices: notices.filter(({ to }) => to === null), calls: [] } : noMessages;

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
  const { phase, convened, openedAt, cancelled } = state;
  const empty = { people: [], agenda: [], documents: [], votes: [], forgetsDocuments: false, seating: null };
  return { ...preparedMeeting({ ...definitionOf(state), ...empty }), phase, convened, openedAt, cancelled };
}

/** What an audience may know of the state. */
export function viewOf(state: MeetingState, audience: Audience): MeetingState {
  const view: MeetingState = { ...state, voting: { votes: state.voting.votes.map((vote) => voteFor(vote, audience)) } };
  if (audience === 'chair') return view;
  view.floor = withoutConfidences(state.floor);
  view.agenda = withoutNotes(state.agenda);
  view.messages = messagesFor(state.messages, audience);
  if (audience !== 'delegates') view.invitation = null;
  view.answers = noAnswers;
  view.questions = state.questions.filter((question) => isOpenTo(question, audience === 'public'));
  view.comments = [];
  if (audience !== 'public') return withoutHiddenDocuments(view, audience);
  return state.private ? closedDoors(view) : withoutHiddenDocuments(presentationForPublic(view), 'public');
}
