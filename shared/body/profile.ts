/** Who a body is: its name, what kind of body, what it belongs to; and the rules that its meetings begin with. */
import * as v from 'valibot';
import { BodyId, ContentHash, line } from '../ids.ts';
import { Procedure, type ProcedurePart, timeZone } from '../procedure.ts';
import { reject, rowsOf } from '../rulebook/rulebook.ts';
import { LONGEST_TEMPLATE, unknownPlaceholders } from './invitation-template.ts';
import { office } from './office.ts';

/** HĐND tỉnh · HĐND xã · UBND · Thường trực HĐND · Ban của HĐND · cơ quan khác */
export const bodyKinds = [
  'provincial-council',
  'communal-council',
  'peoples-committee',
  'standing',
  'committee',
  'other',
] as const;
export type BodyKind = (typeof bodyKinds)[number];

/** Colours that white text is read on: each is given in the stylesheet, with a contrast of 4.5 and more. */
export const bodyColours = ['blue', 'red', 'green', 'teal', 'purple', 'brown'] as const;

export const Look = v.strictObject({
  colour: v.optional(v.picklist(bodyColours), 'blue'),
  emblem: v.optional(v.union([v.literal(''), ContentHash]), ''),
  /** What a group of delegates is called: Tổ, Đoàn. */
  delegationWord: v.optional(v.picklist(['to', 'doan']), 'to'),
});
export type Look = v.InferOutput<typeof Look>;

export const SignIn = v.strictObject({
  /** On how many devices a delegate or guest may be at once; the office may on any number. */
  devices: v.optional(v.picklist(['one', 'several']), 'one'),
  /** Whether a device may stay signed in beyond the day. */
  stays: v.optional(v.boolean(), true),
});
export type SignIn = v.InferOutput<typeof SignIn>;

/** Its site for voters. */
export const VotersSite = v.strictObject({
  /** Whether anyone may read its agendas, public documents and results, without a login. */
  isOn: v.optional(v.boolean(), false),
});
export type VotersSite = v.InferOutput<typeof VotersSite>;

const signingText = (longest: number) => v.optional(v.pipe(v.string(), v.trim(), v.maxLength(longest)), '');

export const BodyProfile = v.strictObject({
  name: line(200),
  kind: v.picklist(bodyKinds),
  /** The body that it is part of: a council's committee, its standing body. */
  parent: v.optional(v.nullable(BodyId), null),
  /** Mã định danh cơ quan (Decision 20/2020/QĐ-TTg); empty where there is none. */
  agencyCode: v.optional(v.pipe(v.string(), v.maxLength(40)), ''),
  timeZone: v.optional(timeZone, 'Asia/Ho_Chi_Minh'),
  /** How the body looks: its colour on tablets and screens, its emblem (a picture of its own, by hash), its words. */
  look: v.optional(Look, {}),
  /** How its people sign in. */
  signIn: v.optional(SignIn, {}),
  site: v.optional(VotersSite, {}),
  /** The letters of its papers' symbols: "HĐND". */
  letters: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(20)), 'HĐND'),
  /** Who signs its invitations, until somebody says otherwise. */
  signing: v.optional(
    v.strictObject({ authority: signingText(200), signerTitle: signingText(120), signer: signingText(120) }),
    {},
  ),
  /** The words of its invitations, with places that the meeting fills in; empty: the official form. */
  invitationText: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(LONGEST_TEMPLATE)), ''),
  /** What the office is told of who has opened a document: how many, or who. */
  reading: v.optional(v.picklist(['numbers', 'names']), 'numbers'),
  /** What printing a page costs the council, đồng; 0: nobody has said. */
  pagePrice: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000)), 0),
});
export type BodyProfile = v.InferOutput<typeof BodyProfile>;

export interface ProfilePart extends ProcedurePart {
  /** Empty before the log's first event. */
  id: BodyId | '';
  profile: BodyProfile;
}

export type ProfileEvent =
  | { type: 'body-created'; at: number; body: BodyId; profile: BodyProfile; procedure: Procedure }
  | { type: 'profile-changed'; at: number; profile: BodyProfile }
  | { type: 'procedure-set'; at: number; procedure: Procedure };

const command = rowsOf<ProfilePart, ProfileEvent>();

export const profileCommands = {
  'create-body': command(
    ['system'],
    { body: BodyId, profile: BodyProfile, procedure: Procedure },
    (state, { body, profile, procedure }, { now }) =>
      state.id === '' ? [{ type: 'body-created', at: now, body, profile, procedure }] : reject('body-exists'),
  ),
  'change-profile': command(office, { profile: BodyProfile }, (state, { profile }, { now }) => {
    if (profile.parent === state.id) return reject('wrong-place');
    if (unknownPlaceholders(profile.invitationText).length > 0) return reject('unknown-placeholder');
    return JSON.stringify(profile) === JSON.stringify(state.profile)
      ? reject('nothing-changed')
      : [{ type: 'profile-changed', at: now, profile }];
  }),
  /** Meetings that are planned from now on begin with it; those that are planned already keep theirs. */
  'set-procedure': command(office, { procedure: Procedure }, (_state, { procedure }, { now }) => [
    { type: 'procedure-set', at: now, procedure },
  ]),
};

/** What a body's earlier log does not say of it has its default. */
export const upcastProfile = (profile: BodyProfile): BodyProfile => v.parse(BodyProfile, profile);

export function evolveProfile<State extends ProfilePart>(state: State, event: ProfileEvent): State {
  switch (event.type) {
    case 'body-created':
      return { ...state, id: event.body, profile: event.profile, procedure: event.procedure };
    case 'profile-changed':
      return { ...state, profile: event.profile };
    case 'procedure-set':
      return { ...state, procedure: event.procedure };
    default:
      return state;
  }
}
