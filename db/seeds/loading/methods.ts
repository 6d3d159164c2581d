import type { Vote } from '../../../src/lib/domain/counting/elections.ts';
import { countRound, type KeptCount } from '../../../src/lib/domain/kept-count.ts';
import { plainMarks, voteOf, type Marks } from '../../../src/lib/domain/marking.ts';
import { ballotForm, type Method } from '../../../src/lib/domain/methods.ts';
import { noneOfThese } from '../../../src/lib/domain/none.ts';
import { canonicalJson } from '../../../src/lib/domain/sealing.ts';
import type { Random } from '../random.ts';
import type { Challenge, Draft } from './challenges.ts';
import type { Member } from './members.ts';

/** What a member answers to a pair; no winner: passed. */
export interface Duel {
  one: string;
  other: string;
  winner: string | null;
}
export type Said = { marks: Marks } | { duels: Duel[] };

export const methodOf = ({ seed }: Challenge): Method => seed.method ?? 'picks';

/** How much a member likes each draft: as the world does, and by a taste of their own. */
const likings = (random: Random, challenge: Challenge, member: Member): Map<Draft, number> =>
  new Map(
    standing(challenge).map((draft) => [
      draft,
      Math.log(draft.seed.pull) * 2.2 + random.normal() * 0.9 + (draft.author === member ? 3 : 0),
    ]),
  );

const standing = ({ drafts }: Challenge) => drafts.filter(({ row }) => row.state === 'submitted');

/** What each voter says, in the form of the challenge's method. */
export const sayingsOf = (random: Random, challenge: Challenge, voters: Member[]): Said[] => {
  const said = voters.map((member) => sayingOf(random, challenge, likings(random, challenge, member)));
  if (challenge.seed.cycle) turnInCircles(challenge, said);
  if (challenge.seed.tie && challenge.seed.method) level(challenge, said);
  return said;
};

const sayingOf = (random: Random, challenge: Challenge, liked: Map<Draft, number>): Said => {
  const best = [...liked].sort(([, a], [, b]) => b - a);
  const form = ballotForm(methodOf(challenge));
  if (form === 'duels') return { duels: duelsOf(random, liked) };
  if (form === 'approvals') {
    const approvals = best.filter(([, liking], i) => i === 0 || liking > 0.35).map(([{ id }]) => id);
    return { marks: { approvals } };
  }
  if (form === 'scores') {
    const scored = best.filter((_, i) => i === 0 || random.chance(0.85));
    const scores = Object.fromEntries(
      scored.map(([{ id }, liking]) => [id, Math.max(0, Math.min(5, Math.round(2.8 + liking * 1.1)))]),
    );
    const wouldBuy = scored.filter(([, liking]) => liking > 1.2).map(([{ id }]) => id);
    return { marks: { scores, ...(wouldBuy.length > 0 && { wouldBuy }) } };
  }
  // Most order all of them, some the few that they care for; what is liked nearly the same is equal to some.
  const length = random.chance(0.7) ? best.length : random.integer(1, best.length);
  const groups: string[][] = [];
  for (const [i, [draft, liking]] of best.slice(0, length).entries()) {
    const near = i > 0 && best[i - 1]![1] - liking < 0.08;
    if (near && methodOf(challenge) === 'schulze') groups.at(-1)!.push(draft.id);
    else groups.push([draft.id]);
  }
  if (challenge.seed.none && random.chance(0.3)) groups.push([noneOfThese]);
  return { marks: { ranking: groups } };
};

const duelsOf = (random: Random, liked: Map<Draft, number>): Duel[] => {
  const drafts = [...liked.keys()];
  const pairs = drafts.flatMap((one, i) => drafts.slice(i + 1).map((other) => [one, other] as const));
  return random
    .shuffle(pairs)
    .slice(0, random.integer(2, pairs.length))
    .map(([a, b]) => {
      const [one, other] = a.id < b.id ? [a, b] : [b, a];
      const gap = liked.get(one)! - liked.get(other)! + random.normal() * 0.5;
      return {
        one: one.id,
        other: other.id,
        winner: Math.abs(gap) < 0.1 ? null : gap > 0 ? one.id : other.id,
      };
    });
};

/** Three tastes that go round: each draft beats the next one, and the last beats the first. */
const turnInCircles = (challenge: Challenge, said: Said[]) => {
  const [a, b, c] = standing(challenge).map(({ id }) => id) as [string, string, string];
  const round = [
    [a, b, c],
    [b, c, a],
    [c, a, b],
  ];
  const shares = [0.39, 0.74];
  for (const [i, one] of said.entries()) {
    // In steps that go through all voters, whoever comes when.
    const at = (i * 0.618034) % 1;
    const order = round[shares.filter((share) => at >= share).length]!;
    Object.assign(one, { marks: { ranking: order.map((id) => [id]) } });
  }
};

/** Turns ballots round until as many prefer one draft to another as the other way. */
const level = (challenge: Challenge, said: Said[]) => {
  const [one, other] = challenge.seed.tie!.map((index) => challenge.drafts[index]!.id) as [string, string];
  const rankings = said.flatMap((saying) =>
    'marks' in saying && 'ranking' in saying.marks ? [saying.marks] : [],
  );
  const place = ({ ranking }: { ranking: string[][] }, id: string) => {
    const found = ranking.findIndex((group) => group.includes(id));
    return found < 0 ? Number.MAX_SAFE_INTEGER : found;
  };
  const prefers = (marks: { ranking: string[][] }) => Math.sign(place(marks, other) - place(marks, one));
  const swap = (marks: { ranking: string[][] }) => {
    const turned: Record<string, string> = { [one]: other, [other]: one };
    marks.ranking = marks.ranking.map((group) => group.map((id) => turned[id] ?? id));
  };
  let lead = rankings.reduce((sum, marks) => sum + prefers(marks), 0);
  if (lead % 2 !== 0) {
    const odd = rankings.find((marks) => prefers(marks) === Math.sign(lead))!;
    odd.ranking = odd.ranking.filter((group) => !group.includes(one) && !group.includes(other));
    if (odd.ranking.length === 0)
      odd.ranking = [[challenge.drafts.find(({ id }) => id !== one && id !== other)!.id]];
    lead -= Math.sign(lead);
  }
  for (const marks of rankings) {
    if (lead === 0) return;
    if (prefers(marks) !== Math.sign(lead)) continue;
    swap(marks);
    lead -= 2 * Math.sign(lead);
  }
};

/** What a ballot is in the log, one entry for each act. */
export const entriesOf = (said: Said): Record<string, unknown>[] =>
  'marks' in said
    ? [{ ...plainMarks(said.marks) }]
    : said.duels.map(({ one, other, winner }) =>
        winner === null ? { passed: [one, other] } : { duel: [winner, winner === one ? other : one] },
      );

export const marksText = (said: Said) => ('marks' in said ? canonicalJson(plainMarks(said.marks)) : null);

/** What they add up to, by the challenge's own rule. */
export const countOf = (challenge: Challenge, said: readonly Said[]): KeptCount => {
  const method = methodOf(challenge);
  if (method === 'specification') throw new Error('parts are counted elsewhere');
  const drafts = [...standing(challenge)].sort((a, b) => (a.id < b.id ? -1 : 1));
  const ids = drafts.map(({ id }) => id);
  const places = new Map(ids.map((id, place) => [id, place]));
  const none = challenge.seed.none === true;
  if (none) places.set(noneOfThese, ids.length);
  const votes = said.flatMap((one): Vote[] => {
    if ('marks' in one) {
      const vote = voteOf(one.marks, places, 1);
      return vote ? [vote] : [];
    }
    return one.duels.flatMap(({ one: a, other: b, winner }): Vote[] =>
      winner === null ? [] : [{ count: 1, duel: [places.get(winner)!, places.get(winner === a ? b : a)!] }],
    );
  });
  const costs = drafts.map(({ row }) => row.tooling_cost ?? null);
  const { seats, budget = null } = challenge.seed;
  return {
    method,
    ballots: said.length,
    ...countRound({ ids, costs, none }, votes, { method, seats, budget }),
  };
};

/** How often each draft won over each other one. */
export const duelCounts = (said: readonly Said[]) => {
  const counts = new Map<string, { winner: string; loser: string; count: number }>();
  for (const one of said)
    for (const { one: a, other: b, winner } of 'duels' in one ? one.duels : []) {
      if (winner === null) continue;
      const loser = winner === a ? b : a;
      const key = `${winner}>${loser}`;
      const found = counts.get(key) ?? { winner, loser, count: 0 };
      found.count++;
      counts.set(key, found);
    }
  return [...counts.values()];
};
