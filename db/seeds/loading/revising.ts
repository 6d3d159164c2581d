import type { Challenge } from './challenges.ts';
import { happened } from './events.ts';
import type { Member } from './members.ts';
import type { Loading } from './rows.ts';

/** What was revised while voting is open: half of those who had voted before have looked by now, and stay; `asked` is still to answer. */
export function reviseInVote(loading: Loading, challenges: Challenge[], asked: Member): void {
  const { rows, ids, now } = loading;
  for (const challenge of challenges.filter(({ row }) => row.revising_until != null)) {
    const random = loading.chance(`revising ${challenge.seed.key}`);
    const at = Math.floor(now - (now - challenge.opensAt) * 0.3);
    for (const draft of challenge.drafts) {
      const { later } = draft.seed;
      if (!later) continue;
      const before = rows.revisions.find(({ id }) => id === draft.revision)!;
      const id = ids.id(at);
      rows.revisions.push({
        ...before,
        ...later,
        id,
        number: before.number + 1,
        created_at: at - 20 * 60_000,
        published_at: at,
      });
      for (const picture of rows.revision_pictures.filter(({ revision_id }) => revision_id === before.id))
        rows.revision_pictures.push({ ...picture, revision_id: id });
      const ballots = new Map(rows.ballots.map((ballot) => [ballot.id, ballot]));
      let outdated = 0;
      for (const pick of rows.ballot_picks.filter(({ draft_id }) => draft_id === draft.id)) {
        const ballot = ballots.get(pick.ballot_id)!;
        const looked = random.chance(0.5) && ballot.member_id !== asked.id;
        if (looked || ballot.changed_at >= at) pick.revision_id = id;
        else outdated++;
      }
      Object.assign(draft.row, { revision_id: id, picks_outdated: outdated });
      happened(loading, at, 'draft-revised-in-vote', {
        actor: draft.author.id,
        brand: challenge.brand.id,
        challenge: challenge.id,
        draft: draft.id,
        payload: { revision: before.number + 1 },
      });
    }
  }
}
