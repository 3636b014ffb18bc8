/** Documents in the meeting: added, replaced, described, removed; who may present and read them. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Command } from '../../shared/meeting/commands.ts';
import { decide } from '../../shared/meeting/commands.ts';
import { documentById, pagesDelivered } from '../../shared/meeting/documents/queries.ts';
import { evolve } from '../../shared/meeting/evolve.ts';
import { preparedMeeting } from '../../shared/meeting/state.ts';
import { ownViewOf } from '../../shared/meeting/views/own.ts';
import { viewOf } from '../../shared/meeting/views/view.ts';
import type { Actor } from '../../shared/people/roles.ts';
import { isRejection } from '../../shared/rulebook/rulebook.ts';
import { actorOf, examinedBy, Sitting, smallCouncil } from './small-council.ts';

const intake: Actor = { person: 's0' as never, roles: ['secretariat'] };
let state = preparedMeeting(smallCouncil());
let now = 1000;
function give(command: object, actor: Actor = intake): string {
  now += 10;
  const examined = examinedBy(command as Command);
  const outcome = decide(state, command as Command, { now, sequence: now, actor, examined });
  if (isRejection(outcome)) return outcome.rejected;
  state = outcome.reduce(evolve, state);
  return 'done';
}
const paper = {
  id: 'moi',
  title: 'Tờ trình mới',
  kind: 'submission',
  symbol: '',
  body: '',
  date: '',
  signer: '',
  language: 'vi',
  pages: 8,
  hash: 'c'.repeat(64),
  bytes: 10,
  access: 'hall',
  readers: { people: [], delegations: [] },
  confidential: false,
  earlier: [],
};
const chair = () => actorOf(state, 'd0');

test('a new document stands last in its items; the journal keeps the hash of every version', () => {
  assert.is(give({ type: 'add-document', document: paper, items: ['i3'] }), 'done');
  assert.equal(state.agenda.items.find(({ id }) => id === 'i3')?.documents, ['open', 'hall', 'moi']);
  assert.is(give({ type: 'add-document', document: paper, items: [] }), 'document-exists');
  assert.is(give({ type: 'start-presentation', document: 'moi', page: 8 }, chair()), 'done');
  assert.is(give({ type: 'replace-document', id: 'moi', hash: 'c'.repeat(64), pages: 3, bytes: 5 }), 'same-version');
  assert.is(give({ type: 'replace-document', id: 'moi', hash: 'd'.repeat(64), pages: 3, bytes: 5 }), 'done');
  const document = documentById(state, 'moi')!;
  assert.equal(document.earlier, [{ hash: 'c'.repeat(64), pages: 8, until: now }]);
  assert.is(state.presentation.shown?.page, 3, 'the hall is on the last page there is');
});

test('what is presented can neither go nor change its readers', () => {
  assert.is(give({ type: 'remove-document', id: 'moi' }), 'document-presented');
  const described = { ...documentById(state, 'moi')!, access: 'named' };
  assert.is(give({ type: 'describe-document', document: described, items: [] }), 'document-presented');
  assert.is(give({ type: 'stop-presentation' }, chair()), 'done');
});

test('for named readers only: the others see no trace of it, and it is not presented', () => {
  const readers = { people: ['d3'], delegations: ['Tổ 1'] };
  const described = { ...documentById(state, 'moi')!, access: 'named', readers, confidential: true };
  assert.is(give({ type: 'describe-document', document: described, items: ['i2'] }), 'done');
  assert.not.match(JSON.stringify(viewOf(state, 'delegates')), /moi/);
  const reads = (id: string) => ownViewOf(state, id as never).documents.map(({ document }) => document.id);
  assert.equal(reads('d3'), ['moi']);
  assert.equal(reads('d1'), ['moi'], 'of the delegation named');
  assert.equal(reads('d2'), []);
  assert.is(give({ type: 'start-presentation', document: 'moi' }, chair()), 'document-for-few');
  assert.is(
    give({ type: 'describe-document', document: { ...described, access: 'public' }, items: [] }),
    'confidential-not-public',
  );
});

test('everyone may be asked to follow, not twice at once, and only to something', () => {
  assert.is(give({ type: 'ask-to-follow' }, chair()), 'not-presenting');
  give({ type: 'start-presentation', document: 'open' }, chair());
  assert.is(give({ type: 'ask-to-follow' }, chair()), 'done');
  assert.is(give({ type: 'ask-to-follow' }, chair()), 'asked-already');
  assert.is(give({ type: 'ask-to-follow' }, actorOf(state, 'd2')), 'not-allowed');
  assert.is(viewOf(state, 'delegates').presentation.askedAt, now - 20);
});

test('paper that nobody printed: pages of each document for each delegate and guest who may read it, from when it is sent', () => {
  const sitting = new Sitting();
  assert.is(pagesDelivered(sitting.state), 0);
  sitting.do('s0', { type: 'send-agenda' } as Command);
  // Nine delegates and two guests; twelve pages for anyone, five for the hall.
  assert.is(pagesDelivered(sitting.state), 11 * 12 + 11 * 5);
});

test.run();
