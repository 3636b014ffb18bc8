/** The documents of a meeting, as its readers ask for them; and changes to them. */
import { createHash, randomBytes } from 'node:crypto';
import type { DocumentId, PersonId } from '../../shared/ids.ts';
import { type Command, commands } from '../../shared/meeting/commands.ts';
import { isVersionOf, mayRead } from '../../shared/meeting/documents/queries.ts';
import type { DocumentEntry } from '../../shared/meeting/documents/state.ts';
import type { Actor } from '../../shared/people/roles.ts';
import { checkCommand } from '../../shared/rulebook/rulebook.ts';
import type { Answered } from '../logs/log-host.ts';
import type { MeetingContextProvider, MeetingLog } from '../meetings/meeting-log.ts';
import type { DocumentStore } from './document-store.ts';

export type Access = 'yes' | 'no' | 'unknown';

/** Whether someone, or anyone (null), may read a document of a meeting. */
function isOpenTo({ state }: MeetingLog, person: PersonId | null): (document: DocumentEntry) => boolean {
  const reader = state.people.find(({ id, isFormer }) => id === person && !isFormer);
  return (document) =>
    (document.access === 'public' && !state.private) || (reader !== undefined && mayRead(document, reader));
}

/** The document, now or earlier, of a content, as far as someone may read it. */
export function findDocument(
  log: MeetingLog,
  hash: string,
  person: PersonId | null,
): { access: Access; document?: DocumentEntry } {
  const versions = log.state.documents.filter((document) => isVersionOf(document, hash));
  const document = versions.find(isOpenTo(log, person));
  if (document) return { access: 'yes', document };
  return { access: versions.length > 0 ? 'no' : 'unknown' };
}

/** What someone may read of a meeting. */
export const readableDocuments = (log: MeetingLog, person: PersonId | null): DocumentEntry[] =>
  log.state.documents.filter(isOpenTo(log, person));

/** The id of the document that a file on its way in becomes: always the same. */
export const documentIdFor = (entry: string): DocumentId =>
  `tl-${createHash('sha256').update(entry).digest('hex').slice(0, 12)}` as DocumentId;

/**
 * Changes the documents of a meeting.
 * @param id of the command: the same again is carried out once
 */
export function changeDocuments(
  log: MeetingLog,
  command: Command,
  actor: Actor,
  id = `documents-${randomBytes(9).toString('base64url')}`,
): Promise<Answered> {
  const checked = checkCommand<Command>(commands, command);
  if ('refused' in checked) return Promise.resolve({ accepted: false, code: checked.refused });
  return log.execute(id, checked, actor);
}

/** Tells decisions on documents what the intake has found of the file that they name. */
export const examinedFiles = (store: DocumentStore): MeetingContextProvider => ({
  before(command) {
    if (command.type !== 'add-document' && command.type !== 'replace-document') return null;
    const { hash } = command.type === 'add-document' ? command.document : command;
    return Promise.all([store.report(hash), store.sizeOf(hash)]).then(([report, bytes]) =>
      report && bytes !== null ? { examined: { hash, pages: report.pages, bytes } } : {},
    );
  },
});
