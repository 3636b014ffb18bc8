/** What an audience is told of an event. */

import type { DocumentsEvent, ItemDocuments } from '../documents/state.ts';
import { evolve } from '../evolve.ts';
import { questionAfter, questionOf } from '../questions/evolve.ts';
import { isOpenTo, questionById } from '../questions/queries.ts';
import type { Question, QuestionsEvent } from '../questions/state.ts';
import type { Fact, MeetingEvent, MeetingState } from '../state.ts';
import { choices } from '../voting/ballots.ts';
import { isSpoken } from '../voting/kinds.ts';
import { castIn, entriesOf, pollIn, unsigned, voteById } from '../voting/queries.ts';
import type { Audience } from './audiences.ts';
import { viewOf } from './view.ts';
import { ballotsFor, boxFor, isFor, maySee } from './visible.ts';

const phaseEvents = new Set([
  'meeting-convened',
  'meeting-described',
  'procedure-set',
  'meeting-cancelled',
  'meeting-restored',
  'meeting-opened',
  'meeting-suspended',
  'meeting-resumed',
  'meeting-closed',
]);

/** What an audience is told of an event that happened in `state` (the state before it). */
export function factsFor(event: MeetingEvent, state: MeetingState, audience: Audience): Fact[] {
  if (audience === 'public' && state.private && !phaseEvents.has(event.type)) return [];
  const forChair = audience === 'chair';
  switch (event.type) {
    case 'meeting-created':
    case 'meeting-convened':
      return [{ type: event.type, at: event.at }];
    case 'meeting-described':
      // Behind closed doors, or in the open from now on: the public begins anew with what it may see. Only before the
      // hall begins, so that what was planned is all there is.
      return audience === 'public' && event.description.private !== state.private
        ? [{ type: 'view-replaced', at: event.at, view: viewOf(evolve(state, event), audience) }]
        : [event];
    case 'ballot-cast': {
      if (forChair) return [{ ...event, marks: 'hidden' }];
      const cast = castIn(voteById(state.voting, event.vote)!) + (event.first ? 1 : 0);
      return [{ type: 'ballots-counted', at: event.at, vote: event.vote, cast }];
    }
    case 'ballot-corrected': {
      if (isSpoken(voteById(state.voting, event.vote)!)) return [event];
      return forChair ? [{ ...event, marks: 'hidden' }] : [];
    }
    case 'ballot-entered': {
      if (isSpoken(voteById(state.voting, event.vote)!)) return [event];
      if (forChair) return [{ ...event, marks: 'hidden' }];
      const cast = castIn(voteById(state.voting, event.vote)!) + 1;
      return [{ type: 'ballots-counted', at: event.at, vote: event.vote, cast }];
    }
    case 'hands-counted': {
      if (forChair) return [event];
      const cast = choices.reduce((sum, choice) => sum + event[choice], 0);
      return [{ type: 'ballots-counted', at: event.at, vote: event.vote, cast }];
    }
    case 'ballot-issued': {
      if (forChair) return [{ ...event, blinded: '', spoiled: null }];
      const issued = (pollIn(voteById(state.voting, event.vote)!, 'secret')?.issued ?? 0) + 1;
      return [{ type: 'ballots-issued', at: event.at, vote: event.vote, issued }];
    }
    case 'reissue-allowed':
      return forChair ? [event] : [];
    case 'vote-closed': {
      if (!forChair) return [{ type: event.type, at: event.at, vote: event.vote, result: null }];
      const vote = voteById(state.voting, event.vote);
      return [
        {
          ...event,
          ballots: vote?.poll?.ballots,
          entered: vote?.poll ? entriesOf(vote) : undefined,
          box: vote && boxFor(vote, event.box ? unsigned(event.box) : null),
        },
      ];
    }
    case 'vote-published': {
      const vote = voteById(state.voting, event.vote);
      if (forChair || !vote?.result || !vote.poll) return [event];
      const ballots = ballotsFor(vote, vote.poll, audience);
      const entered = entriesOf(vote);
      const hands = pollIn(vote, 'hands')?.hands;
      const box = boxFor(vote, pollIn(vote, 'secret')?.box ?? null);
      return [{ ...event, result: vote.result, ballots, entered, hands, box }];
    }
    case 'floor-requested':
      return [forChair ? event : { ...event, request: { ...event.request, note: '' } }];
    case 'text-handed-in':
      return [forChair ? event : { ...event, text: { ...event.text, text: '' } }];
    case 'document-added':
    case 'document-replaced':
    case 'document-described':
    case 'document-removed':
    case 'documents-ordered':
      return documentFacts(event, state, audience);
    case 'notice-sent':
      return forChair || (audience === 'delegates' && event.notice.to === null) ? [event] : [];
    case 'notice-withdrawn': {
      const notice = state.messages.notices.find(({ id }) => id === event.notice);
      return forChair || (audience === 'delegates' && notice?.to === null) ? [event] : [];
    }
    case 'secretariat-called':
    case 'call-ended':
    case 'invitation-answered':
    case 'draft-commented':
    case 'comment-withdrawn':
    case 'comment-settled':
    case 'item-noted':
      return forChair ? [event] : [];
    case 'invitations-sent':
      return forChair || audience === 'delegates' ? [event] : [];
    case 'question-sent':
    case 'question-withdrawn':
    case 'question-returned':
    case 'question-forwarded':
    case 'question-answered':
    case 'question-judged':
      return questionFacts(event, state, audience);
    case 'item-added': {
      const documents = event.item.documents.filter((id) => maySee(state, id, audience));
      return [{ ...event, item: { ...event.item, documents } }];
    }
    default:
      return audience === 'public' ? publicFacts(event, state) : [event];
  }
}

/** A document may come into an audience's sight, or leave it, when it is described anew. */
function documentFacts(
  event: Exclude<DocumentsEvent, { type: 'forgetting-set' }>,
  state: MeetingState,
  audience: Audience,
): Fact[] {
  if (audience === 'chair') return [event];
  const after = 'document' in event && typeof event.document === 'object' ? event.document : undefined;
  const isSeen = (id: string) => (id === after?.id ? isFor(audience, after) : maySee(state, id, audience));
  const order: ItemDocuments[] =
    'order' in event ? event.order.map(({ item, documents }) => ({ item, documents: documents.filter(isSeen) })) : [];
  const { type, at } = event;
  if (type === 'documents-ordered') return [{ type, at, order }];
  const id = typeof event.document === 'object' ? event.document.id : event.document;
  const [wasSeen, willBeSeen] = [maySee(state, id, audience), after !== undefined && isFor(audience, after)];
  if (!wasSeen && !willBeSeen) return [];
  if (wasSeen && willBeSeen) return [type === 'document-replaced' ? event : { ...event, order }];
  // Where it stood, or will stand: a change of access alone leaves the order of the items untouched.
  const items = state.agenda.items.filter(({ id: item, documents }) => {
    const changed = order.some((entry) => entry.item === item);
    return !changed && documents.includes(id as never);
  });
  const there = items.map((item) => ({ item: item.id, documents: item.documents.filter(isSeen) }));
  return [
    willBeSeen
      ? { type: 'document-added', at, document: after!, order: [...order, ...there] }
      : { type: 'document-removed', at, document: id, order: [...order, ...there] },
  ];
}

/** A question comes into an audience's sight when it is put to somebody, and leaves it when it is taken back. */
function questionFacts(event: QuestionsEvent, state: MeetingState, audience: Audience): Fact[] {
  const before = questionById(state, questionOf(event));
  const after = event.type === 'question-sent' ? event.question : before && questionAfter(before, event);
  const isSeen = (question: Question | undefined): question is Question =>
    question !== undefined && (audience === 'chair' || isOpenTo(question, audience === 'public'));
  if (isSeen(after)) return [{ type: 'question-told', at: event.at, question: after }];
  return isSeen(before) ? [{ type: 'question-hidden', at: event.at, question: before.id }] : [];
}

function publicFacts(event: MeetingEvent, state: MeetingState): Fact[] {
  switch (event.type) {
    case 'presentation-started':
      return [maySee(state, event.document, 'public') ? event : { type: 'presentation-hidden', at: event.at }];
    case 'page-turned': {
      const { shown } = state.presentation;
      const isShown = shown && maySee(state, shown.document, 'public');
      return [isShown ? event : { type: 'presentation-hidden', at: event.at }];
    }
    case 'presentation-handed':
    case 'following-asked':
      return [];
    default:
      return [event];
  }
}

/** Facts of one batch with what a later one makes needless left out: of a vote's counts only the last stays. */
export function coalesce(facts: readonly Fact[]): Fact[] {
  const seen = new Set<string>();
  return facts
    .toReversed()
    .filter((fact) => {
      if (fact.type !== 'ballots-counted' && fact.type !== 'ballots-issued') return true;
      const key = `${fact.type} ${fact.vote}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .toReversed();
}
