/** A vote of every kind there is, taken as a hall would: on tablets, aloud, by hands, on secret papers. */
import type { ItemId, VoteId } from '../../shared/ids.ts';
import type { Command } from '../../shared/meeting/commands.ts';
import { levels, type Marks } from '../../shared/meeting/voting/ballots.ts';
import {
  hasNames,
  isSecret,
  kinds,
  type VoteKind,
  type VoteMethod,
  voteKinds,
} from '../../shared/meeting/voting/kinds.ts';
import { voteById } from '../../shared/meeting/voting/queries.ts';
import type { Vote } from '../../shared/meeting/voting/state.ts';
import type { MeetingAddress } from '../../shared/wire/addresses.ts';
import { Voter } from '../server/voter.ts';
import type { WireClient } from '../server/wire-client.ts';

export interface Hall {
  url: string;
  at: MeetingAddress;
  chair: WireClient;
  delegates: readonly { id: string; token: string; client: WireClient }[];
  item: ItemId;
}

/** Papers that are on their way at once: blinding is heavy, and all tablets are one process here. */
const PAPERS_AT_ONCE = 4;
const NAMES = ['Nguyễn Văn An', 'Trần Thị Bình', 'Lê Hoàng Cường'];

async function must(client: WireClient, command: Command): Promise<void> {
  const answer = await client.give(command);
  if (!answer.accepted) throw new Error(`${command.type}: ${answer.en}`);
}

/** What the delegate of a number marks: most approve, each form has some of everything. */
function marksOf(vote: Vote, index: number): Marks {
  const { form } = kinds[vote.kind];
  if (form === 'choices') return [(['reject', 'abstain'] as const)[(index % 10) - 8] ?? 'approve'];
  if (form === 'candidates')
    return vote.candidates
      .filter((_, at) => at !== index % vote.candidates.length)
      .slice(0, vote.seats)
      .map(({ id }) => id);
  return vote.candidates.map(({ id }, at) => `${id}:${levels[(index + at) % levels.length]}`);
}

async function cast({ url, at, chair, delegates }: Hall, vote: Vote): Promise<void> {
  if (isSecret(vote)) {
    const { key } = vote.poll as { key: string };
    for (let from = 0; from < delegates.length; from += PAPERS_AT_ONCE)
      await Promise.all(
        delegates
          .slice(from, from + PAPERS_AT_ONCE)
          .map(({ id, token }, within) =>
            new Voter(() => url, id, token).vote({ ...at, id: vote.id, key }, marksOf(vote, from + within)),
          ),
      );
    return;
  }
  if (vote.method === 'show-of-hands') {
    const all = vote.poll!.entitled.length;
    await must(chair, { type: 'enter-count', vote: vote.id, approve: all - 1, reject: 1, abstain: 0 });
    return;
  }
  if (vote.method === 'roll-call') {
    for (const [index, voter] of vote.poll!.entitled.entries()) {
      const marks = [...marksOf(vote, index)];
      await must(chair, { type: 'enter-ballot', vote: vote.id, voter, marks, reason: 'gọi tên' });
    }
    return;
  }
  await Promise.all(
    delegates.map(({ client }, index) =>
      must(client, { type: 'cast-ballot', vote: vote.id, marks: [...marksOf(vote, index)] }),
    ),
  );
}

export interface Taken {
  kind: VoteKind;
  method: VoteMethod;
  entitled: number;
  cast: number;
}

/**
 * One vote after the other, of every kind and every way that it may be taken.
 * @param told called before each with its number and how many there are
 * @returns what each came to; throws where one is refused
 */
export async function everyVote(hall: Hall, told: (number: number, all: number) => void): Promise<Taken[]> {
  const { chair, item } = hall;
  const plans = voteKinds.flatMap((kind) => kinds[kind].methods.map((method) => ({ kind, method })));
  const taken: Taken[] = [];
  for (const [number, { kind, method }] of plans.entries()) {
    told(number, plans.length);
    const before = new Set(chair.view!.voting.votes.map(({ id }) => id));
    await must(chair, {
      type: 'prepare-vote',
      item,
      title: `Tập dượt: ${kind}, ${method}`,
      kind,
      method,
      majority: chair.view!.procedure.majorities[kinds[kind].majority],
      candidates: hasNames(kind) ? NAMES.map((name) => ({ name, title: '' })) : [],
      seats: kinds[kind].form === 'candidates' ? 2 : 1,
      named: true,
      hidesNumbers: false,
    } as Command);
    const fresh = ({ id }: Vote) => !before.has(id);
    await chair.until(({ view }) => view!.voting.votes.some(fresh));
    const id: VoteId = chair.view!.voting.votes.find(fresh)!.id;
    await must(chair, { type: 'open-vote', vote: id });
    const clients = hall.delegates.map(({ client }) => client);
    const isOpen = ({ view }: WireClient) => voteById(view!.voting, id)?.phase === 'open';
    await Promise.all([chair, ...clients].map((client) => client.until(isOpen)));
    await cast(hall, voteById(chair.view!.voting, id)!);
    await must(chair, { type: 'close-vote', vote: id });
    await must(chair, { type: 'publish-vote', vote: id });
    await chair.until(({ view }) => voteById(view!.voting, id)?.phase === 'published');
    const { result, poll } = voteById(chair.view!.voting, id)!;
    taken.push({ kind, method, entitled: poll!.entitled.length, cast: result!.cast });
  }
  told(plans.length, plans.length);
  return taken;
}
