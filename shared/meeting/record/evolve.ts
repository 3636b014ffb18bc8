/** The last signed head. */
import type { RecordEvent, RecordState } from './state.ts';

export function evolveRecord(record: RecordState, event: RecordEvent): RecordState {
  if (event.type !== 'head-signed') return record;
  const { sequence, hash, signature, key } = event;
  return { sequence, hash, signature, key };
}
