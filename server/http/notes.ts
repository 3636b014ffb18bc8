/** One's own notes: opened by the PIN, synchronised between one's devices, and nobody else's business. */
import { json, type Request, Router } from 'express';
import * as v from 'valibot';
import { line } from '../../shared/ids.ts';
import { NotesChanges } from '../../shared/notes.ts';
import type { Logins } from '../identity/logins.ts';
import { type NotesVault, TooManyNotes } from '../notes/vault.ts';
import { parsed, Refused } from './errors.ts';
import { personOf, signedIn, tokenIn } from './middleware.ts';

export interface NotesOptions {
  logins: Logins;
  notes: NotesVault;
  /** Checks someone's PIN, as often as a card may be tried; throws `Refused`. */
  checkPin: (person: string, pin: string, request: Request) => Promise<void>;
}

export function notesRouter({ logins, notes, checkPin }: NotesOptions): Router {
  const router = Router();
  router.use(json({ limit: '4mb' }));
  router.use(signedIn(logins));

  /** A login by link or on trial knows no PIN; this gives it one's notes. */
  router.post('/open', async (request, response) => {
    const [person, token] = [personOf(response), tokenIn(response)];
    const { pin } = parsed(v.strictObject({ pin: line(20) }), request.body);
    await checkPin(person, pin, request);
    await logins.keepSecret(token, await notes.keyOf(person, pin));
    response.json({});
  });

  router.post('/sync', async (request, response) => {
    const [person, token] = [personOf(response), tokenIn(response)];
    const { since, notes: changes } = parsed(NotesChanges, request.body);
    const key = await logins.secretOf(token);
    if (!key) throw new Refused('notes-locked');
    try {
      const answer = await notes.sync(person, key, since, changes);
      if (!answer) throw new Refused('notes-locked');
      response.json(answer);
    } catch (error) {
      if (error instanceof TooManyNotes) throw new Refused('too-large');
      throw error;
    }
  });
  return router;
}
