/** Reads the configuration, wires the parts, starts; and ends in order. */
import { access, constants, mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { type Logger, pino } from 'pino';
import { purgeDaily } from './bodies/purge.ts';
import { type Config, ConfigError, helpText, readConfig } from './config.ts';
import { openData } from './data/open.ts';
import { DocumentStore } from './documents/document-store.ts';
import { HandIns } from './documents/hand-ins.ts';
import { Intake } from './documents/intake.ts';
import { examinedFiles } from './documents/library.ts';
import { findSandbox } from './documents/sandbox.ts';
import { Search } from './documents/search.ts';
import { createApp, pagesFolder } from './http/app.ts';
import { openManaging } from './http/manage.ts';
import { setupOf } from './http/setup.ts';
import { Logins } from './identity/logins.ts';
import { Passkeys } from './identity/passkeys.ts';
import { tokenOf } from './identity/request.ts';
import { Tries } from './identity/tries.ts';
import { AnswerLinks } from './invitations/answer-links.ts';
import { Outbox } from './invitations/outbox.ts';
import { SeenInvitations } from './invitations/seen.ts';
import { answerNotYet, answerWith, type Listening, listen, reachableAt, type Secured, secured } from './listening.ts';
import { bootId, Clock, type ClockMark } from './logs/clock.ts';
import { deadlines } from './meetings/deadlines.ts';
import { listing } from './meetings/listing.ts';
import { Meetings } from './meetings/meetings.ts';
import { signedHeads } from './meetings/signed-heads.ts';
import { NotesVault } from './notes/vault.ts';
import { Metrics } from './operation/metrics.ts';
import { Mirror } from './operation/mirror.ts';
import { Papers } from './papers/papers.ts';
import { projectFolder } from './project-folder.ts';
import { Readings } from './reading/readings.ts';
import { Gateway } from './realtime/gateway.ts';
import { openRecordKey } from './record/record-key.ts';
import { beginSite } from './site/site-process.ts';
import { sentenceFor } from './start-errors.ts';
import { lock } from './storage/folder-lock.ts';
import { SyncedFile, syncFolder } from './storage/synced-file.ts';
import { printWelcome } from './welcome.ts';

const STOP_WITHIN_MS = 4500;
const REMAKE_AFTER_MS = 2000;

export interface RunningServer {
  url: string;
  stop: () => Promise<void>;
}

/** Starts a server; the caller ends it with `stop`. Throws what `sentenceFor` puts into words. */
export async function start(config: Config, say: (line: string) => void = () => {}): Promise<RunningServer> {
  const log: Logger = pino({ level: config.logLevel }, pino.destination(2));
  // The port is taken first: while another holds it, the data folder stays untouched.
  const plain = createServer();
  answerNotYet(plain);
  const address = await listen(plain, config);
  let unlock: (() => void) | undefined;
  let secure: Secured | undefined;
  try {
    await mkdir(config.data, { recursive: true });
    await access(config.data, constants.W_OK | constants.X_OK);
    unlock = lock(join(config.data, 'lock'));
    const warn = (message: string, error?: unknown) => log.error({ error }, message);
    secure = config.lan ? await secured(config, plain, warn) : undefined;
    const at: Listening = secure ?? { http: plain, address, scheme: 'http', localUrl: null, door: null };
    const running = await serve(config, at, unlock, log, say);
    if (!secure) return running;
    const { door, close } = secure;
    if (door) {
      say(`Cửa vào cho máy chưa tin cậy · door for devices that do not trust it yet: http://…:${door.port}/tin-cay`);
      say(`Dấu vân tay · fingerprint SHA-256: ${door.fingerprint}`);
    }
    const stop = async () => {
      await close();
      await running.stop();
      plain.closeAllConnections();
      plain.close();
    };
    return { url: running.url, stop };
  } catch (error) {
    unlock?.();
    await secure?.close();
    secure?.http.close();
    plain.close();
    throw error;
  }
}

async function serve(
  config: Config,
  { http, address, scheme, localUrl, door }: Listening,
  unlock: () => void,
  log: Logger,
  say: (line: string) => void,
): Promise<RunningServer> {
  const warn = (message: string, error?: unknown) => log.error({ error }, message);
  const logins = await Logins.open(join(config.data, 'logins.json'));
  const tries = await Tries.open(join(config.data, 'locks.json'));
  const mirror = config.mirror ? new Mirror(config.data, resolve(config.mirror), warn) : null;
  const recordKey = await openRecordKey(join(config.data, 'record.key'));
  const clock = new Clock();
  const clockMark = new SyncedFile<ClockMark>(join(config.data, 'clock.json'));
  const boot = await bootId();
  // A mark that can't be read tells nothing; it is no reason not to start.
  const missedStep = await clock.stepSince(clockMark, boot).catch(() => clock.keep(clockMark, boot).then(() => 0));
  if (missedStep !== 0) await logins.shift(missedStep);
  const now = () => clock.now();
  const { bodies, accounts, openMeeting } = await openData({
    folder: config.data,
    empty: config.empty,
    now,
    say,
    warn,
  });
  await syncFolder(config.data);

  const [documents, arriving, roots] = ['documents', 'intake', 'roots'].map((name) => resolve(config.data, name)) as [
    string,
    string,
    string,
  ];
  // Tried while meetings are woken: it starts a program, and nobody waits for that.
  const lookingForSandbox = findSandbox(resolve(config.data), [documents, arriving], [roots]);
  lookingForSandbox.catch(() => undefined); // awaited below
  const store = new DocumentStore(documents);
  const search = new Search(store);
  const meetings = new Meetings({
    bodies,
    openLog: openMeeting,
    // What lives beside every meeting; something new is one line more.
    services: [
      deadlines,
      signedHeads(recordKey.signHead),
      listing(bodies, warn),
      search,
      { start: (meeting) => meeting.log.provide(examinedFiles(store)) },
    ],
    missedStep,
    warn,
  });
  await meetings.wakeRunning();
  const stopPurging = purgeDaily(bodies, meetings, now, warn);

  const handIns = await HandIns.open(join(config.data, 'hand-ins.json'), now);
  const mail = join(config.data, 'mail');
  const outbox = await Outbox.open({ folder: mail, server: config.smtp, from: config.mailFrom, now, warn });
  const answerLinks = await AnswerLinks.open(join(config.data, 'answers.key'));
  const seenInvitations = await SeenInvitations.open(join(mail, 'seen.json'), now);
  const sandbox = await lookingForSandbox;
  log.info({ sandbox: sandbox.name }, 'Files are examined here.');
  const intake = await Intake.open({
    folder: arriving,
    sandbox,
    store,
    limit: config.maxUpload,
    roots,
    documents: async ({ body, meeting }) => (await meetings.get(body, meeting))?.log.state.documents ?? [],
    wantedFirst: () => meetings.documentsToCome(),
    settled: () => {
      for (const meeting of meetings.awake)
        search.warm(meeting.log).catch((error: unknown) => warn('Documents could not be indexed.', error));
    },
    warn,
  });

  const { version } = JSON.parse(await readFile(join(projectFolder(), 'package.json'), 'utf8')) as { version: string };
  const stepped = async (byMs: number) => {
    log.warn({ seconds: byMs / 1000 }, 'The clock of this machine was set; everything that runs goes on as it was.');
    say(
      `Đồng hồ máy chủ vừa được chỉnh ${Math.round(byMs / 1000)} giây; phiên họp vẫn tiếp tục, không ai bị mất giờ · The server's clock was set by ${Math.round(byMs / 1000)} s; the meeting goes on and nobody loses time.`,
    );
    const answers = meetings.awake.map((meeting) => meeting.log.stepClock(byMs));
    await Promise.all([...answers, logins.shift(byMs), clock.keep(clockMark, boot)]);
  };
  clock.onStep((byMs) => {
    stepped(byMs).catch((error: unknown) => warn('A step of the clock could not be recorded.', error));
  });
  const stopLooking = clock.start();
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  const url = `${scheme}://${host === '0.0.0.0' || host === '[::]' ? 'localhost' : host}:${address.port}`;
  const setup = setupOf(accounts);
  const managing = openManaging(config.data, localUrl ?? url);
  const gateway = new Gateway({
    http,
    bodies,
    meetings,
    now,
    whose: (request, token) => logins.loginOf(token ?? tokenOf(request)),
    log,
  });
  const metrics = new Metrics({
    clients: () => gateway.clients,
    meetingsAwake: () => meetings.awake.length,
    refused: () => gateway.refused,
  });
  let stopping: Promise<void> | null = null;
  answerWith(
    http,
    createApp({
      version,
      pages: pagesFolder(projectFolder()),
      log,
      setup,
      manageToken: managing.token,
      addresses: () => reachableAt(address, scheme),
      accounts,
      logins,
      bodies,
      meetings,
      recordKey,
      store,
      intake,
      handIns,
      papers: new Papers(),
      readings: new Readings(),
      outbox,
      answerLinks,
      seenInvitations,
      // Where nobody has said, as the hall reaches it: by its name, which stays when addresses change.
      origin: () => config.origin || (reachableAt(address, scheme).at(-1) ?? url),
      search,
      notes: new NotesVault(join(config.data, 'notes')),
      tries,
      passkeys: new Passkeys(accounts),
      door,
      now,
      signOut: gateway.signOut,
      data: config.data,
      isSecure: scheme === 'https',
      metrics,
      mirror: mirror?.state ?? null,
      sandbox: () => sandbox.name,
      connections: { of: (body) => gateway.connectionsOf(body), reload: (chosen) => gateway.reload(chosen) },
      isServing: () => stopping === null,
      wire: () => ({ clients: gateway.clients, refused: gateway.refused }),
    }),
  );

  mirror?.start();
  // Once the start is over: nobody waits for images that can be drawn meanwhile.
  const remaking = setTimeout(() => {
    intake.remake().catch((error: unknown) => warn('Page images could not be made.', error));
  }, REMAKE_AFTER_MS);
  const endSite =
    config.publicPort === null
      ? null
      : beginSite({
          data: config.data,
          port: config.publicPort,
          host: config.host,
          address: config.publicAddress,
          ready: (site) => say(`Trang cho cử tri · the voters’ site: ${site}`),
          warn,
        });
  await printWelcome({ url, config, accounts, bodies, logins, setup, addresses: reachableAt(address, scheme), say });

  const stop = async () => {
    clearTimeout(remaking);
    endSite?.();
    stopLooking();
    stopPurging();
    await outbox.stop();
    await intake.stop();
    await meetings.stop();
    await bodies.stop();
    await gateway.stop();
    await mirror?.stop();
    metrics.stop();
    await clock.keep(clockMark, boot).catch(() => undefined); // the disk is full: the next start knows less
    http.closeAllConnections();
    await managing.close();
    unlock();
  };
  return { url, stop: () => (stopping ??= stop()) };
}

/** The program: everything a person reads goes to standard output, the last line of the start is `ready <url>`. */
export async function main(argv: readonly string[], { onlyHelp = false } = {}): Promise<void> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  let config: Config | undefined;
  try {
    config = readConfig(argv, process.env);
    if (config.help || onlyHelp) return say(helpText());
    config.data = resolve(config.data);
    const server = await start(config, say);
    const stop = async (signal: string) => {
      say(`${signal}: đang dừng · stopping…`);
      setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
      await server.stop();
      process.exit(0);
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
    // What is on disk is right whatever else went wrong: the meeting goes on, the engineer is told.
    const log: Logger = pino({ level: config.logLevel }, pino.destination(2));
    process.on('uncaughtException', (error) => log.fatal({ error }, 'An unexpected error; the meeting goes on.'));
    say(`ready ${server.url}`);
  } catch (error) {
    const sentence =
      config || error instanceof ConfigError ? sentenceFor(error as Error, config ?? ({} as Config)) : null;
    process.stderr.write(`${sentence ?? (error as Error).stack}\n`);
    process.exit(1);
  }
}
