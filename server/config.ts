/** Flags and environment, in one place, checked. */
import { parseArgs } from 'node:util';
import * as v from 'valibot';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export interface Config {
  port: number;
  host: string;
  data: string;
  empty: boolean;
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
    help: 'address to listen on; 0.0.0.0 for the whole hall',
  },
  data: { type: 'string', value: './data', hint: 'FOLDER', help: 'where everything is kept' },
  empty: { type: 'boolean', value: 'false', hint: '', help: 'do not load the sample session into an empty folder' },
  'max-upload': { type: 'string', value: '200', hint: 'MB', help: 'largest file that the intake takes, megabytes' },
  'log-level': { type: 'string', value: 'warn', hint: 'LEVEL', help: logLevels.join(', ') },
} as const;
type Flag = keyof typeof flags;

const variable = (flag: Flag) => `NGHI_TRUONG_${flag.toUpperCase().replace('-', '_')}`;

export const helpText = (): string =>
  [
    'Nghị Trường: npm start -- [flags]',
    '',
    ...Object.entries(flags).map(([flag, { value, hint, help }]) => {
      const usage = `  --${flag} ${hint}`.padEnd(22);
      const fallback = value === 'false' ? '' : ` (${value})`;
      return `${usage}${help}${fallback}\n${' '.repeat(22)}or ${variable(flag as Flag)}`;
    }),
    '  --help              this text',
  ].join('\n');

type Field<F extends Flag> = F extends 'log-level' ? 'logLevel' : F extends 'max-upload' ? 'maxUpload' : F;
const checks: { [F in Flag]: v.GenericSchema<string, Config[Field<F> & keyof Config]> } = {
  port: v.pipe(
    v.string(),
    v.regex(/^\d{1,5}$/, 'must be a number from 0 to 65535'),
    v.transform(Number),
    v.maxValue(65_535, 'must be a number from 0 to 65535'),
  ),
  host: v.pipe(v.string(), v.regex(/^[\w.:%-]+$/, 'must be an address')),
  data: v.pipe(v.string(), v.minLength(1, 'must name a folder')),
  empty: v.pipe(
    v.picklist(['true', 'false', '1', '0'], 'must be true or false'),
    v.transform((text) => text === 'true' || text === '1'),
  ),
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
    throw new ConfigError(`${name} ${checked.issues[0].message}, not “${text}”. See --help.`);
  };
  return {
    port: read('port'),
    host: read('host'),
    data: read('data'),
    empty: read('empty'),
    maxUpload: read('max-upload'),
    logLevel: read('log-level'),
    help: given.help === true,
  };
}
