/** A number from the body's register, for a paper that is being made. */
import type { RegisterEntry, RegisterKind } from '../../shared/body/register.ts';
import type { BodyState } from '../../shared/body/state.ts';
import type { Refusal } from '../../shared/wire/rejections.ts';
import { request } from '../live/login.ts';
import { randomId } from '../live/random-id.ts';

export interface NumberWanted {
  kind: RegisterKind;
  /** YYYY-MM-DD */
  day: string;
  subject: string;
  meeting: string | null;
  /** One that the office's book on paper says; null: the next. */
  number: number | null;
}

/** The body as its office knows it; rejects without a network. */
export async function bodyOf(body: string): Promise<BodyState> {
  const response = await request(`/api/bodies/${body}`);
  if (!response.ok) throw new Error(`/api/bodies/${body} answered ${response.status}`);
  return ((await response.json()) as { body: BodyState }).body;
}

/** Takes it. Resolves with the entry, or with why there is none; rejects without a network. */
export async function takeNumber(body: string, wanted: NumberWanted): Promise<RegisterEntry | Refusal> {
  const entry = `entry-${randomId()}`.slice(0, 64);
  const command = { type: 'take-number', entry, ...wanted };
  const response = await request(`/api/bodies/${body}/commands`, 'POST', { id: randomId(), command });
  if (!response.ok) return (await response.json()) as Refusal;
  return (await bodyOf(body)).register.find(({ id }) => id === entry)!;
}
