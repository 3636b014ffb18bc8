/** Socket.IO: who may join which audience, what they may send, and what happens to those who do not read. */
import type { Server as HttpServer } from 'node:http';
import type { Logger } from 'pino';
import { Server } from 'socket.io';
import * as v from 'valibot';
import type { PersonId } from '../../shared/ids.ts';
import { mayPresent } from '../../shared/meeting/presentation/queries.ts';
import type { Audience } from '../../shared/meeting/views/audiences.ts';
import { type Actor, chairsSide, hasRole, type Role } from '../../shared/people/roles.ts';
import {
  type Answer,
  type ClockAnswer,
  Handshake,
  type Leaving,
  LONGEST_MESSAGE,
  Pointing,
  PROTOCOL_VERSION,
  parseCommandMessage,
} from '../../shared/wire/protocol.ts';
import { type RefusalCode, refusal } from '../../shared/wire/rejections.ts';
import type { Login } from '../identity/logins.ts';
import { isForeign } from '../identity/origin.ts';
import type { Chamber } from '../live/chamber.ts';
import type { MeetingHost } from '../live/meeting-host.ts';
import { type Connection, Feed, type Io } from './feed.ts';
import { Limits } from './limits.ts';

export interface GatewayOptions {
  http: HttpServer;
  chamber: Chamber;
  /** Whose login a token or a Cookie header is, or null. */
  whose: (credentials: { token?: string; cookie?: string }) => Login | null;
  log: Logger;
  /** The server's clock, milliseconds since 1970. */
  now: () => number;
}

/** A message beyond this ends the connection before it is read; between LONGEST_MESSAGE and this it is refused. */
const HARD_LIMIT = 8 * LONGEST_MESSAGE;
const SWEEP_MS = 1000;
const MOST_BUFFERED = 1024 * 1024;
const STALLED_MS = 10_000;

const audienceOf = (roles: readonly Role[]): Audience => {
  if (hasRole(roles, chairsSide)) return 'chair';
  if (hasRole(roles, ['delegate', 'guest'])) return 'delegates';
  return roles.includes('display') ? 'display' : 'public';
};
/** What each audience may ask to be instead: always one that knows less. */
const mayBe: Record<Audience, readonly Audience[]> = {
  chair: ['chair', 'delegates', 'display', 'public'],
  delegates: ['delegates', 'public'],
  display: ['display', 'public'],
  public: ['public'],
};

interface Seat {
  /** Which of the person's logins. */
  login: string;
  person: PersonId;
  actor: Actor;
  audience: Audience;
  host: MeetingHost;
  since: number | null;
  canVoteSecretly: boolean;
}

export class Gateway {
  readonly #io: Io;
  readonly #feeds = new Map<string, Feed>();
  readonly #limits = new Limits();
  readonly #options: GatewayOptions;
  readonly #sweep: NodeJS.Timeout;
  #stopping = false;
  /** Refusals by code since the start: for /healthz and the engineer. */
  readonly refused: Partial<Record<RefusalCode, number>> = {};

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#io = new Server(options.http, {
      transports: ['websocket'],
      perMessageDeflate: false,
      httpCompression: false,
      maxHttpBufferSize: HARD_LIMIT,
      pingInterval: 1000,
      pingTimeout: 5000,
      serveClient: false,
      cors: { origin: false },
      allowRequest: ({ headers }, allow) => allow(null, !isForeign(headers)),
    });
    // The request of each connection would be kept as long as the connection: read what is needed, then let it go.
    this.#io.use((socket, next) => {
      const seat = this.#seat(socket);
      if ('refused' in seat) {
        this.#count(seat.refused);
        next(Object.assign(new Error(seat.refused), { data: refusal(seat.refused) }));
      } else {
        socket.data = seat;
        next();
      }
    });
    this.#io.on('connection', (socket) => this.#welcome(socket, socket.data as Seat));
    options.chamber.onConvened((host) => this.#feed(host));
    this.#sweep = setInterval(() => this.#cutStalled(), SWEEP_MS).unref();
  }

  get clients(): number {
    return this.#io.engine.clientsCount;
  }

  #count(code: RefusalCode): void {
    this.refused[code] = (this.refused[code] ?? 0) + 1;
  }

  #feed(host: MeetingHost): Feed {
    const { id } = host.definition;
    let feed = this.#feeds.get(id);
    if (!feed) {
      feed = new Feed(this.#io, host);
      host.cannotVoteSecretly = () => this.#withoutWebCrypto(host);
      this.#feeds.set(id, feed);
    }
    return feed;
  }

  /** Who has only devices on which a secret ballot can't be made. */
  #withoutWebCrypto(host: MeetingHost): PersonId[] {
    const seats = [...this.#io.of('/').sockets.values()]
      .map((socket) => socket.data as Seat)
      .filter((seat) => seat.host === host && seat.audience === 'delegates');
    const able = new Set(seats.filter(({ canVoteSecretly }) => canVoteSecretly).map(({ person }) => person));
    return [...new Set(seats.map(({ person }) => person))].filter((person) => !able.has(person));
  }

  #seat(socket: Connection): Seat | { refused: RefusalCode } {
    if (this.#stopping) return { refused: 'stopping' };
    const checked = v.safeParse(Handshake, socket.handshake.auth);
    if (!checked.success) return { refused: 'malformed' };
    const { protocol, token, meeting, audience, held, canVoteSecretly } = checked.output;
    if (protocol !== PROTOCOL_VERSION) return { refused: 'wrong-protocol' };
    const { cookie } = socket.handshake.headers;
    const known = this.#options.whose({
      ...(token === undefined ? {} : { token }),
      ...(cookie === undefined ? {} : { cookie }),
    });
    if (!known) return { refused: 'not-signed-in' };
    const { person, login } = known;
    if (this.#limits.isBarred(person)) return { refused: 'too-many' };
    const host = meeting ? this.#options.chamber.host(meeting) : this.#options.chamber.current;
    if (!host) return { refused: 'not-found' };
    const roles = host.state.people.find((one) => one.id === person)?.roles;
    if (!roles) return { refused: 'not-in-meeting' };
    const own = audienceOf(roles);
    const wanted = audience ?? own;
    if (!mayBe[own].includes(wanted)) return { refused: 'not-allowed' };
    const isOfThisHistory =
      held?.meeting === host.definition.id && held.audience === wanted && held.head === host.headAt(held.sequence);
    const since = isOfThisHistory ? held.sequence : null;
    return { login, person, actor: { person, roles }, audience: wanted, host, since, canVoteSecretly };
  }

  #welcome(socket: Connection, { person, actor, audience, host, since }: Seat): void {
    const { conn } = socket;
    (conn as { request: unknown }).request = null;
    let size = 0;
    conn.on('packet', ({ data }) => {
      size = typeof data === 'string' ? Buffer.byteLength(data) : ((data as Buffer | undefined)?.length ?? 0);
    });

    const refuse = (code: RefusalCode, answer: unknown, weight = 1) => {
      this.#count(code);
      if (typeof answer === 'function') answer({ accepted: false, ...refusal(code) } satisfies Answer);
      if (!this.#limits.offend(person, weight)) return;
      this.#options.log.warn({ person, code }, 'A connection was cut for too many refused messages.');
      this.#leave(socket, { ...refusal('too-many'), again: true });
    };
    /** Everything that arrives comes through here; a broken message ends itself, never the meeting. */
    const guarded = (answer: unknown, carryOut: () => void) => {
      try {
        if (!this.#limits.allows(person)) refuse('too-many', answer);
        else if (size > LONGEST_MESSAGE) refuse('too-large', answer, 10);
        else carryOut();
      } catch (error) {
        this.#options.log.error({ error, person }, 'A message could not be handled.');
        refuse('unexpected', answer);
      }
    };

    socket.on('command', (message: unknown, answer: unknown) =>
      guarded(answer, () => {
        const parsed = parseCommandMessage(message);
        if ('refused' in parsed) return refuse(parsed.refused, answer);
        void host.execute(parsed.id, parsed.command, actor).then((answered) => {
          if (!answered.accepted) this.#count(answered.code);
          if (typeof answer === 'function')
            answer((answered.accepted ? answered : { accepted: false, ...refusal(answered.code) }) satisfies Answer);
        });
      }),
    );
    socket.on('clock', (_: unknown, answer: unknown) =>
      guarded(answer, () => {
        if (typeof answer === 'function') answer({ now: this.#options.now() } satisfies ClockAnswer);
      }),
    );
    socket.on('point', (message: unknown) =>
      guarded(null, () => {
        const checked = v.safeParse(Pointing, message);
        if (!checked.success) return refuse('malformed', null);
        if (!mayPresent(host.state, actor)) return refuse('not-allowed', null);
        this.#feed(host).point(checked.output);
      }),
    );
    socket.onAny((event: string, ...rest: unknown[]) => {
      if (event === 'command' || event === 'clock' || event === 'point') return;
      guarded(rest.at(-1), () => refuse('unknown-command', rest.at(-1)));
    });
    socket.on('error', () => refuse('malformed', null));
    socket.on('disconnect', (reason) => {
      // What engine.io could not read (too long, not its format) ends the connection; it counts for the login.
      if (reason === 'parse error' || reason === 'transport error') {
        this.#count(reason === 'parse error' ? 'malformed' : 'too-large');
        this.#limits.offend(person, 25);
      }
    });

    socket.emit('welcome', {
      protocol: PROTOCOL_VERSION,
      meeting: host.definition.id,
      audience,
      person,
      roles: actor.roles,
      now: this.#options.now(),
    });
    this.#feed(host).join({ socket, audience, person, since });
  }

  #leave(socket: Connection, message: Leaving): void {
    socket.emit('leaving', message);
    socket.disconnect(true);
  }

  /** Ends the connections of one login: the person's other devices stay. */
  signOut(login: string): void {
    for (const socket of this.#io.of('/').sockets.values())
      if ((socket.data as Seat).login === login) this.#leave(socket, { ...refusal('not-signed-in'), again: false });
  }

  /** Ends the connections to one meeting; they come back and find the current one. */
  release(meeting: string): void {
    for (const socket of this.#io.of('/').sockets.values())
      if ((socket.data as Seat).host.definition.id === meeting)
        this.#leave(socket, { ...refusal('not-found'), again: true });
    this.#feeds.get(meeting)?.close();
    this.#feeds.delete(meeting);
  }

  /** Asks everyone to come back: another meeting is on. */
  regather(): void {
    for (const socket of this.#io.of('/').sockets.values())
      this.#leave(socket, { ...refusal('not-found'), again: true });
  }

  /** A client that reads nothing costs at most a megabyte and some seconds, then it is cut. */
  #stalledSince = new WeakMap<object, number>();
  #cutStalled(): void {
    const now = performance.now();
    for (const socket of this.#io.of('/').sockets.values()) {
      const { conn } = socket;
      const ws = (conn.transport as unknown as { socket?: { bufferedAmount?: number; terminate?: () => void } }).socket;
      const buffered = ws?.bufferedAmount ?? 0;
      const waiting = (conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length;
      if (buffered === 0 && waiting === 0) {
        this.#stalledSince.delete(conn);
        continue;
      }
      const since = this.#stalledSince.get(conn) ?? now;
      this.#stalledSince.set(conn, since);
      if (buffered < MOST_BUFFERED && waiting < 2000 && now - since < STALLED_MS) continue;
      this.#options.log.warn(
        { person: (socket.data as Seat).person, buffered, waiting },
        'A client that does not read was cut.',
      );
      if (ws?.terminate) ws.terminate();
      else conn.close(true);
    }
  }

  /** No new connections; what is pending is told; everyone is told why. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#sweep);
    for (const feed of this.#feeds.values()) feed.close();
    const leaving: Leaving = { ...refusal('stopping'), again: true };
    this.#io.emit('leaving', leaving);
    // A moment for the words to leave this machine before the connections end.
    await new Promise((resolve) => setTimeout(resolve, 100));
    await new Promise<void>((resolve) => void this.#io.close(() => resolve()));
  }
}
