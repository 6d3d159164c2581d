import type { Reader, Transaction } from '../../../../db/schema.ts';
import { breaksTie, departs } from '../../domain/deciding.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import {
  fewestFinalists,
  proposeFinalists,
  shortlistReasonNeeded,
  tallyMark,
} from '../../domain/shortlisting.ts';
import { recordEvent } from '../events/recording.ts';
import { isBeingLookedAt } from '../jobs/keeping-logs.ts';
import { ownChallenge } from './owning.ts';
import { tallyOf } from './tallying.ts';

/** The tally that finalists are chosen from, and the mark of it that a form hands back. */
export const shortlistTally = async (read: Reader, challenge: string) => {
  const tally = await tallyOf(read, challenge);
  const counted = tally.map(({ id, picks, disqualified }) => ({ draft: id, picks, disqualified }));
  return { tally, counted, seen: tallyMark(counted) };
};

export interface ShortlistInput {
  challenge: string;
  /** Ids of the finalists. */
  finalists: string[];
  reason: string;
  /** `tallyMark` of the tally that was on the screen. */
  seen: string;
}

/** Names the finalists, once, between the first vote and the decision: what follows is among them alone. */
export const shortlistDrafts = async (
  tx: Transaction,
  member: { id: string },
  { challenge: id, finalists, reason: words, seen }: ShortlistInput,
  now: number,
): Promise<{ finalists: string[] } | Refusal> => {
  if (!(await ownChallenge(tx, member, id))) return refuse('not-found');
  // Held against whoever decides, cancels or disqualifies meanwhile.
  const challenge = await tx
    .updateTable('challenges')
    .set({ state: 'deciding' })
    .where('id', '=', id)
    .where('state', '=', 'deciding')
    // A specification vote asks how one draft is made: there is nobody to go on.
    .where('method', '=', 'picks')
    .returning(['id', 'brand_id', 'quorum', 'ballot_count'])
    .executeTakeFirst();
  if (!challenge) return refuse('impossible-transition');
  if (await isBeingLookedAt(tx, id)) return refuse('still-counting');
  if (await shortlistOf(tx, id)) return refuse('already-shortlisted');
  const { tally, counted, seen: present } = await shortlistTally(tx, id);
  if (present !== seen) return refuse('changed-meanwhile');
  const chosen = tally.filter((draft) => finalists.includes(draft.id));
  if (chosen.length !== new Set(finalists).size || chosen.some((draft) => draft.disqualified))
    return refuse('cannot-win');
  if (chosen.length < fewestFinalists) return refuse('too-few-finalists', { needed: fewestFinalists });
  const ids = chosen.map((draft) => draft.id);
  const numbers = { quorum: challenge.quorum, ballots: challenge.ballot_count };
  const reason = words.trim();
  if (shortlistReasonNeeded(counted, ids, numbers) && !reason) return refuse('reason-needed');

  const proposal = proposeFinalists(counted, { size: ids.length, ...numbers });
  const departing = departs(proposal, ids);
  const tieBroken = breaksTie(proposal, ids);
  await tx
    .insertInto('shortlists')
    .values({
      challenge_id: id,
      made_by: member.id,
      made_at: now,
      proposal: JSON.stringify(proposal),
      departs: departing ? 1 : 0,
      tie_broken: tieBroken ? 1 : 0,
      reason,
    })
    .execute();
  await tx
    .insertInto('finalists')
    .values(
      chosen.map((draft) => ({
        challenge_id: id,
        draft_id: draft.id,
        place: 1 + chosen.filter((other) => other.picks > draft.picks).length,
      })),
    )
    .execute();
  await recordEvent(
    tx,
    {
      kind: 'challenge-shortlisted',
      actor: member.id,
      brand: challenge.brand_id,
      challenge: id,
      payload: { finalists: ids, departs: departing, tieBroken, quorumReached: proposal.quorumReached },
    },
    now,
  );
  return { finalists: ids };
};

export const shortlistOf = (read: Reader, challenge: string) =>
  read
    .selectFrom('shortlists')
    .select(['made_at', 'departs', 'tie_broken', 'reason'])
    .where('challenge_id', '=', challenge)
    .executeTakeFirst();
