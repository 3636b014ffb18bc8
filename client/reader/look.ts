/** How pages lie and look, as it was chosen on this device. */
import type { Mode, Rotation } from './layout.ts';

export interface Look {
  mode: Mode;
  fit: 'width' | 'page';
  theme: 'light' | 'sepia' | 'dark';
  rotation: Rotation;
}

const KEY = 'reader';
const plain: Look = { mode: 'single', fit: 'width', theme: 'light', rotation: 0 };

/** As it was chosen on this device; whatever is not one of the choices is the plain one. */
export function keptLook(): Look {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Look>;
    const chosen = <T>(value: unknown, choices: readonly T[], otherwise: T): T =>
      choices.includes(value as T) ? (value as T) : otherwise;
    return {
      mode: chosen(kept.mode, ['single', 'spread', 'continuous'], plain.mode),
      fit: chosen(kept.fit, ['width', 'page'], plain.fit),
      theme: chosen(kept.theme, ['light', 'sepia', 'dark'], plain.theme),
      rotation: 0,
    };
  } catch {
    return plain; // not ours, or no storage in this browser
  }
}

export function keepLook(look: Look): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(look));
  } catch {
    // Without storage it holds for this visit.
  }
}
