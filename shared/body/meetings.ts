/** The list of a body's meetings: what each is called, where, when, who takes part, and how far it is. */
import * as v from 'valibot';
import { line, MeetingId, PersonId } from '../ids.ts';
import { isOn } from '../meeting/phase/queries.ts';
import type { Phase } from '../meeting/phase/state.ts';
import { endsBeforeItBegins } from '../meeting/planning/queries.ts';
import { MeetingDescription } from '../meeting/planning/state.ts';
import { reject, rowsOf } from '../rulebook/rulebook.ts';
import { isRestorable, office } from './office.ts';

const phases = ['prepared', 'open', 'suspended', 'closed'] as const satisfies readonly Phase[];

export const ListedMeeting = v.strictObject({
  id: MeetingId,
  ...MeetingDescription.entries,
  phase: v.picklist(phases),
  /** Whether a vote runs in it: then its deadline must hold also when nobody has the meeting open. */
  hasOpenVote: v.optional(v.boolean(), false),
  /** Who takes part: nobody's business but the server's, which shows each her own meetings. */
  people: v.array(PersonId),
  /** It does not take place; its log says why. */
  isCancelled: v.optional(v.boolean(), false),
  /** When it was taken off the list; null while it stands there. */
  removedAt: v.optional(v.nullable(v.number()), null),
  /** Pages that nobody had to print: `pagesDelivered`. */
  pages: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  /** Played through for training or load; it goes when it is dismissed. */
  isRehearsal: v.optional(v.boolean(), false),
});
export type ListedMeeting = v.InferOutput<typeof ListedMeeting>;

export interface MeetingsPart {
  meetings: readonly ListedMeeting[];
}

export type MeetingsEvent =
  | { type: 'meeting-planned'; at: number; meeting: ListedMeeting }
  /** As its own log says. */
  | { type: 'meeting-listed'; at: number; meeting: ListedMeeting }
  | { type: 'meeting-unlisted'; at: number; meeting: MeetingId }
  | { type: 'meeting-removed'; at: number; meeting: MeetingId }
  | { type: 'meeting-restored'; at: number; meeting: MeetingId }
  /** What was removed before then cannot be had back any more. */
  | { type: 'removed-purged'; at: number; before: number };

/** A meeting that is or was on the list. */
const everListed = ({ meetings }: MeetingsPart, id: string): ListedMeeting | undefined =>
  meetings.find((meeting) => meeting.id === id);

/** A meeting that stands on the list. */
export const listedMeeting = (state: MeetingsPart, id: string): ListedMeeting | undefined => {
  const meeting = everListed(state, id);
  return meeting?.removedAt === null ? meeting : undefined;
};

/** The groups of members that are asked to come to a meeting. */
export const Invited = v.strictObject({
  delegates: v.boolean(),
  guests: v.boolean(),
  /** Delegations that come as a whole. */
  delegations: v.pipe(v.array(line(120)), v.maxLength(200)),
});
export type Invited = v.InferOutput<typeof Invited>;

/** The meetings that stand on the list. */
export const meetingsOn = ({ meetings }: MeetingsPart): readonly ListedMeeting[] =>
  meetings.filter(({ removedAt }) => removedAt === null);

/** The order of meetings by their planned begin; those without one last. */
export const byBegin = (a: Pick<ListedMeeting, 'begins'>, b: Pick<ListedMeeting, 'begins'>): number =>
  (a.begins ?? Number.MAX_SAFE_INTEGER) - (b.begins ?? Number.MAX_SAFE_INTEGER);

/**
 * What the screens of a hall show: the meeting that is on there; else the one that is next, by its planned begin; null
 * between meetings of which none is planned.
 */
export function meetingIn(state: MeetingsPart, hall: string): ListedMeeting | null {
  const here = meetingsOn(state).filter((meeting) => meeting.hall === hall);
  const next = here.filter(({ phase, isCancelled }) => phase === 'prepared' && !isCancelled).toSorted(byBegin);
  return here.find(isOn) ?? next[0] ?? null;
}

/** What else can be had back for a month. */
interface AlsoRemoved {
  removedMembers: readonly { at: number }[];
  removedHalls: readonly { at: number }[];
}

/** A time in a place: where no end is said, the moment it begins. */
export interface Slot {
  begins: number | null;
  ends: number | null;
}

/** Whether two meetings would be on at once, as far as their times are known. */
export const overlap = (one: Slot, other: Slot): boolean =>
  one.begins !== null &&
  other.begins !== null &&
  one.begins <= (other.ends ?? other.begins) &&
  other.begins <= (one.ends ?? one.begins);

/** Meetings that are planned or on at a time, without one of them. */
export const meetingsAt = (state: MeetingsPart, slot: Slot, except = ''): readonly ListedMeeting[] =>
  meetingsOn(state).filter(
    (meeting) =>
      meeting.id !== except &&
      meeting.phase !== 'closed' &&
      !meeting.isRehearsal &&
      !meeting.isCancelled &&
      overlap(meeting, slot),
  );

const command = rowsOf<MeetingsPart & AlsoRemoved, MeetingsEvent>();

export const meetingsCommands = {
  /** The meeting's own log begins when this is kept. */
  'plan-meeting': command(
    [...office, 'system'],
    {
      meeting: MeetingId,
      description: MeetingDescription,
      people: v.array(PersonId),
      isRehearsal: v.optional(v.boolean(), false),
    },
    (state, { meeting: id, description, people, isRehearsal }, { now }) => {
      if (everListed(state, id)) return reject('meeting-exists');
      if (endsBeforeItBegins(description)) return reject('ends-before-it-begins');
      return [
        {
          type: 'meeting-planned',
          at: now,
          meeting: {
            id,
            ...description,
            phase: 'prepared',
            hasOpenVote: false,
            isCancelled: false,
            removedAt: null,
            pages: 0,
            people,
            isRehearsal,
          },
        },
      ];
    },
  ),
  /** By the server, from what the meeting's own log says. */
  'list-meeting': command(['system'], { meeting: ListedMeeting }, (state, { meeting }, { now }) => {
    const before = everListed(state, meeting.id);
    if (!before) return reject('not-found');
    const after = { ...meeting, isRehearsal: before.isRehearsal, removedAt: before.removedAt };
    return JSON.stringify(before) === JSON.stringify(after)
      ? reject('nothing-changed')
      : [{ type: 'meeting-listed', at: now, meeting: after }];
  }),
  /** A rehearsal that was dismissed. */
  'unlist-meeting': command(['system'], { meeting: MeetingId }, (state, { meeting }, { now }) =>
    listedMeeting(state, meeting)?.isRehearsal ? [{ type: 'meeting-unlisted', at: now, meeting }] : reject('not-found'),
  ),

  /** A meeting that has not begun; what was held stays. For a month it can be had back. */
  'remove-meeting': command(office, { meeting: MeetingId }, (state, { meeting }, { now }) => {
    const before = listedMeeting(state, meeting);
    if (!before) return reject('not-found');
    return before.phase === 'prepared' ? [{ type: 'meeting-removed', at: now, meeting }] : reject('meeting-was-held');
  }),
  'restore-meeting': command(office, { meeting: MeetingId }, (state, { meeting }, { now }) => {
    const before = everListed(state, meeting);
    if (!before || before.removedAt === null) return reject('not-found');
    return isRestorable({ at: before.removedAt }, now)
      ? [{ type: 'meeting-restored', at: now, meeting }]
      : reject('too-late');
  }),
  /** By the server, once a day: people, halls and meetings. */
  'purge-removed': command(['system'], { before: v.pipe(v.number(), v.integer()) }, (state, { before }, { now }) => {
    const removed = [
      ...state.removedMembers.map(({ at }) => at),
      ...state.removedHalls.map(({ at }) => at),
      ...state.meetings.flatMap(({ removedAt }) => (removedAt === null ? [] : [removedAt])),
    ];
    return removed.some((at) => at <= before)
      ? [{ type: 'removed-purged', at: now, before }]
      : reject('nothing-changed');
  }),
};

/** What a body's earlier log does not say of a meeting has its default. */
export const upcastListed = (meeting: ListedMeeting): ListedMeeting => ({
  ...{ session: '', isCancelled: false, removedAt: null, pages: 0 },
  ...meeting,
});

export function evolveMeetings<State extends MeetingsPart>(state: State, event: MeetingsEvent): State {
  switch (event.type) {
    case 'meeting-planned':
      return { ...state, meetings: [...state.meetings, event.meeting] };
    case 'meeting-listed':
      return {
        ...state,
        meetings: state.meetings.map((meeting) => (meeting.id === event.meeting.id ? event.meeting : meeting)),
      };
    case 'meeting-removed':
    case 'meeting-restored': {
      const removedAt = event.type === 'meeting-removed' ? event.at : null;
      const meetings = state.meetings.map((meeting) =>
        meeting.id === event.meeting ? { ...meeting, removedAt } : meeting,
      );
      return { ...state, meetings };
    }
    case 'removed-purged':
      return {
        ...state,
        meetings: state.meetings.filter(({ removedAt }) => removedAt === null || removedAt > event.before),
      };
    case 'meeting-unlisted':
      return { ...state, meetings: state.meetings.filter(({ id }) => id !== event.meeting) };
    default:
      return state;
  }
}
