/** The last signed head. */
import type { MeetingEvent } from '../state.ts';
import type { RecordState } from './state.ts';

export function evolveRecord(record: RecordState, event: MeetingEvent): RecordState {
  if (event.type !== 'head-signed') return record;
  const { sequence, hash, signature, key } = event;
  return { sequence, hash, signature, key };
}
