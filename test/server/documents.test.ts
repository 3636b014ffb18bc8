/** Documents over HTTP: received piece by piece, unpacked, confirmed, read by whom they are for, replaced, searched. */

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync, deflateSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findConverter } from '../../server/documents/conversion.ts';
import type { IntakeNews } from '../../shared/intake.ts';
import type { Found } from '../../shared/search.ts';
import { numbered, ordinary } from '../documents/hostile-files.ts';
import { chairCode, here, inMeeting, journalOf, newFolder, RunningServer, remove, sample } from './running-server.ts';
import { WireClient } from './wire-client.ts';

const documents = suite('documents');
let server: RunningServer;
let clerk: string;
let delegate: string;
const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../../fixtures/documents', name));

documents.before(async () => {
  server = await RunningServer.start(newFolder(), ['--port', '0', '--max-upload', '2']);
  clerk = await server.signIn('TK01');
  delegate = await server.signIn('DB05');
});
documents.after(async () => {
  await server.stop();
  remove(server.folder);
});

async function ask<Answer = Record<string, unknown>>(
  method: string,
  path: string,
  token: string,
  body?: object | Buffer,
): Promise<{ status: number; body: Answer; headers: Headers }> {
  const isBytes = Buffer.isBuffer(body);
  const response = await fetch(server.url + path, {
    method,
    headers: {
      Authorization: `Bearer ${token}`,
      ...(body ? { 'Content-Type': isBytes ? 'application/octet-stream' : 'application/json' } : {}),
    },
    ...(body ? { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) } : {}),
  });
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, body: (isJson ? await response.json() : {}) as Answer, headers: response.headers };
}
const announce = async (name: string, bytes: number, more: object = {}) =>
  (await ask<{ id: string }>('POST', inMeeting('/intake'), clerk, { name, bytes, ...more })).body.id;
async function upload(name: string, content: Buffer, more: object = {}): Promise<string> {
  const id = await announce(name, content.length, more);
  assert.is((await ask('PUT', inMeeting(`/intake/${id}/bytes?from=0`), clerk, content)).status, 200);
  return id;
}
const news = async () => (await ask<IntakeNews>('GET', inMeeting('/intake'), clerk)).body;
/** Waits until nothing is being examined any more. */
async function examined(): Promise<IntakeNews> {
  for (let tries = 0; tries < 600; tries += 1) {
    const now = await news();
    if (!now.entries.some(({ state }) => state.phase === 'waiting')) return now;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The intake did not come to an end.');
}
const described = (title: string, more: object = {}) => ({
  document: { title, kind: 'report', access: 'hall', ...more },
  items: ['nd3'],
});
async function take(id: string, body: object = {}): Promise<string> {
  const taken = await ask<{ document: string }>('POST', inMeeting(`/intake/${id}/take`), clerk, body);
  assert.is(taken.status, 201, JSON.stringify(taken.body));
  return taken.body.document;
}

documents('only those who prepare the meeting may bring files in', async () => {
  assert.is((await ask('GET', inMeeting('/intake'), delegate)).status, 403);
  assert.is((await fetch(server.url + inMeeting('/intake'))).status, 401);
  assert.is((await ask('POST', inMeeting('/intake'), delegate, { name: 'a.pdf', bytes: 1 })).status, 403);
});

documents('a file comes in pieces, goes on where it stopped, and is never longer than it said', async () => {
  const content = fixture('12-nq-dau-tu.pdf');
  const id = await announce('nghi-quyet.pdf', content.length);
  const half = Math.floor(content.length / 2);
  const put = (from: number, piece: Buffer) => ask('PUT', inMeeting(`/intake/${id}/bytes?from=${from}`), clerk, piece);
  assert.equal((await put(0, content.subarray(0, half))).body, { received: half });
  const wrong = await put(0, content.subarray(0, half));
  assert.is(wrong.status, 409);
  assert.is(wrong.body.code, 'wrong-offset');
  assert.is((await put(half, Buffer.alloc(content.length))).status, 413);
  assert.is((await news()).entries.find((one) => one.id === id)!.received, half, 'what was right before is still here');
  // The power is cut in the middle of it.
  await server.kill();
  server = await RunningServer.start(server.folder, ['--port', '0', '--max-upload', '2']);
  assert.is((await news()).entries.find((one) => one.id === id)!.received, half);
  assert.equal((await put(half, content.subarray(half))).body, { received: content.length });
  const entry = (await examined()).entries.find((one) => one.id === id)!;
  assert.is(entry.state.phase, 'ready');
  assert.is(entry.state.phase === 'ready' && entry.state.hash, createHash('sha256').update(content).digest('hex'));
  // It is in the sample already.
  assert.ok(entry.state.phase === 'ready' && entry.state.also.some(({ code }) => code === 'same-document'));
  assert.is((await ask('DELETE', inMeeting(`/intake/${id}`), clerk)).status, 200);
  assert.ok(existsSync(join(server.folder, 'documents', `${createHash('sha256').update(content).digest('hex')}.pdf`)));
});

documents('larger than allowed is said before a byte is sent; malformed requests are refused', async () => {
  const tooLarge = await ask('POST', inMeeting('/intake'), clerk, { name: 'a.pdf', bytes: 3 * 1024 * 1024 });
  assert.is(tooLarge.status, 413);
  assert.match(String(tooLarge.body.vi), /mức cho phép/);
  assert.is((await news()).limits.bytes, 2 * 1024 * 1024);
  for (const body of [
    {},
    { name: '', bytes: 1 },
    { name: 'a', bytes: -1 },
    { name: 'a', bytes: 1.5 },
    { name: 'a', bytes: 1, x: 1 },
  ])
    assert.is((await ask('POST', inMeeting('/intake'), clerk, body)).status, 400, JSON.stringify(body));
  assert.is((await ask('PUT', inMeeting('/intake/nothing/bytes?from=0'), clerk, Buffer.from('x'))).status, 404);
});

/** A file in a ZIP: `flags` say whether its name is UTF-8 (bit 11); `crc` stands there instead of the right one. */
interface Packed {
  name: string | Buffer;
  content: Buffer;
  flags?: number;
  crc?: number;
}
/** A ZIP of some files, made by hand: by default with names in UTF-8, as Windows and macOS write them today. */
function zipOf(files: Record<string, Buffer> | readonly Packed[]): Buffer {
  const entries: readonly Packed[] = Array.isArray(files)
    ? (files as readonly Packed[])
    : Object.entries(files).map(([name, content]) => ({ name, content: content as Buffer }));
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, flags = 0x0800, crc = crc32(content) } of entries) {
    const packed = deflateRawSync(content);
    const bytes = Buffer.from(name as string);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc, 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(bytes.length, 22);
    parts.push(Buffer.from('PK\u0003\u0004'), common, bytes, packed);
    const central = Buffer.alloc(46);
    central.write('PK\u0001\u0002');
    central.writeUInt16LE(20, 4);
    common.copy(central, 6, 0, 24);
    central.writeUInt32LE(offset, 42);
    directory.push(central, bytes);
    offset += 30 + bytes.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}
/** A PNG of one colour, two by three. */
function picture(): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.from([0, 0, 0, 2, 0, 0, 0, 3, 8, 2, 0, 0, 0]);
  const row = Buffer.from([0, 200, 30, 30, 200, 30, 30]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat([row, row, row]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

documents('a ZIP becomes its documents; what is no picture is refused as one; a broken one is refused', async () => {
  const zip = zipOf({
    'Hồ sơ/Báo cáo số 7.pdf': numbered([1, 2, 3, 4, 6]),
    'Hồ sơ/Ảnh.jpg': Buffer.from('no document'),
    '__MACOSX/._x.pdf': ordinary(),
    'thu.pdf': ordinary('Thu'),
  });
  await upload('ho-so.zip', zip);
  const broken = await upload('hong.zip', zip.subarray(0, zip.length - 30));
  const { entries } = await examined();
  assert.equal(
    entries.filter(({ from }) => from === 'ho-so.zip').map(({ name }) => name),
    ['Báo cáo số 7.pdf', 'thu.pdf', 'Hồ sơ.pdf'],
  );
  assert.equal(reasonOf(entries, 'Hồ sơ.pdf'), 'damaged');
  const report = entries.find(({ name }) => name === 'Báo cáo số 7.pdf')!.report!;
  assert.ok(report.findings.some(({ code, detail }) => code === 'page-numbers-jump' && detail === '5'));
  const refused = entries.find(({ id }) => id === broken)!.state;
  assert.is(refused.phase === 'refused' && refused.reason, 'damaged');
  assert.ok(!entries.some(({ name }) => name === 'ho-so.zip'), 'the archive itself is gone');
});

const reasonOf = (entries: IntakeNews['entries'], name: string): string => {
  const { state } = entries.find((one) => one.name === name)!;
  return state.phase === 'refused' ? state.reason : state.phase;
};

documents(
  'an archive as an office sends it: old names, archives inside, pictures, one broken; nothing is lost silently',
  async () => {
    const inner = zipOf({ 'Phụ lục.pdf': ordinary('Phu luc') });
    const oldName = Buffer.from([0x54, 0xea, 0x6e, 0x20, 0x63, 0xf2, 0x2e, 0x70, 0x64, 0x66]);
    await upload(
      'cua-so.zip',
      zipOf([
        { name: 'Quyết định.pdf', content: ordinary('Quyet dinh'), flags: 0 },
        { name: oldName, content: ordinary('Ten cu'), flags: 0 },
        { name: 'trong.zip', content: inner },
        { name: 'gãy.pdf', content: ordinary('Gay'), crc: 1 },
        { name: 'khác.rar', content: Buffer.from('Rar!') },
        { name: 'ghi chú.txt', content: Buffer.from('text') },
        { name: 'Quét/10.png', content: picture() },
        { name: 'Quét/2.PNG', content: picture() },
      ]),
    );
    const entries = (await examined()).entries.filter(({ from }) => from?.startsWith('cua-so.zip'));
    const found = Object.fromEntries(entries.map(({ name }) => [name, reasonOf(entries, name)]));
    assert.equal(found, {
      'Quyết định.pdf': 'ready',
      [new TextDecoder('windows-1258').decode(oldName).normalize('NFC')]: 'ready',
      'Phụ lục.pdf': 'ready',
      'gãy.pdf': 'damaged',
      'khác.rar': 'other-archive',
      'ghi chú.txt': 'not-a-document',
      'Quét.pdf': 'ready',
    });
    const scan = entries.find(({ name }) => name === 'Quét.pdf')!;
    assert.is(scan.report?.pages, 2);
    assert.ok(scan.state.phase === 'ready' && scan.state.also.some(({ code }) => code === 'from-pictures'));
    for (const { id } of entries) await ask('DELETE', inMeeting(`/intake/${id}`), clerk);
  },
);

documents(
  'a picture by itself is a document of one page; a RAR under the name of a PDF is said to be one',
  async () => {
    const scan = await upload('scan.png', picture());
    const rar = await upload('nen.pdf', Buffer.from('Rar!\u001a\u0007\u0001\u0000 and more', 'latin1'));
    const { entries } = await examined();
    const ready = entries.find(({ id }) => id === scan)!;
    assert.ok(ready.state.phase === 'ready' && ready.state.also.some(({ code }) => code === 'from-pictures'));
    assert.is(reasonOf(entries, entries.find(({ id }) => id === rar)!.name), 'other-archive');
    for (const id of [scan, rar]) await ask('DELETE', inMeeting(`/intake/${id}`), clerk);
  },
);

documents('a name longer than a title may be is refused before a byte is sent, with a sentence', async () => {
  const long = await ask('POST', inMeeting('/intake'), clerk, { name: `${'a'.repeat(300)}.pdf`, bytes: 10 });
  assert.is(long.status, 400);
  assert.is(long.body.code, 'name-too-long');
  assert.match(String(long.body.vi), /tên/i);
});

documents('a Word file is converted where LibreOffice is, else one sentence says so', async () => {
  const { limits } = await news();
  const id = await upload('van-ban.rtf', Buffer.from('{\\rtf1 Van ban}'));
  const { state } = (await examined()).entries.find((one) => one.id === id)!;
  if (limits.converts) assert.ok(state.phase === 'ready' && state.also.some(({ code }) => code === 'converted'));
  else assert.is(state.phase === 'refused' && state.reason, 'no-converter');
  await ask('DELETE', inMeeting(`/intake/${id}`), clerk);
});

documents('a stub in LibreOffice’s place: its PDF is taken in; when it makes none, the file is refused', async () => {
  const folder = newFolder();
  const program = join(folder, 'soffice');
  writeFileSync(join(folder, 'made.pdf'), ordinary('Converted'));
  const script = `#!/bin/sh\nfor last; do :; done\nwhile [ "$1" != --outdir ]; do shift; done\ncase "$(cat "$last")" in good*) cp ${folder}/made.pdf "$2/source.pdf";; *) exit 1;; esac\n`;
  writeFileSync(program, script, { mode: 0o755 });
  process.env.NGHI_TRUONG_SOFFICE = program;
  const { convert, findConverter } = await import('../../server/documents/conversion.ts');
  assert.is(findConverter(), program);
  const convertText = async (text: string) => {
    writeFileSync(join(folder, 'in.docx'), text);
    await convert(program, join(folder, 'in.docx'), 'in.docx', join(folder, 'out.pdf'));
    return readFileSync(join(folder, 'out.pdf'));
  };
  assert.equal(await convertText('good'), ordinary('Converted'));
  await convertText('bad').then(
    () => assert.unreachable('it was converted'),
    () => undefined,
  );
  delete process.env.NGHI_TRUONG_SOFFICE;
  remove(folder);
});

let id = '';
documents('confirmed before the meeting, it is prepared, and every screen has it at once', async () => {
  const tablet = await WireClient.connect(server.url, delegate);
  const entry = (await examined()).entries.find(({ name }) => name === 'thu.pdf')!;
  id = await take(entry.id, described('Báo cáo thử nghiệm'));
  // Its answer was lost on the way: asked again, it is the same document.
  assert.is(await take(entry.id, described('Báo cáo thử nghiệm')), id);
  assert.not((await news()).entries.some((one) => one.id === entry.id));
  for (let tries = 0; tries < 50 && !tablet.view?.documents.some((one) => one.id === id); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 40));
  assert.ok(tablet.view!.documents.some((one) => one.id === id));
  assert.not(tablet.view!.convened, 'the hall has not begun: it is planned, and that stands in the journal');
  assert.match(readFileSync(journalOf(server.folder), 'utf8'), /Báo cáo thử nghiệm/);
  tablet.close();
});

documents('page images and text are served to readers, immutable; other names lead nowhere', async () => {
  const { hash } = (await WireClient.connect(server.url, clerk).then((one) => {
    const found = one.view!.documents.find((document) => document.id === id)!;
    one.close();
    return found;
  }))!;
  for (const name of ['1.webp', '1-small.webp', 'text.json', 'sizes.json']) {
    const { status, headers } = await ask('GET', `/documents/${here.body}/${here.meeting}/${hash}/${name}`, delegate);
    assert.is(status, 200, name);
    assert.match(headers.get('cache-control') ?? '', /immutable/);
    assert.is((await fetch(`${server.url}/documents/${here.body}/${here.meeting}/${hash}/${name}`)).status, 401);
  }
  for (const name of ['2.webp', 'report.json', '..%2Faccounts.json', '0.webp'])
    assert.is(
      (await ask('GET', `/documents/${here.body}/${here.meeting}/${hash}/${name}`, delegate)).status,
      404,
      name,
    );
});

documents('a confidential document for one delegation: nobody else finds it, nothing keeps it', async () => {
  const entry = (await examined()).entries.find(({ name }) => name === 'Báo cáo số 7.pdf')!;
  const delegation = sample.definition.people.find((person) => person.id === 'db05')!.delegation!;
  const secret = await take(
    entry.id,
    described('Tài liệu mật', {
      access: 'named',
      confidential: true,
      readers: { people: [], delegations: [delegation] },
    }),
  );
  const mine = await WireClient.connect(server.url, delegate);
  const document = mine.own.documents.find((one) => one.document.id === secret)!.document;
  assert.not(mine.view!.documents.some((one) => one.id === secret));
  mine.close();
  const other = await server.signIn('DB06');
  const read = (token: string, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/documents/${here.body}/${here.meeting}/${document.hash}.pdf`, {
      headers: { Authorization: `Bearer ${token}`, ...headers },
    });
  const own = await read(delegate);
  assert.is(own.status, 200);
  assert.is(own.headers.get('cache-control'), 'no-store');
  assert.is((await read(delegate, { 'Sec-Fetch-Dest': 'document' })).status, 403, 'never as a file of its own');
  assert.is((await read(other)).status, 403);
  assert.is((await ask('GET', `/documents/${here.body}/${here.meeting}/${document.hash}/1.webp`, other)).status, 403);
  const search = async (token: string) =>
    (await ask<{ found: Found[] }>('GET', inMeeting(`/search?q=${encodeURIComponent('some text')}`), token)).body.found;
  assert.ok((await search(delegate)).some((found) => found.document === secret));
  assert.not((await search(other)).some((found) => found.document === secret));
});

documents('replaced during the meeting: the journal has both hashes, the old version can still be read', async () => {
  const chair = await WireClient.connect(server.url, await server.signIn(chairCode));
  const opened = await chair.give({ type: 'open-meeting', withoutQuorum: true });
  assert.ok(opened.accepted);
  const before = chair.view!.documents.find((one) => one.id === id)!.hash;
  const entry = await upload('ban-moi.pdf', ordinary('Ban moi'), { replaces: id });
  await examined();
  assert.is(await take(entry), id);
  const journal = readFileSync(journalOf(server.folder), 'utf8');
  const line = JSON.parse(journal.split('\n').find((one) => one.includes('document-replaced'))!) as {
    actor: { person: string };
    event: { from: string; document: { hash: string; earlier: { hash: string }[] } };
  };
  assert.is(line.event.from, before);
  assert.is.not(line.event.document.hash, before);
  assert.is(line.actor.person, 'tk01', 'the record says who did it');
  assert.is((await ask('GET', `/documents/${here.body}/${here.meeting}/${before}.pdf`, delegate)).status, 200);
  assert.is(
    (await ask('GET', `/documents/${here.body}/${here.meeting}/${line.event.document.hash}.pdf`, delegate)).status,
    200,
  );
  chair.close();
});

documents('nothing of what came in is left behind', async () => {
  for (const { id: entry } of (await news()).entries) await ask('DELETE', inMeeting(`/intake/${entry}`), clerk);
  assert.equal(readdirSync(join(server.folder, 'intake')), ['intake.json']);
  // Page images of the sample are made again by the new server; until then nobody is kept waiting.
  assert.ok(existsSync(join(server.folder, 'documents')));
});

documents('the same intake from the command line: one JSON line a file', () => {
  const folder = newFolder();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'tốt.pdf'), ordinary());
  writeFileSync(join(folder, 'hỏng.pdf'), '%PDF-1.7 nothing');
  const project = join(import.meta.dirname, '../..');
  writeFileSync(join(folder, 'gói.zip'), zipOf({ 'trong/một.pdf': ordinary(), 'ghi.txt': Buffer.from('no document') }));
  writeFileSync(join(folder, 'trang.doc'), '<html><body><p>Văn bản</p></body></html>');
  const names = ['tốt.pdf', 'hỏng.pdf', 'none.pdf', 'gói.zip', 'trang.doc'];
  const output = execFileSync('npm', ['--prefix', project, 'run', '--silent', 'intake', '--', ...names], {
    cwd: folder,
    encoding: 'utf8',
  });
  const lines = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  assert.equal(
    lines.map(({ file, verdict, pages, reason }) => [file, verdict, pages, reason]),
    [
      ['tốt.pdf', 'accepted', 1, null],
      ['hỏng.pdf', 'refused', null, 'damaged'],
      ['none.pdf', 'refused', null, 'not-found'],
      ['gói.zip/trong/một.pdf', 'accepted', 1, null],
      ['gói.zip/ghi.txt', 'refused', null, 'not-a-document'],
      findConverter() ? ['trang.doc', 'accepted', 1, null] : ['trang.doc', 'refused', null, 'no-converter'],
    ],
  );
  assert.equal(Object.keys(lines[0]!), ['file', 'verdict', 'pages', 'warnings', 'reason']);
  remove(folder);
});

documents.run();
