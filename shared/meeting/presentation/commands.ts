/** Presenting, turning, handing over, asking the hall to follow. */

import * as v from 'valibot';
import { DocumentId, PersonId } from '../../ids.ts';
import { chairsSide, conducts, inHall } from '../../people/roles.ts';
import type { PeoplePart } from '../../people/roster.ts';
import { type Context, type Outcome, reject, rowsOf } from '../../rulebook/rulebook.ts';
import { documentById } from '../documents/queries.ts';
import type { DocumentsPart } from '../documents/state.ts';
import type { PhasePart } from '../phase/state.ts';
import { mayPresent, shownPage } from './queries.ts';
import type { PresentationEvent, PresentationPart } from './state.ts';

type Needs = PeoplePart & PhasePart & DocumentsPart & PresentationPart;
type Follows = PresentationEvent;
const command = rowsOf<Needs, Follows>();

/** Asking again within this time would only be a nuisance. */
const ASK_AGAIN_MS = 5000;

const presenters = [...chairsSide, ...inHall] as const;

const page = v.pipe(v.number(), v.integer(), v.minValue(1));

/** For commands that only a presenter may give, and only before the meeting is closed. */
const asPresenter =
  <Fields>(decide: (state: Needs, fields: Fields, context: Context) => Outcome<Follows>) =>
  (state: Needs, fields: Fields, context: Context): Outcome<Follows> => {
    if (!mayPresent(state, context.actor)) return reject('not-allowed');
    return state.phase === 'closed' ? reject('meeting-closed') : decide(state, fields, context);
  };

export const presentationCommands = {
  'start-presentation': command(
    presenters,
    { document: DocumentId, page: v.optional(page) },
    asPresenter((state, { document: id, page = 1 }, { now }) => {
      const document = documentById(state, id);
      if (!document) return reject('no-such-document');
      // What only some may read is not for the hall's screens.
      if (document.access === 'named') return reject('document-for-few');
      if (page > document.pages) return reject('no-such-page');
      return [{ type: 'presentation-started', at: now, document: id, page }];
    }),
  ),

  'turn-page': command(
    presenters,
    { page },
    asPresenter((state, { page }, { now }) => {
      const shown = shownPage(state);
      if (!shown) return reject('not-presenting');
      if (page > shown.document.pages) return reject('no-such-page');
      return [{ type: 'page-turned', at: now, page }];
    }),
  ),

  'stop-presentation': command(
    presenters,
    {},
    asPresenter((state, _, { now }) =>
      state.presentation.shown ? [{ type: 'presentation-stopped', at: now }] : reject('not-presenting'),
    ),
  ),

  /** Hands the presentation to a delegate or guest, or takes it back (null); document and page stay. */
  'hand-presentation': command(conducts, { to: v.nullable(PersonId) }, (state, { to }, { now }) => {
    if (to !== null && !state.people.some((person) => person.id === to)) return reject('no-such-person');
    return [{ type: 'presentation-handed', at: now, to }];
  }),

  /** Asks everyone to follow the hall's page: each tablet shows the question, and each delegate decides. */
  'ask-to-follow': command(conducts, {}, (state, _, { now }) => {
    if (!state.presentation.shown) return reject('not-presenting');
    const { askedAt } = state.presentation;
    if (askedAt !== null && now - askedAt < ASK_AGAIN_MS) return reject('asked-already');
    return [{ type: 'following-asked', at: now }];
  }),
};
