/**
 * The signed record: after each count and at the end of the meeting the server signs the head of its journal. Whoever
 * keeps such a head can show later whether the record is still the one that it was then.
 */
import * as v from 'valibot';
import { ContentHash } from '../../ids.ts';

const base64url = v.pipe(v.string(), v.regex(/^[\w-]{40,100}$/));

/** A receipt: the journal's line `sequence` had the hash `hash`. */
export const SignedHead = v.strictObject({
  sequence: v.pipe(v.number(), v.integer(), v.minValue(1)),
  hash: ContentHash,
  /** Ed25519 over `headText`, base64url. */
  signature: base64url,
  /** The server's public key, 32 bytes, base64url. */
  key: base64url,
});

export type SignedHead = v.InferOutput<typeof SignedHead>;

export type RecordState = SignedHead | null;

export type RecordEvent = { type: 'head-signed'; at: number } & SignedHead;

/** The bytes that are signed, in UTF-8. */
export const headText = (meeting: string, { sequence, hash }: Pick<SignedHead, 'sequence' | 'hash'>): string =>
  `nghi-truong head\n${meeting}\n${sequence}\n${hash}`;

/** What a state has that knows this topic. */
export interface RecordPart {
  /** The head of the journal as the server signed it last. */
  record: RecordState;
}
