/** What the operator's page is told: the server, who is connected, and who is not and should be. */
import type { MeetingId, PersonId } from './ids.ts';
import type { Audience } from './meeting/views/audiences.ts';
import type { DeviceReport } from './wire/protocol.ts';

/** One device on the wire. Times in milliseconds since 1970. */
export interface Connected {
  login: string;
  person: PersonId;
  name: string;
  meeting: MeetingId;
  audience: Audience;
  isScreen: boolean;
  address: string;
  device: string;
  since: number;
  report: DeviceReport | null;
}

/** Somebody of a meeting that is on, or next, without a device. */
export interface Missing {
  person: PersonId;
  name: string;
  seat: string;
  /** When a device of hers was last heard; null: never. */
  seen: number | null;
}

export interface WatchedMeeting {
  id: MeetingId;
  title: string;
  isOn: boolean;
  expected: number;
  missing: Missing[];
}

export interface ServerState {
  version: string;
  now: number;
  /** Seconds since the start. */
  uptime: number;
  /** Bytes. */
  memory: number;
  disk: { free: number; total: number };
  /** Processes that wanted a core in the last minute, and how many cores there are. */
  load: number;
  cores: number;
  /** Milliseconds; null before the first journal was written. */
  syncP50: number | null;
  syncP95: number | null;
  /** Milliseconds, the slowest hundredth since the page last asked. */
  loopP99: number;
  isSecure: boolean;
  mirror: { folder: string; behind: number; inStepAt: number | null; problem: string | null } | null;
  /** How documents are examined: apart from the rest of the system, or not. */
  sandbox: string;
}

export interface Operation {
  server: ServerState;
  meetings: WatchedMeeting[];
  connected: Connected[];
  /** Screens of the body's halls, connected or not. */
  screens: { person: PersonId; name: string; hall: string; isConnected: boolean }[];
}
