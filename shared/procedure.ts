/**
 * The council's rules as data. Sources are named beside each default; a council's own rules of procedure
 * ("nội quy kỳ họp") may change every one of them, so nothing of this is written anywhere else.
 */
import * as v from 'valibot';

export const requestKinds = [
  'speech',
  'debate',
  'question',
  'answer',
  'explanation',
  'presentation',
  'point-of-order',
] as const;
/** phát biểu · tranh luận · chất vấn · trả lời · giải trình · trình bày báo cáo · ý kiến về thủ tục */
export type RequestKind = (typeof requestKinds)[number];

export const itemKinds = ['opening', 'report', 'questioning', 'discussion', 'resolution', 'closing', 'other'] as const;
export type ItemKind = (typeof itemKinds)[number];

const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000));

export const Fraction = v.strictObject({ numerator: count, denominator: count });
export type Fraction = v.InferOutput<typeof Fraction>;

/** Of whom the threshold is a part: all delegates of the council, those entitled at opening, those who voted. */
export const bases = ['all', 'present', 'voting', 'valid'] as const;
export type Base = (typeof bases)[number];

export const Majority = v.strictObject({
  base: v.picklist(bases),
  /** `more-than` 1/2 of 52 is 27; `at-least` 2/3 of 52 is 35. */
  threshold: v.picklist(['more-than', 'at-least']),
  fraction: Fraction,
});
export type Majority = v.InferOutput<typeof Majority>;

export const LEAST_SPEAKING_SECONDS = 10;
export const MOST_SPEAKING_SECONDS = 7200;
/** How long a turn may be set to last. */
export const speakingSeconds = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(LEAST_SPEAKING_SECONDS),
  v.maxValue(MOST_SPEAKING_SECONDS),
);
/** Seconds for the first, second, … turn of one person on one matter; `repeats` lets the last go on without end. */
const SpeakingRule = v.strictObject({
  seconds: v.pipe(v.array(speakingSeconds), v.minLength(1)),
  repeats: v.boolean(),
});
export type SpeakingRule = v.InferOutput<typeof SpeakingRule>;

const kindsAllowed = v.array(v.picklist(requestKinds));
const speaking = v.strictObject({
  speech: SpeakingRule,
  debate: SpeakingRule,
  question: SpeakingRule,
  answer: SpeakingRule,
  explanation: SpeakingRule,
  presentation: SpeakingRule,
  'point-of-order': SpeakingRule,
});

const half: Fraction = { numerator: 1, denominator: 2 };
const twoThirds: Fraction = { numerator: 2, denominator: 3 };
const moreThanHalfOfAll: Majority = { base: 'all', threshold: 'more-than', fraction: half };

function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false; // RangeError: there is none of that name
  }
}

/** An IANA name. */
export const timeZone = v.pipe(v.string(), v.maxLength(60), v.check(isTimeZone, 'not a time zone'));

export const Procedure = v.strictObject({
  quorum: Fraction,
  majorities: v.strictObject({
    resolution: Majority,
    removal: Majority,
    /** What elects a candidate. */
    election: v.optional(Majority, moreThanHalfOfAll),
    /** How many `tín nhiệm thấp` have consequences for a person. */
    confidence: v.optional(Majority, moreThanHalfOfAll),
  }),
  speaking,
  /** Where a questioning differs: a debate on an answer is shorter than one on a matter. */
  questioning: v.partial(speaking),
  /** What a delegate, or a guest, may register for while an item of a kind is on. */
  requests: v.strictObject({
    delegate: v.strictObject({ questioning: kindsAllowed, otherwise: kindsAllowed }),
    guest: v.strictObject({ questioning: kindsAllowed, otherwise: kindsAllowed }),
  }),
  ballotChangeable: v.boolean(),
  /** When a speaker's time is nearly up: this long before its end, or this part of it, whichever is less. */
  warning: v.optional(v.strictObject({ seconds: v.pipe(v.number(), v.minValue(0)), share: Fraction }), {
    seconds: 60,
    share: { numerator: 1, denominator: 5 },
  }),
  /** Whether the hall hears a gong at the warning and at the end. */
  sound: v.optional(v.picklist(['none', 'gong']), 'none'),
  /** The zone of the council's clock, whatever a laptop is set to; an IANA name. */
  timeZone: v.optional(timeZone, 'Asia/Ho_Chi_Minh'),
  /** Whether a guest may send somebody in her place. */
  substitutes: v.optional(v.boolean(), false),
  /** Where documents are issued ("Hải Sơn"); empty to be written in by hand. */
  place: v.optional(v.pipe(v.string(), v.maxLength(80)), ''),
  /** What stands between the cells of a CSV: Vietnamese Excel reads `;`. */
  csvSeparator: v.optional(v.picklist([';', ',']), ';'),
  /** How a ballot of an election counts on which nobody is marked. */
  blankBallots: v.optional(v.picklist(['invalid', 'valid']), 'invalid'),
  /** How a ballot of a confidence vote counts on which some persons have no mark. */
  partialBallots: v.optional(v.picklist(['invalid', 'valid']), 'valid'),
});
export type Procedure = v.InferOutput<typeof Procedure>;

/** What a state has that knows the council's rules. */
export interface ProcedurePart {
  procedure: Procedure;
}

/** The defaults for a provincial People's Council. */
export const peoplesCouncil: Procedure = {
  quorum: twoThirds, // Law on Organisation of Local Government: two thirds of all delegates
  majorities: {
    resolution: moreThanHalfOfAll, // Law 2015, Art. 91.3
    removal: { base: 'all', threshold: 'at-least', fraction: twoThirds }, // Law 2015, Art. 91.3
    election: moreThanHalfOfAll, // practice; default
    confidence: moreThanHalfOfAll, // 96/2023/QH15: more than half `thấp` may resign; default
  },
  speaking: {
    speech: { seconds: [420, 180], repeats: false }, // 71/2022/QH15 Art. 17: twice, 7 then 3 minutes
    debate: { seconds: [180], repeats: true }, // 71/2022/QH15 Art. 17: 3 minutes each
    question: { seconds: [60], repeats: true }, // default
    answer: { seconds: [180], repeats: true }, // default
    explanation: { seconds: [600], repeats: true }, // 71/2022/QH15 Art. 18: 10 minutes each
    presentation: { seconds: [900], repeats: true }, // 71/2022/QH15 Art. 18: 15 minutes
    'point-of-order': { seconds: [60], repeats: true }, // default
  },
  questioning: { debate: { seconds: [120], repeats: true } }, // default
  requests: {
    delegate: {
      questioning: ['question', 'debate', 'answer', 'explanation', 'point-of-order'],
      otherwise: ['speech', 'debate', 'explanation', 'point-of-order'],
    },
    guest: { questioning: ['answer', 'explanation'], otherwise: ['speech', 'explanation'] },
  },
  warning: { seconds: 60, share: { numerator: 1, denominator: 5 } }, // default
  sound: 'none', // default
  timeZone: 'Asia/Ho_Chi_Minh',
  substitutes: false, // default
  place: '',
  csvSeparator: ';', // default: what Excel in Vietnamese expects
  ballotChangeable: false, // practice: once cast, not to be cast again
  blankBallots: 'invalid', // practice; default
  partialBallots: 'valid', // 96/2023/QH15: who has no mark is not counted on that ballot; default
};

/** The smallest whole number of approvals that reaches `fraction` of `whole`; never computed from rounded percentages. */
export function votesNeeded(
  whole: number,
  threshold: Majority['threshold'],
  { numerator, denominator }: Fraction,
): number {
  return threshold === 'more-than'
    ? Math.floor((whole * numerator) / denominator) + 1
    : Math.ceil((whole * numerator) / denominator);
}

/** How long before the end of a turn of `limitMs` its speaker is warned, in milliseconds. */
export function warningMs({ warning: { seconds, share } }: Procedure, limitMs: number): number {
  return Math.min(seconds * 1000, (limitMs * share.numerator) / share.denominator);
}

/** The rule for one kind of turn in an item of one kind. */
export function speakingRule(procedure: Procedure, item: ItemKind | null, kind: RequestKind): SpeakingRule {
  return (item === 'questioning' ? procedure.questioning[kind] : undefined) ?? procedure.speaking[kind];
}

/** Milliseconds for a person's turn number `turn` (0 for the first), or null when she has had them all. */
export function turnLimit(rule: SpeakingRule, turn: number): number | null {
  const inSeconds = rule.seconds[turn] ?? (rule.repeats ? rule.seconds.at(-1) : undefined);
  return inSeconds === undefined ? null : inSeconds * 1000;
}
