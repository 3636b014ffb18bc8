/** The page's end of the wire, without a browser and without a network: what is sent until it is answered, and what is heard. */
import { EventEmitter } from 'node:events';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { page } from './page.ts';

const { Live } = await import('../../client/live/connection.ts');
type LiveConnection = InstanceType<typeof Live>;

import type { Command } from '../../shared/meeting/commands.ts';
import { evolve } from '../../shared/meeting/evolve.ts';
import { type Fact, preparedMeeting } from '../../shared/meeting/state.ts';
import type { Batch, Handshake } from '../../shared/wire/protocol.ts';
import { smallCouncil } from '../rules/small-council.ts';

const connection = suite('connection');

/** The server's end, played by the test. */
class Wire extends EventEmitter {
  connected = false;
  readonly sent: { event: string; message: { id: string; command: Command }; answer: (answer: object) => void }[] = [];
  readonly handshakes: Handshake[] = [];
  clock = 1_000_000;
  ended = 0;
  readonly io = { engine: Object.assign(new EventEmitter(), { close: () => this.drop('transport close') }) };
  readonly volatile = { emit: () => undefined };

  constructor(readonly auth: (give: (handshake: Handshake) => void) => void) {
    super();
  }

  // what the page calls
  override emit(event: string, ...rest: unknown[]): boolean {
    if (event !== 'command') return super.emit(event, ...rest);
    const [message, answer] = rest as [never, never];
    this.sent.push({ event, message, answer });
    return true;
  }
  timeout = () => ({ emitWithAck: async () => ({ now: this.clock }) });
  disconnect(): this {
    this.ended += 1;
    this.connected = false;
    return this;
  }
  connect(): this {
    return this;
  }

  // what happens on the line
  async open(): Promise<void> {
    const handshake = await new Promise<Handshake>((resolve) => this.auth(resolve));
    this.handshakes.push(handshake);
    this.connected = true;
    super.emit('connect');
    super.emit('welcome', {
      protocol: 2,
      body: 'b1',
      meeting: 'm1',
      audience: 'delegates',
      person: 'd1',
      roles: ['delegate'],
      now: this.clock,
      look: { colour: 'teal', emblem: '', delegationWord: 'to' },
    });
  }
  drop(reason: string): void {
    this.connected = false;
    super.emit('disconnect', reason);
  }
  tell(event: string, message: object): void {
    super.emit(event, message);
  }
}

const view = {
  body: 'b1',
  meeting: 'm1',
  birth: 'b'.repeat(16),
  sequence: 1,
  head: 'h1',
  view: preparedMeeting(smallCouncil()),
};
const arrived = (person: string): Fact => ({ type: 'person-arrived', at: 5, person, by: 'self', counts: true }) as Fact;
const batch = (from: number, to: number, ...facts: Fact[]): Batch => ({ from, to, head: `h${to}`, facts });

async function begun(): Promise<{ live: LiveConnection; wire: Wire }> {
  let wire!: Wire;
  const live = new Live(Promise.resolve({ body: 'b1', meeting: 'm1' }), undefined, (auth) => {
    wire = new Wire(auth);
    return wire as never;
  });
  await wire.open();
  wire.tell('view', view);
  return { live, wire };
}
const done = ({ live }: { live: LiveConnection }) => live.close();

connection('it says which meeting it is for, and what it holds when it comes back', async () => {
  const both = await begun();
  const { wire, live } = both;
  assert.is(wire.handshakes[0]!.body, 'b1');
  assert.is(wire.handshakes[0]!.meeting, 'm1');
  assert.is(wire.handshakes[0]!.held, undefined);
  wire.tell('batch', batch(2, 2, arrived('d1')));
  wire.drop('transport close');
  assert.is(live.status, 'offline');
  await wire.open();
  assert.equal(wire.handshakes[1]!.held, { body: 'b1', meeting: 'm1', audience: 'delegates', sequence: 2, head: 'h2' });
  assert.is(live.status, 'online');
  done(both);
});

connection(
  'a command is sent until it is answered, over as many connections as it takes, always under the same id',
  async () => {
    const both = await begun();
    const { wire, live } = both;
    const answered = live.send({ type: 'confirm-attendance' });
    wire.drop('transport close');
    await wire.open();
    wire.drop('ping timeout');
    await wire.open();
    assert.is(wire.sent.length, 3);
    assert.is(new Set(wire.sent.map(({ message }) => message.id)).size, 1);
    wire.sent[2]!.answer({ accepted: true, sequence: 3 });
    assert.equal(await answered, { accepted: true, sequence: 3 });
    wire.drop('transport close');
    await wire.open();
    assert.is(wire.sent.length, 3, 'answered, it is sent no more');
    done(both);
  },
);

connection(
  'refused because the server stops, nothing was decided: it is sent again on the next connection',
  async () => {
    const both = await begun();
    const { wire, live } = both;
    let isAnswered = false;
    const answered = live.send({ type: 'leave-hall' }).finally(() => (isAnswered = true));
    wire.sent[0]!.answer({ accepted: false, code: 'stopping', vi: '', en: '' });
    await Promise.resolve();
    assert.not(isAnswered);
    wire.drop('io server disconnect');
    await wire.open();
    wire.sent[1]!.answer({ accepted: false, code: 'not-present', vi: 'Chưa có mặt', en: 'Not present' });
    assert.is(((await answered) as { code?: string }).code, 'not-present');
    done(both);
  },
);

connection(
  'facts lead from number to number: what is known already is passed over, a gap makes it come back',
  async () => {
    const both = await begun();
    const { wire, live } = both;
    wire.tell('batch', batch(2, 3, arrived('d1'), arrived('d2')));
    const after = [arrived('d1'), arrived('d2')].reduce(evolve, view.view);
    assert.equal(live.view, after);
    wire.tell('batch', batch(2, 3, arrived('d1'), arrived('d2')));
    assert.equal(live.view, after, 'once');
    assert.is(wire.ended, 0);
    wire.tell('batch', batch(5, 5, arrived('d3')));
    assert.is(wire.ended, 1, 'a gap: it comes back');
    assert.equal(live.view, after, 'and takes nothing in that it can’t place');
    done(both);
  },
);

connection(
  'the server’s clock counts, whatever this device believes; a step of it moves everything at once',
  async () => {
    const both = await begun();
    const { wire, live } = both;
    assert.ok(Math.abs(live.now() - wire.clock) < 1000);
    wire.clock += 3_600_000;
    wire.tell('batch', batch(2, 2, { type: 'clock-stepped', at: wire.clock, byMs: 3_600_000 }));
    assert.ok(Math.abs(live.now() - wire.clock) < 1000);
    done(both);
  },
);

connection('another meeting on the same screen, or another history: what was held goes', async () => {
  const both = await begun();
  const { wire, live } = both;
  wire.tell('welcome', {
    protocol: 2,
    body: 'b1',
    meeting: 'm2',
    audience: 'display',
    person: 's',
    roles: ['display'],
    now: 1,
    look: { colour: 'blue', emblem: '', delegationWord: 'to' },
  });
  assert.is(live.view, null);
  done(both);
});

connection('the network says that it is gone: the page says so at once', async () => {
  const both = await begun();
  page.window.dispatchEvent(new Event('offline'));
  assert.is(both.live.status, 'offline');
  done(both);
});

connection.run();
