/** The documents of the meetings, as their readers ask for them; and changes to them, prepared or live. */
import { createHash, randomBytes } from 'node:crypto';
import * as v from 'valibot';
import type { DocumentId, PersonId } from '../../shared/ids.ts';
import { type Command, commandRule } from '../../shared/meeting/commands.ts';
import { isVersionOf, mayRead } from '../../shared/meeting/documents/queries.ts';
import type { DocumentEntry } from '../../shared/meeting/documents/state.ts';
import { chairsSide, hasRole, type Role } from '../../shared/people/roles.ts';
import type { Chamber } from '../live/chamber.ts';
import type { Answered, MeetingHost } from '../live/meeting-host.ts';
import type { Registry } from '../registry/registry.ts';

export type Access = 'yes' | 'no' | 'unknown';

/** Whether someone, or anyone, may read a document of a meeting. */
function isOpenTo({ state }: MeetingHost, person: PersonId | null): (document: DocumentEntry) => boolean {
  const reader = state.people.find(({ id }) => id === person);
  return (document) =>
    (document.access === 'public' && !state.private) || (reader !== undefined && mayRead(document, reader));
}

export class Library {
  constructor(
    readonly chamber: Chamber,
    readonly registry: Registry,
  ) {}

  /** The documents of every meeting, live or prepared; those of a live one as they are now. */
  all(): DocumentEntry[] {
    const live = this.chamber.hosts.flatMap((host) => host.state.documents);
    const ids = new Set<string>(this.chamber.hosts.map(({ definition }) => definition.id));
    return [...live, ...this.registry.data.meetings.flatMap((one) => (ids.has(one.id) ? [] : one.documents))];
  }

  rolesOf(person: PersonId | null, host = this.chamber.current): readonly Role[] {
    return host?.state.people.find(({ id }) => id === person)?.roles ?? [];
  }
  /** Whether someone prepares documents: the chair's side of the meeting that is on. */
  prepares(person: PersonId | null, host = this.chamber.current): boolean {
    return hasRole(this.rolesOf(person, host), chairsSide);
  }

  /** The document, now or earlier, of a content, as far as someone may read it. */
  find(hash: string, person: PersonId | null): { access: Access; document?: DocumentEntry } {
    let access: Access = 'unknown';
    for (const host of this.chamber.hosts) {
      const versions = host.state.documents.filter((document) => isVersionOf(document, hash));
      const document = versions.find(isOpenTo(host, person));
      if (document) return { access: 'yes', document };
      if (versions.length > 0) access = 'no';
    }
    return { access };
  }

  /** What someone may read of a meeting. */
  readable(host: MeetingHost, person: PersonId | null): DocumentEntry[] {
    return host.state.documents.filter(isOpenTo(host, person));
  }

  /** The id of the document that a file on its way in becomes: always the same. */
  idFor(entry: string): DocumentId {
    return `tl-${createHash('sha256').update(entry).digest('hex').slice(0, 12)}` as DocumentId;
  }

  /**
   * Changes the documents of a meeting in someone's name; before it begins in the registry, then in its journal.
   * @param id of the command: the same again is carried out once
   */
  change(
    host: MeetingHost,
    command: Command,
    by: PersonId | null,
    id = `documents-${randomBytes(9).toString('base64url')}`,
  ): Promise<Answered> {
    const actor = { person: by, roles: ['system' as const] };
    const { type, ...fields } = command;
    const checked = v.safeParse(commandRule(type).fields, fields);
    if (!checked.success) return Promise.resolve({ accepted: false, code: 'malformed' });
    const whole = { type, ...(checked.output as object) } as Command;
    return host.prepare(id, whole, actor, (definition) =>
      this.registry.update((data) => ({
        ...data,
        meetings: data.meetings.map((one) => (one.id === definition.id ? definition : one)),
      })),
    );
  }
}
