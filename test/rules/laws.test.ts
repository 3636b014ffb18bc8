import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { quorum } from '../../shared/attendance.ts';
import { isNamed } from '../../shared/documents.ts';
import type { Fact, MeetingEvent, MeetingState } from '../../shared/meeting.ts';
import { evolve, preparedMeeting } from '../../shared/meeting.ts';
import { votesNeeded } from '../../shared/procedure.ts';
import {
  audiences,
  coalesce,
  concerned,
  evolveOwn,
  factsFor,
  ownFactsFor,
  ownViewOf,
  viewOf,
} from '../../shared/views.ts';
import type { Choice, VoteResult } from '../../shared/voting.ts';
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
      for (const { id } of before.people) {
        const facts = ownFactsFor(event, before, after, id);
        assert.equal(facts.reduce(evolveOwn, ownViewOf(before, id)), ownViewOf(after, id));
        if (!concerned(event, before, after).includes(id)) assert.is(facts.length, 0);
      }
    });
  });
});

/** The same story with every choice turned: approve becomes reject, and so on. */
const turn: Record<Choice, Choice> = { approve: 'reject', reject: 'abstain', abstain: 'approve' };
const turned = (event: MeetingEvent): MeetingEvent =>
  event.type === 'ballot-cast' && event.choice !== 'hidden' ? { ...event, choice: turn[event.choice] } : event;

test('law 4, secrecy: before it is published no audience but the chair’s can tell one result from another', () => {
  holds(walk, (steps) => {
    const events: MeetingEvent[] = [];
    stroll(smallCouncil(), steps, ({ event }) => events.push(event));
    let [one, other] = [preparedMeeting(smallCouncil()), preparedMeeting(smallCouncil())];
    for (const event of events) {
      // Whoever is told the count at closing is told it of her own story.
      const twin = turned(event);
      const isHidden = (state: MeetingState) => state.voting.votes.every((vote) => vote.phase !== 'published');
      if (event.type === 'vote-published') break;
      for (const audience of ['delegates', 'display', 'public'] as const)
        assert.equal(factsFor(event, one, audience), factsFor(twin, other, audience));
      [one, other] = [evolve(one, event), evolve(other, twin)];
      assert.ok(isHidden(one));
      for (const audience of ['delegates', 'display', 'public'] as const)
        assert.equal(viewOf(one, audience), viewOf(other, audience));
      const running = one.voting.votes.some((vote) => vote.phase === 'open');
      const anyCounted = one.voting.votes.some((vote) => vote.result !== null);
      // While it is open, not even the chair's side knows a choice.
      if (running && !anyCounted) assert.equal(viewOf(one, 'chair'), viewOf(other, 'chair'));
    }
  });
});

test('law 4, a note to the chair and a handed-in text reach no other audience', () => {
  let notes = 0;
  holds(walk, (steps) => {
    stroll(smallCouncil(), steps, ({ before, event, after }) => {
      if (event.type === 'floor-requested' && event.request.note) notes += 1;
      for (const audience of ['delegates', 'display', 'public'] as const) {
        const told = canonical([factsFor(event, before, audience), viewOf(after, audience)]);
        assert.not.match(told, /lời nhắn \d|bằng văn bản \d/);
      }
    });
  });
  assert.ok(notes > 100, `the walk made only ${notes} notes`);
});

test('law 4, the public of a meeting hears nothing of documents that are for the hall', () => {
  holds(walk, (steps) => {
    stroll(smallCouncil(), steps, ({ before, event, after }) => {
      assert.not.match(canonical([factsFor(event, before, 'public'), viewOf(after, 'public')]), /"hall"/);
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
  assert.ok(seen > 100, `only ${seen} moments had a secret document`);
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

/** Counts a vote again in the plainest way there is. */
function recount(
  marks: readonly unknown[],
  all: number,
  vote: MeetingState['voting']['votes'][number],
): Partial<VoteResult> {
  const of = (choice: string) => marks.filter((mark) => mark === choice).length;
  const cast = of('approve') + of('reject') + of('abstain');
  const baseCount = vote.majority.base === 'all' ? all : vote.majority.base === 'present' ? marks.length : cast;
  const { numerator, denominator } = vote.majority.fraction;
  const enough =
    vote.majority.threshold === 'more-than'
      ? of('approve') * denominator > baseCount * numerator
      : of('approve') * denominator >= baseCount * numerator;
  return {
    approve: of('approve'),
    reject: of('reject'),
    abstain: of('abstain'),
    cast,
    baseCount,
    passed: baseCount > 0 && enough,
  };
}

test('votes: the result is what a plain recount says, nobody votes twice, nobody votes who was not entitled', () => {
  let counted = 0;
  holds(walk, (steps) => {
    const cast = new Map<string, Set<string>>();
    const { state } = stroll(smallCouncil(), steps, ({ before, event }) => {
      if (event.type !== 'ballot-cast') return;
      const vote = before.voting.votes.find((one) => one.id === event.vote)!;
      assert.is(vote.phase, 'open');
      assert.ok(vote.poll!.entitled.includes(event.voter));
      const voters = cast.get(event.vote) ?? new Set();
      assert.not(voters.has(event.voter));
      cast.set(event.vote, voters.add(event.voter));
    });
    for (const vote of state.voting.votes) {
      if (!vote.result) continue;
      counted += 1;
      const { all: _, present, needed, ...rest } = vote.result;
      assert.equal(rest, recount(vote.poll!.ballots, 9, vote));
      assert.is(vote.poll!.cast, cast.get(vote.id)?.size ?? 0);
      assert.is(present, vote.poll!.entitled.length);
      assert.is(needed <= vote.result.approve && vote.result.baseCount > 0, vote.result.passed);
    }
  });
  assert.ok(counted > 50, `only ${counted} votes were counted`);
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
    12, // always the same walk: whether chance reaches the rarest event is not what is tested
  );
  const missing = [
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
    'vote-prepared',
    'vote-opened',
    'ballot-cast',
    'vote-closed',
    'vote-published',
    'vote-cancelled',
    'presentation-started',
    'page-turned',
    'presentation-stopped',
    'presentation-handed',
    'display-held',
    'display-released',
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
