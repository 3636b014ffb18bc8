/** Events of votes as earlier versions wrote them, made into those of this one. */
import * as v from 'valibot';
import type { Choice } from './ballots.ts';
import { rowOf } from './kinds.ts';
import { PlannedVote } from './planned.ts';
import type { VotingEvent } from './state.ts';

type Before = { type: string; choice?: Choice; vote?: unknown };

/**
 * 0.1: an open ballot was one choice, since only choices could be voted on openly; a vote had no word of kinds; and one
 * without names on its ballot might have candidates that no ballot showed, and seats.
 */
export function upcastVotingEvent(event: VotingEvent | Before): VotingEvent {
  if ('choice' in event && event.choice !== undefined) {
    const { choice, ...rest } = event;
    return { ...rest, marks: [choice] } as unknown as VotingEvent;
  }
  const known = event as VotingEvent;
  return known.type === 'vote-prepared' || known.type === 'vote-changed'
    ? { ...known, vote: upcastPlan(known.vote) }
    : known;
}

/** A plan as it stood, without what its kind never used. */
export function upcastPlan(plan: Partial<PlannedVote>): PlannedVote {
  const { form } = rowOf(plan.kind ?? 'open');
  const candidates = form === 'choices' ? [] : plan.candidates;
  const seats = form === 'candidates' ? plan.seats : 1;
  return v.parse(PlannedVote, { ...plan, candidates, seats });
}
