/** Names of things, branded so that a person's id can't be passed where a vote's is meant. */
import * as v from 'valibot';

/** 1 to 64 letters, digits, `-` or `_`: safe in a file name, an address and a room name. */
const idText = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/));

export const PersonId = v.pipe(idText, v.brand('PersonId'));
export const BodyId = v.pipe(idText, v.brand('BodyId'));
export const HallId = v.pipe(idText, v.brand('HallId'));
export const MeetingId = v.pipe(idText, v.brand('MeetingId'));
export const ItemId = v.pipe(idText, v.brand('ItemId'));
export const DocumentId = v.pipe(idText, v.brand('DocumentId'));
export const RequestId = v.pipe(idText, v.brand('RequestId'));
export const VoteId = v.pipe(idText, v.brand('VoteId'));
/** Chosen by the sender, once for each gesture; a command sent again under the same id is never carried out twice. */
export const CommandId = v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/), v.brand('CommandId'));

export type PersonId = v.InferOutput<typeof PersonId>;
export type BodyId = v.InferOutput<typeof BodyId>;
export type HallId = v.InferOutput<typeof HallId>;
export type MeetingId = v.InferOutput<typeof MeetingId>;
export type ItemId = v.InferOutput<typeof ItemId>;
export type DocumentId = v.InferOutput<typeof DocumentId>;
export type RequestId = v.InferOutput<typeof RequestId>;
export type VoteId = v.InferOutput<typeof VoteId>;
export type CommandId = v.InferOutput<typeof CommandId>;

/** Typed text in composed Unicode (NFC), trimmed. */
export const composed = (text: string): string => text.normalize('NFC').trim();
/** The same on one line. */
export const oneLine = (text: string): string => composed(text.replace(/\s+/g, ' '));

/** One line of text that a person typed: trimmed, in composed Unicode (NFC), 1 to `longest` characters. */
export const line = /* @__PURE__ */ (longest: number) =>
  v.pipe(v.string(), v.transform(oneLine), v.minLength(1), v.maxLength(longest));

/** Several lines of text, otherwise as `line`. */
export const prose = /* @__PURE__ */ (longest: number) =>
  v.pipe(v.string(), v.transform(composed), v.minLength(1), v.maxLength(longest));

/** SHA-256 of a file's content: 64 lower-case hexadecimal digits. */
export const ContentHash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
