/**
 * The voters' site, as programs of their own: `npm run public` serves it, `npm run publish` writes it into a folder.
 * Nothing that signs anybody in, or writes a log, is a part of them.
 */
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { calledFrom } from '../called-from.ts';
import { DocumentReader } from '../documents/document-reader.ts';
import { portNumber, siteAddress } from '../flags.ts';
import { projectFolder } from '../project-folder.ts';
import { Follower } from './follower.ts';
import { Site } from './render.ts';
import { assets, SiteServer } from './serve.ts';

const usages = {
  public:
    'npm run public -- [--data FOLDER] [--public-port PORT] [--host ADDRESS] [--address https://…]   (trang cho cử tri · the voters’ site)',
  publish:
    'npm run publish -- --body ID --out FOLDER [--data FOLDER] [--address https://…]   (xuất trang cho cử tri ra thư mục · writes the voters’ site into a folder)',
};
const say = (words: string): void => void process.stderr.write(`${words}\n`);
const warn = (message: string, error?: unknown): void =>
  say(`${message}${error instanceof Error ? ` ${error.message}` : ''}`);
const pages = join(projectFolder(), 'build', 'client');

function siteOf(data: string, at: string, isStatic: boolean): Site {
  const store = new DocumentReader(join(data, 'documents'));
  return new Site({ follower: new Follower(data), store, address: at, isStatic, warn });
}

async function serve(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      data: { type: 'string', default: './data' },
      'public-port': { type: 'string', default: '8090' },
      host: { type: 'string', default: '127.0.0.1' },
      address: { type: 'string', default: '' },
    },
  });
  const port = v.safeParse(portNumber, values['public-port']);
  const base = v.safeParse(siteAddress, values.address);
  if (!port.success || !base.success) throw new Error(usages.public);
  const site = siteOf(resolve(calledFrom(), values.data), base.output, false);
  const server = new SiteServer({ site, pages, warn });
  const at = await server.listen(port.output, values.host);
  const stop = () => void server.close().then(() => process.exit(0));
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // Begun by a server of ours: it ends with it.
  process.on('disconnect', stop);
  const host = at.address.includes(':') ? `[${at.address}]` : at.address;
  process.stdout.write(`ready http://${host}:${at.port}\n`);
}

const MANIFEST = 'manifest.json';
const Manifest = v.object({ files: v.record(v.string(), v.string()) });

/** Files of a site that was written before, by their hashes; nothing where there is none. */
async function earlier(out: string): Promise<Record<string, string>> {
  try {
    return v.parse(Manifest, JSON.parse(await readFile(join(out, MANIFEST), 'utf8'))).files;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      throw new Error(`${join(out, MANIFEST)}: ${(error as Error).message}`);
    if ((await readdir(out).catch(() => [])).length > 0)
      throw new Error(`${out}: thư mục không trống, chọn thư mục khác · the folder is not empty, choose another.`);
    return {};
  }
}

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/**
 * Writes the site of one body: only what changed since the last time, and without what is not public any more.
 * @returns how many files it has, and how many were written and removed
 */
export async function publish(
  site: Site,
  body: string,
  out: string,
  progress: (share: number) => void = () => {},
): Promise<{ files: number; written: number; removed: number }> {
  const before = await earlier(out);
  const inVietnamese = await site.paths(body);
  if (inVietnamese.length === 0)
    throw new Error(`${body}: không có, hoặc chưa mở trang cho cử tri · there is none, or it has no page for voters.`);
  const isDocument = (path: string) => path.split('/').length === 4;
  const files = (await Promise.all(inVietnamese.filter(isDocument).map((path) => site.filesOf(path)))).flat();
  const inEach = [...inVietnamese, `${body}/tin.atom`, `${body}/tim-kiem.json`];
  const wanted = [...inEach.flatMap((path) => [path, `en/${path}`]), `${body}/bieu-trung`, ...files];
  const now: Record<string, string> = {};
  let written = 0;
  const put = async (name: string, content: Buffer) => {
    now[name] = sha256(content);
    if (before[name] === now[name]) return;
    await mkdir(dirname(join(out, name)), { recursive: true });
    await writeFile(join(out, name), content);
    written += 1;
  };
  await mkdir(out, { recursive: true });
  for (const [index, path] of wanted.entries()) {
    const resolved = await site.resolve(path);
    if (resolved.status === 200) {
      const content = await resolved.make();
      const name = path.endsWith('/') ? `${path}index.html` : path;
      if ('text' in content) await put(name, Buffer.from(content.text));
      else {
        // Named by what is in it: the same stamp is the same file.
        now[name] = resolved.stamp!;
        if (before[name] !== resolved.stamp) {
          await mkdir(dirname(join(out, name)), { recursive: true });
          const isHere = await copyFile(content.file, join(out, name)).then(
            () => true,
            (error: NodeJS.ErrnoException) => {
              if (error.code !== 'ENOENT') throw error;
              return false;
            },
          );
          if (isHere) written += 1;
          else delete now[name]; // an image that was not made, or an emblem that there is not
        }
      }
    }
    progress((index + 1) / wanted.length);
  }
  for (const name of Object.keys(assets)) await put(name, await readFile(join(pages, name)));
  const gone = Object.keys(before).filter((name) => !(name in now));
  for (const name of gone) await rm(join(out, name), { force: true });
  const sorted = Object.fromEntries(Object.entries(now).sort(([a], [b]) => (a < b ? -1 : 1)));
  await writeFile(join(out, MANIFEST), `${JSON.stringify({ body, files: sorted }, null, 1)}\n`);
  return { files: Object.keys(now).length, written, removed: gone.length };
}

async function publishFolder(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      body: { type: 'string' },
      out: { type: 'string' },
      data: { type: 'string', default: './data' },
      address: { type: 'string', default: '' },
    },
  });
  const base = v.safeParse(siteAddress, values.address);
  if (!values.body || !values.out || !base.success) throw new Error(usages.publish);
  const from = calledFrom();
  const out = resolve(from, values.out);
  const tenths = (share: number) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${Math.round(share * 100)} %${share === 1 ? '\n' : ''}`);
  };
  const { files, written, removed } = await publish(
    siteOf(resolve(from, values.data), base.output, true),
    values.body,
    out,
    tenths,
  );
  say(`${out}: ${files} tệp · files (+${written} −${removed})`);
}

export async function main(command: 'public' | 'publish', argv: readonly string[]): Promise<void> {
  try {
    await (command === 'public' ? serve(argv) : publishFolder(argv));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    say(code === 'EADDRINUSE' ? `Cổng đang được dùng · The port is in use: ${message}` : message);
    process.exitCode = 1;
  }
}

if (process.argv[1] === import.meta.filename) await main('public', process.argv.slice(2));
