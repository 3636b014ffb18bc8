/** A council of nine delegates, small enough for a random walk to reach every corner of the rulebook. */
import * as v from 'valibot';
import type { PersonId } from '../../shared/ids.ts';
import { type Command, commandRule, decide, type MeetingContext } from '../../shared/meeting/commands.ts';
import { MeetingDefinition } from '../../shared/meeting/definition.ts';
import { evolve } from '../../shared/meeting/evolve.ts';
import { type MeetingEvent, type MeetingState, preparedMeeting } from '../../shared/meeting/state.ts';
import type { Actor } from '../../shared/people/roles.ts';
import { peoplesCouncil } from '../../shared/procedure.ts';
import { isRejection } from '../../shared/rulebook/rulebook.ts';

const delegates = Array.from({ length: 9 }, (_, index) => ({
  id: `d${index}`,
  name: `Đại biểu ${index}`,
  delegation: `Tổ ${index % 3}`,
  roles: index === 0 ? ['delegate', 'chair'] : ['delegate'],
}));

export const smallCouncil = (changes: object = {}): MeetingDefinition =>
  v.parse(MeetingDefinition, {
    id: 'm1',
    title: 'Phiên thử',
    council: 'Hội đồng thử',
    private: false,
    people: [
      ...delegates,
      { id: 'g0', name: 'Khách 0', roles: ['guest'] },
      { id: 'g1', name: 'Khách 1', roles: ['guest'] },
      { id: 's0', name: 'Thư ký', roles: ['secretariat'] },
      { id: 'o0', name: 'Kỹ thuật', roles: ['operator'] },
      { id: 'screen', name: 'Màn hình', roles: ['display'] },
    ],
    agenda: [
      { id: 'i1', parent: null, title: 'Khai mạc', kind: 'opening', plannedMinutes: 5, documents: [] },
      { id: 'i2', parent: null, title: 'Chất vấn', kind: 'questioning', plannedMinutes: 60, documents: ['hall'] },
      { id: 'i2a', parent: 'i2', title: 'Sở A', kind: 'questioning', plannedMinutes: 30, documents: [] },
      { id: 'i2b', parent: 'i2', title: 'Sở B', kind: 'questioning', plannedMinutes: 30, documents: [] },
      {
        id: 'i3',
        parent: null,
        title: 'Thảo luận',
        kind: 'discussion',
        plannedMinutes: 60,
        documents: ['open', 'hall'],
      },
    ],
    documents: [
      {
        id: 'open',
        title: 'Báo cáo',
        kind: 'report',
        pages: 12,
        hash: 'a'.repeat(64),
        bytes: 10,
        access: 'public',
        commentsUntil: 9e12,
      },
      { id: 'hall', title: 'Tài liệu', kind: 'other', pages: 5, hash: 'b'.repeat(64), bytes: 10, access: 'hall' },
    ],
    votes: [{ id: 'v1', item: 'i3', title: 'Thông qua nghị quyết', majority: peoplesCouncil.majorities.resolution }],
    procedure: peoplesCouncil,
    ...changes,
  });

/** A command as it comes through the border: what was left out is filled in. Throws for what the border refuses. */
export const checked = ({ type, ...fields }: Command): Command =>
  ({ type, ...(v.parse(commandRule(type).fields, fields) as object) }) as Command;

/** The file that a command brings in, as the intake would have examined it. */
export const examinedBy = (command: Command): MeetingContext['examined'] => {
  if (command.type === 'add-document') return command.document as MeetingContext['examined'];
  return command.type === 'replace-document' ? command : undefined;
};

export const actorOf = (state: MeetingState, id: string): Actor => ({
  person: id as PersonId,
  roles: state.people.find((person) => person.id === id)?.roles ?? [],
});

/** A meeting that tests drive command by command, with a clock of its own. */
export class Sitting {
  state: MeetingState;
  events: MeetingEvent[] = [];
  now = 1_000_000;

  constructor(definition: MeetingDefinition = smallCouncil()) {
    this.state = preparedMeeting(definition);
  }

  /** Tries a command; answers with the rejection's code, or null when events came of it. */
  try(who: string | Actor, command: Command): string | null {
    const actor = typeof who === 'string' ? actorOf(this.state, who) : who;
    const outcome = decide(this.state, checked(command), {
      now: this.now,
      sequence: this.events.length + 1,
      actor,
      examined: examinedBy(command),
    });
    if (isRejection(outcome)) return outcome.rejected;
    for (const event of outcome) this.state = evolve(this.state, event);
    this.events.push(...outcome);
    return null;
  }

  /** Gives a command that the test takes for granted. */
  do(who: string | Actor, command: Command): this {
    const rejected = this.try(who, command);
    if (rejected) throw new Error(`${command.type} by ${JSON.stringify(who)} was rejected: ${rejected}`);
    return this;
  }

  after(seconds: number): this {
    this.now += seconds * 1000;
    return this;
  }

  /** All delegates present, the meeting open, at an item. */
  opened(item: string, present = 9): this {
    for (let index = 0; index < present; index += 1) this.do(`d${index}`, { type: 'confirm-attendance' });
    this.do('d0', { type: 'open-meeting', withoutQuorum: true });
    return this.do('d0', { type: 'jump-to-item', item });
  }
}
