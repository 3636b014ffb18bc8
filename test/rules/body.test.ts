/** The body's rulebook: its table of commands, its laws on random walks, and what its audiences may know. */
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import * as v from 'valibot';
import { type BodyCommand, bodyCommands, bodyRule, decideBody } from '../../shared/body/commands.ts';
import { evolveBody } from '../../shared/body/evolve.ts';
import { screenContents } from '../../shared/body/halls.ts';
import { listedMeeting, meetingIn } from '../../shared/body/meetings.ts';
import { isMemberOn } from '../../shared/body/members.ts';
import { registerKinds } from '../../shared/body/register.ts';
import { type BodyEvent, type BodyState, unbornBody } from '../../shared/body/state.ts';
import { upcastBody } from '../../shared/body/upcast.ts';
import { bodyViewOf } from '../../shared/body/views.ts';
import { type Actor, type Role, roles } from '../../shared/people/roles.ts';
import { peoplesCouncil } from '../../shared/procedure.ts';
import { isRejection } from '../../shared/rulebook/rulebook.ts';
import { holds } from './random-walk.ts';

const body = suite('body');
const canonical = (value: unknown) => JSON.stringify(value);
const system: Actor = { person: null, roles: ['system'] };
const clerk: Actor = { person: 's0' as never, roles: ['secretariat'] };

const checked = ({ type, ...fields }: BodyCommand): BodyCommand =>
  ({ type, ...(v.parse(bodyRule(type).fields, fields) as object) }) as BodyCommand;

class Office {
  state: BodyState = unbornBody;
  events: BodyEvent[] = [];
  now = 1000;
  try(actor: Actor, command: BodyCommand): string | null {
    const outcome = decideBody(this.state, checked(command), {
      now: this.now,
      sequence: this.events.length + 1,
      actor,
    });
    if (isRejection(outcome)) return outcome.rejected;
    for (const event of outcome) this.state = evolveBody(this.state, event);
    this.events.push(...outcome);
    return null;
  }
  do(actor: Actor, command: BodyCommand): this {
    const rejected = this.try(actor, command);
    if (rejected) throw new Error(`${command.type}: ${rejected}`);
    return this;
  }
}
const profile = { name: 'HĐND xã Thử', kind: 'communal-council' } as const;
const founded = () =>
  new Office().do(system, { type: 'create-body', body: 'xa-thu' as never, profile, procedure: peoplesCouncil });
const description = { title: 'Kỳ họp thứ nhất', private: false };
const plan = (meeting: string, more: object = {}): BodyCommand =>
  ({ type: 'plan-meeting', meeting, description: { ...description, ...more }, people: ['d0', 's0'] }) as never;

/** C chair, S secretariat, O operator, A administrator, Y the system itself. Written by hand. */
const table: Record<keyof typeof bodyCommands, string> = {
  'create-body': 'Y',
  'change-profile': 'CSOA',
  'restore-member': 'CSOA',
  'restore-hall': 'CSOA',
  'arrange-hall': 'CSOA',
  'set-screen': 'CSOA',
  'remove-meeting': 'CSOA',
  'restore-meeting': 'CSOA',
  'purge-removed': 'Y',
  'set-procedure': 'CSOA',
  'add-member': 'CSOAY',
  'correct-member': 'CSOA',
  'remove-member': 'CSOA',
  'import-members': 'CSOA',
  'end-membership': 'CSOA',
  'set-delegations': 'CSOA',
  'add-hall': 'CSOAY',
  'change-hall': 'CSOA',
  'remove-hall': 'CSOA',
  'plan-meeting': 'CSOAY',
  'list-meeting': 'Y',
  'unlist-meeting': 'Y',
  'take-number': 'CSOA',
  'strike-number': 'CSOA',
};
const letters: Partial<Record<Role, string>> = {
  chair: 'C',
  secretariat: 'S',
  operator: 'O',
  administrator: 'A',
  system: 'Y',
};
const member = { id: 'd0', name: 'Nguyễn Văn A', roles: ['delegate'], email: 'a@vi-du.vn' };
const hall = { id: 'h1', name: 'Hội trường', screens: ['screen'] };
const listed = { id: 'm1', title: 'Kỳ họp', private: false, phase: 'open', people: [] };
const fields: Record<keyof typeof bodyCommands, object> = {
  'create-body': { body: 'x', profile, procedure: peoplesCouncil },
  'change-profile': { profile: { ...profile, name: 'HĐND xã Khác' } },
  'set-procedure': { procedure: peoplesCouncil },
  'add-member': { member },
  'correct-member': { member },
  'remove-member': { person: 'd0' },
  'import-members': { members: [member] },
  'end-membership': { person: 'd0', until: '2026-12-31', reason: 'hết nhiệm kỳ' },
  'set-delegations': { delegations: [{ name: 'Tổ 1' }] },
  'add-hall': { hall },
  'change-hall': { hall },
  'remove-hall': { hall: 'h1' },
  'plan-meeting': { meeting: 'm1', description, people: [] },
  'restore-member': { person: 'd0' },
  'restore-hall': { hall: 'h1' },
  'arrange-hall': { hall: 'h1', plan: null },
  'set-screen': { screen: 'screen', content: 'logo' },
  'remove-meeting': { meeting: 'm1' },
  'restore-meeting': { meeting: 'm1' },
  'purge-removed': { before: 1 },
  'list-meeting': { meeting: listed },
  'unlist-meeting': { meeting: 'm1' },
  'take-number': { entry: 'entry-0001', kind: 'invitation', day: '2026-07-01', subject: 'Mời họp' },
  'strike-number': { entry: 'entry-0001', why: 'cấp nhầm' },
};

body('the hand-written table names every command, and no other', () => {
  assert.equal(Object.keys(table).sort(), Object.keys(bodyCommands).sort());
});

for (const type of Object.keys(table) as (keyof typeof bodyCommands)[])
  body(`${type}: may be given by ${table[type]}, by nobody else`, () => {
    for (const role of roles) {
      const rejected = founded().try({ person: 'x' as never, roles: [role] }, { type, ...fields[type] } as BodyCommand);
      assert.is(rejected === 'not-allowed', !table[type].includes(letters[role] ?? '-'), `${type} by ${role}`);
    }
  });

body('people come and go by their dates, and are known afterwards', () => {
  const office = founded().do(clerk, {
    type: 'add-member',
    member: { ...member, from: '2021-05-23' } as never,
  });
  assert.is(office.try(clerk, { type: 'add-member', member: member as never }), 'person-exists');
  const end = { type: 'end-membership', person: 'd0', reason: 'chuyển công tác' } as const;
  assert.is(office.try(clerk, { ...end, until: '2020-01-01' } as never), 'ends-before-it-begins');
  office.do(clerk, { ...end, until: '2026-11-30' } as never);
  const [known] = office.state.members;
  assert.ok(isMemberOn(known!, '2026-11-30'));
  assert.not(isMemberOn(known!, '2026-12-01'));
  assert.not(isMemberOn(known!, '2021-05-22'));
});

body('a hall shows what is on there, else what is next; a screen hangs in one hall; a hall in use stays', () => {
  const office = founded()
    .do(clerk, { type: 'add-hall', hall: hall as never })
    .do(clerk, plan('later', { hall: 'h1', begins: 2000 }))
    .do(clerk, plan('sooner', { hall: 'h1', begins: 1000 }))
    .do(clerk, plan('elsewhere', { begins: 1 }));
  assert.is(meetingIn(office.state, 'h1')!.id, 'sooner');
  const opened = { ...office.state.meetings[0]!, phase: 'open' as const };
  office.do(system, { type: 'list-meeting', meeting: opened });
  assert.is(meetingIn(office.state, 'h1')!.id, 'later');
  assert.is(office.try(clerk, { type: 'remove-hall', hall: 'h1' as never }), 'hall-in-use');
  const other = { ...hall, id: 'h2' } as never;
  assert.is(office.try(clerk, { type: 'add-hall', hall: other }), 'screen-elsewhere');
  for (const meeting of office.state.meetings)
    if (meeting.hall) office.do(system, { type: 'list-meeting', meeting: { ...meeting, phase: 'closed' } });
  assert.is(meetingIn(office.state, 'h1'), null, 'between meetings: the pause picture');
  office.do(clerk, { type: 'remove-hall', hall: 'h1' as never });
});

body('who was added by mistake goes, whom a meeting names stays; the last secretary stays in any way', () => {
  const office = founded()
    .do(clerk, { type: 'add-member', member: member as never })
    .do(clerk, { type: 'add-member', member: { id: 's0', name: 'Lê Thư', roles: ['secretariat'] } as never })
    .do(clerk, { type: 'add-member', member: { id: 'd1', name: 'Trần Nhầm', roles: ['delegate'] } as never })
    .do(clerk, { type: 'set-delegations', delegations: [{ name: 'Tổ 1', head: 'd1' as never }] })
    .do(clerk, plan('m1'));
  assert.is(office.try(clerk, { type: 'remove-member', person: 'd0' as never }), 'person-in-use');
  office.do(clerk, { type: 'remove-member', person: 'd1' as never });
  assert.is(office.state.delegations[0]!.head, null);
  const last = [
    { type: 'remove-member', person: 's0' },
    { type: 'end-membership', person: 's0', until: '2026-12-31', reason: 'nghỉ hưu' },
    { type: 'correct-member', member: { id: 's0', name: 'Lê Thư', roles: ['delegate'] } },
    { type: 'import-members', members: [{ id: 's0', name: 'Lê Thư', roles: ['guest'] }] },
  ];
  for (const command of last) assert.is(office.try(clerk, command as never), 'last-secretary', command.type);
  office.do(clerk, { type: 'add-member', member: { id: 's1', name: 'Vũ Văn', roles: ['secretariat'] } as never });
  office.do(clerk, last[1] as never);
});

body('what is removed can be had back for thirty days, and is gone after that', () => {
  const day = 24 * 3_600_000;
  const office = founded()
    .do(clerk, { type: 'add-member', member: member as never })
    .do(clerk, { type: 'add-hall', hall: { ...hall, screens: [] } as never })
    .do(clerk, { ...plan('m1'), people: [] } as never);
  const seats = [{ name: 'A1', x: 1, y: 1, person: member.id }];
  office
    .do(clerk, { type: 'arrange-hall', hall: hall.id as never, plan: { form: 'rows', seats } as never })
    .do(clerk, { type: 'remove-meeting', meeting: 'm1' as never })
    .do(clerk, { type: 'remove-member', person: member.id as never });
  assert.is(office.state.halls[0]!.plan!.seats[0]!.person, null, 'her seat is free');
  assert.is(listedMeeting(office.state, 'm1'), undefined);
  assert.is(office.try(clerk, plan('m1')), 'meeting-exists', 'its log is there, and so is its name');
  office
    .do(clerk, { type: 'remove-hall', hall: hall.id as never })
    .do(clerk, { type: 'restore-hall', hall: hall.id as never })
    .do(clerk, { type: 'restore-member', person: member.id as never })
    .do(clerk, { type: 'restore-meeting', meeting: 'm1' as never })
    .do(clerk, { type: 'remove-meeting', meeting: 'm1' as never });
  assert.is(office.state.members.length, 1);
  office.now += 31 * day;
  assert.is(office.try(clerk, { type: 'restore-meeting', meeting: 'm1' as never }), 'too-late');
  office.do(system, { type: 'purge-removed', before: office.now - 30 * day });
  assert.is(office.state.meetings.length, 0);
  assert.is(office.try(system, { type: 'purge-removed', before: office.now - 30 * day }), 'nothing-changed');
});

body('a log of before halls had plans, meetings sessions and bodies looks is read with what they have now', () => {
  const earlier = [
    { type: 'body-created', at: 1, body: 'b', profile: { ...profile, parent: null }, procedure: peoplesCouncil },
    { type: 'hall-added', at: 2, hall: { id: 'h1', name: 'Hội trường', seats: 10, screens: [] } },
    { type: 'meeting-planned', at: 3, meeting: { ...listed, phase: 'prepared', hall: 'h1', begins: 5, ends: null } },
  ] as unknown as BodyEvent[];
  const state = earlier.map(upcastBody).reduce(evolveBody, unbornBody);
  assert.equal([state.halls[0]!.plan, state.halls[0]!.contents], [null, {}]);
  const [meeting] = state.meetings;
  assert.equal([meeting!.session, meeting!.isCancelled, meeting!.removedAt], ['', false, null]);
  assert.is(state.profile.look.colour, 'blue');
  assert.is(meetingIn(state, 'h1')?.id, 'm1');
});

body('a meeting that was held is not removed', () => {
  const office = founded().do(clerk, plan('m1'));
  office.do(system, { type: 'list-meeting', meeting: { ...listed, id: 'm1', phase: 'closed' } as never });
  assert.is(office.try(clerk, { type: 'remove-meeting', meeting: 'm1' as never }), 'meeting-was-held');
});

body(
  'the first administrator may be named by the office; after that only administrators give and take her rights',
  () => {
    const boss = { ...member, id: 'a0', name: 'Quản trị', roles: ['administrator', 'secretariat'] };
    const admin: Actor = { person: 'a0' as never, roles: ['administrator'] };
    const office = founded()
      .do(clerk, { type: 'add-member', member: { ...member, id: 's0', roles: ['secretariat'] } as never })
      .do(clerk, { type: 'add-member', member: boss as never });
    const own = { ...member, id: 's0', roles: ['secretariat', 'administrator'] } as never;
    assert.is(office.try(clerk, { type: 'correct-member', member: own }), 'administrator-only');
    assert.is(office.try(clerk, { type: 'import-members', members: [own] }), 'administrator-only');
    assert.is(office.try(clerk, { type: 'remove-member', person: 'a0' as never }), 'administrator-only');
    office.do(admin, { type: 'correct-member', member: own });
  },
);

body('a screen shows something of its own, and an older page of the hall takes it back no more than its seats', () => {
  const office = founded()
    .do(clerk, { type: 'add-hall', hall: { ...hall, screens: ['screen'] } as never })
    .do(clerk, { type: 'set-screen', screen: 'screen' as never, content: 'agenda' })
    .do(clerk, { type: 'change-hall', hall: { ...hall, name: 'Hội trường lớn', screens: ['screen'] } as never });
  assert.equal(
    [office.state.halls[0]!.name, office.state.halls[0]!.contents],
    ['Hội trường lớn', { screen: 'agenda' }],
  );
  assert.is(office.try(clerk, { type: 'set-screen', screen: 'other' as never, content: 'logo' }), 'no-such-screen');
});

body('only a rehearsal can be taken off the list', () => {
  const office = founded()
    .do(clerk, plan('m1'))
    .do(system, { ...plan('r1'), isRehearsal: true } as never);
  assert.is(office.try(system, { type: 'unlist-meeting', meeting: 'm1' as never }), 'not-found');
  office.do(system, { type: 'unlist-meeting', meeting: 'r1' as never });
  assert.equal(
    office.state.meetings.map(({ id }) => id),
    ['m1'],
  );
});

const step = fc.record({ what: fc.nat(999), a: fc.nat(9), b: fc.nat(9) });
const walk = fc.array(step, { minLength: 10, maxLength: 60, size: 'max' });
const pick = <T>(list: readonly T[], at: number): T => list[at % list.length]!;

/** Random commands of the office and of the server. */
function stroll(
  steps: readonly { what: number; a: number; b: number }[],
  visit: (state: BodyState) => void = () => {},
) {
  const office = founded();
  for (const { what, a, b } of steps) {
    const someone = { id: `p${a}`, name: `Người bí mật ${a}`, roles: [pick(['delegate', 'guest', 'secretariat'], b)] };
    const room = { id: `h${a % 3}`, name: `Phòng ${b}`, screens: b % 2 ? [`screen${b}`] : [] };
    const seats = { form: 'free', seats: [{ name: 'A1', x: a, y: b, person: `p${a}` }] };
    const meeting = pick(['m0', 'm1', 'm2', 'm3'], a);
    const commands: BodyCommand[] = [
      { type: 'add-member', member: someone as never },
      { type: 'correct-member', member: { ...someone, from: '2021-05-23' } as never },
      { type: 'end-membership', person: `p${a}` as never, until: '2026-01-01', reason: 'thôi' },
      { type: 'remove-member', person: `p${a}` as never },
      { type: 'import-members', members: [someone, { ...someone, id: `q${b}` }] as never },
      { type: 'set-delegations', delegations: [{ name: `Tổ ${b}`, head: `p${a}` as never }] },
      { type: 'add-hall', hall: room as never },
      { type: 'change-hall', hall: room as never },
      { type: 'remove-hall', hall: `h${a % 3}` as never },
      {
        ...plan(meeting, { hall: `h${b % 3}`, private: b % 2 === 0, title: `Chuyện kín ${a}` }),
        isRehearsal: b % 3 === 0,
      } as never,
      {
        type: 'list-meeting',
        meeting: { ...listed, id: meeting, phase: pick(['open', 'closed'], b), people: [`p${a}`] } as never,
      },
      { type: 'unlist-meeting', meeting: meeting as never },
      { type: 'remove-meeting', meeting: meeting as never },
      { type: 'restore-meeting', meeting: meeting as never },
      { type: 'purge-removed', before: b === 0 ? 1000 : 0 },
      { type: 'restore-member', person: `p${a}` as never },
      { type: 'restore-hall', hall: `h${a % 3}` as never },
      { type: 'arrange-hall', hall: `h${a % 3}` as never, plan: pick([null, seats], b) as never },
      { type: 'set-screen', screen: `screen${b}` as never, content: pick(screenContents, a) },
      { type: 'change-profile', profile: { ...profile, name: `HĐND xã ${a}`, agencyCode: `H${b}` } },
      { type: 'set-procedure', procedure: { ...peoplesCouncil, ballotChangeable: a % 2 === 0 } },
      {
        ...{ type: 'take-number', entry: `entry-${a % 40}-of-the-walk`, kind: pick(registerKinds, b) },
        ...{ day: `202${b % 3}-05-0${1 + (a % 9)}`, subject: `Việc kín ${a}`, number: b % 7 ? null : 1 + (a % 9) },
      } as never,
      { type: 'strike-number', entry: `entry-${a % 40}-of-the-walk`, why: 'cấp nhầm' } as never,
    ];
    const command = pick(commands, what);
    office.try(bodyRule(command.type).by.includes('secretariat') ? clerk : system, command);
    visit(office.state);
  }
  return office;
}

body('numbers run by kind and year; one that the book on paper says is taken over; none is taken twice', () => {
  const office = founded();
  const take = (entry: string, more: object = {}) =>
    ({ type: 'take-number', entry, kind: 'invitation', day: '2026-11-01', subject: 'Mời họp', ...more }) as never;
  office.do(clerk, take('entry-one'));
  office.do(clerk, take('entry-two', { number: 48 }));
  office.do(clerk, take('entry-three'));
  office.do(clerk, take('entry-four', { kind: 'resolution' }));
  office.do(clerk, take('entry-five', { day: '2027-01-04' }));
  assert.equal(
    office.state.register.map(({ symbol, year }) => `${symbol} ${year}`),
    ['1/GM-HĐND 2026', '48/GM-HĐND 2026', '49/GM-HĐND 2026', '1/NQ-HĐND 2026', '1/GM-HĐND 2027'],
  );
  assert.is(office.try(clerk, take('entry-six', { number: 48 })), 'number-taken');
  assert.is(office.try(clerk, take('entry-one')), 'nothing-changed', 'the same entry again is no second number');
  office.do(clerk, { type: 'strike-number', entry: 'entry-three' as never, why: 'cấp nhầm' });
  office.do(clerk, take('entry-seven'));
  assert.is(office.state.register.at(-1)!.number, 50, 'a number that was struck out is not given again by itself');
  for (const audience of ['members', 'public'] as const) {
    assert.equal(bodyViewOf(office.state, audience).register, []);
    assert.not(JSON.stringify(bodyViewOf(office.state, audience)).includes('Mời họp'));
  }
});

body('no two papers of a kind have one number in a year, whatever happens', () => {
  holds(walk, (steps) => {
    const standing = stroll(steps)
      .state.register.filter(({ struck }) => struck === null)
      .map(({ kind, year, number }) => `${kind} ${year} ${number}`);
    assert.is(new Set(standing).size, standing.length);
  });
});

body('an e-mail address is the office’s, and nobody else’s', () => {
  const office = founded();
  office.do(clerk, { type: 'add-member', member: member as never });
  assert.ok(JSON.stringify(bodyViewOf(office.state, 'office')).includes('a@vi-du.vn'));
  for (const audience of ['members', 'public'] as const)
    assert.not(JSON.stringify(bodyViewOf(office.state, audience)).includes('a@vi-du.vn'));
});

body('law 1: replaying the log, read back from text, gives the live state', () => {
  const reached = new Set<string>();
  holds(walk, (steps) => {
    const { state, events } = stroll(steps);
    for (const { type } of events) reached.add(type);
    const replayed = (JSON.parse(JSON.stringify(events)) as BodyEvent[]).reduce(evolveBody, unbornBody);
    assert.is(canonical(replayed), canonical(JSON.parse(JSON.stringify(state))));
  });
  assert.is(reached.size, Object.keys(table).length, [...reached].join());
});

body(
  'law 4: who takes part in which meeting is in no view; guests and staff, codes and private titles in none but the office’s',
  () => {
    holds(walk, (steps) => {
      stroll(steps, (state) => {
        for (const audience of ['office', 'members', 'public'] as const)
          assert.ok(bodyViewOf(state, audience).meetings.every(({ people }) => people.length === 0));
        for (const audience of ['members', 'public'] as const) {
          const view = bodyViewOf(state, audience);
          assert.ok(view.members.every(({ roles: held }) => held.includes('delegate')));
          assert.ok(view.halls.every(({ screens }) => screens.length === 0));
          const seated = view.halls.flatMap(({ plan }) => plan?.seats.flatMap(({ person }) => person ?? []) ?? []);
          assert.ok(seated.every((person) => view.members.some(({ id }) => id === person)));
          assert.is(view.removedMembers.length + view.removedHalls.length, 0);
          assert.ok(view.meetings.every(({ removedAt }) => removedAt === null));
          assert.not(view.meetings.some(({ isRehearsal }) => isRehearsal));
        }
        const open = bodyViewOf(state, 'public');
        assert.is(open.profile.agencyCode, '');
        assert.ok(open.meetings.every((meeting) => !meeting.private || meeting.title === ''));
      });
    });
  },
);

body('an invitation’s text has no places but those that a meeting fills in', () => {
  const change = (invitationText: string) =>
    founded().try(clerk, { type: 'change-profile', profile: { ...profile, invitationText } as never });
  assert.is(change('Kính gửi {họ tên}'), 'unknown-placeholder');
  assert.is(change('Kính mời {khách mời} tới {địa điểm}'), null);
});
body.run();
