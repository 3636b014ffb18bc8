/** Socket.IO: who may join which audience, what they may send, and what happens to those who do not read. */
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Logger } from 'pino';
import { Server } from 'socket.io';
import * as v from 'valibot';
import { contentOf, type ScreenContent } from '../../shared/body/halls.ts';
import { office } from '../../shared/body/office.ts';
import type { MeetingId, PersonId } from '../../shared/ids.ts';
import { isOn } from '../../shared/meeting/phase/queries.ts';
import { mayPresent } from '../../shared/meeting/presentation/queries.ts';
import type { Audience } from '../../shared/meeting/views/audiences.ts';
import type { Connected } from '../../shared/operation.ts';
import { type Actor, chairsSide, hasRole, inHall, type Role } from '../../shared/people/roles.ts';
import { personById } from '../../shared/people/roster.ts';
import { parseCommandMessage } from '../../shared/wire/command-message.ts';
import {
  type Answer,
  type ClientToServer,
  type ClockAnswer,
  DeskHandshake,
  DeviceReport,
  Handshake,
  type Leaving,
  LONGEST_MESSAGE,
  Pointing,
  PROTOCOL_VERSION,
} from '../../shared/wire/protocol.ts';
import { type RefusalCode, refusal } from '../../shared/wire/rejections.ts';
import { secretVoteOf } from '../ballots/ballots.ts';
import type { Bodies } from '../bodies/bodies.ts';
import { deviceName } from '../identity/device.ts';
import type { Login } from '../identity/logins.ts';
import { isForeign } from '../identity/origin.ts';
import { addressOf } from '../identity/request.ts';
import type { SignOut } from '../identity/sign-out.ts';
import { JournalDamaged } from '../journal/engine.ts';
import type { Meeting } from '../meetings/meeting.ts';
import type { Meetings } from '../meetings/meetings.ts';
import { type Connection, Feed, type Io } from './feed.ts';
import { Limits } from './limits.ts';

export interface GatewayOptions {
  http: HttpServer | HttpsServer;
  bodies: Bodies;
  meetings: Meetings;
  /** Whose login a token is, or where there is none the cookie of a request; or null. */
  whose: (request: IncomingMessage, token: string | undefined) => Login | null;
  log: Logger;
  /** The server's clock, milliseconds since 1970. */
  now: () => number;
}

/** A message beyond this ends the connection before it is read; between LONGEST_MESSAGE and this it is refused. */
const HARD_LIMIT = 8 * LONGEST_MESSAGE;
const SWEEP_MS = 1000;
const MOST_BUFFERED = 1024 * 1024;
const STALLED_MS = 10_000;
/** From telling a connection why it ends until it is gone, whatever its side does. */
const LAST_WORDS_MS = 500;

const BARRED_WAIT_MS = 1000;

type Transport = Connection['conn'];
/** What engine.io speaks through; it says nothing of it. */
const webSocketOf = (conn: Transport) =>
  (conn.transport as unknown as { socket?: { bufferedAmount?: number; terminate?: () => void } }).socket;
/** At once: nothing more is sent, and nothing that came is read. */
function cut(conn: Transport): void {
  const socket = webSocketOf(conn);
  if (socket?.terminate) socket.terminate();
  else conn.close(true);
}

const audienceOf = (roles: readonly Role[]): Audience => {
  if (hasRole(roles, chairsSide)) return 'chair';
  if (hasRole(roles, inHall)) return 'delegates';
  return roles.includes('display') ? 'display' : 'public';
};
/** What each audience may ask to be instead: always one that knows less. */
const mayBe: Record<Audience, readonly Audience[]> = {
  chair: ['chair', 'delegates', 'display', 'public'],
  delegates: ['delegates', 'public'],
  display: ['display', 'public'],
  public: ['public'],
};

/** What a client may send. */
const known: ReadonlySet<string> = new Set(['command', 'clock', 'point', 'device'] satisfies (keyof ClientToServer)[]);

interface Seat {
  /** Which of the person's logins. */
  login: string;
  person: PersonId;
  actor: Actor;
  audience: Audience;
  meeting: Meeting;
  /** Of a screen: it shows what is on in its hall, whichever meeting that is. */
  isScreen: boolean;
  since: number | null;
  canVoteSecretly: boolean;
  /** Of a screen: what it was told to show of its own. */
  content?: ScreenContent;
  address: string;
  device: string;
  /** When it came, milliseconds since 1970. */
  cameAt: number;
  /** What the device said of itself last. */
  report?: DeviceReport;
}

/** Somebody who looks after a body, and listens for what changes. */
interface DeskSeat {
  login: string;
  body: string;
}

export class Gateway {
  readonly #io: Io;
  readonly #feeds = new Map<string, Feed>();
  readonly #limits = new Limits();
  readonly #options: GatewayOptions;
  readonly #sweep: NodeJS.Timeout;
  /** Those who look after a body, each in the room of hers: told that something changed, they ask what. */
  readonly #desks: ReturnType<Io['of']>;
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
    this.#io.use(this.#lettingIn((socket) => this.#seat(socket)));
    this.#io.on('connection', (socket) => this.#welcome(socket, socket.data as Seat));
    const { bodies, meetings } = options;
    meetings.neededBy((meeting) => this.#seatsIn(meeting).length > 0);
    meetings.onSleep((meeting) => this.#release(meeting));
    bodies.onChange((body) => {
      this.#turnScreens();
      this.#desks.to(body.id).emit('body', { sequence: body.sequence });
    });
    this.#desks = this.#io.of('/desk');
    this.#desks.use(this.#lettingIn((socket) => this.#deskFor(socket)));
    this.#desks.on('connection', (socket) => this.#openDesk(socket, socket.data as DeskSeat));
    this.#sweep = setInterval(() => this.#cutStalled(), SWEEP_MS).unref();
  }

  /** Lets in whom a check lets in, with what it found; tells all others why not. */
  #lettingIn<Found extends object>(
    check: (socket: Connection) => Found | { refused: RefusalCode } | Promise<Found | { refused: RefusalCode }>,
  ) {
    return (socket: Connection, next: (error?: Error) => void): void => {
      const refuse = (code: RefusalCode) => {
        this.#count(code);
        const tell = () => next(Object.assign(new Error(code), { data: refusal(code) }));
        // Whoever comes too often is told late: the next try costs her time, not ours.
        if (code === 'too-many') setTimeout(tell, BARRED_WAIT_MS).unref();
        else tell();
      };
      Promise.resolve()
        .then(() => check(socket))
        .then(
          (found) => {
            if ('refused' in found) return refuse(found.refused);
            socket.data = found;
            next();
          },
          (error: unknown) => {
            this.#options.log.error({ error }, 'A connection could not be let in.');
            refuse(error instanceof JournalDamaged ? 'journal-damaged' : 'unexpected');
          },
        );
    };
  }

  get clients(): number {
    return this.#io.engine.clientsCount;
  }

  #count(code: RefusalCode): void {
    this.refused[code] = (this.refused[code] ?? 0) + 1;
  }

  #feed(meeting: Meeting): Feed {
    let feed = this.#feeds.get(meeting.key);
    if (!feed) {
      feed = new Feed(this.#io, meeting, (person) => this.#comeBack(meeting, person));
      // Whoever opens a secret vote must know which devices can't make a secret ballot.
      meeting.log.provide({
        before: (command, state) => {
          if (command.type !== 'open-vote' || !secretVoteOf(command, state)) return null;
          return Promise.resolve({ cannotVoteSecretly: this.#withoutWebCrypto(meeting) });
        },
      });
      this.#feeds.set(meeting.key, feed);
    }
    return feed;
  }

  get #sockets(): Connection[] {
    return [...this.#io.of('/').sockets.values()] as Connection[];
  }
  #seatsIn(meeting: Meeting): Seat[] {
    return this.#sockets.map((socket) => socket.data as Seat).filter((seat) => seat.meeting === meeting);
  }

  /** Who has only devices on which a secret ballot can't be made. */
  #withoutWebCrypto(meeting: Meeting): PersonId[] {
    const seats = this.#seatsIn(meeting).filter((seat) => seat.audience === 'delegates');
    const able = new Set(seats.filter(({ canVoteSecretly }) => canVoteSecretly).map(({ person }) => person));
    return [...new Set(seats.map(({ person }) => person))].filter((person) => !able.has(person));
  }

  async #seat(socket: Connection): Promise<Seat | { refused: RefusalCode }> {
    if (this.#stopping) return { refused: 'stopping' };
    const checked = v.safeParse(Handshake, socket.handshake.auth);
    if (!checked.success) return { refused: 'malformed' };
    const { protocol, token, body, meeting: id, audience, held, canVoteSecretly } = checked.output;
    if (protocol !== PROTOCOL_VERSION) return { refused: 'wrong-protocol' };
    const known = this.#whose(socket, token);
    if (!known) return { refused: 'not-signed-in' };
    const { person, login } = known;
    if (this.#limits.isBarred(login)) return { refused: 'too-many' };
    const isScreen = id === undefined;
    const wantedId = id ?? this.#onScreen(body, person);
    if (wantedId === null) return { refused: 'nothing-on' };
    const meeting = await this.#options.meetings.get(body, wantedId);
    const roles = (meeting && personById(meeting.log.state, person)?.roles) ?? [];
    // Said of a meeting that is not there, too: what another body has is nobody else's business.
    if (!meeting || (roles.length === 0 && !isScreen)) return { refused: 'not-in-meeting' };
    const own = isScreen && roles.length === 0 ? 'display' : audienceOf(roles);
    const wanted = audience ?? own;
    if (!mayBe[own].includes(wanted)) return { refused: 'not-allowed' };
    const { log } = meeting;
    const isOfThisHistory =
      held?.body === body &&
      held.meeting === meeting.id &&
      held.audience === wanted &&
      held.head === log.headAt(held.sequence);
    const since = isOfThisHistory ? held.sequence : null;
    return {
      login,
      person,
      actor: { person, roles },
      audience: wanted,
      meeting,
      isScreen,
      since,
      canVoteSecretly,
      address: addressOf(socket.request),
      device: deviceName(socket.request.headers['user-agent']),
      cameAt: this.#options.now(),
    };
  }

  /** What a screen shows: what is on in its hall; null where it hangs in none, or nothing is planned there. */
  #onScreen(body: string, person: PersonId): MeetingId | null {
    const screen = this.#options.bodies.screen(person);
    return screen?.body.id === body ? screen.meeting : null;
  }

  #welcome(socket: Connection, { login, person, actor, audience, meeting, since }: Seat): void {
    const { log } = meeting;
    const { conn } = socket;
    // It would be kept as long as the connection: what is needed of it has been read.
    (conn as { request: unknown }).request = null;
    let size = 0;
    conn.on('packet', ({ data }) => {
      size = typeof data === 'string' ? Buffer.byteLength(data) : ((data as Buffer | undefined)?.length ?? 0);
    });

    const refuse = (code: RefusalCode, answer: unknown, weight = 1) => {
      this.#count(code);
      if (typeof answer === 'function') answer({ accepted: false, ...refusal(code) } satisfies Answer);
      if (!this.#limits.offend(login, weight)) return;
      this.#options.log.warn({ person, code }, 'A connection was cut for too many refused messages.');
      this.#leave(socket, { ...refusal('too-many'), again: true });
    };
    /** Everything that arrives comes through here; a broken message ends itself, never the meeting. */
    const guarded = (answer: unknown, carryOut: () => void) => {
      try {
        if (!this.#limits.allows(login)) refuse('too-many', answer);
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
        void log.execute(parsed.id, parsed.command, actor).then((answered) => {
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
        if (!mayPresent(log.state, actor)) return refuse('not-allowed', null);
        this.#feed(meeting).point(checked.output);
      }),
    );
    socket.on('device', (message: unknown) =>
      guarded(null, () => {
        const checked = v.safeParse(DeviceReport, message);
        if (!checked.success) return refuse('malformed', null);
        (socket.data as Seat).report = checked.output;
      }),
    );
    socket.onAny((event: string, ...rest: unknown[]) => {
      if (known.has(event)) return;
      guarded(rest.at(-1), () => refuse('unknown-command', rest.at(-1)));
    });
    socket.on('error', () => refuse('malformed', null));
    socket.on('disconnect', (reason) => {
      // What engine.io could not read (too long, not its format) ends the connection; it counts for the login.
      if (reason === 'parse error' || reason === 'transport error') {
        this.#count(reason === 'parse error' ? 'malformed' : 'too-large');
        this.#limits.offend(login, 25);
      }
    });

    socket.emit('welcome', {
      protocol: PROTOCOL_VERSION,
      body: meeting.body,
      meeting: meeting.id,
      audience,
      person,
      roles: actor.roles,
      now: this.#options.now(),
      look: this.#options.bodies.body(meeting.body)!.state.profile.look,
    });
    this.#showContent(socket);
    this.#feed(meeting).join({ socket, audience, person, since });
  }

  /** Whose a connection is, by its token or its cookie. */
  #whose(socket: Connection, token: string | undefined): ReturnType<GatewayOptions['whose']> {
    return this.#options.whose(socket.request, token);
  }

  /** The body that somebody looks after, for who listens to its desk. */
  #deskFor(socket: Connection): DeskSeat | { refused: RefusalCode } {
    if (this.#stopping) return { refused: 'stopping' };
    const checked = v.safeParse(DeskHandshake, socket.handshake.auth);
    if (!checked.success) return { refused: 'malformed' };
    const known = this.#whose(socket, checked.output.token);
    if (!known) return { refused: 'not-signed-in' };
    if (this.#limits.isBarred(known.login)) return { refused: 'too-many' };
    const { bodies } = this.#options;
    const body = bodies.body(checked.output.body);
    if (!body || !hasRole(bodies.rolesIn(body, known.person), office)) return { refused: 'not-in-body' };
    return { login: known.login, body: body.id };
  }

  #openDesk(socket: Connection, { login, body }: DeskSeat): void {
    (socket.conn as { request: unknown }).request = null;
    void socket.join(body);
    // Nothing is asked here but to listen.
    socket.onAny(() => {
      if (this.#limits.offend(login, 1)) socket.disconnect(true);
    });
  }

  /** Tells a screen what it shows of its own, when that is another than it was told. */
  #showContent(socket: Connection): void {
    const seat = socket.data as Seat;
    const hall = this.#options.bodies.screen(seat.person)?.hall;
    const content = hall ? contentOf(hall, seat.person) : 'automatic';
    if (content === (seat.content ?? 'automatic')) return;
    seat.content = content;
    socket.emit('screen', { content });
  }

  #leave(socket: Connection, message: Leaving): void {
    socket.emit('leaving', message);
    socket.disconnect(true);
    // Its side need not agree: one that goes on sending would be read for as long as it likes.
    const { conn } = socket;
    setTimeout(() => cut(conn), LAST_WORDS_MS).unref();
  }

  /** Every connection to the meetings of a body. */
  connectionsOf(body: string): Omit<Connected, 'name'>[] {
    return (
      this.#sockets
        .map((socket) => socket.data as Seat)
        // A preview of a screen on somebody's console is no device of its own.
        .filter(({ meeting, actor, audience }) => meeting.body === body && audienceOf(actor.roles) === audience)
        .map(({ login, person, meeting, audience, isScreen, address, device, cameAt, report }) => ({
          login,
          person,
          meeting: meeting.id,
          audience,
          isScreen,
          address,
          device,
          since: cameAt,
          report: report ?? null,
        }))
    );
  }
  /** Asks the pages of some logins to load themselves anew. */
  reload(logins: ReadonlySet<string>): void {
    for (const socket of this.#sockets) if (logins.has((socket.data as Seat).login)) socket.emit('reload', {});
  }

  /** Ends the connections of one login: the person's other devices stay. */
  readonly signOut: SignOut = (login, why) => {
    for (const socket of this.#desks.sockets.values())
      if ((socket.data as { login: string }).login === login) socket.disconnect(true);
    for (const socket of this.#sockets)
      if ((socket.data as Seat).login === login) this.#leave(socket, { ...refusal(why), again: false });
  };

  /** Ends the connections to a meeting that is dismissed. */
  #release(meeting: Meeting): void {
    for (const socket of this.#sockets)
      if ((socket.data as Seat).meeting === meeting)
        this.#leave(socket, { ...refusal('not-in-meeting'), again: false });
    this.#feeds.get(meeting.key)?.close();
    this.#feeds.delete(meeting.key);
  }

  /** Someone has other roles from now on: she comes back, and is let in as what she is. */
  #comeBack(meeting: Meeting, person: PersonId): void {
    for (const socket of this.#sockets) {
      const seat = socket.data as Seat;
      if (seat.meeting === meeting && seat.person === person)
        this.#leave(socket, { ...refusal('roles-changed'), again: true });
    }
  }

  /** Another meeting is on in a hall than its screens show: they come back, and are shown that. */
  #turnScreens(): void {
    for (const socket of this.#sockets) {
      this.#showContent(socket);
      const { isScreen, person, meeting } = socket.data as Seat;
      if (!isScreen || isOn(meeting.log.state)) continue;
      const next = this.#onScreen(meeting.body, person);
      // What is over stays on the screen until something else comes.
      if (next !== null && next !== meeting.id) this.#leave(socket, { ...refusal('nothing-on'), again: true });
    }
  }

  /** A client that reads nothing costs at most a megabyte and some seconds, then it is cut. */
  #stalledSince = new WeakMap<object, number>();
  #cutStalled(): void {
    const now = performance.now();
    for (const socket of this.#sockets) {
      const { conn } = socket;
      const buffered = webSocketOf(conn)?.bufferedAmount ?? 0;
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
      cut(conn);
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
