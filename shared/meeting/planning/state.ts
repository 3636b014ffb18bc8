/** What a meeting is called, where and when it is planned to be, and by which rules it meets. */
import * as v from 'valibot';
import { HallId, line, oneLine } from '../../ids.ts';
import type { Procedure } from '../../procedure.ts';

/** phiên họp của kỳ họp · phiên họp chuyên đề · phiên giải trình · phiên chất vấn · họp Thường trực, Ban · hội nghị khác */
export const meetingKinds = ['session', 'thematic', 'explanation', 'questioning', 'committee', 'other'] as const;
export type MeetingKind = (typeof meetingKinds)[number];

/** Milliseconds since 1970; null while nobody has said. */
const planned = v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))), null);

export const MeetingDescription = v.strictObject({
  title: line(200),
  kind: v.optional(v.picklist(meetingKinds), 'session'),
  hall: v.optional(v.nullable(HallId), null),
  begins: planned,
  ends: planned,
  /** Họp kín: the public sees that there is a meeting, and nothing else (Law 2015, Art. 78.4). */
  private: v.boolean(),
  /** Kỳ họp: the session that this is a sitting of; empty where it is of none. */
  session: v.optional(v.pipe(v.string(), v.transform(oneLine), v.maxLength(120)), ''),
});
export type MeetingDescription = v.InferOutput<typeof MeetingDescription>;

export type PlanningEvent =
  | { type: 'meeting-described'; at: number; description: MeetingDescription }
  | { type: 'procedure-set'; at: number; procedure: Procedure }
  | { type: 'meeting-cancelled'; at: number; reason: string }
  | { type: 'meeting-restored'; at: number };

/** What a state has that knows this topic. */
export interface PlanningPart extends MeetingDescription {
  /** That it does not take place, since when and why. */
  cancelled: { at: number; reason: string } | null;
}
