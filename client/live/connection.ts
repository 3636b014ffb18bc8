/**
 * The page's end of the wire: a view of the meeting kept by the same `evolve` as the server's, commands that are sent
 * until they are answered, and the server's clock. Nothing else in a page knows that there is a network.
 */

import { io, type Socket } from 'socket.io-client';
import type { ScreenContent } from '../../shared/body/halls.ts';
import type { CommandId } from '../../shared/ids.ts';
import type { Command, decide } from '../../shared/meeting/commands.ts';
import { evolve } from '../../shared/meeting/evolve.ts';
import { noMessages } from '../../shared/meeting/messages/state.ts';
import type { MeetingState } from '../../shared/meeting/state.ts';
import type { Audience } from '../../shared/meeting/views/audiences.ts';
import { evolveOwn, type OwnFact, type OwnView } from '../../shared/meeting/views/own.ts';
import type { Actor } from '../../shared/people/roles.ts';
import { isRejection } from '../../shared/rulebook/rulebook.ts';
import {
  type Answer,
  type Batch,
  type ClientToServer,
  type DeviceReport,
  type Handshake,
  type Leaving,
  type Pointing,
  PROTOCOL_VERSION,
  type ServerToClient,
  type Welcome,
  type WholeView,
} from '../../shared/wire/protocol.ts';
import type { Refusal, RefusalCode } from '../../shared/wire/rejections.ts';
import { wear } from '../ui/look.ts';
import { deviceReport, reloadWhenQuiet } from './device.ts';
import { tabToken } from './login.ts';
import { pause } from './pause.ts';
import { arriveAt, type Place } from './place.ts';
import { randomId } from './random-id.ts';

export type Status = 'connecting' | 'online' | 'offline' | 'refused';

interface Pending {
  command: Command;
  answered: (answer: Answer) => void;
}

/** Silence after which the page says that it is offline; the server is heard every second. */
const SILENCE_MS = 2500;
const GIVE_UP_MS = 4000;
/** A screen between meetings asks so often what is on. */
const BETWEEN_MEETINGS_MS = 3000;
/** So often the operator is told how this device is. */
const REPORT_EVERY_MS = 20_000;
const CLOCK_EVERY_MS = 60_000;
const POINT_EVERY_MS = 100;
const MOST_AHEAD_MS = 150;
const DOT_STAYS_MS = 4000;

type LiveSocket = Socket<ServerToClient, ClientToServer>;

/** A connection to the server that this page came from; `auth` is asked anew whenever it connects. */
const connectToServer = (auth: (give: (handshake: Handshake) => void) => void): LiveSocket =>
  io({
    transports: ['websocket'],
    auth,
    reconnectionDelay: 200,
    reconnectionDelayMax: 1600,
    randomizationFactor: 0.25,
    timeout: 4000,
  });

export class Live extends EventTarget {
  view: MeetingState | null = null;
  own: OwnView = { ballots: {}, documents: [], messages: noMessages, answer: null, questions: [], comments: [] };
  welcome: Welcome | null = null;
  status: Status = 'connecting';
  /** Why the server let us go, when it said so. */
  reason: Refusal | null = null;
  sequence = 0;
  /** Names the history that `view` is of, up to `sequence`. */
  head = '';
  /** Names the journal itself; null until the first view is here. */
  birth: string | null = null;
  /** Where the presenter points, while she does. */
  pointing: Pointing | null = null;
  /** How many ballots lie in the boxes of secret votes that run. */
  turnouts: Readonly<Record<string, number>> = {};

  /** Of a screen: what it shows of its own, instead of what the meeting's screen shows. */
  content: ScreenContent = 'automatic';

  /** How many documents are on this device, of those that may be; null where it keeps none. */
  kept: DeviceReport['documents'] = null;

  /**
   * The rules by which a command is decided: they come after what is needed to show the hall. Until they are here
   * nothing is refused in advance, and the server says why.
   */
  rules: typeof decide | null = null;

  readonly #socket: LiveSocket;
  /** The meeting that the page is for, as soon as it is known. */
  readonly place: Promise<Place>;
  readonly #audience: Audience | undefined;
  readonly #pending = new Map<CommandId, Pending>();
  /** Until the server has told its time, this device's own. */
  #offset = Date.now() - performance.now();
  #heard = 0;
  #timers: ReturnType<typeof setInterval>[] = [];

  /**
   * @param place the meeting that this page is for, as soon as it is known
   * @param audience less than one's roles allow, when the page shows less
   * @param connect opens the connection; tests give one that leads nowhere
   */
  constructor(place: Promise<Place>, audience?: Audience, connect: typeof connectToServer = connectToServer) {
    super();
    this.place = place;
    this.#audience = audience;
    this.#socket = connect((give) => void this.#handshake().then(give));
    this.#socket
      .on('connect', () => this.#hearEverything())
      .on('connect_error', (error) => this.#couldNotConnect(error))
      .on('disconnect', (reason) => {
        if (reason === 'io server disconnect') this.#comeBack();
        this.#turn('offline');
      })
      .on('welcome', (welcome) => this.#welcomed(welcome))
      .on('view', (whole) => this.#whole(whole))
      .on('own', (own) => {
        this.own = own;
        this.#changed();
      })
      .on('batch', (batch) => this.#batch(batch))
      .on('own-fact', (fact: OwnFact) => {
        this.own = evolveOwn(this.own, fact);
        this.#changed();
      })
      .on('turnout', ({ vote, cast }) => {
        this.turnouts = { ...this.turnouts, [vote]: cast };
        this.#changed();
      })
      .on('screen', ({ content }) => {
        this.content = content;
        this.#changed();
      })
      .on('pointing', (pointing) => this.#pointed(pointing))
      .on('reload', () => reloadWhenQuiet())
      .on('leaving', (leaving) => this.#leaving(leaving));
    void import('../../shared/meeting/commands.ts').then(({ decide }) => {
      this.rules = decide;
      this.#changed();
    });
    this.#timers.push(setInterval(() => this.#listenForSilence(), 500));
    this.#timers.push(setInterval(() => void this.#askClock(), CLOCK_EVERY_MS));
    this.#timers.push(setInterval(() => void this.#report(), REPORT_EVERY_MS));
    window.addEventListener('offline', () => this.#turn('offline'));
    // Asleep, a tablet's steady clock may stand still.
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.#askClock();
    });
  }

  /** The server's time now, in milliseconds since 1970. */
  now(): number {
    // By a clock that does not jump: whoever sets the tablet's time during a speech moves no countdown.
    return performance.now() + this.#offset;
  }

  get actor(): Actor {
    return { person: this.welcome?.person ?? null, roles: this.welcome?.roles ?? [] };
  }

  /** Why a command would be refused now, by the same rules as the server's; null when it would not. */
  refusalOf(command: Command): RefusalCode | null {
    if (!this.view) return 'not-found';
    if (!this.rules) return null;
    const outcome = this.rules(this.view, command, {
      now: this.now(),
      sequence: this.sequence + 1,
      actor: this.actor,
      // Only the server has these; it says so itself if they are missing.
      ballotKey: '?',
      box: [],
    });
    return isRejection(outcome) ? outcome.rejected : null;
  }

  /**
   * Sends a command until the server has answered, over as many connections as it takes, always under the same id:
   * it is carried out once. Resolves with the server's answer and never before.
   */
  send(command: Command): Promise<Answer> {
    const id = randomId() as CommandId;
    return new Promise((answered) => {
      this.#pending.set(id, { command, answered });
      this.#emit(id);
    });
  }

  /** What this tablet last saw, until the server tells more. */
  restore({
    welcome,
    ...held
  }: {
    welcome: Welcome;
    sequence: number;
    head: string;
    birth: string | null;
    view: MeetingState;
    own: OwnView;
  }): void {
    if (this.view || this.welcome) return;
    arriveAt(welcome);
    Object.assign(this, { welcome, ...held });
    this.#changed();
  }

  /** Shows the hall where I point, ten times a second at the most; the last place always. */
  point(pointing: Pointing): void {
    this.#toPoint = pointing;
    this.#pointTimer ??= setTimeout(() => {
      this.#pointTimer = undefined;
      if (this.#toPoint) this.#socket.volatile.emit('point', this.#toPoint);
    }, POINT_EVERY_MS);
  }
  #toPoint: Pointing | null = null;
  #pointTimer: ReturnType<typeof setTimeout> | undefined;
  #pointingEnds: ReturnType<typeof setTimeout> | undefined;

  #pointed(pointing: Pointing): void {
    clearTimeout(this.#pointingEnds);
    // A dot whose end was lost on the way does not stay for ever.
    this.#pointingEnds = setTimeout(() => this.#endPointing(), DOT_STAYS_MS);
    this.pointing = pointing;
    this.#changed();
  }
  #endPointing(): void {
    if (!this.pointing?.dot) return;
    this.pointing = { ...this.pointing, dot: null };
    this.#changed();
  }

  /** Tries the connection again at once. */
  retry(): void {
    this.#socket.disconnect().connect();
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#socket.disconnect();
  }

  #emit(id: CommandId): void {
    const pending = this.#pending.get(id);
    if (!pending || !this.#socket.connected) return;
    this.#socket.emit('command', { id, command: pending.command }, (answer) => {
      // Refused for haste or a restart: nothing was decided, so it is sent again.
      if (!answer.accepted && answer.code === 'too-many') return void setTimeout(() => this.#emit(id), 1200);
      if (!answer.accepted && answer.code === 'stopping') return;
      if (this.#pending.delete(id)) pending.answered(answer);
    });
  }

  async #handshake(): Promise<Handshake> {
    const place = await this.place;
    const { body, meeting, audience } = this.welcome ?? {};
    const token = tabToken();
    return {
      protocol: PROTOCOL_VERSION,
      body: place.body,
      ...(place.meeting ? { meeting: place.meeting } : {}),
      canVoteSecretly: window.isSecureContext,
      ...(token ? { token } : {}),
      ...(this.#audience ? { audience: this.#audience } : {}),
      ...(this.view && body && meeting && audience
        ? { held: { body, meeting, audience, sequence: this.sequence, head: this.head } }
        : {}),
    };
  }

  #hearEverything(): void {
    this.#heard = performance.now();
    this.#socket.io.engine.on('packet', () => {
      this.#heard = performance.now();
      if (this.status === 'offline' && this.#socket.connected) this.#turn('online');
    });
  }

  #welcomed(welcome: Welcome): void {
    if (this.welcome && (this.welcome.meeting !== welcome.meeting || this.welcome.audience !== welcome.audience))
      this.view = null;
    this.welcome = welcome;
    wear(welcome.look);
    arriveAt(welcome);
    this.reason = null;
    this.#offset = welcome.now - performance.now();
    this.#turn('online');
    for (const id of this.#pending.keys()) this.#emit(id);
    void this.#askClock().then(() => this.#report());
  }

  /** How this device is, for whoever looks after the machines. */
  async #report(): Promise<void> {
    if (!this.#socket.connected) return;
    const report = await deviceReport(this.kept, Date.now() - this.now());
    if (this.#socket.connected) this.#socket.volatile.emit('device', report);
  }

  #whole({ sequence, view, head, birth }: WholeView): void {
    Object.assign(this, { view, sequence, head, birth });
    this.#changed();
  }

  #batch({ from, to, head, facts }: Batch): void {
    if (!this.view || from > this.sequence + 1) {
      // A gap: what is held is no longer right. Come back and be given what was missed, or the whole.
      this.retry();
      return;
    }
    if (to <= this.sequence && facts.length > 0) return; // known already
    const { shown } = this.view.presentation;
    this.view = facts.reduce(evolve, this.view);
    if (this.view.presentation.shown !== shown) this.pointing = null;
    this.sequence = to;
    this.head = head;
    const step = facts.findLast(({ type }) => type === 'clock-stepped');
    if (step) {
      // Together with what runs, so that no countdown shows anything between.
      this.#offset = step.at - performance.now();
      void this.#askClock();
    }
    if (facts.length === 0 || facts.some(({ type }) => type !== 'page-turned') || document.hidden) {
      this.#changed();
      return;
    }
    // The page itself first, in a frame of its own; words about it in the next (on a slow tablet they take longer than
    // the turn).
    const turned = new Turned();
    this.dispatchEvent(turned);
    void Promise.race([Promise.all(turned.shown), pause(MOST_AHEAD_MS)]).then(() =>
      afterPainting(() => this.#changed()),
    );
  }

  #leaving(leaving: Leaving): void {
    this.reason = { code: leaving.code, vi: leaving.vi, en: leaving.en };
    if (!leaving.again) this.#turn('refused');
    this.#changed();
  }

  #couldNotConnect(error: Error & { data?: Refusal }): void {
    if (!error.data) {
      this.#turn('offline'); // socket.io tries again by itself
      return;
    }
    this.reason = error.data;
    const { code } = error.data;
    if (['not-signed-in', 'wrong-protocol', 'not-in-meeting', 'not-allowed'].includes(code)) this.#turn('refused');
    else {
      this.#turn('offline');
      this.#comeBack(code === 'nothing-on' ? BETWEEN_MEETINGS_MS : 1000);
      this.#changed();
    }
  }

  #comeBack(after = 250): void {
    setTimeout(
      () => {
        if (this.status !== 'refused') this.#socket.connect();
      },
      after * (0.75 + Math.random() / 2),
    );
  }

  #listenForSilence(): void {
    if (!this.#socket.connected) return;
    const silence = performance.now() - this.#heard;
    if (silence > SILENCE_MS) this.#turn('offline');
    // A connection that says nothing is dead long before TCP knows.
    if (silence > GIVE_UP_MS) this.#socket.io.engine.close();
  }

  /** Half of the quickest round trip is what the answer is old. */
  async #askClock(): Promise<void> {
    let quickest = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < 3 && this.#socket.connected; tries += 1) {
      const sent = performance.now();
      const answer = await this.#socket
        .timeout(2000)
        .emitWithAck('clock', {})
        .catch(() => null);
      // Refused (a login over its limit) it is asked the next time; what it knows stays good meanwhile.
      if (typeof answer?.now !== 'number') return;
      const took = performance.now() - sent;
      if (took >= quickest) continue;
      quickest = took;
      this.#offset = answer.now + took / 2 - performance.now();
    }
  }

  #turn(status: Status): void {
    if (this.status === status || (this.status === 'refused' && status === 'offline')) return;
    this.status = status;
    this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** The hall has turned a page. Whoever shows it says when it stands there; the rest of the page waits so long. */
export class Turned extends Event {
  readonly shown: Promise<unknown>[] = [];
  constructor() {
    super('turned');
  }
}

/** Once what was just changed has been painted. */
function afterPainting(callback: () => void): void {
  requestAnimationFrame(() => setTimeout(callback));
}
