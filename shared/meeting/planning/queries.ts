/** What a meeting is called, where and when it is planned to be. */
import type { MeetingDescription, PlanningPart } from './state.ts';

/** The description alone, of a meeting's state or of anything else that has one. */
export const descriptionOf = (of: PlanningPart): MeetingDescription => {
  const { title, kind, hall, begins, ends, private: isPrivate } = of;
  return { title, kind, hall, begins, ends, private: isPrivate };
};
