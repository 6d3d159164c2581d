import type { Reader, Transaction } from '../../../../db/schema.ts';
import type { DraftState } from '../../domain/lifecycles.ts';
import { breaksTie, departs, reasonNeeded } from '../../domain/deciding.ts';
import type { Method } from '../../domain/methods.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { canonicalJson } from '../../domain/sealing.ts';
import { proposeWinners, rankTally, type Proposal } from '../../domain/tallying.ts';
import { proposalOf, standingsOf, type Standing } from '../../domain/standings.ts';
import { recordEvent, recordEvents } from '../events/recording.ts';
import { isBeingLookedAt } from '../jobs/keeping-logs.ts';
import { forgetLeavers } from './forgetting-leavers.ts';
import { keptCount, type ShownCount } from './kept-counts.ts';
import { ownChallenge } from './owning.ts';
import { tallyOf, type TalliedDraft } from './tallying.ts';

/** What `decisions.proposal` holds: the rule's proposal and the numbers that it was made from. */
export interface KeptProposal extends Proposal {
  seats: number;
  quorum: number;
  ballots: number;
  tally: { draft: string; picks: number; disqualified: boolean }[];
}

type Counted = {
  id: string;
  none_picks: number;
  default_option: 0 | 1;
  method: Method;
  log_size: number;
  round: number;
  seats: number;
  quorum: number;
  ballot_count: number;
};

/** The tally of a challenge and what its rule makes of it; null as long as ballots are being counted after the close. */
export const proposalFor = async (
  read: Reader,
  challenge: Counted,
): Promise<{ tally: TalliedDraft[]; proposal: KeptProposal; count: ShownCount | null } | null> => {
  if (challenge.method === 'picks') return { ...(await pickedProposal(read, challenge)), count: null };
  const found = await countedTally(read, challenge);
  // Ballots may have been set aside or returned since.
  if (!found?.count.final || found.count.logSize < challenge.log_size) return null;
  const { count, tally } = found;
  // So may a draft have been taken off the table: nobody decides by a count that it still stands in.
  if (tally.some(({ id, disqualified }) => disqualified && count.candidates.includes(id))) return null;
  const { seats, quorum } = challenge;
  const proposal = proposalOf(count, { seats, quorum });
  const counted = tally.map(({ id, picks, disqualified }) => ({ draft: id, picks, disqualified }));
  return { tally, count, proposal: { ...proposal, seats, quorum, ballots: count.ballots, tally: counted } };
};

/** The drafts of a challenge that is not voted on by picks, as its ballots stand so far; nothing before they were counted. */
export const countedTally = async (read: Reader, challenge: { id: string; round: number }) => {
  const count = await keptCount(read, challenge);
  return count && { count, tally: inOrderOf(standingsOf(count), await tallyOf(read, challenge.id)) };
};

/** The drafts in the order of the count; what was taken off the table has no rank, and comes last. */
const inOrderOf = (standings: Standing[], tally: TalliedDraft[]): TalliedDraft[] => {
  const drafts = new Map(tally.map((draft) => [draft.id, draft]));
  const standing = standings.flatMap(({ draft: id, rank, tied }) => {
    const draft = drafts.get(id);
    drafts.delete(id);
    return draft ? [{ ...draft, rank, tied }] : [];
  });
  return [...standing, ...drafts.values()];
};

/** By picks; once there is a shortlist, of its finalists alone. */
const pickedProposal = async (
  read: Reader,
  challenge: Counted,
): Promise<{ tally: TalliedDraft[]; proposal: KeptProposal }> => {
  const whole = await tallyOf(read, challenge.id);
  const tally = whole.some(({ finalist }) => finalist)
    ? rankAnew(whole.filter(({ finalist }) => finalist))
    : whole;
  const counted = tally.map(({ id, picks, disqualified }) => ({ draft: id, picks, disqualified }));
  const { seats, quorum, ballot_count: ballots } = challenge;
  const proposal = {
    ...proposeWinners(counted, {
      seats,
      quorum,
      ballots,
      ...(challenge.default_option === 1 && { none: challenge.none_picks }),
    }),
    seats,
    quorum,
    ballots,
    tally: counted,
  };
  return { tally, proposal };
};

const rankAnew = (drafts: TalliedDraft[]): TalliedDraft[] => {
  const ranks = new Map(
    rankTally(drafts.map(({ id, picks, disqualified }) => ({ draft: id, picks, disqualified }))).map(
      (one) => [one.draft, one],
    ),
  );
  return drafts.map((draft) => ({
    ...draft,
    rank: ranks.get(draft.id)!.rank,
    tied: ranks.get(draft.id)!.tied,
  }));
};

/** What a form hands back of the proposal it showed, so that nobody decides on another than they saw. */
export const markOf = ({ winners, tied, quorumReached }: Proposal): string =>
  canonicalJson([[...winners].sort(), [...tied].sort(), quorumReached]);

export interface DecisionInput {
  challenge: string;
  /** Ids of the drafts that win; none is a decision too. */
  winners: string[];
  reason: string;
  /** `markOf` the proposal that was on the screen. */
  seen: string;
}

/** deciding → decided: the brand confirms what the rule proposes, or departs from it with a reason for everyone to read. */
export const decide = async (
  tx: Transaction,
  member: { id: string },
  input: DecisionInput,
  now: number,
): Promise<{ winners: string[] } | Refusal> => {
  const { challenge: id } = input;
  if (!(await ownChallenge(tx, member, id))) return refuse('not-found');
  const challenge = await tx
    .updateTable('challenges')
    .set({ state: 'decided', decided_at: now })
    .where('id', '=', id)
    .where('method', '<>', 'specification')
    .where('state', '=', 'deciding')
    .returningAll()
    .executeTakeFirst();
  if (!challenge) return refuse('changed-meanwhile');
  if (await stageRuns(tx, id)) return refuse('stage-running');
  if (await isBeingLookedAt(tx, id)) return refuse('still-counting');
  const found = await proposalFor(tx, challenge);
  if (!found) return refuse('still-counting');
  const { tally, proposal } = found;
  if (markOf(proposal) !== input.seen) return refuse('changed-meanwhile');
  const chosen = tally.filter((draft) => input.winners.includes(draft.id));
  if (chosen.length !== new Set(input.winners).size || chosen.some((draft) => draft.disqualified))
    return refuse('cannot-win');
  const winners = chosen.map((draft) => draft.id);
  const reason = input.reason.trim();
  if (reasonNeeded(proposal, winners) && !reason) return refuse('reason-needed');

  const departing = departs(proposal, winners);
  const tieBroken = breaksTie(proposal, winners);
  // Never before what it was decided by: whoever waited for the challenge's row asked a little earlier.
  const at = Math.max(now, found.count?.countedAt ?? 0, ...tally.map(({ removedAt }) => removedAt ?? 0));
  await tx
    .insertInto('decisions')
    .values({
      challenge_id: id,
      decided_by: member.id,
      decided_at: at,
      proposal: JSON.stringify(proposal),
      departs: departing ? 1 : 0,
      tie_broken: tieBroken ? 1 : 0,
      reason,
    })
    .execute();
  await seatWinners(tx, id, chosen);
  await endDrafts(tx, member, challenge, winners, now);
  await forgetLeavers(tx, id);
  await recordEvent(
    tx,
    {
      kind: 'challenge-decided',
      actor: member.id,
      brand: challenge.brand_id,
      challenge: id,
      payload: { winners, departs: departing, tieBroken, quorumReached: proposal.quorumReached },
    },
    now,
  );
  return { winners };
};

const stageRuns = async (tx: Transaction, challenge: string) =>
  (await tx
    .selectFrom('stages')
    .select('id')
    .where('challenge_id', '=', challenge)
    .where('begun_at', 'is not', null)
    .where('ended_at', 'is', null)
    .executeTakeFirst()) !== undefined;

const seatWinners = async (tx: Transaction, challenge: string, chosen: TalliedDraft[]) => {
  if (chosen.length === 0) return;
  await tx
    .insertInto('decision_winners')
    .values(
      chosen.map((draft) => ({
        challenge_id: challenge,
        draft_id: draft.id,
        // Equal in the tally, equal place.
        place: 1 + chosen.filter((other) => other.rank < draft.rank).length,
      })),
    )
    .execute();
};

/** Ends whatever stood on the ballot of the first vote; what was taken back before that had no part in it. */
export const endDrafts = async (
  tx: Transaction,
  member: { id: string },
  challenge: { id: string; brand_id: string; sealed_at: number | null },
  won: string[],
  now: number,
) => {
  const first = await tx
    .selectFrom('rounds')
    .select('sealed_at')
    .where('challenge_id', '=', challenge.id)
    .where('round', '=', 1)
    .executeTakeFirst();
  const ended = await tx
    .updateTable('drafts')
    .set((eb) => ({
      state: eb.case().when('id', 'in', won).then<DraftState>('won').else<DraftState>('not chosen').end(),
    }))
    .where('challenge_id', '=', challenge.id)
    .where('state', '=', 'submitted')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('draft_removals')
            .select('draft_removals.kind')
            .whereRef('draft_removals.draft_id', '=', 'drafts.id')
            .where('draft_removals.removed_at', '<', first?.sealed_at ?? challenge.sealed_at ?? 0),
        ),
      ),
    )
    .returning(['id', 'state', 'member_id'])
    .execute();
  await recordEvents(
    tx,
    ended.map((draft) => ({
      kind: draft.state === 'won' ? 'draft-won' : 'draft-not-chosen',
      actor: member.id,
      subject: draft.member_id,
      brand: challenge.brand_id,
      challenge: challenge.id,
      draft: draft.id,
    })),
    now,
  );
};
