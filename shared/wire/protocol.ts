/**
 * Every message on the wire. docs/protocol.md tells the same in words, for a client in another language.
 *
 * Client to server (each answered by an acknowledgement):
 *   `command` CommandMessage → Answer
 *   `clock`   {}             → ClockAnswer
 *   `point`   Pointing, of the presenter; never journaled, may be lost; no answer
 *   `device`  DeviceReport, now and then; never journaled, may be lost; no answer
 * Server to client:
 *   `welcome` Welcome   once, first
 *   `view`    WholeView a whole view, at the start or where catching up would be longer
 *   `own`     OwnView   what only this person may know; whole, right after `view`, and at every reconnection
 *   `batch`   Batch     facts that lead from one sequence number to another
 *   `own-fact` OwnFact  one more thing that only this person may know
 *   `turnout` Turnout   how many ballots lie in the box of a secret vote that runs; never journaled, may be lost
 *   `pointing` Pointing  where the presenter points on the hall's page, or what she has enlarged; may be lost
 *   `reload`  {}        the operator asks the page to load itself anew
 *   `leaving` Leaving   the server ends the connection, and why
 */

import * as v from 'valibot';
import type { ScreenContent } from '../body/halls.ts';
import type { Look } from '../body/profile.ts';
import { BodyId, type CommandId, MeetingId, type PersonId, type VoteId } from '../ids.ts';
import type { Command } from '../meeting/commands.ts';
import type { Fact, MeetingState } from '../meeting/state.ts';
import { type Audience, audiences } from '../meeting/views/audiences.ts';
import type { OwnFact, OwnView } from '../meeting/views/own.ts';
import type { Role } from '../people/roles.ts';
import type { Refusal } from './rejections.ts';

export const PROTOCOL_VERSION = 2;

/** The most bytes of one message to the server; a longer one ends the connection. */
export const LONGEST_MESSAGE = 128 * 1024;

/** Socket.IO's `auth` payload. */
export const Handshake = v.strictObject({
  protocol: v.number(),
  /** A bearer token from `POST /api/login`; without one, the login cookie counts. */
  token: v.optional(v.pipe(v.string(), v.maxLength(200))),
  /** The body whose meeting it is. */
  body: BodyId,
  /** The meeting to follow; a screen names none, and follows what is on in its hall. */
  meeting: v.optional(MeetingId),
  /** Less than one's roles allow: a chair's tablet asks for `delegates`, the console's preview for `display`. */
  audience: v.optional(v.picklist(audiences)),
  /** Whether this device can make secret ballots (Web Crypto); who does not say is taken to be able to. */
  canVoteSecretly: v.optional(v.boolean(), true),
  /** What this client holds from an earlier connection: if the server can, it sends only what came after. */
  held: v.optional(
    v.strictObject({
      body: BodyId,
      meeting: MeetingId,
      audience: v.picklist(audiences),
      sequence: v.pipe(v.number(), v.integer(), v.minValue(0)),
      /** As it was told with the last view or batch. Without it, or when it is another one, the whole view comes. */
      head: v.optional(v.pipe(v.string(), v.maxLength(64))),
    }),
  ),
});
export type Handshake = v.InferInput<typeof Handshake>;

/** Socket.IO's `auth` payload of the namespace `/desk`. */
export const DeskHandshake = v.strictObject({
  token: v.optional(v.pipe(v.string(), v.maxLength(200))),
  body: BodyId,
});

export interface Welcome {
  protocol: number;
  body: BodyId;
  meeting: MeetingId;
  audience: Audience;
  person: PersonId | null;
  roles: readonly Role[];
  /** The server's clock, milliseconds since 1970. */
  now: number;
  /** The colour, emblem and words of the body. */
  look: Look;
}

export interface WholeView {
  body: BodyId;
  meeting: MeetingId;
  /** Names the journal: another one under the same meeting's name has another. */
  birth: string;
  sequence: number;
  head: string;
  view: MeetingState;
}

/** Facts of the events `from` to `to`. A client that does not stand at `from - 1` has a gap and reconnects. */
export interface Batch {
  from: number;
  to: number;
  /** The first 16 hexadecimal digits of the hash of the journal's line `to`: what a client holds is of this history. */
  head: string;
  facts: Fact[];
}

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Where the presenter points, and the part of the page that she has enlarged, as shares of its width and height. */
export const Pointing = v.strictObject({
  page: v.pipe(v.number(), v.integer(), v.minValue(1)),
  dot: v.nullable(v.strictObject({ x: share, y: share })),
  /** Left, top, width, height; null when she sees the whole page. */
  region: v.nullable(v.tuple([share, share, share, share])),
});
export type Pointing = v.InferOutput<typeof Pointing>;

/** How a device is, for whoever looks after the machines; nothing of what is read or written on it. */
export const DeviceReport = v.strictObject({
  /** Which build its page is. */
  page: v.pipe(v.string(), v.maxLength(40)),
  /** Documents that are on it whole, of those that may be; null where it keeps none. */
  documents: v.nullable(v.strictObject({ done: count, all: count })),
  /** A share; null where it does not say. */
  battery: v.nullable(share),
  /** How far its own clock is ahead of the server's, milliseconds. */
  clock: v.pipe(v.number(), v.finite()),
});
export type DeviceReport = v.InferOutput<typeof DeviceReport>;

/** How many ballots lie in the box of a secret vote. */
export interface Turnout {
  vote: VoteId;
  cast: number;
}

export interface Leaving extends Refusal {
  /** Whether trying again is of use: not after being signed out. */
  again: boolean;
}

export interface CommandMessage {
  id: CommandId;
  command: Command;
}

/** Accepted means: on the server's disk. `sequence` is that of the command's last event. */
export type Answer = { accepted: true; sequence: number } | ({ accepted: false } & Refusal);

/** Of a login over its limit it is refused: `{accepted: false, …}`, without `now`. */
export interface ClockAnswer {
  now: number;
}

export interface ServerToClient {
  welcome: (message: Welcome) => void;
  view: (message: WholeView) => void;
  own: (message: OwnView) => void;
  batch: (message: Batch) => void;
  'own-fact': (message: OwnFact) => void;
  pointing: (message: Pointing) => void;
  turnout: (message: Turnout) => void;
  /** To a screen: what it shows of its own; `automatic` is what the meeting's screen shows. */
  screen: (message: { content: ScreenContent }) => void;
  /** To a desk: that its body's log has gone on. */
  body: (message: { sequence: number }) => void;
  /** To a device that the operator chose: its page loads itself anew, at its next quiet moment. */
  reload: (message: Record<string, never>) => void;
  leaving: (message: Leaving) => void;
}
export interface ClientToServer {
  command: (message: CommandMessage, answer: (answer: Answer) => void) => void;
  clock: (message: Record<string, never>, answer: (answer: ClockAnswer) => void) => void;
  point: (message: Pointing) => void;
  device: (message: DeviceReport) => void;
}
