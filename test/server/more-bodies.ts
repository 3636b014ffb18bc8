/** More bodies on a server, each with meetings of its own; everything in them says whose it is. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { foundBody } from '../../server/bodies/founding.ts';
import { openData } from '../../server/data/open.ts';
import { DocumentStore } from '../../server/documents/document-store.ts';
import { hashSecret } from '../../server/identity/secrets.ts';
import { beginMeeting } from '../../server/meetings/beginning.ts';
import { MeetingDefinition } from '../../shared/meeting/definition.ts';
import { peoplesCouncil } from '../../shared/procedure.ts';
import type { MeetingAddress } from '../../shared/wire/addresses.ts';
import { sample } from './running-server.ts';

export const PIN = '246810';

export interface MadeBody {
  /** Stands in everything that is this body's, and in nothing else. */
  mark: string;
  body: string;
  meetings: MeetingAddress[];
  /** SHA-256 of a document that only this body has. */
  hash: string;
  /** Codes of cards: the chair, the clerk, the screen, delegates. */
  codes: { chair: string; clerk: string; screen: string; delegates: string[] };
}

/** A meeting of a body as its office would have planned it. */
export function markedMeeting(mark: string, number: number, hash: string, bytes: number): MeetingDefinition {
  const low = mark.toLowerCase();
  const delegates = Array.from({ length: 6 }, (_, at) => ({
    id: `${low}-d${at}`,
    name: `Đại biểu ${mark} ${at}`,
    delegation: `Tổ ${mark}`,
    roles: at === 0 ? ['delegate', 'chair'] : ['delegate'],
  }));
  return v.parse(MeetingDefinition, {
    id: `${low}-m${number}`,
    title: `Phiên ${number} ${mark}`,
    hall: number === 1 ? 'hoi-truong' : null,
    begins: number * 1000,
    council: `Hội đồng nhân dân xã ${mark}`,
    private: false,
    people: [
      ...delegates,
      { id: `${low}-s`, name: `Thư ký ${mark}`, roles: ['secretariat'] },
      { id: `${low}-screen`, name: `Màn hình ${mark}`, roles: ['display'] },
    ],
    agenda: ['i1', 'i2', 'i3'].map((id) => ({
      id,
      parent: null,
      title: `Nội dung ${id} ${mark}`,
      kind: 'discussion',
      plannedMinutes: 10,
      documents: id === 'i2' ? ['paper'] : [],
    })),
    documents: [{ id: 'paper', title: `Báo cáo ${mark}`, kind: 'report', pages: 3, hash, bytes, access: 'hall' }],
    votes: [{ id: 'v1', item: 'i3', title: `Biểu quyết ${mark}`, majority: peoplesCouncil.majorities.resolution }],
    procedure: peoplesCouncil,
  });
}

/** Adds bodies to a data folder that no server holds. @param meetings of each body */
export async function addBodies(folder: string, marks: readonly string[], meetings: number): Promise<MadeBody[]> {
  const pin = await hashSecret(PIN);
  const nothing = () => undefined;
  const opened = await openData({ folder, empty: false, now: Date.now, say: nothing, warn: nothing });
  const store = new DocumentStore(join(folder, 'documents'));
  mkdirSync(store.folder, { recursive: true });
  const template = readFileSync(
    join(import.meta.dirname, '../../fixtures/documents', Object.values(sample.files)[0] as string),
  );
  const made: MadeBody[] = [];
  for (const mark of marks) {
    // The same pages, another file.
    const content = Buffer.concat([template, Buffer.from(`\n% ${mark}\n`)]);
    const hash = createHash('sha256').update(content).digest('hex');
    writeFileSync(store.pathOf(hash), content);
    await store.claim(hash);
    const definitions = Array.from({ length: meetings }, (_, at) => markedMeeting(mark, at + 1, hash, content.length));
    const body = await foundBody(opened.bodies, definitions[0]!);
    for (const definition of definitions)
      await beginMeeting(
        (id) => opened.openMeeting(join(opened.bodies.folderOf(body.id), 'meetings', id), id),
        body,
        definition,
      );
    const { people } = definitions[0]!;
    const code = (id: string) => id.toUpperCase();
    await opened.accounts.put(
      people.map(({ id, name }) => ({
        id,
        code: code(id),
        name,
        pin,
        password: null,
        card: null,
        passkeys: [],
        language: 'vi' as const,
      })),
    );
    const of = (role: string) => people.filter(({ roles }) => roles.includes(role as never)).map(({ id }) => code(id));
    made.push({
      mark,
      body: body.id,
      meetings: definitions.map(({ id }) => ({ body: body.id, meeting: id })),
      hash,
      codes: {
        chair: of('chair')[0]!,
        clerk: of('secretariat')[0]!,
        screen: of('display')[0]!,
        delegates: of('delegate'),
      },
    });
  }
  await opened.bodies.stop();
  return made;
}
