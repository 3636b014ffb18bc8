/** Biểu quyết công khai, bỏ phiếu kín, bầu cử, lấy phiếu tín nhiệm, lấy ý kiến: each kind is a row, none a fork of another. */

import type { Procedure } from '../../procedure.ts';
import type { FormName } from './ballots.ts';

/**
 * biểu quyết công khai · bỏ phiếu kín · bầu cử · bầu công khai · lấy phiếu tín nhiệm · phiếu lấy ý kiến. What each means
 * stands in its row.
 */
export const voteKinds = ['open', 'secret', 'election', 'open-election', 'confidence', 'consultation'] as const;

export type VoteKind = (typeof voteKinds)[number];

/** How an open vote is taken: on the tablets, by calling the names, by a show of hands that is counted. */
export const voteMethods = ['electronic', 'roll-call', 'show-of-hands'] as const;

export type VoteMethod = (typeof voteMethods)[number];

export interface KindRow {
  /** What a ballot says: a choice, candidates, or a level for each person. */
  form: FormName;
  isSecret: (vote: { named: boolean }) => boolean;
  /** How it may be taken; the first unless it is said otherwise. */
  methods: readonly VoteMethod[];
  /** Who may take part, fixed when it opens. */
  entitled: 'present' | 'all';
  /** The majority that it begins with. */
  majority: keyof Procedure['majorities'];
  /** Whether it is asked if the answers are shown with their names. */
  asksNamed: boolean;
  /** Runs beside the meeting, for days, also before it is opened; has no legal result. */
  isAside: boolean;
  /** Whether a ballot may be changed until it closes, whatever the procedure says of others. */
  isChangeable: boolean;
}

const inTheHall = {
  methods: ['electronic'],
  entitled: 'present',
  asksNamed: false,
  isAside: false,
  isChangeable: false,
} as const;
const openly = () => false;
const secretly = () => true;

export const kinds = {
  open: { ...inTheHall, form: 'choices', isSecret: openly, methods: voteMethods, majority: 'resolution' },
  secret: { ...inTheHall, form: 'choices', isSecret: secretly, majority: 'resolution' },
  election: { ...inTheHall, form: 'candidates', isSecret: secretly, majority: 'election' },
  'open-election': { ...inTheHall, form: 'candidates', isSecret: openly, majority: 'election' },
  confidence: { ...inTheHall, form: 'levels', isSecret: secretly, majority: 'confidence' },
  consultation: {
    ...inTheHall,
    form: 'choices',
    isSecret: ({ named }) => !named,
    entitled: 'all',
    majority: 'resolution',
    asksNamed: true,
    isAside: true,
    isChangeable: true,
  },
} as const satisfies Record<VoteKind, KindRow>;

/** Any kind's row. (`kinds` keeps the type of each: what a plan may hold follows from it.) */
export const rowOf = (kind: VoteKind): KindRow => kinds[kind];

/** Whether names stand on its ballot: candidates, or persons on whom confidence is voted. */
export const hasNames = (kind: VoteKind): boolean => rowOf(kind).form !== 'choices';

/** At a roll call everyone says it aloud: the hall may see at once what it has heard. */
export const isSpoken = ({ method }: { method: VoteMethod }): boolean => method === 'roll-call';

export const isSecret = (vote: { kind: VoteKind; named: boolean }): boolean => rowOf(vote.kind).isSecret(vote);
