import type { display as vi } from '../vi/display.ts';

export const display: typeof vi = {
  display: 'Big screen',
  automatic: 'Automatic',
  hold: 'Hold',
  shows: {
    welcome: 'Welcome',
    agenda: 'Agenda',
    item: 'Item',
    speaker: 'Speaker',
    queue: 'Speakers’ list',
    page: 'Presented page',
    attendance: 'Attendance',
    pause: 'Pause',
    vote: 'Vote',
    message: 'Message',
  },
  message: 'Message',
  showNotice: 'Show at the foot',
  clearNotice: 'Take the words away',
  soundOn: 'Gong at the time’s end',
  touchForSound: 'Touch the screen once to turn the sound on',
  showMessage: 'Show the message',
  pausePicture: 'The meeting is suspended',
  closedPicture: 'The meeting is closed',
  welcomeTo: 'Welcome, delegates and guests',
  boardBySeat: 'Board of votes by seat',
};
