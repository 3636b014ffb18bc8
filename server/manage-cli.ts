/** `npm run manage -- COMMAND`: bodies, cards and logins of a running server, for those who automate. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bodyKinds } from '../shared/body/profile.ts';
import { calledFrom } from './called-from.ts';

const usage = `npm run manage -- COMMAND [--data FOLDER]
  create-body --name NAME --secretary NAME [--kind ${bodyKinds.join('|')}] [--place PLACE]
                        tạo cơ quan và thẻ thư ký đầu tiên · a body and its first secretary's card
  new-card CODE         thẻ mới cho một mã; thẻ cũ hết hiệu lực · a new card; the old one ends
  logins                ai đang đăng nhập, trên mấy máy · who is signed in, on how many devices`;

interface Way {
  url: string;
  token: string;
}
interface Answer {
  vi?: string;
  en?: string;
  [name: string]: unknown;
}

async function ask({ url, token }: Way, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${url}/api/manage${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const answer = (await response.json()) as Answer;
  if (!response.ok) throw new Error(`${answer.vi} · ${answer.en}`);
  return answer;
}

/** @param say a line for standard output @param complain a line for standard error */
export async function run(
  argv: readonly string[],
  say: (line: string) => void,
  complain: (line: string) => void,
): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        data: { type: 'string', default: './data' },
        name: { type: 'string' },
        secretary: { type: 'string' },
        kind: { type: 'string', default: 'communal-council' },
        place: { type: 'string', default: '' },
      },
    });
    const [command, code] = positionals;
    const data = resolve(calledFrom(), values.data);
    const way = await readFile(join(data, 'manage.json'), 'utf8')
      .then((text) => JSON.parse(text) as Way)
      .catch(() => null); // no server runs on it
    const { name, secretary, kind, place } = values;
    const isMeant =
      (command === 'create-body' && name && secretary) || (command === 'new-card' && code) || command === 'logins';
    if (!isMeant) {
      complain(usage);
      return 1;
    }
    if (!way) {
      complain(
        `${data}: máy chủ chưa chạy trên thư mục này, hãy npm start trước · no server runs on it, npm start first`,
      );
      return 1;
    }
    if (command === 'create-body') {
      const made = await ask(way, '/bodies', { name, secretary, kind, place });
      say(`${way.url}/desk/?body=${made.body}`);
      say(`Mã · code ${made.code}   PIN ${made.pin}   Mật khẩu · password ${made.password}`);
    } else if (command === 'new-card') {
      const card = await ask(way, '/cards', { code });
      say(`Mã · code ${card.code}   PIN ${card.pin}${card.password ? `   Mật khẩu · password ${card.password}` : ''}`);
    } else {
      const { logins } = await ask(way, '/logins');
      for (const login of logins as { body: string; code: string; name: string; devices: number }[])
        say(`${login.code.padEnd(8)}${String(login.devices).padStart(3)}  ${login.name}  (${login.body})`);
    }
    return 0;
  } catch (error) {
    complain((error as Error).message);
    return 1;
  }
}

export async function main(argv: readonly string[]): Promise<void> {
  process.exitCode = await run(
    argv,
    (line) => void process.stdout.write(`${line}\n`),
    (line) => void process.stderr.write(`${line}\n`),
  );
}
