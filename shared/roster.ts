/** Who and what a meeting has: copied into the journal's first event, so that the record explains itself. */
import * as v from 'valibot';
import { Candidate } from './ballots.ts';
import { DocumentId, ItemId, line, MeetingId, PersonId, VoteId } from './ids.ts';
import { itemKinds, Majority, Procedure } from './procedure.ts';
import { hasRole, personRoles } from './rulebook.ts';

export const documentKinds = [
  'submission',
  'report',
  'appraisal',
  'draft-resolution',
  'invitation',
  'programme',
  'other',
] as const;
/** Tờ trình · Báo cáo · Báo cáo thẩm tra · Dự thảo nghị quyết · Giấy mời · Chương trình · Tài liệu khác */
export type DocumentKind = (typeof documentKinds)[number];

export const Person = v.strictObject({
  id: PersonId,
  name: line(120),
  /** Chức vụ, as announced and shown on the screen. */
  title: v.optional(v.string(), ''),
  /** Tổ đại biểu; empty for guests and staff. */
  delegation: v.optional(v.string(), ''),
  roles: v.array(v.picklist(personRoles)),
});
export type Person = v.InferOutput<typeof Person>;

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const pages = v.pipe(v.number(), v.integer(), v.minValue(1));
const text = (longest: number) => v.optional(v.pipe(v.string(), v.maxLength(longest)), '');

export const DocumentEntry = v.strictObject({
  id: DocumentId,
  title: line(300),
  kind: v.picklist(documentKinds),
  /** Số, ký hiệu: "12/TTr-UBND". */
  symbol: text(60),
  /** Cơ quan ban hành. */
  body: text(200),
  /** Of the document: YYYY-MM-DD, or empty. */
  date: v.optional(v.pipe(v.string(), v.regex(/^(?:\d{4}-\d\d-\d\d)?$/)), ''),
  /** Người ký. */
  signer: text(120),
  language: v.optional(v.picklist(['vi', 'en']), 'vi'),
  pages,
  /** SHA-256 of the file, hexadecimal: names the file on disk and proves what was read. */
  hash,
  bytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /**
   * `public`: anyone; `hall`: delegates, guests and staff of this meeting; `named`: the chair's side and `readers`.
   */
  access: v.picklist(['public', 'hall', 'named']),
  /** Whom a `named` document is for: persons, and delegations (tổ) as they are written on the roster. */
  readers: v.optional(
    v.strictObject({
      people: v.pipe(v.array(PersonId), v.maxLength(500)),
      delegations: v.pipe(v.array(v.pipe(v.string(), v.maxLength(120))), v.maxLength(100)),
    }),
    { people: [], delegations: [] },
  ),
  /** Mật: read on the tablet with the reader's name across it, never downloaded, never offline, never public. */
  confidential: v.optional(v.boolean(), false),
  /** The versions before this one, oldest first; `until` when it was replaced, milliseconds since 1970. */
  earlier: v.optional(v.array(v.strictObject({ hash, pages, until: v.number() })), []),
});
export type DocumentEntry = v.InferOutput<typeof DocumentEntry>;

export const PlannedItem = v.strictObject({
  id: ItemId,
  parent: v.nullable(ItemId),
  title: line(300),
  kind: v.picklist(itemKinds),
  plannedMinutes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1440)),
  documents: v.array(DocumentId),
});
export type PlannedItem = v.InferOutput<typeof PlannedItem>;

/**
 * biểu quyết công khai · bỏ phiếu kín · bầu cử · lấy phiếu tín nhiệm · phiếu lấy ý kiến. What each means stands in the
 * rows of `kinds` in voting.ts.
 */
export const voteKinds = ['open', 'secret', 'election', 'confidence', 'consultation'] as const;
export type VoteKind = (typeof voteKinds)[number];

/** How an open vote is taken: on the tablets, by calling the names, by a show of hands that is counted. */
export const voteMethods = ['electronic', 'roll-call', 'show-of-hands'] as const;
export type VoteMethod = (typeof voteMethods)[number];

export const PlannedVote = v.strictObject({
  id: VoteId,
  item: ItemId,
  title: line(300),
  majority: Majority,
  kind: v.optional(v.picklist(voteKinds), 'open'),
  method: v.optional(v.picklist(voteMethods), 'electronic'),
  /** Those who stand for election, or on whom confidence is voted; in the order of the ballot paper. */
  candidates: v.optional(v.pipe(v.array(Candidate), v.maxLength(50)), []),
  /** How many are elected: as many may be marked. */
  seats: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50)), 1),
  /** Whether a consultation shows who said what. */
  named: v.optional(v.boolean(), true),
  /** Whether numbers of secret ballots are kept from the delegates: nobody can be made to show hers, nor look for it. */
  hidesNumbers: v.optional(v.boolean(), false),
});
export type PlannedVote = v.InferOutput<typeof PlannedVote>;

export const MeetingDefinition = v.strictObject({
  id: MeetingId,
  title: line(200),
  /** The body that meets: "Hội đồng nhân dân tỉnh …". */
  council: line(200),
  /** Họp kín: the public sees that there is a meeting, and nothing else (Law 2015, Art. 78.4). */
  private: v.boolean(),
  /** In the order of every list and board: by given name. */
  people: v.array(Person),
  agenda: v.array(PlannedItem),
  documents: v.array(DocumentEntry),
  votes: v.array(PlannedVote),
  procedure: Procedure,
  /** Whether tablets forget the documents once the meeting is closed. */
  forgetsDocuments: v.optional(v.boolean(), false),
});
export type MeetingDefinition = v.InferOutput<typeof MeetingDefinition>;

export const isDelegate = (person: Person): boolean => person.roles.includes('delegate');
export const isGuest = (person: Person): boolean => person.roles.includes('guest');
/** Whoever may take the floor or present: delegates and guests. */
export const isInHall = (person: Person): boolean => hasRole(person.roles, ['delegate', 'guest']);
