import type { conduct as vi } from '../vi/conduct.ts';

export const conduct: typeof vi = {
  questions: {
    openMeeting: 'Open the meeting?',
    closeMeeting: 'Close the meeting? It can’t be opened again.',
    withoutQuorum: 'The quorum is not met. Go on all the same? This is recorded.',
    openVote: 'Open the vote? Who may vote is fixed at once.',
    closeVote: 'Close the vote? Nobody can vote after that.',
    publishVote: 'Publish the result on the screen and all tablets?',
    cancelVote: 'Cancel this vote? Ballots cast are not counted.',
  },
  notYet: (count) => `${count} have not voted yet.`,
  voteHeld: (shown) => `The screen is held on: ${shown}. The hall will not see the vote.`,
  openAndRelease: 'Open, let the screen go',
  publishAndRelease: 'Publish, let the screen go',
  keepHeld: 'Go on, keep it held',
  stillOpen: (titles) => `Still open: ${titles}. Close or cancel before the meeting is closed.`,
  saveChanges: 'Save changes',
  preview: 'Preview of the ballot',
};
