/** Law 1: a journal of any released version still replays, to the state that it had. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { evolve } from '../../shared/meeting/evolve.ts';
import { type MeetingEvent, type MeetingState, unbornMeeting } from '../../shared/meeting/state.ts';
import { upcast } from '../../shared/meeting/upcast.ts';

const canonical = (value: unknown) => JSON.stringify(sorted(value));
/** With every record's names in order: where a state gained a field lies between versions. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
};

const earlier = suite('earlier journals');
const folder = join(import.meta.dirname, '..', '..', 'fixtures', 'earlier', '0.1');

const eventsOf = (name: string): MeetingEvent[] =>
  readFileSync(join(folder, `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { event: MeetingEvent }).event);

/** What a poll of 0.1 had, whichever way it was taken. */
interface EarlierPoll {
  ballots: (string | null)[];
  entered: Record<string, { earlier?: { choice: string }[] }>;
  cast: number;
  unanswered: string[];
  hands: object | null;
  key: string | null;
  issued: number;
  exchanged: number;
  reissued: number;
  spoiled: string[];
  box: object[] | null;
}
interface EarlierVote {
  method: string;
  poll: EarlierPoll | null;
}

/** 0.2: what stands on an open ballot is marks, as on any other; and a poll has only what its way has. */
function pollOf({ method, poll }: EarlierVote) {
  if (!poll) return null;
  const choices = ['approve', 'reject', 'abstain'];
  const marked = poll.ballots.map((mark) => (mark !== null && choices.includes(mark) ? [mark] : mark));
  const said = Object.fromEntries(
    Object.entries(poll.entered).map(([voter, entry]) => [
      voter,
      entry.earlier
        ? { ...entry, earlier: entry.earlier.map(({ choice, ...one }) => ({ ...one, marks: [choice] })) }
        : entry,
    ]),
  );
  const {
    ballots: _,
    entered: __,
    cast,
    unanswered,
    hands,
    key,
    issued,
    exchanged,
    reissued,
    spoiled,
    box,
    ...base
  } = poll;
  const common = { ...base, ballots: marked };
  const unused = (...values: unknown[]) =>
    assert.ok(values.every((value) => !value || (value as unknown[]).length === 0 || canonical(value) === '{}'));
  if (key) {
    unused(cast, unanswered, hands);
    return { ...common, way: 'secret', key, issued, exchanged, reissued, entered: said, spoiled, box };
  }
  unused(issued, exchanged, reissued, spoiled, box);
  if (method === 'show-of-hands') {
    unused(unanswered, said);
    return { ...common, way: 'hands', cast, hands };
  }
  unused(hands);
  return { ...common, way: 'open', cast, entered: said, unanswered };
}

/** The state as 0.1 had it, with what a state has beyond that since. */
function stateOf(name: string): MeetingState {
  const state = JSON.parse(readFileSync(join(folder, `${name}.state.json`), 'utf8'));
  // 0.2: what kind of meeting it is, where and when it is planned.
  const voting = {
    votes: state.voting.votes.map((vote: EarlierVote) => ({ ...vote, poll: pollOf(vote) })),
  };
  // 0.2: an item has a note for the chair.
  const items = state.agenda.items.map((item: object) => ({ ...item, note: '', submitter: '', speakingSeconds: null }));
  const agenda = { ...state.agenda, items, sent: null };
  // 0.2: a session, seats, messages; and that it may be cancelled.
  const since = {
    session: '',
    cancelled: null,
    seating: null,
    display: { ...state.display, board: 'name' },
    messages: { notices: [], calls: [] },
    invitation: null,
    answers: {},
    questions: [],
    comments: [],
  };
  const procedure = { ...state.procedure, substitutes: false };
  return { ...state, procedure, kind: 'session', hall: null, begins: null, ends: null, ...since, agenda, voting };
}

for (const name of ['every-kind', 'small'])
  earlier(`the journal “${name}” of 0.1 replays to the state that it had`, () => {
    const events = eventsOf(name);
    assert.ok(events.length > 3);
    assert.is(canonical(events.map(upcast).reduce(evolve, unbornMeeting)), canonical(stateOf(name)));
  });

earlier(
  'what 0.1 took for a vote and never used is left out: candidates that no ballot showed, seats of no election',
  () => {
    const plan = { id: 'v1', item: 'i1', title: 'Thông qua', candidates: [{ id: 'c1', name: 'A' }], seats: 3 };
    const majority = { base: 'all', threshold: 'more-than', fraction: { numerator: 1, denominator: 2 } };
    const event = { type: 'vote-prepared', at: 1, vote: { ...plan, majority }, repeats: null };
    const { vote } = upcast(event as unknown as MeetingEvent) as Extract<MeetingEvent, { type: 'vote-prepared' }>;
    assert.equal([vote.kind, vote.candidates, vote.seats], ['open', [], 1]);
  },
);

earlier('a day with every kind of vote is in it', () => {
  const { voting } = stateOf('every-kind');
  const published = voting.votes
    .filter(({ phase }) => phase === 'published')
    .map(({ kind, method }) => `${kind} ${method}`);
  assert.equal(published, [
    'open electronic',
    'open roll-call',
    'open show-of-hands',
    'secret electronic',
    'election electronic',
    'confidence electronic',
    'consultation electronic',
    'consultation electronic',
  ]);
});

earlier.run();
