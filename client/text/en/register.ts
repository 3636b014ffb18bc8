import type { register as vi } from '../vi/register.ts';

export const register: typeof vi = {
  title: 'Register of papers',
  hint: 'Numbers run by kind and year. They are taken at Invitations, Minutes, Documents, or here; one that was taken by mistake is struck out, never removed.',
  kinds: {
    invitation: 'Invitation',
    resolution: 'Resolution',
    minutes: 'Minutes',
    conclusion: 'Conclusions',
    report: 'Report',
    submission: 'Submission',
  },
  allKinds: 'All kinds',
  year: 'Year',
  allYears: 'All years',
  symbol: 'Number',
  day: 'Day',
  kind: 'Kind',
  subject: 'About',
  meeting: 'Meeting',
  number: (next) => `Number (empty: the next one, ${next} this year)`,
  take: 'Take a number',
  taken: (symbol) => `${symbol} was taken`,
  strike: 'Strike out',
  strikeQuestion: (symbol) =>
    `Strike out ${symbol}? It stays in the book with the reason, and is not given again by itself.`,
  why: 'Reason',
  isStruck: (symbol) => `${symbol} was struck out`,
  struckBecause: (why) => `Struck out: ${why}`,
  save: 'Download (Excel)',
  none: 'No papers yet.',
  noneFound: 'No such paper. Choose another kind, year or word.',
};
