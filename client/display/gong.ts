/** A gong at the warning and at the end of a speaker's time, made here: two partials of a bell that fade away. */

let audio: AudioContext | null = null;

/** Whether the browser lets this page be heard; on most it must have been touched once. */
export const mayBeHeard = (): boolean => audio?.state === 'running';

/** Called when the screen is touched: from then on it may be heard. */
export function unlockSound(): void {
  audio ??= new AudioContext();
  void audio.resume();
}

/** @param strokes one at the warning, three at the end */
export function gong(strokes: 1 | 3): void {
  audio ??= new AudioContext();
  if (audio.state !== 'running') return;
  for (let stroke = 0; stroke < strokes; stroke += 1)
    for (const [frequency, loudness] of [
      [523, 0.35],
      [1318, 0.12],
    ] as const) {
      const at = audio.currentTime + stroke * 0.7;
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = frequency;
      volume.gain.setValueAtTime(loudness, at);
      volume.gain.exponentialRampToValueAtTime(0.001, at + 1.6);
      tone.connect(volume).connect(audio.destination);
      tone.start(at);
      tone.stop(at + 1.7);
    }
}
