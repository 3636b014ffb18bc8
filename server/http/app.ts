/** Express: one router a topic, headers that keep every page to its own origin, and the built pages. */
import { join } from 'node:path';
import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import sirv from 'sirv';
import { meetingsOn } from '../../shared/body/meetings.ts';
import { office } from '../../shared/body/office.ts';
import { isOn } from '../../shared/meeting/phase/queries.ts';
import { chairsSide } from '../../shared/people/roles.ts';
import type { Bodies } from '../bodies/bodies.ts';
import { isForeign } from '../identity/origin.ts';
import type { Meetings } from '../meetings/meetings.ts';
import { castRouter, issueRouter } from './ballots.ts';
import { type BodiesOptions, bodyRouter } from './bodies.ts';
import { type CardsOptions, cardsRouter } from './cards.ts';
import { type DocumentsOptions, documentsRouter } from './documents.ts';
import { answerErrors, notFound, Refused } from './errors.ts';
import { type HandInOptions, handInRouter } from './hand-in.ts';
import { type IdentityOptions, identityRouter, pinCheck } from './identity.ts';
import { type IntakeOptions, intakeRouter } from './intake.ts';
import { answerRouter, type InvitationsOptions, invitationsRouter, invitedRouter } from './invitations.ts';
import { type ManageOptions, manageRouter } from './manage.ts';
import { asRole, inBody, inMeeting, signedIn } from './middleware.ts';
import { type MyLoginsOptions, myLoginsRouter } from './my-logins.ts';
import { notesRouter } from './notes.ts';
import { healthRouter, type OperationOptions, operationRouter } from './operation.ts';
import { type PapersOptions, papersRouter } from './papers.ts';
import { type PlanningOptions, planningRouter } from './planning.ts';
import { type QuestionsOptions, questionsRouter } from './questions.ts';
import { limitRates } from './rates.ts';
import { type ReadingOptions, readingRouter } from './reading.ts';
import { type RecordOptions, recordRouter } from './record.ts';
import { type RehearsalsOptions, rehearsalsRouter } from './rehearsals.ts';
import { type SearchOptions, searchRouter } from './search.ts';
import { onlySetup, type SetupOptions, setupRouter } from './setup.ts';

export interface AppOptions
  extends BodiesOptions,
    CardsOptions,
    DocumentsOptions,
    IdentityOptions,
    IntakeOptions,
    ManageOptions,
    MyLoginsOptions,
    OperationOptions,
    RecordOptions,
    PapersOptions,
    QuestionsOptions,
    ReadingOptions,
    PlanningOptions,
    HandInOptions,
    InvitationsOptions,
    RehearsalsOptions,
    SearchOptions,
    SetupOptions {
  version: string;
  /** The folder of the built pages. */
  pages: string;
  log: Logger;
  /** Numbers for /healthz that only the wire knows. */
  wire: () => { clients: number; refused: object };
  bodies: Bodies;
  meetings: Meetings;
}

/** Pages may load, run and talk to nothing but this server; pdf.js' decoders are WebAssembly. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    'default-src': ["'self'"],
    'script-src': ["'self'", "'wasm-unsafe-eval'"],
    'style-src': ["'self'"],
    // Lit's and pdf.js' inline style attributes (a page's size); no style sheet.
    'style-src-attr': ["'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'", 'data:'],
    'worker-src': ["'self'", 'blob:'],
    'connect-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-src': ["'self'"],
    'frame-ancestors': ["'self'"],
  },
};

export function createApp(options: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(
    helmet({
      contentSecurityPolicy,
      strictTransportSecurity: false, // it would close the door, which speaks plain HTTP under the same name
      xFrameOptions: { action: 'sameorigin' },
      referrerPolicy: { policy: 'no-referrer' },
      originAgentCluster: true,
    }),
  );

  app.use(healthRouter(options));
  app.use(onlySetup(options.setup));

  // Numbers only: whoever asks is nobody in particular.
  app.get('/healthz', (_request, response) => {
    const { bodies, meetings, version, wire } = options;
    const listed = bodies.all.flatMap(({ state }) => meetingsOn(state));
    response.json({
      status: 'ok',
      version,
      bodies: bodies.all.length,
      meetings: { listed: listed.length, on: listed.filter(isOn).length, awake: meetings.awake.length },
      ...wire(),
    });
  });

  const onlyFromOurPages: RequestHandler = (request, _response, next) => {
    // The cookie is SameSite=Strict; this holds also where a browser forgets it.
    if (isForeign(request.headers)) throw new Refused('foreign-origin');
    next();
  };
  const rates = limitRates(options.logins);
  const api = express.Router();
  api.use(onlyFromOurPages);
  api.use(rates);
  api.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  api.use('/notes', notesRouter({ ...options, checkPin: pinCheck(options) }));
  const isSignedIn = signedIn(options.logins);
  // A spreadsheet of people comes in as one command, so that none of it is half done.
  api.use('/bodies/:body/commands', isSignedIn, express.json({ limit: '4mb' }));
  // A picture, and a change to a paper, are read where they are kept, by their own limits.
  const json = express.json({ limit: '64kb' });
  api.use((request, response, next) =>
    /^\/bodies\/[^/]+\/(?:pictures|meetings\/[^/]+\/papers\/[^/]+)$/.test(request.path)
      ? next()
      : json(request, response, next),
  );
  api.use('/setup', setupRouter(options));
  api.use('/manage', manageRouter(options));
  api.use('/hand-in/:token', handInRouter(options));
  api.use('/answer/:token', answerRouter(options));
  api.use(['/me/logins', '/me/passkeys'], isSignedIn);
  api.use('/me', myLoginsRouter(options));
  api.use(identityRouter(options));
  const side = asRole(chairsSide);
  const meeting = express.Router({ mergeParams: true });
  meeting.use(inMeeting(options.meetings));
  meeting.use('/ballots', issueRouter());
  meeting.use('/search', searchRouter(options));
  meeting.use('/planning/invitations', side, invitationsRouter(options));
  meeting.use('/planning', side, planningRouter(options));
  meeting.use('/invitation', invitedRouter(options));
  meeting.use('/questions', questionsRouter(options));
  meeting.use('/reading', readingRouter(options));
  meeting.use('/intake', side, intakeRouter(options));
  meeting.use('/record', side, recordRouter(options));
  meeting.use('/papers', side, papersRouter(options));
  meeting.use('/rehearsals', side, rehearsalsRouter(options));
  meeting.use(notFound);
  api.use('/bodies/:body/meetings/:meeting', isSignedIn, meeting);
  api.use('/bodies/:body/cards', isSignedIn, inBody(options.bodies), asRole(office), cardsRouter(options));
  api.use('/bodies/:body/operation', isSignedIn, inBody(options.bodies), asRole(office), operationRouter(options));
  api.use('/bodies/:body', isSignedIn, inBody(options.bodies), bodyRouter(options));
  api.use(notFound);
  app.use('/api', api);
  // Outside of /api: who casts a secret ballot is asked for nothing.
  app.use('/cast', onlyFromOurPages, rates, castRouter(options));
  app.use('/documents', documentsRouter(options));

  // Pages are given whole: nobody asks for a part of one but to see what happens.
  app.use((request, _response, next) => {
    delete request.headers.range;
    next();
  });
  app.use(
    sirv(options.pages, {
      brotli: true,
      etag: true,
      setHeaders: (response, path) => {
        const isNamedByContent = path.startsWith('/assets/');
        response.setHeader('Cache-Control', isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    }),
  );
  app.use(notFound);
  app.use(answerErrors(options.log));
  return app;
}

export const pagesFolder = (project: string): string => join(project, 'build', 'client');
