import type { meeting as vi } from '../vi/meeting.ts';

export const meeting: typeof vi = {
  signedInAs: 'Signed in',
  myTablet: 'My tablet',
  myBallot: 'My ballot',
  iAmPresent: 'I am present',
  missing: 'This is missing.',
  edit: 'Edit',
  endTitle: 'The meeting is closed',
  endHint: 'Thank you. Documents and notes can still be read here.',
  results: 'Results of the votes',
  noResults: 'No result was published in this meeting.',
  awake:
    'The browser can’t keep the screen on over http. Set a longer time before the screen turns off in the tablet’s settings.',
  dismiss: 'Put away',
  shortcuts: 'Keyboard shortcuts',
  console: 'Chair’s console',
  floor: 'Floor',
  skipToMain: 'Skip to the main part',
};
