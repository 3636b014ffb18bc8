/** Votes of every kind as the hall knows them: examples beside the laws. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Command, decide } from '../../shared/meeting/commands.ts';
import { shownView } from '../../shared/meeting/display/queries.ts';
import { evolve } from '../../shared/meeting/evolve.ts';
import { ownViewOf } from '../../shared/meeting/views/own.ts';
import { viewOf } from '../../shared/meeting/views/view.ts';
import type { CandidatesResult, ChoicesResult, LevelsResult, Marks } from '../../shared/meeting/voting/ballots.ts';
import { calledNow, castIn, entriesOf, openVote } from '../../shared/meeting/voting/queries.ts';
import type { Vote } from '../../shared/meeting/voting/state.ts';
import { peoplesCouncil } from '../../shared/procedure.ts';
import { isRejection } from '../../shared/rulebook/rulebook.ts';
import { actorOf, checked, Sitting, smallCouncil } from './small-council.ts';

const { resolution } = peoplesCouncil.majorities;
const latest = (sitting: Sitting): Vote => sitting.state.voting.votes.at(-1)!;
const prepared = (sitting: Sitting, more: object): Vote => {
  sitting.do('s0', { type: 'prepare-vote', item: 'i3', title: 'Thử', majority: resolution, ...more } as Command);
  return latest(sitting);
};
/** What the server adds to a decision of a secret vote. */
function decided(sitting: Sitting, who: string, command: Command, box?: Marks[]): string | null {
  const outcome = decide(sitting.state, checked(command), {
    now: sitting.now,
    sequence: sitting.events.length + 1,
    actor: actorOf(sitting.state, who),
    ballotKey: 'key',
    box: box?.map((marks, at) => ({ number: String(at).padStart(20, '0'), marks, signature: 's' })),
  });
  if (isRejection(outcome)) return outcome.rejected;
  for (const event of outcome) sitting.state = evolve(sitting.state, event);
  sitting.events.push(...outcome);
  return null;
}
const open = (sitting: Sitting) => decided(sitting, 'd0', { type: 'open-vote', vote: latest(sitting).id });
const close = (sitting: Sitting, box?: Marks[]) =>
  decided(sitting, 'd0', { type: 'close-vote', vote: latest(sitting).id }, box);
const names = ['A', 'B', 'C'].map((name) => ({ name }));

test('an election with a tie at the last seat: nobody is guessed, the further round is between those who are equal', () => {
  const sitting = new Sitting().opened('i3');
  prepared(sitting, {
    kind: 'election',
    candidates: names,
    seats: 2,
    majority: { ...resolution, base: 'valid', fraction: { numerator: 1, denominator: 3 } },
  });
  assert.is(open(sitting), null);
  assert.is(
    close(sitting, [['c1', 'c2'], ['c1', 'c3'], ['c1', 'c2'], ['c1', 'c3'], ['c1'], [], ['c1', 'c2', 'c3']]),
    null,
  );
  const result = latest(sitting).result as CandidatesResult;
  assert.equal([result.valid, result.blank, result.overMarked], [5, 1, 1]);
  assert.equal([result.elected, result.tied, result.vacant], [['c1'], ['c2', 'c3'], 1]);
  sitting
    .do('d0', { type: 'publish-vote', vote: latest(sitting).id })
    .do('s0', { type: 'repeat-vote', vote: latest(sitting).id });
  const round = latest(sitting);
  assert.equal([round.candidates.map(({ name }) => name), round.seats, round.phase], [['B', 'C'], 1, 'prepared']);
  assert.is.not(round.repeats, null, 'the first stays in the record');
  assert.is(open(sitting), null);
  assert.is(close(sitting, [['c2'], ['c2'], ['c3']]), null);
  assert.equal((latest(sitting).result as CandidatesResult).elected, ['c2']);
});

test('too few reach the majority: the further round is between those who were not elected, or whom the council names', () => {
  const sitting = new Sitting().opened('i3');
  prepared(sitting, { kind: 'election', candidates: names, seats: 2 });
  open(sitting);
  close(sitting, [['c1', 'c2'], ['c1', 'c3'], ['c1'], ['c1'], ['c1']]);
  assert.equal((latest(sitting).result as CandidatesResult).elected, ['c1']);
  const { id } = latest(sitting);
  sitting.do('d0', { type: 'publish-vote', vote: id }).do('s0', { type: 'repeat-vote', vote: id });
  assert.equal([latest(sitting).candidates.length, latest(sitting).seats], [2, 1]);
  sitting.do('s0', { type: 'repeat-vote', vote: id, candidates: ['c3'] as never, seats: 1 });
  assert.equal(
    latest(sitting).candidates.map(({ id: one }) => one),
    ['c3'],
  );
});

test('a confidence vote: a person without a mark is not counted on that ballot; more than half low is said', () => {
  const sitting = new Sitting().opened('i3');
  prepared(sitting, { kind: 'confidence', candidates: names.slice(0, 2) });
  open(sitting);
  close(sitting, [['c1:high', 'c2:low'], ['c2:low'], ['c2:low'], ['c2:low'], ['c1:low', 'c2:low'], []]);
  const { persons, valid, blank } = latest(sitting).result as LevelsResult;
  assert.equal([valid, blank], [5, 1]);
  assert.equal(
    persons.map(({ high, low, isLow }) => [high, low, isLow]),
    [
      [1, 1, false],
      [0, 5, true],
    ],
  );
});

test('hands are counted by the secretariat, again if need be, never more than there are; without a count it can’t close', () => {
  const sitting = new Sitting().opened('i3');
  const { id } = prepared(sitting, { method: 'show-of-hands' });
  open(sitting);
  assert.is(sitting.try('d1', { type: 'cast-ballot', vote: id, marks: ['approve'] }), 'not-on-tablets');
  assert.is(close(sitting), 'hands-not-counted');
  const count = (approve: number) =>
    sitting.try('s0', { type: 'enter-count', vote: id, approve, reject: 2, abstain: 1 });
  assert.is(count(7), 'more-hands-than-people');
  assert.is(count(4), null);
  assert.is(count(6), null);
  assert.is(close(sitting), null);
  const { approve, cast, passed } = latest(sitting).result as ChoicesResult;
  assert.equal([approve, cast, passed], [6, 9, true]);
});

test('a ballot entered for a delegate counts once; hers is then cast, and who entered it and why is kept', () => {
  const sitting = new Sitting().opened('i3');
  const { id } = prepared(sitting, {});
  open(sitting);
  const enter = (voter: string) =>
    sitting.try('s0', { type: 'enter-ballot', vote: id, voter, marks: ['reject'], reason: 'Máy hỏng' } as Command);
  assert.is(enter('d1'), null);
  assert.is(enter('d1'), 'already-cast');
  assert.is(sitting.try('d1', { type: 'cast-ballot', vote: id, marks: ['approve'] }), 'already-cast');
  assert.is(enter('g0'), 'not-entitled');
  assert.equal(entriesOf(latest(sitting))['d1' as never], { by: 's0', reason: 'Máy hỏng' });
});

test('a consultation opens before the meeting, for all delegates, and holds up no other vote', () => {
  const sitting = new Sitting(smallCouncil());
  const { id } = prepared(sitting, { kind: 'consultation' });
  assert.is(decided(sitting, 'd0', { type: 'open-vote', vote: id, seconds: 3 * 24 * 3600 }), null);
  sitting
    .do('d5', { type: 'cast-ballot', vote: id, marks: ['approve'] })
    .do('d5', { type: 'cast-ballot', vote: id, marks: ['reject'] });
  assert.equal([latest(sitting).poll!.entitled.length, castIn(latest(sitting))], [9, 1]);
  assert.is(openVote(sitting.state.voting), undefined);
  sitting.opened('i3');
  prepared(sitting, {});
  assert.is(open(sitting), null, 'the hall votes meanwhile');
  assert.is(close(sitting), null);
  assert.is(sitting.try('d0', { type: 'close-meeting' }), 'vote-running', 'it is closed before the meeting is');
});

test('base and majority are fixed when it is prepared; no secret vote without a key, a fit device and a box', () => {
  const sitting = new Sitting().opened('i3');
  const { id } = prepared(sitting, { kind: 'secret' });
  assert.is(sitting.try('d0', { type: 'open-vote', vote: id }), 'no-ballot-key');
  const outcome = decide(sitting.state, checked({ type: 'open-vote', vote: id }), {
    now: 1,
    sequence: 9,
    actor: actorOf(sitting.state, 'd0'),
    ballotKey: 'key',
    cannotVoteSecretly: ['d3' as never],
  });
  assert.equal(outcome, { rejected: 'insecure-devices' });
  assert.is(open(sitting), null);
  assert.is(sitting.try('d1', { type: 'cast-ballot', vote: id, marks: ['approve'] }), 'ballot-is-secret');
  assert.is(sitting.try('d0', { type: 'close-vote', vote: id }), 'box-missing');
  assert.is(
    sitting.try('s0', {
      type: 'prepare-vote',
      item: 'i3',
      title: 'x',
      majority: resolution,
      kind: 'election',
    } as Command),
    'needs-candidates',
  );
});

test('roll call: who does not answer is called again at the end; what was heard wrongly is corrected, and both stand', () => {
  const sitting = new Sitting().opened('i3', 3);
  const { id } = prepared(sitting, { method: 'roll-call' });
  sitting.do('d0', { type: 'open-vote', vote: id, withoutQuorum: true });
  const enter = (voter: string, choice: string) =>
    sitting.try('s0', { type: 'enter-ballot', vote: id, voter, marks: [choice], reason: 'Gọi tên' } as Command);
  assert.is(calledNow(latest(sitting)), 'd0');
  enter('d0', 'approve');
  assert.is(sitting.try('s0', { type: 'pass-name', vote: id, voter: 'd2' } as Command), 'not-called');
  assert.is(sitting.try('s0', { type: 'pass-name', vote: id, voter: 'd1' } as Command), null);
  assert.is(calledNow(latest(sitting)), 'd2');
  enter('d2', 'reject');
  assert.is(calledNow(latest(sitting)), 'd1', 'once more at the end');
  const correct = { type: 'correct-ballot', vote: id, marks: ['approve'], reason: 'nghe nhầm' };
  assert.is(sitting.try('s0', { ...correct, voter: 'd1' } as Command), 'not-entered');
  assert.is(sitting.try('s0', { ...correct, voter: 'd2' } as Command), null);
  for (const audience of ['delegates', 'display', 'public'] as const)
    assert.equal(
      viewOf(sitting.state, audience).voting.votes.at(-1)!.poll!.ballots,
      [['approve'], null, ['approve']],
      'the hall has heard it',
    );
  enter('d1', 'abstain');
  assert.is(calledNow(latest(sitting)), null);
  close(sitting);
  const { result } = latest(sitting);
  assert.equal([(result as ChoicesResult).approve, (result as ChoicesResult).abstain], [2, 1]);
  assert.equal(entriesOf(latest(sitting))['d2' as never], {
    by: 's0',
    reason: 'nghe nhầm',
    earlier: [{ by: 's0', reason: 'Gọi tên', marks: ['reject'] }],
  } as never);
});

test('an open election: up to as many names as there are seats, openly; the board says who chose whom once it is published', () => {
  const sitting = new Sitting().opened('i3', 5);
  const names = ['A', 'B', 'C'].map((name) => ({ name }));
  const { id } = prepared(sitting, { kind: 'open-election', candidates: names, seats: 2 });
  assert.is(latest(sitting).candidates.length, 3);
  sitting.do('d0', { type: 'open-vote', vote: id, withoutQuorum: true });
  const cast = (who: string, marks: string[]) => sitting.try(who, { type: 'cast-ballot', vote: id, marks } as Command);
  assert.is(cast('d0', ['approve']), 'ballot-unreadable');
  assert.is(cast('d0', ['c2', 'c1']), 'ballot-unreadable', 'in the order of the paper');
  for (const who of ['d0', 'd1', 'd2', 'd3']) assert.is(cast(who, ['c1', 'c3']), null);
  assert.is(cast('d3', ['c1']), 'already-cast');
  const entered = { type: 'enter-ballot', vote: id, voter: 'd4', marks: ['c1', 'c2', 'c3'], reason: 'máy hỏng' };
  assert.is(sitting.try('s0', entered as Command), null);
  assert.equal(viewOf(sitting.state, 'delegates').voting.votes.at(-1)!.poll!.ballots, [null, null, null, null, null]);
  close(sitting);
  const result = latest(sitting).result as CandidatesResult;
  assert.equal(
    result.votes.map(({ votes }) => votes),
    [4, 0, 4],
  );
  assert.is(result.overMarked, 1, 'three names for two seats count for nobody');
  assert.equal(result.elected, [], '4 of 9 is no majority of all');
  sitting.do('d0', { type: 'publish-vote', vote: id });
  assert.equal(viewOf(sitting.state, 'delegates').voting.votes.at(-1)!.poll!.ballots[0], ['c1', 'c3']);
  assert.equal(ownViewOf(sitting.state, 'd4' as never).ballots[id], ['c1', 'c2', 'c3']);
});

test('a changed ballot that was entered by hand is hers, and loses the mark of the pen', () => {
  const procedure = { ...peoplesCouncil, ballotChangeable: true };
  const sitting = new Sitting(smallCouncil({ procedure })).opened('i3', 3);
  const { id } = prepared(sitting, {});
  sitting.do('d0', { type: 'open-vote', vote: id, withoutQuorum: true });
  sitting.do('s0', { type: 'enter-ballot', vote: id, voter: 'd1', marks: ['approve'], reason: 'máy hỏng' } as Command);
  sitting.do('d1', { type: 'cast-ballot', vote: id, marks: ['reject'] });
  assert.equal(entriesOf(latest(sitting)), {});
  assert.is(castIn(latest(sitting)), 1);
  assert.is(
    sitting.try('s0', {
      type: 'correct-ballot',
      vote: id,
      voter: 'd1',
      marks: ['approve'],
      reason: 'x',
    } as Command),
    'not-entered',
    'nobody’s own ballot is touched',
  );
});

test('a vote in the hall lasts an hour at the most, and says so; a consultation days', () => {
  const sitting = new Sitting().opened('i3');
  const seconds = 2 * 86_400;
  assert.is(sitting.try('d0', { type: 'open-vote', vote: prepared(sitting, {}).id, seconds }), 'deadline-too-long');
  const { id } = prepared(sitting, { kind: 'consultation' });
  assert.is(sitting.try('d0', { type: 'open-vote', vote: id, seconds }), null);
});

test('a consultation is no business of the hall’s screen, not even its result; a held screen is let go when asked', () => {
  const sitting = new Sitting().opened('i3');
  const { id } = prepared(sitting, { kind: 'consultation' });
  sitting.do('d0', { type: 'open-vote', vote: id }).do('d0', { type: 'close-vote', vote: id });
  sitting.do('d0', { type: 'publish-vote', vote: id });
  assert.is(shownView(sitting.state).show, 'item');
  sitting.do('o0', { type: 'hold-display', view: { show: 'pause' } });
  const next = prepared(sitting, {}).id;
  sitting.do('d0', { type: 'open-vote', vote: next, releaseDisplay: true });
  assert.is(shownView(sitting.state).show, 'vote');
});

test('a vote that is prepared can be changed until it is opened', () => {
  const sitting = new Sitting().opened('i3');
  const { id } = prepared(sitting, {});
  const changed = { type: 'change-vote', vote: id, item: 'i2', title: 'Bầu thư ký', majority: resolution } as const;
  assert.is(sitting.try('s0', { ...changed, kind: 'election' } as never), 'needs-candidates');
  for (const [refusal, fields] of [
    ['no-candidates', { candidates: [{ name: 'A' }] }],
    ['no-seats', { kind: 'secret', seats: 2 }],
    ['wrong-method', { kind: 'secret', method: 'roll-call' }],
    ['no-seats', { kind: 'confidence', candidates: [{ name: 'A' }], seats: 2 }],
  ] as const)
    assert.is(sitting.try('s0', { ...changed, ...fields } as never), refusal);
  sitting.do('s0', { ...changed, kind: 'election', candidates: [{ name: 'A' }] } as never);
  assert.equal([latest(sitting).kind, latest(sitting).item, latest(sitting).candidates.length], ['election', 'i2', 1]);
  open(sitting);
  assert.is(sitting.try('s0', changed as never), 'vote-not-prepared');
});

test.run();
