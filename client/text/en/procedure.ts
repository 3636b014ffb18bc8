import type { procedure as vi } from '../vi/procedure.ts';

export const procedure: typeof vi = {
  questioning: 'At questioning (seconds)',
  questioningHint: 'Resolution 71/2022/QH15; empty: as always.',
  atQuestioning: (kind) => `${kind}, at questioning`,
  warning: 'Warned so long before the end (seconds)',
  warningHint: (numerator, denominator) =>
    `or when ${numerator}/${denominator} of the time is left, whichever is later`,
  requestsTitle: 'Who may register for what',
  requestKind: 'Kind',
  mayRequest: {
    delegate: { otherwise: 'Delegates', questioning: 'Delegates, at questioning' },
    guest: { otherwise: 'Guests', questioning: 'Guests, at questioning' },
  },
  blankBallots: 'A ballot of an election on which nobody is marked',
  partialBallots: 'A confidence ballot on which some have no mark',
  validity: { invalid: 'invalid', valid: 'valid' },
  csvSeparator: 'Between the cells of a CSV file',
  separators: { ';': 'semicolon ( ; )', ',': 'comma ( , )' },
  meetingHint: 'For this meeting alone; the default is what its body has. Once it has begun they are fixed.',
  fixed: 'The meeting has begun: its rules hold to its end.',
};
