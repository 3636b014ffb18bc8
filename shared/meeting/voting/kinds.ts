/** Biểu quyết công khai, bỏ phiếu kín, bầu cử, lấy phiếu tín nhiệm, lấy ý kiến: each kind is a row, none a fork of another. */
import type { FormName } from './ballots.ts';
import type { PlannedVote, VoteKind } from './state.ts';

interface Kind {
  form: FormName;
  isSecret: (vote: Pick<PlannedVote, 'named'>) => boolean;
  /** Who may take part, fixed when it opens. */
  entitled: 'present' | 'all';
  /** Runs beside the meeting, for days, also before it is opened; has no legal result. */
  isAside: boolean;
  /** Whether a ballot may be changed until it closes, whatever the procedure says of others. */
  isChangeable: boolean;
}

const inTheHall = { entitled: 'present', isAside: false, isChangeable: false } as const;

export const kinds: Record<VoteKind, Kind> = {
  open: { form: 'choices', isSecret: () => false, ...inTheHall },
  secret: { form: 'choices', isSecret: () => true, ...inTheHall },
  election: { form: 'candidates', isSecret: () => true, ...inTheHall },
  confidence: { form: 'levels', isSecret: () => true, ...inTheHall },
  consultation: {
    form: 'choices',
    isSecret: ({ named }) => !named,
    entitled: 'all',
    isAside: true,
    isChangeable: true,
  },
};

/** At a roll call everyone says it aloud: the hall may see at once what it has heard. */
export const isSpoken = ({ kind, method }: PlannedVote): boolean => kind === 'open' && method === 'roll-call';

export const isSecret = (vote: PlannedVote): boolean => kinds[vote.kind].isSecret(vote);
