/** Files that go with a written question or its answer: sent by who asked and whom it is put to, seen by the clerk first. */
import { type Request, type Response, Router } from 'express';
import * as v from 'valibot';
import { isPut, questionById } from '../../shared/meeting/questions/queries.ts';
import type { Question } from '../../shared/meeting/questions/state.ts';
import type { Intake } from '../documents/intake.ts';
import { parsed, Refused } from './errors.ts';
import { Announced, receiveBytes } from './intake.ts';
import { meetingOf, personOf } from './middleware.ts';

export interface QuestionsOptions {
  intake: Intake;
}

/** Of one question, by one person, waiting at once. */
const MOST_FILES = 10;
/** A new file, never in place of one. */
const New = v.strictObject({ ...Announced.entries, replaces: v.optional(v.null(), null) });

/** Below a meeting's address, for whoever is in it. */
export function questionsRouter({ intake }: QuestionsOptions): Router {
  const router = Router();

  /** Hers: she asked it, or it is put to her. The same is said of another's and of none. */
  const hers = (request: Request, response: Response): Question => {
    const question = questionById(meetingOf(response).log.state, String(request.params.question));
    const person = personOf(response);
    const isHers = question?.person === person || (question?.to === person && isPut(question));
    if (!question || !isHers || question.status === 'withdrawn') throw new Refused('no-such-question');
    return question;
  };
  const mine = (question: Question, response: Response) => {
    const { body, id } = meetingOf(response);
    const person = personOf(response);
    return intake.entriesOf({ body, meeting: id }).filter((one) => one.question === question.id && one.by === person);
  };

  /** Those of mine that the clerk has not confirmed yet. */
  router.get('/:question/files', (request, response) => {
    const entries = mine(hers(request, response), response);
    response.json({ entries: entries.map(({ id, name, bytes, state: { phase } }) => ({ id, name, bytes, phase })) });
  });
  router.post('/:question/files', async (request, response) => {
    const question = hers(request, response);
    const { name, bytes } = parsed(New, request.body);
    if (mine(question, response).length >= MOST_FILES) throw new Refused('written-enough');
    const { body, id } = meetingOf(response);
    const entry = await intake.announce({
      ...{ name, bytes, body, meeting: id, from: question.subject, replaces: null, by: personOf(response) },
      ...{ question: question.id, ...(question.item ? { item: question.item } : {}) },
    });
    if (!entry) throw new Refused('upload-too-large');
    response.status(201).json({ id: entry.id });
  });
  router.put('/:question/files/:id/bytes', async (request, response) => {
    const id = String(request.params.id);
    if (!mine(hers(request, response), response).some((entry) => entry.id === id)) throw new Refused('no-such-upload');
    response.json(await receiveBytes(intake, id, request));
  });
  return router;
}
