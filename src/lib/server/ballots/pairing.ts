import type { Reader } from '../../../../db/schema.ts';
import { pairKey, teachingPairs, type Pair } from '../../domain/pairing.ts';
import { compiledOnce } from '../compiling.ts';
import type { OwnAnswer } from './judging.ts';

export interface Pairable {
  challenge: string;
  round: number;
  /** Ids of the drafts on the table. */
  drafts: string[];
  /** What the member has answered. */
  answers: Pick<OwnAnswer, 'one' | 'other'>[];
}

/** The next pairs to ask somebody, the one that teaches most first; none once every pair was judged or passed. */
export const nextPairs = async (
  read: Reader,
  member: { id: string } | null,
  { challenge, round, drafts, answers }: Pairable,
  count: number,
): Promise<Pair[]> => {
  const places = new Map(drafts.map((id, place) => [id, place]));
  const wins = drafts.map(() => drafts.map(() => 0));
  for (const { winner, loser, count: won } of await duelsIn(read, challenge, round)) {
    const [i, j] = [places.get(winner), places.get(loser)];
    if (i !== undefined && j !== undefined) wins[i]![j] = won;
  }
  const judged = new Set(answers.map(({ one, other }) => pairKey(one, other)));
  return teachingPairs({ drafts, wins, judged, seed: member?.id ?? '' }, count);
};

const duelsIn = compiledOnce((read: Reader, challenge: string, round: number) =>
  read
    .selectFrom('duel_counts')
    .select(['winner', 'loser', 'count'])
    .where('challenge_id', '=', challenge)
    .where('round', '=', round)
    .where('count', '>', 0),
);
