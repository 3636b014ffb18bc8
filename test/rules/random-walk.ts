/** Random command sequences over the small council, for the laws of the rulebook. */
import fc from 'fast-check';
import * as v from 'valibot';
import type { DocumentId, ItemId, PersonId } from '../../shared/ids.ts';
import {
  type Command,
  decide,
  evolve,
  type MeetingEvent,
  type MeetingState,
  preparedMeeting,
} from '../../shared/meeting.ts';
import { DocumentEntry, type MeetingDefinition } from '../../shared/roster.ts';
import { type Actor, isRejection } from '../../shared/rulebook.ts';
import { actorOf } from './small-council.ts';

export interface Step {
  who: number;
  what: number;
  a: number;
  b: number;
  wait: number;
}

/** Numbers only: which command they mean depends on the state they meet, so that most steps do something. */
export const walk: fc.Arbitrary<Step[]> = fc.array(
  fc.record({ who: fc.nat(13), what: fc.nat(999), a: fc.nat(99), b: fc.nat(99), wait: fc.nat(400_000) }),
  { minLength: 20, maxLength: 80, size: 'max' },
);

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length]!;
const kinds = ['speech', 'debate', 'question', 'answer', 'explanation', 'presentation', 'point-of-order'] as const;
const shows = ['welcome', 'agenda', 'item', 'speaker', 'queue', 'page', 'attendance', 'pause'] as const;

/** What only the intake does. */
function documentMoves(a: number, b: number, item: ItemId): Command[] {
  const id = `paper${a % 3}` as DocumentId;
  const document = v.parse(DocumentEntry, {
    id,
    title: `Tài liệu ${a}`,
    kind: 'report',
    pages: 3 + (b % 4),
    hash: String(a % 10).repeat(64),
    bytes: 100,
    access: pick(['public', 'hall', 'named', 'named'], b),
    readers: { people: ['d1', 'g0'], delegations: ['Tổ 2'] },
  });
  const existing = pick([id, 'hall' as DocumentId], b);
  return [
    { type: 'add-document', document, items: [item, 'i3' as ItemId] },
    { type: 'describe-document', document: { ...document, id: existing }, items: pick([[item], []], a) },
    { type: 'replace-document', id: existing, hash: String(b % 10).repeat(64), pages: 1 + (a % 5), bytes: 50 },
    { type: 'remove-document', id },
  ];
}
const isTheIntakes = ({ type }: Command) => /^(add|describe|replace|remove)-document$/.test(type);

/** The commands that a step may mean in a state: ids that exist, with some that do not. */
function meant(state: MeetingState, { a, b }: Step): Command[] {
  const item = pick([...state.agenda.items.map((one) => one.id as string), 'none'], a);
  const other = pick([...state.agenda.items.map((one) => one.id as string), null], b);
  const person = pick([...state.people.map((one) => one.id as string), 'none'], a);
  const request = pick([...state.floor.requests.map((one) => one.id as string), 'none'], a);
  const running = state.voting.votes.find((vote) => vote.phase === 'open' || vote.phase === 'closed');
  const vote =
    running && b % 3 > 0 ? running.id : pick([...state.voting.votes.map((one) => one.id as string), 'none'], a);
  const document = pick(['open', 'hall', 'none', 'paper1'], a);
  const kind = pick(kinds, b);
  const majority = {
    base: pick(['all', 'present', 'voting', 'valid'] as const, a),
    threshold: pick(['more-than', 'at-least'] as const, b),
    fraction: pick(
      [
        { numerator: 1, denominator: 2 },
        { numerator: 2, denominator: 3 },
      ],
      a + b,
    ),
  };
  const often: Command[] = [
    { type: 'confirm-attendance' },
    { type: 'mark-present', person },
    { type: 'open-meeting', withoutQuorum: b % 2 === 0 },
    { type: 'jump-to-item', item },
    { type: 'request-floor', kind, note: `lời nhắn ${a}` },
    { type: 'call-speaker', request },
    { type: 'open-vote', vote, withoutQuorum: true },
    { type: 'cast-ballot', vote, choice: pick(['approve', 'reject', 'abstain'] as const, a) },
    { type: 'cast-ballot', vote, choice: pick(['approve', 'reject', 'abstain'] as const, a + 1) },
    { type: 'open-list' },
    { type: 'restore-item', item: (state.agenda.items.find((one) => one.status === 'skipped')?.id ?? 'none') as never },
    { type: 'resume-meeting' },
    {
      type: 'withdraw-request',
      request: (state.floor.requests.find((one) => one.status === 'waiting')?.id ?? 'none') as never,
    },
    {
      type: 'restore-request',
      request: (state.floor.requests.findLast((one) => one.status === 'withdrawn')?.id ?? 'none') as never,
    },
    { type: 'start-presentation', document, page: (b % 6) + 1 },
    { type: 'turn-page', page: (b % 13) + 1 },
  ];
  const seldom: Command[] = [
    { type: 'leave-hall' },
    { type: 'mark-left', person },
    { type: 'suspend-meeting' },
    { type: 'resume-meeting' },
    { type: 'next-item' },
    { type: 'previous-item' },
    { type: 'skip-item', item },
    { type: 'restore-item', item },
    {
      type: 'add-item',
      title: `Mục ${a}`,
      kind: 'other',
      plannedMinutes: 5,
      parent: other,
      after: null,
      documents: ['hall', 'open'],
    },
    { type: 'move-item', item, after: other },
    { type: 'close-list' },
    { type: 'order-list', order: pick(['registration', 'not-yet-spoken', 'least-time'] as const, a) },
    { type: 'register-person', person, kind },
    { type: 'withdraw-request', request },
    { type: 'restore-request', request },
    { type: 'move-request', request, after: pick([...state.floor.requests.map((one) => one.id as string), null], b) },
    { type: 'hand-in-text', item, text: `Ý kiến bằng văn bản ${a}` },
    { type: 'give-floor', person, kind, seconds: 60 },
    { type: 'pause-speech' },
    { type: 'resume-speech' },
    { type: 'extend-speech', seconds: 30 + a },
    { type: 'end-speech' },
    { type: 'take-back-call' },
    { type: 'prepare-vote', item, title: `Biểu quyết ${a}`, majority },
    { type: 'close-vote', vote },
    { type: 'publish-vote', vote },
    { type: 'cancel-vote', vote, reason: 'nhầm' },
    { type: 'repeat-vote', vote },
    { type: 'stop-presentation' },
    { type: 'hand-presentation', to: b % 3 === 0 ? null : person },
    { type: 'hold-display', view: { show: pick(shows, a) } },
    { type: 'hold-display', view: { show: 'message', text: `Nghỉ ${a} phút` } },
    { type: 'release-display' },
    { type: 'set-forgetting', forgets: b % 2 === 0 },
    { type: 'ask-to-follow' },
    {
      type: 'order-documents',
      item: 'i3' as never,
      documents: pick(
        [
          ['hall', 'open'],
          ['open', 'hall'],
        ],
        b,
      ) as never,
    },
  ];
  const rarely: Command[] = [{ type: 'close-meeting' }];
  return [
    ...often,
    ...often,
    ...often,
    ...seldom,
    ...(a % 4 === 1 ? documentMoves(a, b, item as ItemId) : []),
    ...(a % 12 === 7 ? rarely : []),
  ];
}

/** What moves the votes on: without it, chance seldom closes one. */
function votingMove(state: MeetingState, { who, a }: Step, everyone: readonly string[]): [who: string, Command] {
  const choice = pick(['approve', 'reject', 'abstain'] as const, a);
  const vote = state.voting.votes.findLast((one) => one.phase !== 'cancelled' && one.phase !== 'published');
  if (!vote) return ['d0', { type: 'repeat-vote', vote: state.voting.votes[0]!.id }];
  if (vote.phase === 'prepared') return ['d0', { type: 'open-vote', vote: vote.id, withoutQuorum: true }];
  if (vote.phase === 'closed') return ['d0', { type: 'publish-vote', vote: vote.id }];
  return a % 7 === 0
    ? ['d0', { type: 'close-vote', vote: vote.id }]
    : [pick(everyone, who), { type: 'cast-ballot', vote: vote.id, choice }];
}

export interface Moment {
  before: MeetingState;
  event: MeetingEvent;
  after: MeetingState;
}

/** Walks; `visit` sees every event with the state on both sides of it. Answers with the last state and all events. */
export function stroll(
  definition: MeetingDefinition,
  steps: readonly Step[],
  visit: (moment: Moment) => void = () => {},
) {
  let state = preparedMeeting(definition);
  const events: MeetingEvent[] = [];
  let now = 1_700_000_000_000;
  const everyone = state.people.map((person) => person.id as string);
  const give = (actor: Actor, command: Command) => {
    const outcome = decide(state, command, { now, sequence: events.length + 1, actor });
    if (isRejection(outcome)) return;
    for (const event of outcome) {
      const after = evolve(state, event);
      visit({ before: state, event, after });
      state = after;
      events.push(event);
    }
  };
  // Three walks of four begin in a meeting that is under way: from nothing, chance seldom opens one.
  if (steps[0]!.a % 4 > 0) {
    for (const person of everyone) give(actorOf(state, person), { type: 'confirm-attendance' });
    give(actorOf(state, 'd0'), { type: 'open-meeting' });
    give(actorOf(state, 'd0'), { type: 'jump-to-item', item: pick(['i2a', 'i3'], steps[0]!.b) });
    give(actorOf(state, 'd0'), { type: 'open-list' });
  }
  for (const step of steps) {
    now += step.wait;
    if (step.wait % 3 === 0) {
      const [who, command] = votingMove(state, step, everyone);
      give(actorOf(state, who), command);
      continue;
    }
    // A third of the others are the chair's, who moves things on.
    const command = pick(meant(state, step), step.what);
    const actor = actorOf(state, step.b % 3 ? pick(everyone, step.who) : 'd0');
    give(isTheIntakes(command) ? { person: 's0' as PersonId, roles: ['system'] } : actor, command);
  }
  return { state, events };
}

/** Checks a property over at least 1,000 random runs; a failure prints its seed (set FC_SEED to walk it again). */
export function holds<Values>(
  arbitrary: fc.Arbitrary<Values>,
  law: (values: Values) => void,
  runs = 1000,
  fixed?: number,
): void {
  const seed = fixed ?? (process.env.FC_SEED ? Number(process.env.FC_SEED) : Date.now() % 2_147_483_647);
  console.log(`# seed ${seed}, ${runs} runs`);
  fc.assert(fc.property(arbitrary, law), { numRuns: runs, seed });
}
