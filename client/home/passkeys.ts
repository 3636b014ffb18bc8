/** Passkeys in the browser: loaded when somebody wants one. */
import { startAuthentication, startRegistration } from '@simplewebauthn/browser';
import type { Refusal } from '../../shared/wire/rejections.ts';
import { request } from '../live/login.ts';

/** What signs in by passkey; null when whoever holds the device said no. */
export async function passkeyLogin(): Promise<{ passkey: string; response: object } | Refusal | null> {
  const begun = await request('/api/login/passkey', 'POST', {});
  const answer = await begun.json();
  if (!begun.ok) return answer as Refusal;
  try {
    return { passkey: answer.id, response: await startAuthentication({ optionsJSON: answer.options }) };
  } catch {
    return null; // cancelled, or the device has none for this server
  }
}

/** Makes one for who is signed in; null when it was cancelled. */
export async function addPasskey(): Promise<'added' | Refusal | null> {
  const begun = await request('/api/me/passkeys/begin', 'POST', {});
  const answer = await begun.json();
  if (!begun.ok) return answer as Refusal;
  let response: object;
  try {
    response = await startRegistration({ optionsJSON: answer.options });
  } catch {
    return null; // cancelled, or the device has one already
  }
  const added = await request('/api/me/passkeys', 'POST', { passkey: answer.id, response });
  return added.ok ? 'added' : ((await added.json()) as Refusal);
}
