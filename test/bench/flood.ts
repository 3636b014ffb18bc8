/** Devices in flood: how long the console waits for its commands meanwhile. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunningServer, remove } from '../server/running-server.ts';
import { many } from './crowd.ts';
import { RawClient } from './raw-client.ts';
import { add, at, ms, say } from './table.ts';

const SECONDS = 15;
const QUIET_COMMANDS = 150;

/** As long as a chair would keep it up: a command every 80 ms (twenty a second are allowed), until it is enough. */
async function waits(console: RawClient, isEnough: (given: number) => boolean): Promise<number[]> {
  const times: number[] = [];
  for (let given = 1; !isEnough(given); given += 1) {
    console.forget();
    const answered = console.hears(`43${given}[{"accepted":true`);
    const sent = performance.now();
    const command = { type: 'turn-page', page: 2 + (given % 90) };
    console.send(
      `42${given}["command",${JSON.stringify({ id: `console-${process.pid}-${times.length}-${Math.round(sent)}`, command })}]`,
    );
    await answered;
    times.push(performance.now() - sent);
    await new Promise((resolve) => setTimeout(resolve, 80));
  }
  return times;
}

export async function floods(): Promise<void> {
  const server = await RunningServer.start();
  const port = Number(server.port);
  const { body, meeting, people } = await server.rehearsal(510);
  const here = { body, meeting };
  const tokens = people.filter(({ roles }) => roles.includes('delegate')).map(({ token }) => token);
  const listeners = await many(10, (index) => RawClient.connect(port, tokens[500 + index], here));
  const chair = people.find(({ roles }) => roles.includes('chair'))!.token;
  const console = await RawClient.connect(port, chair, here);
  console.send(
    `420["command",${JSON.stringify({ id: `shown-${process.pid}`, command: { type: 'start-presentation', document: 'bc-cu-tri' } })}]`,
  );
  await console.hears('430[{"accepted":true');
  for (const devices of [1, 500]) {
    say(`${devices} in flood`);
    const quiet = await waits(console, (given) => given > QUIET_COMMANDS);
    const told = join(server.folder, 'flood.json');
    writeFileSync(told, JSON.stringify({ tokens: tokens.slice(0, devices), at: here }));
    const program = join(import.meta.dirname, 'flooder.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', program, String(port), String(SECONDS), told], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    let isOver = false;
    const begun = new Promise<void>((go) =>
      child.stdout.on('data', (chunk) => {
        said += String(chunk);
        go();
      }),
    );
    const ended = new Promise((go) => child.once('exit', go)).then(() => (isOver = true));
    await begun;
    const flooded = await waits(console, () => isOver);
    await ended;
    say(said.trim());
    const [calm, hard] = [at(quiet, 0.95), at(flooded, 0.95)];
    add({
      what: `a command of the console (p95) while ${devices === 1 ? 'one device floods' : `${devices} devices flood`}`,
      measured: `${ms(hard)} (${flooded.length} commands)`,
      limit: `${ms(calm)} in quiet`,
      budget: '≤ 3 ×',
      holds: hard <= calm * 3,
    });
  }
  for (const client of [...listeners, console]) client.socket.destroy();
  await server.stop();
  remove(server.folder);
}
