import { fillSeats, inGroups, places, type Election, type Outcome } from './elections.ts';

/**
 * Approvals: whoever is approved on the most ballots. A candidate without a single one is never elected.
 * A ranking approves of all whom it names.
 */
export const countPicks = (
  { candidates, votes }: Election,
  { seats }: { seats: number },
): Required<Pick<Outcome, 'winners' | 'ties' | 'scores' | 'notes'>> => {
  const scores = candidates.map(() => 0);
  for (const vote of votes) {
    const approved = approvedOn(vote);
    for (const candidate of approved) scores[candidate]! += vote.count;
  }
  const standing = places(candidates.length).filter((candidate) => scores[candidate]! > 0);
  const groups = inGroups(standing, (a, b) => scores[b]! - scores[a]!);
  return { ...fillSeats(groups, seats), scores, notes: [] };
};

/** Whom a ballot approves of; nobody where it says nothing of the kind. */
export const approvedOn = (vote: Election['votes'][number]): readonly number[] =>
  'approvals' in vote ? vote.approvals : 'ranking' in vote ? vote.ranking.flat() : [];
