/** How this device is, and how it is loaded anew without losing what somebody is at. */
import type { DeviceReport } from '../../shared/wire/protocol.ts';

/** What only some browsers tell. */
interface WithBattery {
  getBattery?: () => Promise<{ level: number }>;
}

const LOOK_AGAIN_MS = 2000;

async function batteryLevel(): Promise<number | null> {
  try {
    return (await (navigator as WithBattery).getBattery?.())?.level ?? null;
  } catch {
    return null; // forbidden here
  }
}

/** @param clock how far this device's clock is ahead of the server's, milliseconds */
export const deviceReport = async (documents: DeviceReport['documents'], clock: number): Promise<DeviceReport> => ({
  page: import.meta.env.BUILD,
  documents,
  battery: await batteryLevel(),
  clock: Math.round(clock),
});

/** Where the keyboard goes, through all shadow trees. */
function focused(): Element | null {
  let found = document.activeElement;
  while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
  return found;
}

/** Loads the page anew, once nobody types on it. */
export function reloadWhenQuiet(): void {
  const isTyping = focused()?.matches('input, textarea, [contenteditable]') ?? false;
  if (isTyping) setTimeout(reloadWhenQuiet, LOOK_AGAIN_MS);
  else location.reload();
}
