/** Many things one after the other: how far it went is known, and the bar goes away. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { inTurn, type Progress } from '../../client/office/in-turn.ts';

const turns = suite('in turn');

turns('all of them, in order, with their number', async () => {
  const did: string[] = [];
  const shown: (Progress | null)[] = [];
  const act = async (thing: string) => did.push(thing) > 0;
  assert.is(await inTurn(['a', 'b'], act, (progress) => shown.push(progress)), 2);
  assert.equal(did, ['a', 'b']);
  assert.equal(shown, [{ done: 0, all: 2 }, { done: 1, all: 2 }, null]);
});

turns('none after the one that was refused', async () => {
  const did: number[] = [];
  const act = async (thing: number) => did.push(thing) < 2;
  assert.is(await inTurn([1, 2, 3], act, () => undefined), 1);
  assert.equal(did, [1, 2]);
});

turns('the bar goes away when something breaks', async () => {
  const shown: (Progress | null)[] = [];
  const act = () => Promise.reject(new Error('no network'));
  try {
    await inTurn([1], act, (progress) => shown.push(progress));
    assert.unreachable();
  } catch (error) {
    assert.is((error as Error).message, 'no network');
  }
  assert.is(shown.at(-1), null);
});

turns.run();
