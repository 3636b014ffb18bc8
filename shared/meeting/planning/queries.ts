/** What a meeting is called, where and when it is planned to be. */
import type { MeetingDescription } from './state.ts';

/** Whether a meeting is planned to end before it begins. */
export const endsBeforeItBegins = ({ begins, ends }: Pick<MeetingDescription, 'begins' | 'ends'>): boolean =>
  begins !== null && ends !== null && ends < begins;

/** The description alone, of a meeting's state or of anything else that has one. */
export const descriptionOf = (of: MeetingDescription): MeetingDescription => {
  const { title, kind, hall, begins, ends, private: isPrivate, session } = of;
  return { title, kind, hall, begins, ends, private: isPrivate, session };
};
