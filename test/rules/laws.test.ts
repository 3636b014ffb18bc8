import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import * as v from 'valibot';
import { quorum } from '../../shared/meeting/attendance/queries.ts';
import { isNamed } from '../../shared/meeting/documents/queries.ts';
import { evolve } from '../../shared/meeting/evolve.ts';
import { timeLeft, waitingRequests } from '../../shared/meeting/floor/queries.ts';
import type { Fact, MeetingEvent, MeetingState } from '../../shared/meeting/state.ts';
import { preparedMeeting } from '../../shared/meeting/state.ts';
import { audiences } from '../../shared/meeting/views/audiences.ts';
import { coalesce, factsFor } from '../../shared/meeting/views/facts.ts';
import { concerned, evolveOwn, ownFactsFor, ownViewOf } from '../../shared/meeting/views/own.ts';
import { viewOf } from '../../shared/meeting/views/view.ts';
import {
  Candidate,
  type CandidatesResult,
  type Choice,
  choices,
  levels,
  type Marks,
} from '../../shared/meeting/voting/ballots.ts';
import { countBallots, resultOf } from '../../shared/meeting/voting/count.ts';
import { isSecret, isSpoken, kinds } from '../../shared/meeting/voting/kinds.ts';
import { pollIn } from '../../shared/meeting/voting/queries.ts';
import { isDelegate } from '../../shared/people/roster.ts';
import { votesNeeded } from '../../shared/procedure.ts';
import { elapsed } from '../../shared/rulebook/stopwatch.ts';
import { checkConduct } from '../../verifier/verify.ts';
import { holds, stroll, walk } from './random-walk.ts';
import { smallCouncil } from './small-council.ts';

const canonical = (value: unknown) => JSON.stringify(value);
const overTheWire = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

test('law 1, determinism: replaying the journal, read back from text, gives the live state', () => {
  holds(walk, (steps) => {
    const { state, events } = stroll(smallCouncil(), steps);
    const replayed = overTheWire(events).reduce(evolve, preparedMeeting(smallCouncil()));
    assert.is(canonical(replayed), canonical(state));
  });
});

test('law 1, the first event explains itself: replaying needs nothing that is not in the journal', () => {
  holds(walk, (steps) => {
    const { state, events } = stroll(smallCouncil(), steps);
    const elsewhere = preparedMeeting(smallCouncil({ title: 'Một phiên khác', agenda: [], votes: [], documents: [] }));
    if (events.length > 0) assert.is(canonical(events.reduce(evolve, elsewhere)), canonical(state));
  });
});

for (const audience of audiences) {
  for (const secluded of [false, true]) {
    test(`law 3, views commute for ${audience}${secluded ? ' of a private meeting' : ''}`, () => {
      const definition = smallCouncil({ private: secluded });
      holds(walk, (steps) => {
        stroll(definition, steps, ({ before, event, after }) => {
          const facts = overTheWire(factsFor(event, before, audience));
          const evolved = facts.reduce(evolve, viewOf(before, audience));
          assert.equal(evolved, viewOf(after, audience), `${event.type} for ${audience}`);
        });
      });
    });
  }
}

test('law 3, batches commute too: a coalesced batch leads where its single facts lead', () => {
  holds(
    walk,
    (steps) => {
      const definition = smallCouncil();
      for (const audience of audiences) {
        const batch: Fact[] = [];
        const { state } = stroll(definition, steps, ({ before, event }) =>
          batch.push(...factsFor(event, before, audience)),
        );
        const view = coalesce(batch).reduce(evolve, viewOf(preparedMeeting(definition), audience));
        assert.equal(view, viewOf(state, audience));
      }
    },
    1000,
  );
});

test('law 3, own views commute, and whom an event does not concern hears nothing of it', () => {
  holds(walk, (steps) => {
    stroll(smallCouncil(), steps, ({ before, event, after }) => {
      // Who is taken off the list, too, and who is put on it.
      for (const id of new Set([...before.people, ...after.people].map((person) => person.id))) {
        const facts = ownFactsFor(event, before, after, id);
        assert.equal(facts.reduce(evolveOwn, ownViewOf(before, id)), ownViewOf(after, id));
        if (!concerned(event, before, after).includes(id)) assert.is(facts.length, 0);
      }
    });
  });
});

/** The same story with every choice turned: approve becomes reject, and so on. */
const turn: Record<Choice, Choice> = { approve: 'reject', reject: 'abstain', abstain: 'approve' };
/** Choices turned; of names those that were marked are not, so that the count of marks is another. */
const turnedMarks = (marks: Marks): Marks =>
  marks.length === 1 && marks[0]! in turn ? [turn[marks[0] as Choice]] : [];
function turned(event: MeetingEvent, state: MeetingState): MeetingEvent {
  // What is said aloud at a roll call is no secret, and so the same in both stories.
  if ('vote' in event && state.voting.votes.some((vote) => vote.id === event.vote && isSpoken(vote))) return event;
  if (
    (event.type === 'ballot-cast' || event.type === 'ballot-entered' || event.type === 'ballot-corrected') &&
    event.marks !== 'hidden'
  )
    return { ...event, marks: turnedMarks(event.marks) };
  if (event.type === 'hands-counted')
    return { ...event, approve: event.abstain, reject: event.approve, abstain: event.reject };
  return event.type === 'vote-closed' && event.box
    ? { ...event, result: null, box: event.box.map(({ number }) => ({ number, marks: [] })) }
    : event;
}

test('law 4, secrecy: before it is published no audience but the chair’s can tell one result from another', () => {
  holds(walk, (steps) => {
    const events: MeetingEvent[] = [];
    stroll(smallCouncil(), steps, ({ event }) => events.push(event));
    let [one, other] = [preparedMeeting(smallCouncil()), preparedMeeting(smallCouncil())];
    for (const event of events) {
      // Whoever is told the count at closing is told it of her own story.
      const twin = turned(event, one);
      const isHidden = (state: MeetingState) => state.voting.votes.every((vote) => vote.phase !== 'published');
      if (event.type === 'vote-published') break;
      for (const audience of ['delegates', 'display', 'public'] as const)
        assert.equal(factsFor(event, one, audience), factsFor(twin, other, audience));
      [one, other] = [evolve(one, event), evolve(other, twin)];
      assert.ok(isHidden(one));
      for (const audience of ['delegates', 'display', 'public'] as const)
        assert.equal(viewOf(one, audience), viewOf(other, audience));
      const running = one.voting.votes.some((vote) => vote.phase === 'open');
      const anyCounted = one.voting.votes.some((vote) => vote.result !== null || pollIn(vote, 'hands')?.hands);
      // While it is open, not even the chair's side knows a choice; hands that were counted she does.
      if (running && !anyCounted) assert.equal(viewOf(one, 'chair'), viewOf(other, 'chair'));
    }
  });
});

test('law 4, notes to the chair, by delegates and by the desk, and handed-in texts reach no other audience', () => {
  let notes = 0;
  let scripts = 0;
  holds(
    walk,
    (steps) => {
      stroll(smallCouncil(), steps, ({ before, event, after }) => {
        if (event.type === 'floor-requested' && event.request.note) notes += 1;
        if (event.type === 'item-noted') scripts += 1;
        for (const audience of ['delegates', 'display', 'public'] as const) {
          const told = canonical([factsFor(event, before, audience), viewOf(after, audience)]);
          assert.not.match(told, /lời nhắn \d|bằng văn bản \d|Lời dẫn kín \d/);
        }
      });
    },
    1000,
  );
  assert.ok(notes > 100 && scripts > 20, `the walk made only ${notes} and ${scripts} notes`);
});

test('law 4, the public of a meeting hears nothing of documents that are for the hall', () => {
  holds(walk, (steps) => {
    stroll(smallCouncil(), steps, ({ before, event, after }) => {
      assert.not.match(canonical([factsFor(event, before, 'public'), viewOf(after, 'public')]), /"access":"hall"/);
    });
  });
});

test('law 4, a document for named readers leaves no trace with anyone else', () => {
  let seen = 0;
  holds(walk, (steps) => {
    stroll(smallCouncil(), steps, ({ before, event, after }) => {
      const secret = after.documents.find(({ id, access }) => access === 'named' && id.startsWith('paper'));
      if (!secret || before.documents.some(({ id, access }) => id === secret.id && access !== 'named')) return;
      seen += 1;
      for (const audience of ['delegates', 'display', 'public'] as const)
        assert.not.match(
          canonical([factsFor(event, before, audience), viewOf(after, audience)]),
          new RegExp(secret.id),
        );
      for (const person of after.people)
        if (!isNamed(secret, person))
          assert.not.match(
            canonical([ownFactsFor(event, before, after, person.id), ownViewOf(after, person.id)]),
            new RegExp(secret.id),
          );
    });
  });
  assert.ok(seen > 20, `only ${seen} moments had a secret document`);
});

test('law 8, a fact’s bytes do not grow with the state', () => {
  const small = new Set([
    'ballots-counted',
    'page-turned',
    'item-started',
    'speech-started',
    'person-arrived',
    'floor-requested',
  ]);
  holds(walk, (steps) => {
    stroll(smallCouncil(), steps, ({ before, event }) => {
      for (const fact of factsFor(event, before, 'delegates'))
        if (small.has(fact.type)) assert.ok(canonical(fact).length < 300, canonical(fact));
    });
  });
});

/**
 * Counts a vote again in the plainest way there is: from the events alone, with a list of marks for each ballot, and
 * thresholds by multiplication.
 */
function recount(vote: MeetingState['voting']['votes'][number], events: readonly MeetingEvent[], all: number) {
  const open = new Map<string, Marks | 'hidden'>();
  let hands: Record<string, number> | null = null;
  let box: readonly { marks: readonly string[] }[] = [];
  let present = 0;
  let papers = 0;
  for (const event of events) {
    if (!('vote' in event) || event.vote !== vote.id) continue;
    if (event.type === 'vote-opened') present = event.entitled.length;
    if (event.type === 'ballot-cast' || event.type === 'ballot-entered' || event.type === 'ballot-corrected')
      open.set(event.voter, event.marks);
    if (event.type === 'hands-counted')
      hands = { approve: event.approve, reject: event.reject, abstain: event.abstain };
    if (event.type === 'ballot-issued') papers += 1;
    if (event.type === 'vote-closed') box = event.box ?? [];
  }
  const { kind, candidates, seats, majority } = vote;
  const ballots = isSecret(vote) ? box.map(({ marks }) => marks) : ([...open.values()] as Marks[]);
  const isInvalid = (marks: readonly string[]) =>
    (kinds[kind].form === 'candidates' && (marks.length > seats || marks.length === 0)) ||
    (kind === 'confidence' && marks.length === 0);
  const valid = ballots.filter((marks) => !isInvalid(marks));
  const of = (mark: string) => (hands ? hands[mark]! : valid.filter((marks) => marks.includes(mark)).length);
  const cast = hands ? of('approve') + of('reject') + of('abstain') : ballots.length;
  const base = { all, present, voting: cast, valid: hands ? cast : valid.length }[majority.base];
  const { numerator, denominator } = majority.fraction;
  const reaches = (votes: number) =>
    base > 0 &&
    (majority.threshold === 'more-than'
      ? votes * denominator > base * numerator
      : votes * denominator >= base * numerator);
  const figures = { all, present, cast, baseCount: base, issued: isSecret(vote) ? papers : present };
  if (kinds[kind].form === 'choices') {
    const [approve, reject, abstain] = choices.map(of);
    return { ...figures, approve, reject, abstain, passed: reaches(approve!) };
  }
  if (kind === 'confidence')
    return {
      ...figures,
      persons: candidates.map(({ id }) => ({
        id,
        ...Object.fromEntries(levels.map((level) => [level, of(`${id}:${level}`)])),
        isLow: reaches(of(`${id}:low`)),
      })),
    };
  // Whoever reaches it and has fewer rivals with as many votes or more than there are seats.
  const votes = candidates.map(({ id }) => ({ id, votes: of(id) }));
  const reaching = votes.filter((one) => reaches(one.votes));
  const atLeast = (one: { votes: number }) => reaching.filter((other) => other.votes >= one.votes).length;
  const elected = reaching.filter((one) => atLeast(one) <= seats).map(({ id }) => id);
  const tied = reaching
    .filter((one) => atLeast(one) > seats && reaching.filter((other) => other.votes > one.votes).length < seats)
    .map(({ id }) => id);
  return { ...figures, votes, elected, tied, vacant: seats - elected.length };
}

test('votes of every kind: the result is what a plain recount says; nobody votes twice, nobody who was not entitled', () => {
  const counted: Record<string, number> = {};
  holds(
    walk,
    (steps) => {
      const cast = new Map<string, Set<string>>();
      /** Delegates of the council when each vote was closed. */
      const all = new Map<string, number>();
      const { state, events } = stroll(smallCouncil(), steps, ({ before, event }) => {
        if (event.type === 'vote-closed') all.set(event.vote, before.people.filter(isDelegate).length);
        if (event.type !== 'ballot-cast' && event.type !== 'ballot-entered' && event.type !== 'ballot-issued') return;
        const vote = before.voting.votes.find((one) => one.id === event.vote)!;
        assert.is(vote.phase, 'open');
        assert.ok(vote.poll!.entitled.includes(event.voter));
        assert.is(isSecret(vote), event.type === 'ballot-issued');
        const voters = cast.get(event.vote) ?? new Set();
        // An exchange gives one back, the chair's word stands for a lost one; a consultation may be changed, and any
        // open ballot where the council's procedure says so.
        const mayChange = kinds[vote.kind].isChangeable || before.procedure.ballotChangeable;
        const isAnother =
          (event.type === 'ballot-issued' && event.paper !== 'first') || (event.type === 'ballot-cast' && mayChange);
        if (event.type === 'ballot-cast') assert.is(event.first, !voters.has(event.voter));
        assert.is(voters.has(event.voter) && !isAnother, false);
        cast.set(event.vote, voters.add(event.voter));
      });
      for (const vote of state.voting.votes) {
        if (!vote.result) continue;
        counted[vote.kind] = (counted[vote.kind] ?? 0) + 1;
        const again = recount(vote, events, all.get(vote.id)!);
        const announced = vote.result as unknown as Record<string, unknown>;
        assert.equal(Object.fromEntries(Object.keys(again).map((name) => [name, announced[name]])), again);
        assert.is(vote.result.valid + vote.result.blank + vote.result.overMarked, vote.result.cast);
        assert.ok(vote.result.cast <= vote.result.issued - vote.result.exchanged);
      }
    },
    2000,
  );
  for (const kind of Object.keys(kinds)) assert.ok((counted[kind] ?? 0) > 25, `${kind}: ${counted[kind]} were counted`);
});

test('elections: nobody is elected by chance, whatever the ballots; who is elected has more votes than who is not', () => {
  const candidates = ['c1', 'c2', 'c3', 'c4'].map((id) => v.parse(Candidate, { id, name: id }));
  let ties = 0;
  const ballots = fc.array(fc.subarray(candidates.map(({ id }) => id as string)), { maxLength: 9 });
  holds(
    fc.tuple(ballots, fc.integer({ min: 1, max: 4 }), fc.boolean()),
    ([marks, seats, ofAll]) => {
      const majority = {
        base: ofAll ? 'all' : 'valid',
        threshold: 'more-than',
        fraction: { numerator: 1, denominator: ofAll ? 2 : 5 },
      } as const;
      const paper = { candidates, seats };
      const counted = countBallots('candidates', marks, paper, smallCouncil().procedure);
      const about = { all: 9, present: 9, issued: 9, exchanged: 0, reissued: 0 };
      const result = resultOf('candidates', counted, paper, majority, about) as CandidatesResult;
      const votesOf = (id: string) => result.votes.find((one) => one.id === id)!.votes;
      for (const one of result.elected)
        for (const { id } of candidates) if (!result.elected.includes(id)) assert.ok(votesOf(one) > votesOf(id));
      assert.is(result.elected.length + result.vacant, seats);
      if (result.tied.length > 0) {
        ties += 1;
        assert.ok(result.tied.length > result.vacant, 'more are equal than there are seats');
        assert.is(new Set(result.tied.map(votesOf)).size, 1);
      }
    },
    1000,
  );
  assert.ok(ties > 50, `${ties} were tied`);
});

test('a secret ballot’s numbers are on no wire before the vote is closed, and on none at all where they are hidden', () => {
  let seen = 0;
  holds(walk, (steps) => {
    const { events } = stroll(smallCouncil(), steps);
    let state = preparedMeeting(smallCouncil());
    for (const event of events) {
      const after = evolve(state, event);
      const known = after.voting.votes.flatMap((vote) => {
        const { spoiled = [], box } = pollIn(vote, 'secret') ?? {};
        return [...spoiled, ...(box ?? []).map(({ number }) => number)];
      });
      const shown = after.voting.votes.flatMap((vote) =>
        vote.hidesNumbers ? [] : (pollIn(vote, 'secret')?.box ?? []).map(({ number }) => number),
      );
      for (const audience of audiences) {
        const told = canonical([factsFor(event, state, audience), viewOf(after, audience)]);
        assert.not.match(told, /"(signature|blinded)":"\w/);
        const isClosed = (number: string) => shown.includes(number);
        for (const number of known)
          if (!isClosed(number)) assert.not(told.includes(number), `${event.type} tells ${audience} a number`);
        seen += known.length;
      }
      state = after;
    }
  });
  assert.ok(seen > 1000, `only ${seen} numbers were looked for`);
});

test('law 7, the clock may be set: nothing that runs gains or loses a moment by it', () => {
  let stepped = 0;
  holds(walk, (steps) => {
    stroll(smallCouncil(), steps, ({ before, event, after }) => {
      if (event.type !== 'clock-stepped') return;
      const old = event.at - event.byMs;
      const spans = (state: MeetingState, now: number) => [
        state.floor.speech && timeLeft(state.floor.speech, now),
        ...state.agenda.items.map((item) => elapsed(item.spent, now)),
        ...state.voting.votes.map(({ phase, poll }) =>
          phase === 'open' && poll?.closesAt ? poll.closesAt - now : null,
        ),
      ];
      assert.equal(spans(after, event.at), spans(before, old));
      if (before.floor.speech?.watch.runningSince) stepped += 1;
    });
  });
  assert.ok(stepped > 100, `the clock was set during ${stepped} speeches`);
});

test('floor: an interruption costs the speaker nothing, and whatever is taken back leaves no trace', () => {
  const times = { interrupted: 0, 'taken back': 0, reopened: 0 };
  holds(walk, (steps) => {
    stroll(smallCouncil(), steps, ({ before, event, after }) => {
      if (event.type === 'speech-started' && event.interrupts) {
        times.interrupted += 1;
        const waits = after.floor.interrupted.at(-1)!;
        const spoke = before.floor.speech!;
        assert.is(timeLeft(waits, event.at + 9e6), timeLeft(spoke, event.at), 'her time stands');
        assert.is(after.floor.turns.length, before.floor.turns.length, 'and no turn is used up');
        const back = evolve(after, { type: 'speech-ended', at: event.at + 60_000, by: null });
        assert.is(back.floor.speech!.request.id, spoke.request.id);
        assert.is(timeLeft(back.floor.speech!, event.at + 60_000), timeLeft(spoke, event.at));
      }
      const isCall = event.type === 'speech-started' && !event.interrupts;
      if (isCall || (event.type === 'speech-started' && event.interrupts)) {
        times['taken back'] += 1;
        const undone = evolve(after, { type: 'speech-taken-back', at: event.at, to: after.floor.speech!.place });
        // Before a call there may be the end that it caused: that comes back too.
        assert.equal(undone.floor.requests, before.floor.requests, 'the request stands where it stood');
        const ended = before.floor.ended?.by === event.request ? 1 : 0;
        assert.is(undone.floor.turns.length, before.floor.turns.length - ended);
      }
      if (event.type === 'speech-ended' && before.floor.interrupted.length === 0) {
        times.reopened += 1;
        const again = evolve(after, { type: 'speech-reopened', at: event.at });
        assert.is(timeLeft(again.floor.speech!, event.at), timeLeft(before.floor.speech!, event.at));
        assert.is(again.floor.speech!.turn, before.floor.speech!.turn);
        assert.equal(again.floor.turns, before.floor.turns);
      }
    });
  });
  for (const [what, count] of Object.entries(times)) assert.ok(count > 100, `${what}: ${count}`);
});

test('floor: a place given by hand is kept, whatever the order of the list', () => {
  let moved = 0;
  holds(walk, (steps) => {
    stroll(smallCouncil(), steps, ({ before, event, after }) => {
      if (event.type !== 'request-moved') return;
      moved += 1;
      const { item } = before.floor.requests.find(({ id }) => id === event.request)!;
      const queue = waitingRequests(after.floor, item).map(({ id }) => id);
      const was = waitingRequests(before.floor, item).map(({ id }) => id);
      assert.is.not(queue.join(), was.join(), 'what is accepted changes something');
      assert.is(queue[queue.indexOf(event.request) - 1] ?? null, event.after);
      const others = (ids: string[]) => ids.filter((id) => id !== event.request);
      assert.equal(others(queue), others(was), 'and nobody else');
    });
  });
  assert.ok(moved > 100, `only ${moved} were moved`);
});

test('the verifier’s own table agrees with the rulebook: nothing that the rules allow is held against a record', () => {
  let lines = 0;
  holds(walk, (steps) => {
    const { events, actors } = stroll(smallCouncil(), steps);
    const record = overTheWire(events).map((event, at) => ({ number: at + 1, hash: '', event, actor: actors[at]! }));
    const found: string[] = [];
    checkConduct(record, (where, _vi, en) =>
      found.push(`${where}: ${en} ${canonical(record[Number(where.split(':')[1]) - 1])}`),
    );
    assert.equal(found, []);
    lines += record.length;
  });
  assert.ok(lines > 10_000, `only ${lines} lines were looked at`);
});

test('attendance: the number present is the number of delegates marked present', () => {
  holds(walk, (steps) => {
    stroll(smallCouncil(), steps, ({ after }) => {
      const present = after.people.filter(
        (person) => person.roles.includes('delegate') && after.attendance.marks[person.id]?.status === 'present',
      ).length;
      assert.is(quorum(after).present, present);
    });
  });
});

test('agenda: sub-items stay behind their parent, and no item is lost or doubled', () => {
  holds(walk, (steps) => {
    stroll(smallCouncil(), steps, ({ after }) => {
      const ids = after.agenda.items.map((item) => item.id);
      assert.is(new Set(ids).size, ids.length);
      let parent: string | null = null;
      for (const item of after.agenda.items) {
        if (item.parent === null) parent = item.id;
        else assert.is(item.parent, parent);
      }
    });
  });
});

test('the walk reaches every event there is', () => {
  const reached = new Set<string>();
  holds(
    walk,
    (steps) => {
      stroll(smallCouncil(), steps, ({ event }) => reached.add(event.type));
    },
    4000,
    13, // always the same walk: whether chance reaches the rarest event is not what is tested
  );
  const missing = [
    'meeting-described',
    'procedure-set',
    'person-added',
    'person-corrected',
    'person-removed',
    'item-changed',
    'item-noted',
    'agenda-sent',
    'meeting-cancelled',
    'meeting-restored',
    'seats-arranged',
    'notice-sent',
    'notice-withdrawn',
    'secretariat-called',
    'call-ended',
    'item-removed',
    'vote-removed',
    'meeting-convened',
    'meeting-opened',
    'meeting-suspended',
    'meeting-resumed',
    'meeting-closed',
    'item-started',
    'item-skipped',
    'item-restored',
    'item-added',
    'item-moved',
    'person-arrived',
    'person-left',
    'list-opened',
    'list-closed',
    'list-ordered',
    'floor-requested',
    'request-withdrawn',
    'request-restored',
    'request-moved',
    'text-handed-in',
    'speech-started',
    'speech-paused',
    'speech-resumed',
    'speech-extended',
    'speech-ended',
    'speech-taken-back',
    'speech-reopened',
    'clock-stepped',
    'person-absent',
    'attendance-cleared',
    'vote-changed',
    'ballot-corrected',
    'name-unanswered',
    'quorum-lost',
    'vote-prepared',
    'votes-ordered',
    'vote-opened',
    'ballot-cast',
    'ballot-entered',
    'hands-counted',
    'ballot-issued',
    'reissue-allowed',
    'vote-closed',
    'vote-published',
    'vote-cancelled',
    'presentation-started',
    'page-turned',
    'presentation-stopped',
    'presentation-handed',
    'display-held',
    'display-released',
    'notice-shown',
    'sound-set',
    'board-set',
    'invitations-sent',
    'question-sent',
    'question-withdrawn',
    'question-returned',
    'question-forwarded',
    'question-answered',
    'question-judged',
    'draft-commented',
    'comment-withdrawn',
    'comment-settled',
  ].filter((type) => !reached.has(type));
  assert.equal(missing, []);
});

test('thresholds are counted in whole numbers: with 52, more than half is 27 and two thirds is 35', () => {
  assert.is(votesNeeded(52, 'more-than', { numerator: 1, denominator: 2 }), 27);
  assert.is(votesNeeded(52, 'at-least', { numerator: 2, denominator: 3 }), 35);
  assert.is(votesNeeded(51, 'more-than', { numerator: 1, denominator: 2 }), 26);
  assert.is(votesNeeded(51, 'at-least', { numerator: 2, denominator: 3 }), 34);
});

test.run();
