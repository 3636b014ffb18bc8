/** Events of earlier logs of a body, as this version knows them: run where a log is read, and nowhere else. */
import { upcastHall } from './halls.ts';
import { upcastListed } from './meetings.ts';
import { upcastProfile } from './profile.ts';
import type { BodyEvent } from './state.ts';

export function upcastBody(event: BodyEvent): BodyEvent {
  switch (event.type) {
    case 'body-created':
    case 'profile-changed':
      return { ...event, profile: upcastProfile(event.profile) };
    case 'hall-added':
    case 'hall-changed':
      return { ...event, hall: upcastHall(event.hall) };
    case 'meeting-planned':
    case 'meeting-listed':
      return { ...event, meeting: upcastListed(event.meeting) };
    default:
      return event;
  }
}
