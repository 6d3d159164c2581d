import fc from 'fast-check';
import type { Election, Vote } from '../../../src/lib/domain/counting/elections.ts';

export const election = (candidates: number, votes: Vote[], costs?: number[]): Election => ({
  candidates: Array.from({ length: candidates }, (_, i) => 'abcdefghijklmnopqrstuvwxyz'[i] ?? `c${i}`),
  costs: costs ?? Array.from({ length: candidates }, () => null),
  seats: null,
  votes,
});

/** `'12 a>b=c'`: so many ballots, best first, those beside `=` tied. */
export const ranked = (names: string, ...lines: string[]): Election => {
  const places = new Map([...names].map((name, i) => [name, i]));
  return {
    ...election(
      names.length,
      lines.map((line) => {
        const [count, order = ''] = line.split(' ');
        const groups = order === '' ? [] : order.split('>');
        return {
          count: Number(count),
          ranking: groups.map((group) => group.split('=').map((name) => places.get(name)!)),
        };
      }),
    ),
    candidates: [...names],
  };
};

export const named = (names: string, places: readonly number[]) =>
  places.map((place) => names[place]).join('');

const some = (n: number) => fc.uniqueArray(fc.nat({ max: n - 1 }), { maxLength: n });
const count = fc.integer({ min: 1, max: 9 });

/** Rankings of some of the candidates, with ties where they are wanted. */
export const rankingVote = (n: number, { ties = true } = {}): fc.Arbitrary<Vote> =>
  fc.record({
    count,
    ranking: fc.tuple(some(n), fc.infiniteStream(fc.boolean())).map(([order, joins]) => {
      const ranking: number[][] = [];
      for (const candidate of order) {
        const tied = ties && ranking.length > 0 && joins.next().value === true && ranking.length % 2 === 0;
        if (tied) ranking.at(-1)!.push(candidate);
        else ranking.push([candidate]);
      }
      return ranking;
    }),
  });
export const approvalVote = (n: number): fc.Arbitrary<Vote> => fc.record({ count, approvals: some(n) });
export const scoreVote = (n: number): fc.Arbitrary<Vote> =>
  fc.record({
    count,
    scores: some(n).chain((candidates) =>
      fc.tuple(
        ...candidates.map((candidate) => fc.tuple(fc.constant(candidate), fc.integer({ min: 0, max: 5 }))),
      ),
    ),
  });
export const duelVote = (n: number): fc.Arbitrary<Vote> =>
  fc.record({
    count,
    duel: fc
      .tuple(fc.nat({ max: n - 1 }), fc.nat({ max: n - 2 }))
      .map(([one, other]) => [one, other >= one ? other + 1 : other] as const),
  });

/** The same election with its ballots in another order, split in two, and its candidates in other places. */
export const shuffled = (
  { candidates, costs, seats, votes }: Election,
  order: readonly number[],
): Election => {
  const to = (candidate: number) => order.indexOf(candidate);
  const moved = votes.map((vote): Vote => {
    const { count } = vote;
    if ('ranking' in vote) return { count, ranking: vote.ranking.map((group) => group.map(to).reverse()) };
    if ('approvals' in vote) return { count, approvals: vote.approvals.map(to).reverse() };
    if ('scores' in vote)
      return { count, scores: vote.scores.map(([one, score]) => [to(one), score] as const) };
    return { count, duel: [to(vote.duel[0]), to(vote.duel[1])] };
  });
  const split = moved.flatMap((vote) =>
    vote.count > 1
      ? [
          { ...vote, count: 1 },
          { ...vote, count: vote.count - 1 },
        ]
      : [vote],
  );
  return {
    candidates: order.map((candidate) => candidates[candidate]!),
    costs: order.map((candidate) => costs[candidate]!),
    seats,
    votes: split.reverse(),
  };
};
