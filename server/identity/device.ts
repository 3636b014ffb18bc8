/** What a device calls itself, in words that somebody knows hers by: `iPad · Safari`, `Android · Chrome`. */
import bowser from 'bowser';

const LONGEST = 60;

export function deviceName(agent: string | undefined): string {
  if (!agent) return '';
  // bowser names what it knows, and says nothing of the rest.
  const { browser, os, platform } = bowser.parse(agent.slice(0, 500));
  const machine = platform.model ?? os.name ?? '';
  return [machine, browser.name ?? ''].filter(Boolean).join(' · ').slice(0, LONGEST);
}
