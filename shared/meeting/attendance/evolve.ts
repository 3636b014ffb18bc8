/** How attendance changes by what happens. */
import type { RosterEvent } from '../roster/state.ts';
import type { AttendanceEvent, AttendanceMark, AttendanceState } from './state.ts';

export function evolveAttendance(attendance: AttendanceState, event: AttendanceEvent | RosterEvent): AttendanceState {
  const { marks, delegatesPresent } = attendance;
  switch (event.type) {
    case 'person-arrived':
    case 'person-left': {
      const arrived = event.type === 'person-arrived';
      const mark: AttendanceMark = { status: arrived ? 'present' : 'left', at: event.at, by: event.by, reason: '' };
      return {
        marks: { ...marks, [event.person]: mark },
        delegatesPresent: delegatesPresent + Number(event.counts) * (arrived ? 1 : -1),
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
    case 'person-corrected':
      return event.counts === 0 ? attendance : { marks, delegatesPresent: delegatesPresent + event.counts };
    case 'person-removed': {
      const mark: AttendanceMark = { status: 'left', at: event.at, by: 'hand', reason: event.reason };
      return event.stays
        ? { marks: { ...marks, [event.person]: mark }, delegatesPresent: delegatesPresent + event.counts }
        : attendance;
    }
    default:
      return attendance;
  }
}
