import type { Transaction } from '../db/schema.ts';
import { keepLog } from '../src/lib/server/ballots/keeping-log.ts';
import { castBallot } from '../src/lib/server/ballots/casting.ts';
import { markBallot } from '../src/lib/server/ballots/marking.ts';
import type { Database } from '../src/lib/server/database.ts';
import type { Marks } from '../src/lib/domain/marking.ts';
import type { Method } from '../src/lib/domain/methods.ts';
import { isRefusal } from '../src/lib/domain/refusals.ts';
import { makeChallenge, makeMember } from './making.ts';

/** What so many members say, of drafts by their places; `none` is "none of these". */
export type Said = { count: number } & (
  | { ranking: (number | 'none')[][] }
  | { scores: number[]; wouldBuy?: number[] }
  | { approvals: number[] }
  | { picks: number[] }
);

/** A challenge by any method with ballots that were cast as members cast them, and counted. */
export const makeResult = async (
  database: Pick<Database, 'read' | 'write'>,
  now: number,
  brand: { id: string },
  more: {
    method: Method;
    said: Said[];
    titles: string[];
    title?: string;
    seats?: number;
    quorum?: number;
    picks?: number;
    none?: boolean;
    budget?: number;
    costs?: number[];
    /** Ids of pictures to show instead of made ones, which have no files. */
    pictures?: string[];
    /** Wins of duels, `[winner][loser]`. */
    duels?: number[][];
    tallyShown?: 'live' | 'after-close';
    closed?: boolean;
  },
) => {
  const challenge = await database.write((tx) => standing(tx, now, brand, more));
  const ids = challenge.drafts.map(({ id }) => id);
  for (const said of more.said) await castAs(database, now, challenge.id, said);
  if (more.duels) await fight(database, challenge, ids, more.duels);
  if (more.closed !== false)
    await database.write((tx) =>
      tx
        .updateTable('challenges')
        .set({ state: 'deciding', voting_closes_at: now })
        .where('id', '=', challenge.id)
        .execute(),
    );
  await keepLog(database, challenge.id, now);
  return challenge;
};

/** So many members vote, each with a ballot of their own that says this. */
export const castAs = async (
  database: Pick<Database, 'read' | 'write'>,
  now: number,
  challenge: string,
  said: Said,
) => {
  const { drafts, seal } = await database.read(async (read) => ({
    drafts: await read
      .selectFrom('drafts')
      .select('id')
      .where('challenge_id', '=', challenge)
      .orderBy('position')
      .execute(),
    seal: (
      await read
        .selectFrom('challenges')
        .select('rule_hash')
        .where('id', '=', challenge)
        .executeTakeFirstOrThrow()
    ).rule_hash!,
  }));
  const id = (place: number | 'none') => (place === 'none' ? 'none' : drafts[place]!.id);
  await database.write(async (tx) => {
    for (let n = 0; n < said.count; n++) {
      const member = { id: (await makeMember(tx, now)).id, confirmed: true };
      const result =
        'picks' in said
          ? await castBallot(tx, member, { challenge, drafts: said.picks.map(id), seen: new Map() }, now)
          : await markBallot(tx, member, { challenge, marks: marksOf(said, id), seal }, now);
      if (isRefusal(result)) throw new Error(result.reason);
    }
  });
};

const standing = async (
  tx: Transaction,
  now: number,
  brand: { id: string },
  more: Parameters<typeof makeResult>[3],
) => {
  const { titles, pictures = [], costs = [] } = more;
  const challenge = await makeChallenge(tx, now, brand, {
    drafts: titles.length,
    ...(more.title && { title: more.title }),
    seats: more.seats ?? 1,
    quorum: more.quorum ?? 0,
    picks: more.picks ?? 3,
    tallyShown: more.tallyShown ?? 'live',
  });
  await tx
    .updateTable('challenges')
    .set({ method: more.method, budget: more.budget ?? null, default_option: more.none ? 1 : 0 })
    .where('id', '=', challenge.id)
    .execute();
  for (const [place, draft] of challenge.drafts.entries()) {
    await tx
      .updateTable('revisions')
      .set({ title: titles[place]! })
      .where('id', '=', draft.revision_id)
      .execute();
    await tx
      .updateTable('drafts')
      .set({ tooling_cost: costs[place] ?? null })
      .where('id', '=', draft.id)
      .execute();
    if (pictures.length > 0)
      await tx
        .updateTable('revision_pictures')
        .set({ picture_id: pictures[place % pictures.length]! })
        .where('revision_id', '=', draft.revision_id)
        .execute();
  }
  return challenge;
};

const marksOf = (said: Exclude<Said, { picks: number[] }>, id: (place: number | 'none') => string): Marks => {
  if ('ranking' in said) return { ranking: said.ranking.map((group) => group.map(id)) };
  if ('approvals' in said) return { approvals: said.approvals.map(id) };
  const scores = Object.fromEntries(
    said.scores.flatMap((score, place) => (score < 0 ? [] : [[id(place), score]])),
  );
  return { scores, ...(said.wouldBuy && { wouldBuy: said.wouldBuy.map(id) }) };
};

const fight = async (
  database: Pick<Database, 'write'>,
  { id, round = 1 }: { id: string; round?: number },
  ids: string[],
  duels: number[][],
) => {
  const rows = duels.flatMap((row, winner) =>
    row.flatMap((count, loser) =>
      count > 0 ? [{ challenge_id: id, round, winner: ids[winner]!, loser: ids[loser]!, count }] : [],
    ),
  );
  const ballots = rows.reduce((sum, { count }) => sum + count, 0);
  await database.write(async (tx) => {
    await tx.insertInto('duel_counts').values(rows).execute();
    await tx.updateTable('challenges').set({ ballot_count: ballots }).where('id', '=', id).execute();
  });
};
