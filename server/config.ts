/** Flags and environment, in one place, checked. */
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { portNumber, siteAddress } from './flags.ts';
import { isLoopback } from './tls/loopback.ts';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export interface Config {
  port: number;
  host: string;
  data: string;
  empty: boolean;
  /** HTTPS for the hall, with a door beside it: asked for by `--lan`, or by an address that is not this machine's own. */
  lan: boolean;
  httpsPort: number;
  /** A certificate of one's own, instead of one by this installation's authority; both or none. */
  cert: string;
  key: string;
  /** The voters' site, by a process of its own; null: none. */
  publicPort: number | null;
  /** Where the world finds it: `https://hdnd.example`; empty where nobody has said. */
  publicAddress: string;
  /** A folder that holds a copy of every journal, as it grows; empty: none. */
  mirror: string;
  /** Where people reach this server from outside of the hall; empty: as it is reached here. */
  origin: string;
  /** `smtp://user:password@host:port`; empty: invitations are files to be sent by hand. */
  smtp: string;
  /** The council's mailbox; with --smtp. */
  mailFrom: string;
  logLevel: (typeof logLevels)[number];
  /** Bytes of one file that the intake takes. */
  maxUpload: number;
  help: boolean;
}

/** A flag or variable that can't be used: one sentence that names it. */
export class ConfigError extends Error {}

const flags = {
  port: { type: 'string', value: '8080', hint: 'PORT', help: 'TCP port; 0 picks a free one' },
  host: {
    type: 'string',
    value: '127.0.0.1',
    hint: 'ADDRESS',
    help: 'address to listen on; one that is not this machine’s own has HTTPS',
  },
  data: { type: 'string', value: './data', hint: 'FOLDER', help: 'where everything is kept' },
  lan: { type: 'boolean', value: 'false', hint: '', help: 'HTTPS for the whole hall, with a door on --port' },
  'https-port': { type: 'string', value: '8443', hint: 'PORT', help: 'TCP port of HTTPS, with --lan' },
  cert: { type: 'string', value: '', hint: 'FILE', help: 'a certificate of your own (PEM), with --lan' },
  key: { type: 'string', value: '', hint: 'FILE', help: 'its private key (PEM)' },
  'insecure-http': {
    type: 'boolean',
    value: 'false',
    hint: '',
    help: 'plain HTTP on any address: no secret votes, PINs in the clear; each page warns',
  },
  empty: { type: 'boolean', value: 'false', hint: '', help: 'do not load the sample session into an empty folder' },
  mirror: { type: 'string', value: '', hint: 'FOLDER', help: 'a second folder for all journals: a USB stick, a share' },
  'public-port': { type: 'string', value: '', hint: 'PORT', help: 'the voters’ site, by a process of its own' },
  'public-address': { type: 'string', value: '', hint: 'URL', help: 'where the world finds that site' },
  origin: { type: 'string', value: '', hint: 'URL', help: 'where people reach this server, for links in e-mail' },
  smtp: { type: 'string', value: '', hint: 'URL', help: 'mail server: smtp://user:password@host:port' },
  'mail-from': { type: 'string', value: '', hint: 'ADDRESS', help: 'the council’s mailbox, with --smtp' },
  'max-upload': { type: 'string', value: '200', hint: 'MB', help: 'largest file that the intake takes, megabytes' },
  'log-level': { type: 'string', value: 'warn', hint: 'LEVEL', help: logLevels.join(', ') },
} as const;
type Flag = keyof typeof flags;

const variable = (flag: Flag) => `NGHI_TRUONG_${flag.toUpperCase().replaceAll('-', '_')}`;

export const helpText = (): string =>
  [
    'Nghị Trường: npm start -- [flags]',
    '',
    ...Object.entries(flags).map(([flag, { value, hint, help }]) => {
      const usage = `  --${flag} ${hint}`.padEnd(22);
      const fallback = value === 'false' || value === '' ? '' : ` (${value})`;
      return `${usage}${help}${fallback}\n${' '.repeat(22)}or ${variable(flag as Flag)}`;
    }),
    '  --help              this text',
  ].join('\n');

interface Fields {
  'log-level': 'logLevel';
  'max-upload': 'maxUpload';
  'https-port': 'httpsPort';
  'public-port': 'publicPort';
  'public-address': 'publicAddress';
  'mail-from': 'mailFrom';
}
type OnlyAsked = 'insecure-http';
type Field<F extends Flag> = F extends keyof Fields ? Fields[F] : F;
const yesOrNo = v.pipe(
  v.picklist(['true', 'false', '1', '0'], 'must be true or false'),
  v.transform((text) => text === 'true' || text === '1'),
);
const checks: {
  [F in Flag]: v.GenericSchema<string, F extends OnlyAsked ? boolean : Config[Field<F> & keyof Config]>;
} = {
  port: portNumber,
  'https-port': portNumber,
  'public-port': v.union([
    v.pipe(
      v.literal(''),
      v.transform(() => null),
    ),
    portNumber,
  ]),
  'public-address': siteAddress,
  origin: siteAddress,
  smtp: v.union([
    v.literal(''),
    v.pipe(
      v.string(),
      v.regex(/^smtps?:\/\/[^\s]+$/, 'must begin with smtp:// or smtps://'),
      v.check(
        (text) => URL.canParse(text) && new URL(text).hostname !== '',
        'must be smtp://user:password@host:port; letters like @ / : # in a password are written %40 %2F %3A %23',
      ),
    ),
  ]),
  'mail-from': v.union([v.literal(''), v.pipe(v.string(), v.email('must be an e-mail address'))]),
  lan: yesOrNo,
  'insecure-http': yesOrNo,
  cert: v.string(),
  key: v.string(),
  host: v.pipe(v.string(), v.regex(/^[\w.:%-]+$/, 'must be an address')),
  data: v.pipe(v.string(), v.minLength(1, 'must name a folder')),
  empty: yesOrNo,
  mirror: v.string(),
  'max-upload': v.pipe(
    v.string(),
    v.regex(/^[1-9]\d{0,4}$/, 'must be a number of megabytes from 1 to 99999'),
    v.transform((text) => Number(text) * 1024 * 1024),
  ),
  'log-level': v.picklist(logLevels, `must be one of ${logLevels.join(', ')}`),
};

export function readConfig(argv: readonly string[], environment: NodeJS.ProcessEnv): Config {
  let given: Record<string, string | boolean | undefined>;
  try {
    given = parseArgs({
      args: [...argv],
      options: {
        ...Object.fromEntries(Object.entries(flags).map(([flag, { type }]) => [flag, { type }])),
        help: { type: 'boolean' },
      },
      strict: true,
      allowPositionals: false,
    }).values as typeof given;
  } catch (error) {
    throw new ConfigError(`${(error as Error).message.split('. ')[0]}. See --help.`);
  }
  const read = <F extends Flag>(flag: F): v.InferOutput<(typeof checks)[F]> => {
    const fromFlag = given[flag];
    const text = String(fromFlag ?? environment[variable(flag)] ?? flags[flag].value);
    const checked = v.safeParse(checks[flag], text);
    if (checked.success) return checked.output as v.InferOutput<(typeof checks)[F]>;
    const name = fromFlag === undefined ? variable(flag) : `--${flag}`;
    // A mail server's address holds its password.
    const shown = flag === 'smtp' ? '' : `, not “${text}”`;
    throw new ConfigError(`${name} ${checked.issues[0].message}${shown}. See --help.`);
  };
  const [cert, key, asked, insecure] = [read('cert'), read('key'), read('lan'), read('insecure-http')];
  const isSaid = given.host !== undefined || environment[variable('host')] !== undefined;
  // For the hall it listens to the hall, unless an address is said.
  const host = asked && !isSaid ? '0.0.0.0' : read('host');
  if (asked && insecure) throw new ConfigError('--lan is HTTPS, and --insecure-http is none: choose one. See --help.');
  const lan = asked || (!isLoopback(host) && !insecure);
  if ((cert === '') !== (key === '')) throw new ConfigError('--cert and --key go together. See --help.');
  if (cert !== '' && !lan) throw new ConfigError('--cert is for --lan. See --help.');
  const [smtp, mailFrom] = [read('smtp'), read('mail-from')];
  if ((smtp === '') !== (mailFrom === '')) throw new ConfigError('--smtp and --mail-from go together. See --help.');
  return {
    port: read('port'),
    origin: read('origin'),
    smtp,
    mailFrom,
    host,
    lan,
    httpsPort: read('https-port'),
    publicPort: read('public-port'),
    publicAddress: read('public-address'),
    cert,
    key,
    data: read('data'),
    empty: read('empty'),
    mirror: read('mirror'),
    maxUpload: read('max-upload'),
    logLevel: read('log-level'),
    help: given.help === true,
  };
}
