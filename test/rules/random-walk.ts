/** Random command sequences over the small council, for the laws of the rulebook. */
import fc from 'fast-check';
import * as v from 'valibot';
import type { DocumentId, ItemId, PersonId } from '../../shared/ids.ts';
import { type Command, decide } from '../../shared/meeting/commands.ts';
import { takings } from '../../shared/meeting/comments/state.ts';
import type { MeetingDefinition } from '../../shared/meeting/definition.ts';
import { DocumentEntry } from '../../shared/meeting/documents/state.ts';
import { evolve } from '../../shared/meeting/evolve.ts';
import { waitingRequests } from '../../shared/meeting/floor/queries.ts';
import { comings } from '../../shared/meeting/invitation/state.ts';
import { callNeeds } from '../../shared/meeting/messages/state.ts';
import { questionAccesses, verdicts } from '../../shared/meeting/questions/state.ts';
import { type MeetingEvent, type MeetingState, preparedMeeting } from '../../shared/meeting/state.ts';
import { choices, levels, type Marks, type SignedBallot } from '../../shared/meeting/voting/ballots.ts';
import { hasNames, isSecret, kinds, voteKinds } from '../../shared/meeting/voting/kinds.ts';
import { calledNow, entriesOf } from '../../shared/meeting/voting/queries.ts';
import type { Vote } from '../../shared/meeting/voting/state.ts';
import type { Actor } from '../../shared/people/roles.ts';
import { requestKinds } from '../../shared/procedure.ts';
import { isRejection } from '../../shared/rulebook/rulebook.ts';
import { seed, usualRuns } from '../seed.ts';
import { actorOf, checked, examinedBy } from './small-council.ts';

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

/** What is planned before the hall begins, and the people who come and go during it. */
function planningMoves(state: MeetingState, { a, b }: Step): Command[] {
  const item = pick([...state.agenda.items.map((one) => one.id as string), 'none'], a);
  const person = pick([...state.people.map((one) => one.id as string), 'none'], a);
  const vote = pick([...state.voting.votes.map((one) => one.id as string), 'none'], a);
  const reason = b % 3 ? { reason: 'thôi làm nhiệm vụ đại biểu', document: `NQ ${a}` } : {};
  const roles = pick([['delegate'], ['guest'], ['delegate', 'secretariat']] as const, b);
  const seats = [person, pick(['d8', 'n0', null], a)].map((sits, at) => ({ name: `A${at}`, x: a, y: b, person: sits }));
  const plan = { form: 'rows', seats };
  const somebody = { id: `n${a % 3}`, name: `Người mới ${b % 4}`, delegation: `Tổ ${a % 3}`, roles: [...roles] };
  return [
    {
      type: 'describe-meeting',
      description: { title: `Phiên ${a}`, kind: 'thematic', begins: 1000 * a, ends: 1000 * b, private: a % 2 === 0 },
    },
    { type: 'set-procedure', procedure: { ...state.procedure, ballotChangeable: b % 2 === 0 } },
    { type: 'add-person', person: somebody, ...reason } as Command,
    { type: 'correct-person', person: { ...somebody, id: person }, ...reason } as Command,
    { type: 'remove-person', person: pick([person, 'd8', 'n0', 'n1'], b), ...reason } as Command,
    {
      type: 'change-item',
      item,
      title: `Mục đổi ${a}`,
      kind: 'report',
      plannedMinutes: b,
      submitter: pick(['', 'Sở Tài chính'], a),
      speakingSeconds: pick([null, 120], b),
    },
    { type: 'send-agenda' },
    pick(
      [{ type: 'cancel-meeting', reason: `bão số ${a}` }, { type: 'restore-meeting' }, { type: 'restore-meeting' }],
      b,
    ),
    { type: 'arrange-seats', seating: pick([null, plan, { ...plan, form: 'free' }], b) } as Command,
    { type: 'note-item', item, note: `Lời dẫn kín ${a}` },
    { type: 'remove-item', item: pick([item, 'i1'], b) },
    { type: 'remove-vote', vote },
  ];
}

/** A word to tablets, and calls from seats. */
function messageMoves(state: MeetingState, { a, b }: Step): Command[] {
  const person = pick([...state.people.map((one) => one.id as string), 'none'], a);
  const { notices, calls } = state.messages;
  const to = pick([{}, { people: [person, 'd1'] }, { delegations: ['Tổ 2'] }], b);
  return [
    { type: 'send-notice', text: `Thông báo ${a}`, ...to } as Command,
    { type: 'withdraw-notice', notice: pick([...notices.map(({ id }) => id as string), 'none'], a) },
    { type: 'call-secretariat', need: pick(callNeeds, a), note: `ghế ${b}` },
    { type: 'enter-answer', person, coming: pick(comings, b), reason: `lý do ${a}`, substitute: `Ông ${a}` } as Command,
    { type: 'answer-invitation', coming: pick(comings, a), reason: `tự nói ${b}`, substitute: `Bà ${b}` } as Command,
    { type: 'send-invitations', symbol: `${a}/GM-HĐND`, day: '2026-07-01', notes: `mang theo ${b}` },
    { type: 'end-call', call: pick([...calls.map(({ id }) => id as string), 'none'], a) },
  ];
}

/** What is written before and beside the hall: questions and their answers, comments, who wants to speak later. */
function writtenMoves(state: MeetingState, { a, b }: Step, everyone: readonly string[]): [who: string, Command] {
  const question = state.questions[a % Math.max(1, state.questions.length)];
  const comment = pick([...state.comments.map(({ id }) => id as string), 'none'], a) as never;
  const item = pick([...state.agenda.items.map((one) => one.id as string), null], b) as never;
  const who = pick(everyone, a);
  const document = pick([...state.documents.map(({ id }) => id as string), 'none'], b) as never;
  const written = { addressee: `Sở ${a}`, subject: `Chuyện ${b}`, text: `Nội dung kín ${a}`, item };
  const id = (question?.id ?? 'none') as never;
  const asker = question?.person ?? who;
  const moves: [string, Command][] = [
    [who, { type: 'send-question', ...written }],
    [who, { type: 'send-question', ...written }],
    [asker, { type: 'send-question', ...written, question: b % 2 ? id : null }],
    [b % 3 ? asker : who, { type: 'withdraw-question', question: id }],
    ['s0', { type: 'return-question', question: id, why: `chưa rõ ${b}` }],
    ...[0, 1, 2].map((step): [string, Command] => [
      's0',
      {
        ...{ type: 'forward-question', question: id, to: pick(everyone, a + b + step) as never, item },
        ...{ due: b % 2 ? 1_800_000_000_000 : null, group: pick(['', 'Đất đai'], a) },
        access: pick(questionAccesses, b + step),
      },
    ]),
    [question?.to ?? 's0', { type: 'answer-question', question: id, text: `Trả lời ${a}` }],
    ['s0', { type: 'answer-question', question: id, text: `Văn bản ${b}` }],
    [asker, { type: 'judge-answer', question: id, verdict: pick(verdicts, b), text: `hỏi lại ${a}` }],
    [who, { type: 'comment-on-draft', document, page: pick([null, 1, 9], a), quote: `chữ ${b}`, text: `ý kiến ${a}` }],
    [who, { type: 'comment-on-draft', document, page: 1, quote: `chữ ${a}`, text: `ý kiến ${b}` }],
    [state.comments[0]?.person ?? who, { type: 'withdraw-comment', comment: state.comments[0]?.id ?? comment }],
    ['s0', { type: 'settle-comment', comment, taking: pick(takings, b), why: `vì ${a}` }],
    [
      who,
      { type: 'register-ahead', item: (item ?? 'none') as never, kind: pick(requestKinds, b), note: `chuyện kín ${a}` },
    ],
    [who, { type: 'register-ahead', item: 'i3' as never, kind: 'speech' }],
  ];
  return pick(moves, a + 7 * b);
}

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
  const kind = pick(requestKinds, b);
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
    { type: 'cast-ballot', vote, marks: [pick(['approve', 'reject', 'abstain'] as const, a)] },
    { type: 'cast-ballot', vote, marks: [pick(['approve', 'reject', 'abstain'] as const, a + 1)] },
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
    { type: 'mark-absent', person, ...(b % 2 ? { reason: 'đi công tác' } : {}) } as Command,
    { type: 'mark-all-present' },
    { type: 'clear-attendance', people: [person] } as Command,
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
    { type: 'move-item', item, after: null, parent: other },
    { type: 'set-board', by: pick(['name', 'seat'], a) } as Command,
    { type: 'close-list' },
    { type: 'order-list', order: pick(['registration', 'not-yet-spoken', 'least-time'] as const, a) },
    { type: 'register-person', person, kind },
    { type: 'withdraw-request', request },
    { type: 'restore-request', request },
    { type: 'move-request', request, after: pick([...state.floor.requests.map((one) => one.id as string), null], b) },
    { type: 'hand-in-text', item, text: `Ý kiến bằng văn bản ${a}` },
    { type: 'give-floor', person, kind, seconds: 60, ...(b % 3 === 0 ? { interrupts: true } : {}) },
    { type: 'reopen-speech' },
    { type: 'yield-floor' },
    { type: 'call-speaker', request, interrupts: true },
    { type: 'pause-speech' },
    { type: 'resume-speech' },
    { type: 'extend-speech', seconds: (30 + a) * (b % 2 ? 1 : -1) },
    { type: 'end-speech' },
    { type: 'take-back-call' },
    { type: 'prepare-vote', item, title: `Biểu quyết ${a}`, majority },
    { ...preparation(a + 1, b), type: 'change-vote', vote } as Command,
    {
      type: 'order-votes',
      order: state.voting.votes.map(({ id }) => id).toSorted((one, two) => (one + b < two + b ? 1 : -1)),
    },
    { type: 'enter-ballot', vote, voter: person, marks: ['approve'], reason: 'máy hỏng' } as Command,
    { type: 'correct-ballot', vote, voter: person, marks: [pick(choices, a)], reason: 'nghe nhầm' } as Command,
    { type: 'pass-name', vote, voter: person } as Command,
    { type: 'allow-reissue', vote, voter: person, reason: 'máy hỏng' } as Command,
    { type: 'close-vote', vote },
    { type: 'publish-vote', vote },
    { type: 'cancel-vote', vote, reason: 'nhầm' },
    { type: 'repeat-vote', vote },
    { type: 'stop-presentation' },
    { type: 'hand-presentation', to: b % 3 === 0 ? null : person },
    { type: 'hold-display', view: { show: pick(shows, a) } },
    { type: 'hold-display', view: { show: 'message', text: `Nghỉ ${a} phút` } },
    { type: 'release-display' },
    { type: 'show-notice', text: `Xe số ${a}` },
    { type: 'show-notice' },
    { type: 'set-sound', on: b % 2 === 0 },
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

const names = [{ name: 'Nguyễn Văn A' }, { name: 'Trần Thị B' }, { name: 'Lê Văn C' }];

/** A vote of any kind, in any way it may be taken. */
function preparation(a: number, b: number): Command {
  const kind = pick(voteKinds, a);
  return {
    type: 'prepare-vote',
    item: 'i3',
    title: `Biểu quyết ${a}`,
    majority: pick(
      [
        { base: 'all', threshold: 'more-than', fraction: { numerator: 1, denominator: 2 } },
        { base: 'valid', threshold: 'at-least', fraction: { numerator: 1, denominator: 3 } },
      ] as const,
      b,
    ),
    kind,
    method: pick(kinds[kind].methods, b),
    candidates: hasNames(kind) ? names.slice(0, 1 + (b % 3)) : [],
    seats: 1 + (b % 2),
    named: b % 2 === 0,
    hidesNumbers: b % 3 === 0,
  };
}

/** What a ballot of a vote may say: every combination that fits, and so blank and over-marked ones too. */
export function someMarks({ kind, candidates }: Vote, a: number): Marks {
  if (kinds[kind].form === 'choices') return [pick(choices, a)];
  const chosen = candidates.filter((_, at) => (a >> at) & 1).map(({ id }) => id as string);
  return kinds[kind].form === 'candidates' ? chosen : chosen.map((id, at) => `${id}:${pick(levels, a + at)}`);
}

/** What moves the votes on: without it, chance seldom closes one. */
function votingMove(state: MeetingState, { who, a, b }: Step, everyone: readonly string[]): [who: string, Command] {
  const vote = state.voting.votes.findLast((one) => one.phase !== 'cancelled' && one.phase !== 'published');
  const first = state.voting.votes[0];
  if (!vote) return ['d0', b % 4 || !first ? preparation(a, b) : { type: 'repeat-vote', vote: first.id }];
  if (vote.phase === 'prepared') return ['d0', { type: 'open-vote', vote: vote.id, withoutQuorum: true }];
  if (vote.phase === 'closed') return ['d0', { type: 'publish-vote', vote: vote.id }];
  // A device that broke after its ballot was issued: seldom enough that chance alone does not find it.
  const issued = isSecret(vote) ? vote.poll!.entitled[vote.poll!.ballots.indexOf('issued')] : undefined;
  if (issued && b % 6 === 0) return ['d0', { type: 'allow-reissue', vote: vote.id, voter: issued, reason: 'máy hỏng' }];
  const marks = [...someMarks(vote, a + b)];
  if (a % 7 === 0) return ['d0', { type: 'close-vote', vote: vote.id }];
  const voter = pick(everyone, who) as PersonId;
  const called = calledNow(vote);
  if (called && b % 5 === 0) return ['s0', { type: 'pass-name', vote: vote.id, voter: called }];
  const corrected = Object.keys(entriesOf(vote))[0] as PersonId | undefined;
  if (corrected && b % 5 === 1)
    return ['s0', { type: 'correct-ballot', vote: vote.id, voter: corrected, marks, reason: 'nghe nhầm' }];
  if (vote.method === 'roll-call' || (vote.method === 'electronic' && b % 9 === 0 && !isSecret(vote)))
    return ['s0', { type: 'enter-ballot', vote: vote.id, voter, marks, reason: 'theo lời đại biểu' }];
  if (vote.method === 'show-of-hands')
    return ['s0', { type: 'enter-count', vote: vote.id, approve: a % 6, reject: b % 4, abstain: 0 }];
  return [voter, { type: 'cast-ballot', vote: vote.id, marks }];
}

/** What moves the floor on: without it, chance seldom has three who wait and one who is interrupted. */
function floorMove(state: MeetingState, { a, b }: Step, everyone: readonly string[]): Command {
  const waiting = waitingRequests(state.floor, state.agenda.current);
  const person = pick(everyone, a) as PersonId;
  const request = pick(waiting, a)?.id;
  if (!request || waiting.length < 2 || b % 5 === 0)
    return { type: 'register-person', person, kind: pick(requestKinds, b) };
  if (b % 5 === 1) return { type: 'move-request', request, after: pick([...waiting.map(({ id }) => id), null], b) };
  if (b % 5 === 2 && state.floor.speech) return { type: 'call-speaker', request, interrupts: true };
  if (state.floor.speech && state.floor.speech.watch.runningSince === null) return { type: 'resume-speech' };
  if (b % 5 === 3) return { type: b % 10 === 3 ? 'pause-speech' : 'end-speech' };
  return { type: 'call-speaker', request };
}

/** The boxes of secret votes: what the rulebook is given of them, and never asks for itself. */
export class Boxes {
  #count = 0;
  readonly #boxes = new Map<string, Map<string, SignedBallot>>();

  of(vote: string): SignedBallot[] {
    return [...(this.#boxes.get(vote)?.values() ?? [])].sort((one, two) => (one.number < two.number ? -1 : 1));
  }
  newNumber(): string {
    this.#count += 1;
    // Scattered, so that the order of the numbers is not that of their making.
    return String((this.#count * 7_919_731) % 100_000_007).padStart(20, '0');
  }
  cast(vote: Vote, number: string, marks: Marks): void {
    const box = this.#boxes.get(vote.id) ?? new Map();
    this.#boxes.set(vote.id, box.set(number, { number, marks, signature: `s${number}` }));
  }
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
  let now = 1_700_000_000_000;
  const events: MeetingEvent[] = [{ type: 'meeting-created', at: now, definition }];
  /** Who caused each of them. */
  const actors: Actor[] = [{ person: null, roles: ['system'] }];
  const boxes = new Boxes();
  const everyone = state.people.map((person) => person.id as string);
  const give = (actor: Actor, command: Command) => {
    const box = boxes.of('vote' in command && typeof command.vote === 'string' ? command.vote : '');
    const outcome = decide(state, checked(command), {
      now,
      sequence: events.length + 1,
      actor,
      ballotKey: 'a-key',
      examined: examinedBy(command),
      box,
    });
    if (isRejection(outcome)) return false;
    for (const event of outcome) {
      const after = evolve(state, event);
      visit({ before: state, event, after });
      state = after;
      events.push(event);
      actors.push(actor);
    }
    return true;
  };
  /** A secret ballot is asked for, now and then exchanged, and as a rule cast. */
  const voteSecretly = (vote: Vote, { who, a, b }: Step) => {
    const voter = pick(everyone, who) as PersonId;
    const issue = (spoiled: string | null) =>
      give(
        { person: null, roles: ['system'] },
        { type: 'issue-ballot', vote: vote.id, voter, blinded: `blinded${a}`, spoiled },
      );
    if (!issue(null)) return;
    let number = boxes.newNumber();
    if (b % 5 === 0 && issue(number)) number = boxes.newNumber();
    if (b % 7 > 0) boxes.cast(vote, number, someMarks(vote, a + b));
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
    if (step.what % 97 === 0) {
      // The engineer sets the clock, an hour either way.
      const byMs = (step.a % 2 ? 1 : -1) * (step.wait + 2000);
      now += byMs;
      give({ person: null, roles: ['system'] }, { type: 'step-clock', byMs });
    }
    if (step.wait % 3 === 0) {
      const secret = state.voting.votes.findLast((vote) => vote.phase === 'open' && isSecret(vote));
      if (secret && step.a % 7 > 0) {
        voteSecretly(secret, step);
        continue;
      }
      // Some leave while it runs, now and then so many that the quorum is lost.
      if (step.b % 5 === 0) give(actorOf(state, 'd0'), { type: 'mark-left', person: pick(everyone, step.a + step.b) });
      const [who, command] = votingMove(state, step, everyone);
      give(actorOf(state, who), command);
      continue;
    }
    if (step.wait % 6 === 1 && state.phase === 'open') {
      give(actorOf(state, 'd0'), floorMove(state, step, everyone));
      continue;
    }
    if (step.wait % 5 === 2) {
      // What the office does, and a call from a seat, before the hall begins and beside it.
      const command = pick([...planningMoves(state, step), ...messageMoves(state, step)], step.what);
      give(
        actorOf(
          state,
          ['call-secretariat', 'answer-invitation'].includes(command.type) ? pick(everyone, step.who) : 's0',
        ),
        command,
      );
      continue;
    }
    if (step.wait % 10 === 4) {
      const [who, command] = writtenMoves(state, step, everyone);
      give(actorOf(state, who), command);
      continue;
    }
    // A third of the others are the chair's, who moves things on.
    const command = pick(meant(state, step), step.what);
    const actor = actorOf(state, step.b % 3 ? pick(everyone, step.who) : 'd0');
    give(isTheIntakes(command) ? actorOf(state, 's0') : actor, command);
  }
  return { state, events, actors, boxes };
}

/** So that no two laws of a file see the same walks. */
let lawsHeld = 0;

/** Checks a property over random runs (`test/seed.ts` says which, and how many). */
export function holds<Values>(
  arbitrary: fc.Arbitrary<Values>,
  law: (values: Values) => void,
  runs = usualRuns,
  fixed?: number,
): void {
  fc.assert(fc.property(arbitrary, law), { numRuns: runs, seed: fixed ?? seed + 1000 * lawsHeld++ });
}
