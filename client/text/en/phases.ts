import type { phases as vi } from '../vi/phases.ts';

export const phases: typeof vi = {
  phase: { prepared: 'Not opened yet', open: 'In session', suspended: 'Suspended', closed: 'Closed' },
  openMeeting: 'Open the meeting',
  suspendMeeting: 'Suspend',
  resumeMeeting: 'Resume',
  closeMeeting: 'Close the meeting',
};
