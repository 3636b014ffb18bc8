/** Reads the configuration, wires the parts, starts; and ends in order. */
import { existsSync } from 'node:fs';
import { access, constants, mkdir, readFile } from 'node:fs/promises';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { type Logger, pino } from 'pino';
import qrcode from 'qrcode';
import type { MeetingDefinition } from '../shared/meeting/definition.ts';
import { Ballots } from './ballots/ballots.ts';
import { type Config, ConfigError, helpText, readConfig } from './config.ts';
import { Intake } from './documents/intake.ts';
import { Library } from './documents/library.ts';
import { Search } from './documents/search.ts';
import { Shelf } from './documents/shelf.ts';
import { createApp, pagesFolder } from './http/app.ts';
import { Tries } from './http/identity.ts';
import { tokenOf } from './http/who.ts';
import { Logins } from './identity/logins.ts';
import { FileJournal } from './journal/file-journal.ts';
import { JournalDamaged } from './journal/journal.ts';
import { Chamber } from './live/chamber.ts';
import { bootId, Clock, type ClockMark } from './live/clock.ts';
import { NotesVault } from './notes/vault.ts';
import { Gateway } from './realtime/gateway.ts';
import { openRecordKey } from './record/record-key.ts';
import { FolderHeld, lock } from './registry/lock.ts';
import { emptyRegistry, Registry } from './registry/registry.ts';
import { loadSample, projectFolder } from './registry/sample.ts';
import { FileDamaged, SyncedFile, syncFolder } from './registry/synced-file.ts';

/** One sentence about why the server can't start; nothing was touched. */
class CannotStart extends Error {}

const STOP_WITHIN_MS = 4500;
const REMAKE_AFTER_MS = 2000;

export interface RunningServer {
  url: string;
  stop: () => Promise<void>;
}

async function openRegistry(config: Config, say: (line: string) => void): Promise<Registry> {
  const path = join(config.data, 'registry.json');
  const existing = await Registry.open(path);
  if (existing) return existing;
  if (existsSync(join(config.data, 'meetings')))
    throw new CannotStart(
      `${path} is missing, but ${join(config.data, 'meetings')} holds meetings: put the registry back from a backup.`,
    );
  if (config.empty) return Registry.create(path, emptyRegistry);
  say('Đang chuẩn bị phiên họp mẫu… · Loading the sample session…');
  return Registry.create(path, await loadSample(join(config.data, 'documents')));
}

const listen = (http: HttpServer, { port, host }: Config): Promise<AddressInfo> =>
  new Promise((done, failed) => {
    http.once('error', failed);
    http.listen(port, host, () => done(http.address() as AddressInfo));
  });

const sentenceFor = (error: NodeJS.ErrnoException, config: Config): string | null => {
  if (error instanceof CannotStart || error instanceof ConfigError) return error.message;
  if (error instanceof FolderHeld)
    return `The data folder ${config.data} is held by another running server, process ${error.pid}. Stop it, or choose another folder with --data.`;
  if (error instanceof FileDamaged) {
    const what = error.message.includes('registry.json') ? 'The registry' : 'A file that the server needs';
    return `${what} is damaged (${error.message}). Put it back from a backup; nothing was changed.`;
  }
  if (error instanceof JournalDamaged)
    return `${error.message} Put the meeting's folder back from a backup; nothing was changed.`;
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${config.port} is in use. Stop what uses it, or choose another with --port.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine has no address ${config.host}. Choose another with --host.`;
    case 'EACCES':
      return error.syscall === 'listen'
        ? `Port ${config.port} needs more rights. Choose one above 1023 with --port.`
        : `The data folder ${config.data} can't be written. Give this user the right to, or choose another with --data.`;
    case 'EROFS':
    case 'EPERM':
    case 'ENOTDIR':
    case 'EEXIST':
      return `The data folder ${config.data} can't be written (${error.code}). Choose another with --data.`;
    case 'ENOSPC':
      return `The disk of the data folder ${config.data} is full. Make room, then start again.`;
    default:
      return null;
  }
};

/** Starts a server; the caller ends it with `stop`. Throws what `sentenceFor` puts into words. */
export async function start(config: Config, say: (line: string) => void = () => {}): Promise<RunningServer> {
  const log: Logger = pino({ level: config.logLevel }, pino.destination(2));
  // The port is taken first: while another holds it, the data folder stays untouched.
  const http = createServer();
  const address = await listen(http, config);
  let unlock: (() => void) | undefined;
  try {
    await mkdir(config.data, { recursive: true });
    await access(config.data, constants.W_OK | constants.X_OK);
    unlock = lock(join(config.data, 'lock'));
    return await serve(config, http, address, unlock, log, say);
  } catch (error) {
    unlock?.();
    http.close();
    throw error;
  }
}

async function serve(
  config: Config,
  http: HttpServer,
  address: AddressInfo,
  unlock: () => void,
  log: Logger,
  say: (line: string) => void,
): Promise<RunningServer> {
  const documents = resolve(config.data, 'documents');
  const meetings = join(config.data, 'meetings');
  const registry = await openRegistry(config, say);
  const logins = await Logins.open(join(config.data, 'logins.json'));
  const recordKey = await openRecordKey(join(config.data, 'record.key'));
  const clock = new Clock();
  const clockMark = new SyncedFile<ClockMark>(join(config.data, 'clock.json'));
  const boot = await bootId();
  // A mark that can't be read tells nothing; it is no reason not to start.
  const missedStep = await clock.stepSince(clockMark, boot).catch(() => clock.keep(clockMark, boot).then(() => 0));
  if (missedStep !== 0) await logins.shift(missedStep);
  /** By the folder of the meeting. */
  const ballots = new Map<string, Ballots>();
  const chamber = new Chamber({
    folder: meetings,
    openJournal: async (path, meeting) => {
      const isNew = !existsSync(path);
      const { journal, tornTail } = await FileJournal.open(path, meeting);
      if (isNew) await syncFolder(join(path, '..'));
      if (tornTail)
        say(
          `Dòng cuối của nhật ký bị ghi dở (mất điện?), đã để riêng: ${tornTail} · The journal's last line was torn (a power cut?); it was set aside.`,
        );
      return journal;
    },
    snapshotFile: (path) => new SyncedFile(path),
    openBallots: async (folder) => {
      const opened = await Ballots.open(folder, () => ballots.delete(folder));
      ballots.set(folder, opened);
      return opened;
    },
    signHead: recordKey.signHead,
    now: () => clock.now(),
    missedStep,
    warn: (message, error) => log.error({ error }, message),
  });
  await mkdir(meetings, { recursive: true });
  await syncFolder(config.data);
  const definition = registry.meeting(registry.data.current);
  if (definition) await chamber.convene(definition);

  const shelf = new Shelf(documents);
  const library = new Library(chamber, registry);
  const search = new Search(library, shelf);
  const intake = await Intake.open({
    folder: join(config.data, 'intake'),
    shelf,
    limit: config.maxUpload,
    roots: join(config.data, 'roots'),
    documents: () => library.all(),
    settled: () => {
      const host = chamber.current;
      if (host) search.warm(host).catch((error: unknown) => log.error({ error }, 'Documents could not be indexed.'));
    },
    warn: (message, error) => log.error({ error }, message),
  });

  const { version } = JSON.parse(await readFile(join(projectFolder(), 'package.json'), 'utf8')) as { version: string };
  const stepped = async (byMs: number) => {
    log.warn({ seconds: byMs / 1000 }, 'The clock of this machine was set; everything that runs goes on as it was.');
    say(
      `Đồng hồ máy chủ vừa được chỉnh ${Math.round(byMs / 1000)} giây; phiên họp vẫn tiếp tục, không ai bị mất giờ · The server's clock was set by ${Math.round(byMs / 1000)} s; the meeting goes on and nobody loses time.`,
    );
    const answers = chamber.hosts.map((host) => (host.sequence > 0 ? host.stepClock(byMs) : null));
    await Promise.all([...answers, logins.shift(byMs), clock.keep(clockMark, boot)]);
  };
  clock.onStep((byMs) => {
    stepped(byMs).catch((error: unknown) => log.error({ error }, 'A step of the clock could not be recorded.'));
  });
  const stopLooking = clock.start();
  const gateway = new Gateway({
    http,
    chamber,
    now: () => clock.now(),
    whose: ({ token, cookie }) => logins.loginOf(token ?? tokenOf({ cookie })),
    log,
  });
  http.on(
    'request',
    createApp({
      version,
      pages: pagesFolder(projectFolder()),
      log,
      registry,
      logins,
      chamber,
      meetingsFolder: meetings,
      recordKey,
      shelf,
      library,
      intake,
      search,
      ballotsOf: (meeting) => (chamber.host(meeting) ? ballots.get(join(meetings, meeting, 'ballots')) : undefined),
      notes: new NotesVault(join(config.data, 'notes')),
      tries: new Tries(),
      signOut: (login) => gateway.signOut(login),
      regather: () => gateway.regather(),
      release: (meeting) => gateway.release(meeting),
      wire: () => ({ clients: gateway.clients, refused: gateway.refused }),
    }),
  );

  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  const url = `http://${host === '0.0.0.0' || host === '[::]' ? 'localhost' : host}:${address.port}`;
  // Once the start is over: nobody waits for images that can be drawn meanwhile.
  const remaking = setTimeout(() => {
    intake.remake().catch((error: unknown) => log.error({ error }, 'Page images could not be made.'));
    for (const one of ballots.values()) one.warm();
  }, REMAKE_AFTER_MS);
  await printWelcome(url, config, registry, logins, definition, say);

  let stopping: Promise<void> | null = null;
  const stop = async () => {
    clearTimeout(remaking);
    stopLooking();
    await intake.stop();
    await chamber.stop();
    await gateway.stop();
    await clock.keep(clockMark, boot).catch(() => undefined); // the disk is full: the next start knows less
    http.closeAllConnections();
    unlock();
  };
  return { url, stop: () => (stopping ??= stop()) };
}

/** The address, and a one-time sign-in link for those who try the sample. */
async function printWelcome(
  url: string,
  config: Config,
  registry: Registry,
  logins: Logins,
  definition: MeetingDefinition | undefined,
  say: (line: string) => void,
): Promise<void> {
  say(`Nghị Trường · ${url}`);
  if (!definition) {
    say('Chưa có phiên họp nào · No meeting has been prepared yet.');
    return;
  }
  say(`${definition.council} · ${definition.title}`);
  if (!registry.data.sample) return;
  const first = (isMeant: (roles: readonly string[]) => boolean, many = 1) =>
    definition.people.filter(({ roles }) => isMeant(roles)).slice(0, many);
  const invited = [
    ...first((roles) => roles.includes('chair')).map((person) => ['Chủ tọa · chair', person] as const),
    ...first((roles) => roles.includes('secretariat')).map((person) => ['Thư ký · secretariat', person] as const),
    ...first((roles) => roles.includes('display')).map((person) => ['Màn hình · display', person] as const),
    ...first((roles) => roles.includes('delegate') && !roles.includes('chair'), 2).map(
      (person) => ['Đại biểu · delegate', person] as const,
    ),
  ];
  const tickets = await logins.issueTickets(invited.map(([, { id }]) => id));
  say('');
  say('Liên kết đăng nhập, mỗi liên kết dùng một lần · One-time sign-in links:');
  for (const [index, [label, { name }]] of invited.entries())
    say(`  ${label.padEnd(22)} ${url}/#${tickets[index]}   ${name}`);
  say('');
  say(await qrcode.toString(url, { type: 'terminal', small: true, errorCorrectionLevel: 'L' }));
  const isOpenToAll = !['127.0.0.1', '::1', 'localhost'].includes(config.host);
  if (isOpenToAll)
    say(
      'Chú ý: dữ liệu mẫu dùng mã PIN công khai, không dùng cho phiên họp thật · The sample’s PINs are public: for trying only.',
    );
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
