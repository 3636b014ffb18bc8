/** Events of votes as earlier versions wrote them, made into those of this one. */
import * as v from 'valibot';
import type { Choice } from './ballots.ts';
import { PlannedVote, type VotingEvent } from './state.ts';

/** 0.1: an open ballot was one choice, since only choices could be voted on openly; and a vote had no word of kinds. */
export function upcastVotingEvent(event: VotingEvent | { type: string; choice?: Choice }): VotingEvent {
  if ('choice' in event && event.choice !== undefined) {
    const { choice, ...rest } = event;
    return { ...rest, marks: [choice] } as unknown as VotingEvent;
  }
  const known = event as VotingEvent;
  return known.type === 'vote-prepared' || known.type === 'vote-changed'
    ? { ...known, vote: v.parse(PlannedVote, known.vote) }
    : known;
}
