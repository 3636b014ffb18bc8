import type { FloorRequest, FloorState, Speech } from './state.ts';

/** The floor as it is known outside of the chair's side: without notes to the chair and without written texts. */
export function withoutConfidences(floor: FloorState): FloorState {
  const silent = (request: FloorRequest): FloorRequest => ({ ...request, note: '' });
  const spoken = <Kind extends Speech>(speech: Kind): Kind => ({
    ...speech,
    request: silent(speech.request),
    replaced: speech.replaced && { ...speech.replaced, request: silent(speech.replaced.request) },
  });
  return {
    ...floor,
    requests: floor.requests.map(silent),
    speech: floor.speech && spoken(floor.speech),
    interrupted: floor.interrupted.map(spoken),
    ended: floor.ended && spoken(floor.ended),
    texts: floor.texts.map((text) => ({ ...text, text: '' })),
  };
}
