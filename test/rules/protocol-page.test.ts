/**
 * docs/protocol.md is complete: every command, fact, field and refusal stands in it, and a client in another language
 * that knows nothing else keeps its view through random walks.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { commands } from '../../shared/meeting/commands.ts';
import { type Fact, preparedMeeting } from '../../shared/meeting/state.ts';
import { type Audience, audiences } from '../../shared/meeting/views/audiences.ts';
import { factsFor } from '../../shared/meeting/views/facts.ts';
import { viewOf } from '../../shared/meeting/views/view.ts';
import { seed } from '../seed.ts';
import { stroll, walk } from './random-walk.ts';
import { smallCouncil } from './small-council.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/protocol.md'), 'utf8');
/** Whether a word stands in the page as code, alone or among others. */
const stands = (word: string): boolean => new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(page);

test('every command and each of its fields stands in docs/protocol.md', () => {
  const missing = Object.entries(commands).flatMap(([type, { fields }]) =>
    [type, ...Object.keys(fields.entries)].filter((word) => !stands(word)).map((word) => `${type}: ${word}`),
  );
  assert.equal(missing, []);
});

/** Views and facts of random walks, as they cross the wire. */
function stories(
  many: number,
  seed: number,
): { audience: Audience; view: unknown; facts: Fact[]; expected: unknown }[] {
  return fc.sample(walk, { numRuns: many, seed }).flatMap((steps) => {
    const definition = smallCouncil();
    const told = new Map(audiences.map((audience) => [audience, [] as Fact[]]));
    const { state } = stroll(definition, steps, ({ before, event }) => {
      for (const audience of audiences) told.get(audience)!.push(...factsFor(event, before, audience));
    });
    return audiences.map((audience) => ({
      audience,
      view: viewOf(preparedMeeting(definition), audience),
      facts: told.get(audience)!,
      expected: viewOf(state, audience),
    }));
  });
}

/** Every name of a field in something, deep; not the ids that records are kept under. */
function namesIn(value: unknown, names: Set<string>): void {
  if (Array.isArray(value)) for (const one of value) namesIn(one, names);
  else if (value && typeof value === 'object')
    for (const [name, inner] of Object.entries(value)) {
      const isId = /^(?:[dgin]\d+[ab]?|item-\d+|vote-\d+|request-\d+|v\d+|c\d+|s0|o0|screen)$/.test(name);
      if (!isId) names.add(name);
      namesIn(inner, names);
    }
}

test('every fact that crosses the wire, and every field of facts and views, stands in docs/protocol.md', () => {
  const names = new Set<string>();
  const types = new Set<string>();
  for (const { facts, view, expected } of stories(300, seed)) {
    for (const fact of facts) types.add(fact.type);
    namesIn([facts, view, expected], names);
  }
  assert.ok(types.size > 55, `only ${types.size} facts were seen`);
  assert.equal(
    [...types].filter((type) => !stands(type)),
    [],
  );
  // Kinds of requests and of items, the names of records in `procedure`, stand there too.
  assert.equal([...names].filter((name) => !stands(name)).sort(), []);
});

/** Debian's python3, installed where it is missing and may be. */
function findPython(): string | null {
  for (const name of ['python3', 'python'])
    if (spawnSync(name, ['--version'], { encoding: 'utf8' }).stdout?.startsWith('Python 3')) return name;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null;
  execFileSync('apt-get', ['update'], { stdio: 'ignore' });
  execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'python3'], { stdio: 'ignore' });
  return 'python3';
}

test('a client in Python, written from docs/protocol.md alone, keeps every audience’s view through random walks', () => {
  const python = findPython();
  assert.ok(python, 'Python 3 is needed for this test (on Debian: apt-get install python3).');
  const told = stories(150, seed + 1);
  const input = told.map(({ view, facts }) => `${JSON.stringify({ view, facts })}\n`).join('');
  const { stdout, stderr, status } = spawnSync(python!, [join(root, 'test/protocol/client.py')], {
    input,
    encoding: 'utf8',
    maxBuffer: 512 * 1024 * 1024,
  });
  assert.is(status, 0, stderr.slice(-2000));
  const kept = stdout.trim().split('\n');
  assert.is(kept.length, told.length);
  for (const [at, { audience, expected }] of told.entries())
    assert.equal(
      JSON.parse(kept[at]!),
      JSON.parse(JSON.stringify(expected)),
      `${audience}, walk ${Math.floor(at / 4)}`,
    );
});

test.run();
