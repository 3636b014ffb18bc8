/** What a meeting is called, where and when it is planned to be, and by which rules it meets. */
import * as v from 'valibot';
import { HallId, line } from '../../ids.ts';
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
});
export type MeetingDescription = v.InferOutput<typeof MeetingDescription>;

export type PlanningEvent =
  | { type: 'meeting-described'; at: number; description: MeetingDescription }
  | { type: 'procedure-set'; at: number; procedure: Procedure };

/** What a state has that knows this topic. */
export type PlanningPart = MeetingDescription;
