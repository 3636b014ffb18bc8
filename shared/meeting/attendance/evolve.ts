/** How attendance changes by what happens. */
import type { MeetingEvent } from '../state.ts';
import type { AttendanceMark, AttendanceState } from './state.ts';

export function evolveAttendance(attendance: AttendanceState, event: MeetingEvent): AttendanceState {
  const { marks, delegatesPresent } = attendance;
  switch (event.type) {
    case 'person-arrived':
    case 'person-left': {
      const arrived = event.type === 'person-arrived';
      const mark: AttendanceMark = { status: arrived ? 'present' : 'left', at: event.at, by: event.by, reason: '' };
      return {
        marks: { ...marks, [event.person]: mark },
        delegatesPresent: delegatesPresent + (event.counts ? (arrived ? 1 : -1) : 0),
      };
    }
    case 'person-absent': {
      const mark: AttendanceMark = { status: 'absent', at: event.at, by: 'hand', reason: event.reason };
      return {
        marks: { ...marks, [event.person]: mark },
        delegatesPresent: delegatesPresent - (event.counts ? 1 : 0),
      };
    }
    case 'attendance-cleared': {
      const { [event.person]: _, ...others } = marks;
      return { marks: others, delegatesPresent: delegatesPresent - (event.counts ? 1 : 0) };
    }
    default:
      return attendance;
  }
}
