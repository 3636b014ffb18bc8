import type { handIn as vi } from '../vi/hand-in.ts';

export const handIn: typeof vi = {
  title: 'Hand in documents',
  loading: 'Loading…',
  forWhom: (who) =>
    who
      ? `For ${who}. What you hand in goes straight to the secretariat and belongs to this item alone.`
      : 'What you hand in goes straight to the secretariat and belongs to this item alone.',
  dropHere: 'Drag documents here',
  formats: (megabytes) => `PDF, Word, Excel, PowerPoint or scans, at most ${megabytes} MB each`,
  chooseFiles: 'Choose files',
  handedIn: 'Handed in',
  broken: 'The line is broken; trying again…',
  phases: {
    arriving: 'Sending…',
    waiting: 'Received, being examined',
    ready: 'Received, waiting for the secretariat',
    refused: 'This file can’t be used. Send another PDF, or ask the secretariat.',
  },
};
