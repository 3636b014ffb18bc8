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

/** 0.2: what stands on an open ballot is marks, as on any other. */
function pollOf(
  poll: { ballots: (string | null)[]; entered: Record<string, { earlier?: { choice: string }[] }> } | null,
) {
  if (!poll) return null;
  const choices = ['approve', 'reject', 'abstain'];
  const ballots = poll.ballots.map((mark) => (mark !== null && choices.includes(mark) ? [mark] : mark));
  const entered = Object.fromEntries(
    Object.entries(poll.entered).map(([voter, entry]) => [
      voter,
      entry.earlier
        ? { ...entry, earlier: entry.earlier.map(({ choice, ...one }) => ({ ...one, marks: [choice] })) }
        : entry,
    ]),
  );
  return { ...poll, ballots, entered };
}

/** The state as 0.1 had it, with what a state has beyond that since. */
function stateOf(name: string): MeetingState {
  const state = JSON.parse(readFileSync(join(folder, `${name}.state.json`), 'utf8'));
  // 0.2: what kind of meeting it is, where and when it is planned.
  const voting = {
    votes: state.voting.votes.map((vote: { poll: Parameters<typeof pollOf>[0] }) => ({
      ...vote,
      poll: pollOf(vote.poll),
    })),
  };
  return { ...state, kind: 'session', hall: null, begins: null, ends: null, voting };
}

for (const name of ['every-kind', 'small'])
  earlier(`the journal “${name}” of 0.1 replays to the state that it had`, () => {
    const events = eventsOf(name);
    assert.ok(events.length > 3);
    assert.is(canonical(events.map(upcast).reduce(evolve, unbornMeeting)), canonical(stateOf(name)));
  });

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
