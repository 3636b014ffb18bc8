/** The sample session of fixtures/, loaded into an empty data folder. */
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { MeetingDefinition } from '../../shared/meeting/definition.ts';
import { personById } from '../../shared/people/roster.ts';
import { DocumentStore } from '../documents/document-store.ts';
import type { Account } from '../identity/accounts.ts';
import { hashSecret } from '../identity/secrets.ts';
import { projectFolder } from '../project-folder.ts';

/** The body of the sample: its cards are public, and it may be removed as a whole. */
export const SAMPLE_BODY = 'hoi-dong-nhan-dan-tinh-hai-son';

/** What fixtures/make.ts writes: one meeting, and a card for each person. */
export const Sample = v.strictObject({
  definition: MeetingDefinition,
  cards: v.array(
    v.strictObject({ person: v.string(), code: v.string(), pin: v.string(), password: v.nullable(v.string()) }),
  ),
  /** File names below fixtures/documents, by document id. */
  files: v.record(v.string(), v.string()),
});
export type Sample = v.InferOutput<typeof Sample>;

/** Checks the sample, and copies its documents under the names of their content. */
export async function readSample(documents: string): Promise<Sample> {
  const fixtures = join(projectFolder(), 'fixtures');
  const sample = v.parse(Sample, JSON.parse(await readFile(join(fixtures, 'sample.json'), 'utf8')));
  const store = new DocumentStore(documents);
  await mkdir(documents, { recursive: true });
  for (const { id, hash } of sample.definition.documents) {
    const file = join(fixtures, 'documents', sample.files[id] ?? '');
    const found = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    if (found !== hash) throw new Error(`fixtures: ${sample.files[id]} is not the file that sample.json names.`);
    await copyFile(file, store.pathOf(hash));
    await store.claim(hash);
  }
  return sample;
}

/** The cards of the sample as accounts. */
export const sampleAccounts = ({ definition, cards }: Sample): Promise<Account[]> =>
  Promise.all(
    cards.map(async ({ person, code, pin, password }): Promise<Account> => {
      const { id, name } = personById(definition, person)!;
      const [pinHash, passwordHash] = await Promise.all([
        hashSecret(pin),
        password === null ? null : hashSecret(password),
      ]);
      return { id, code, name, pin: pinHash, password: passwordHash, card: null, passkeys: [], language: 'vi' };
    }),
  );
