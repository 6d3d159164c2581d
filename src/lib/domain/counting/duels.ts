import { fillSeats, inGroups, places, type Election, type Outcome } from './elections.ts';

export interface Record {
  won: number;
  lost: number;
}

/** How many duels each candidate won and lost. */
export const recordsOf = ({ candidates, votes }: Election): Record[] => {
  const records = candidates.map(() => ({ won: 0, lost: 0 }));
  for (const vote of votes) {
    if (!('duel' in vote)) continue;
    records[vote.duel[0]]!.won += vote.count;
    records[vote.duel[1]]!.lost += vote.count;
  }
  return records;
};

/**
 * The chance, in percent, that a candidate wins its next duel: 100 (won + 1) / (won + lost + 2), so that one duel won
 * is no certainty. M. J. Salganik, K. E. C. Levy, “Wiki surveys”, PLoS ONE 10(5), 2015; as on All Our Ideas.
 */
export const duelScore = ({ won, lost }: Record): number => (100 * (won + 1)) / (won + lost + 2);

/** Duels by the chance to win the next one. A candidate that was in none is never elected. */
export const countDuels = (
  election: Election,
  { seats }: { seats: number },
): Required<Pick<Outcome, 'winners' | 'ties' | 'scores' | 'notes'>> => {
  const records = recordsOf(election);
  const met = places(records.length).filter((one) => records[one]!.won + records[one]!.lost > 0);
  const groups = inGroups(met, (a, b) => {
    const [one, other] = [records[a]!, records[b]!];
    return (other.won + 1) * (one.won + one.lost + 2) - (one.won + 1) * (other.won + other.lost + 2);
  });
  return { ...fillSeats(groups, seats), scores: records.map(duelScore), notes: [] };
};
