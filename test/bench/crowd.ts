/** Many raw clients at once, and how long a message takes to the last of them. */
import type { RawClient } from './raw-client.ts';
import { median } from './table.ts';

export async function many(count: number, connect: (index: number) => Promise<RawClient>): Promise<RawClient[]> {
  const clients: RawClient[] = [];
  for (let index = 0; index < count; index += 50)
    clients.push(
      ...(await Promise.all(Array.from({ length: Math.min(50, count - index) }, (_, more) => connect(index + more)))),
    );
  return clients;
}

/** From sending a page turn until the last of the clients has its bytes. */
export async function fanOut(
  clients: readonly RawClient[],
  sender: RawClient,
  send: (page: number) => string,
  rounds = 25,
): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const page = 2 + (round % 90);
    for (const client of clients) client.forget();
    const arrived = Promise.all(clients.map((client) => client.hears(`"page":${page}}`)));
    const sent = performance.now();
    sender.send(send(page));
    await arrived;
    times.push(performance.now() - sent);
    await new Promise((resolve) => setTimeout(resolve, 80));
  }
  return median(times.slice(3));
}
