/** Where somebody goes without being asked; and promises that are kept. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import './page.ts';

const { placeFor } = await import('../../client/live/place.ts');
const { PromiseCache } = await import('../../client/live/promise-cache.ts');

const place = suite('place');
const meeting = (id: string, phase: string) => ({ id, phase, body: 'b1' }) as never;

place('straight in where exactly one is on; else where exactly one is to come; else home asks', () => {
  const of = (...meetings: never[]) => placeFor({ meetings, screen: null })?.meeting ?? null;
  assert.is(of(meeting('m1', 'open'), meeting('m2', 'prepared'), meeting('m3', 'closed')), 'm1');
  assert.is(of(meeting('m1', 'open'), meeting('m2', 'suspended')), null);
  assert.is(of(meeting('m2', 'prepared'), meeting('m3', 'closed')), 'm2');
  assert.is(of(meeting('m1', 'prepared'), meeting('m2', 'prepared')), null);
  assert.is(of(meeting('m3', 'closed')), 'm3');
  assert.is(of(), null);
  assert.equal(placeFor({ meetings: [], screen: { body: 'b1' } }), { body: 'b1', meeting: null });
});

place('a promise is made once; a failure is forgotten, and the longest unused goes first', async () => {
  const made: string[] = [];
  const gone: string[] = [];
  const cache = new PromiseCache<string>(
    2,
    async (key) => {
      made.push(key);
      if (key === 'bad') throw new Error('no');
      return key.toUpperCase();
    },
    (value) => gone.push(value),
  );
  assert.equal(await Promise.all([cache.get('a'), cache.get('a')]), ['A', 'A']);
  assert.equal(made, ['a']);
  assert.is(cache.now('a'), 'A');
  await cache.get('bad').catch(() => undefined);
  await cache.get('bad').catch(() => undefined);
  assert.equal(made, ['a', 'bad', 'bad'], 'tried anew');
  await cache.get('b');
  await cache.get('a');
  await cache.get('c');
  await Promise.resolve();
  assert.equal(gone, ['B']);
  assert.is(cache.now('b'), undefined);
});

place.run();
