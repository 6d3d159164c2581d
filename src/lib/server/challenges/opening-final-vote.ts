import type { Transaction } from '../../../../db/schema.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { longestVoting, shortestVoting } from '../../domain/scheduling.ts';
import { ruleText } from '../../domain/sealing.ts';
import { fewestFinalists } from '../../domain/shortlisting.ts';
import { recordEvent } from '../events/recording.ts';
import { newId } from '../ids.ts';
import { isBeingLookedAt, keepLogAtOnce } from '../jobs/keeping-logs.ts';
import { sealOf } from './opening.ts';
import { eligibilityRule } from './ruling.ts';
import { ownChallenge, type OwnChallenge } from './owning.ts';
import { shortlistOf } from './shortlisting.ts';
import { planChallenge } from './timing.ts';

export interface FinalVoteInput {
  challenge: string;
  /** Epoch milliseconds. */
  closesAt: number;
  picks: number;
}

/**
 * deciding → voting, a round further: the finalists alone stand on the ballot, and a rule of its own is sealed. What the
 * round before was counted by, and its tally, are kept as they were.
 */
export const openFinalVote = async (
  tx: Transaction,
  member: { id: string },
  { challenge: id, closesAt, picks }: FinalVoteInput,
  now: number,
): Promise<{ seal: string } | Refusal> => {
  const own = await ownChallenge(tx, member, id);
  if (!own) return refuse('not-found');
  if (closesAt - now < shortestVoting || closesAt - now > longestVoting) return refuse('dates-impossible');
  const before = await tx
    .updateTable('challenges')
    .set({ state: 'voting' })
    .where('id', '=', id)
    .where('state', '=', 'deciding')
    .returningAll()
    .executeTakeFirst();
  if (!before) return refuse('impossible-transition');
  if (await isBeingLookedAt(tx, id)) return refuse('still-counting');
  if (!(await shortlistOf(tx, id))) return refuse('no-shortlist');
  const drafts = await finalistsForBallot(tx, id);
  if (drafts.filter(({ hidden }) => hidden === null).length < fewestFinalists)
    return refuse('too-few-finalists', { needed: fewestFinalists });
  const refusal = await beginFinalStage(tx, id, now);
  if (refusal) return refusal;
  if (before.unlogged === 0 && !(await isLogged(tx, before))) return refuse('still-counting');

  const eligibility = await eligibilityRule(tx, before);
  if (isRefusal(eligibility)) return eligibility;
  await keepRound(tx, before);
  const round = before.round + 1;
  const rule = ruleText({
    challenge: id,
    round,
    method: 'picks',
    picksPerMember: picks,
    seats: before.seats,
    quorum: before.quorum,
    ...eligibility,
    ...(before.default_option === 1 && { defaultOption: 'none-of-these' as const }),
    tallyShown: before.tally_shown,
    ties: 'decided-in-public',
    votingOpensAt: now,
    votingClosesAt: closesAt,
    drafts: drafts.map(({ draft, revision }) => ({ draft, revision })),
  });
  const seal = sealOf(rule);
  const opened = await tx
    .updateTable('challenges')
    .set({
      round,
      picks_per_member: picks,
      voting_opens_at: now,
      voting_closes_at: closesAt,
      sealed_at: now,
      rule,
      rule_hash: seal,
      // What was shortlisted, reviewed and built is voted on as it is.
      revising_until: null,
      ballot_count: 0,
      none_picks: 0,
      log_size: 0,
      unlogged: 0,
      reminded_at: null,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await tx
    .updateTable('drafts')
    .set({ picks: 0, picks_outdated: 0 })
    .where('challenge_id', '=', id)
    .execute();
  await planChallenge(tx, opened, now);
  await keepLogAtOnce(tx, id, now);
  await recordEvent(
    tx,
    {
      kind: 'final-vote-opened',
      actor: member.id,
      brand: opened.brand_id,
      challenge: id,
      payload: { seal, round },
    },
    now,
  );
  return { seal };
};

/** Whether a final head was signed for every entry of the round: later nobody would sign one of it any more. */
const isLogged = async (
  tx: Transaction,
  { id, round, log_size }: { id: string; round: number; log_size: number },
) => {
  const last = await tx
    .selectFrom('log_heads')
    .select(['final', 'size'])
    .where('challenge_id', '=', id)
    .where('round', '=', round)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.final === 1 && last.size === log_size;
};

/** A hidden finalist stands on the ballot, though nobody can pick it until it is shown again. */
const finalistsForBallot = (tx: Transaction, challenge: string) =>
  tx
    .selectFrom('finalists')
    .innerJoin('drafts', 'drafts.id', 'finalists.draft_id')
    .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .leftJoin('draft_removals', 'draft_removals.draft_id', 'drafts.id')
    .leftJoin('hidings', (join) =>
      join.on('hidings.target_kind', '=', 'draft').onRef('hidings.target_id', '=', 'drafts.id'),
    )
    .select(['drafts.id as draft', 'revisions.id as revision', 'hidings.target_id as hidden'])
    .where('finalists.challenge_id', '=', challenge)
    .where('draft_removals.draft_id', 'is', null)
    .execute();

/** The stage that was planned for it, or one that nobody planned; there is one final vote, and no other stage beside it. */
const beginFinalStage = async (tx: Transaction, challenge: string, now: number) => {
  const stages = await tx
    .selectFrom('stages')
    .select(['id', 'kind', 'position', 'begun_at', 'ended_at'])
    .where('challenge_id', '=', challenge)
    .execute();
  if (stages.some(({ begun_at, ended_at }) => begun_at !== null && ended_at === null))
    return refuse('stage-running');
  const planned = stages.find(({ kind }) => kind === 'final vote');
  if (planned && planned.begun_at !== null) return refuse('final-vote-held');
  if (planned) await tx.updateTable('stages').set({ begun_at: now }).where('id', '=', planned.id).execute();
  else
    await tx
      .insertInto('stages')
      .values({
        id: newId(now),
        challenge_id: challenge,
        position: 1 + Math.max(0, ...stages.map(({ position }) => position)),
        kind: 'final vote',
        title: '',
        begun_at: now,
        created_at: now,
      })
      .execute();
  return undefined;
};

const keepRound = async (
  tx: Transaction,
  before: Omit<OwnChallenge, 'brand_slug' | 'brand_name' | 'entry_rules' | 'licence'>,
) => {
  await tx
    .insertInto('rounds')
    .values({
      challenge_id: before.id,
      round: before.round,
      rule: before.rule ?? '',
      rule_hash: before.rule_hash ?? '',
      sealed_at: before.sealed_at ?? 0,
      voting_opens_at: before.voting_opens_at ?? 0,
      voting_closes_at: before.voting_closes_at ?? 0,
      ballot_count: before.ballot_count,
      none_picks: before.none_picks,
      log_size: before.log_size,
    })
    .execute();
  await tx
    .insertInto('round_tallies')
    .columns(['challenge_id', 'round', 'draft_id', 'picks'])
    .expression((eb) =>
      eb
        .selectFrom('drafts')
        .innerJoin('challenges', 'challenges.id', 'drafts.challenge_id')
        .leftJoin('draft_removals', 'draft_removals.draft_id', 'drafts.id')
        .select(['drafts.challenge_id', 'challenges.round', 'drafts.id as draft_id', 'drafts.picks'])
        .where('drafts.challenge_id', '=', before.id)
        .where('drafts.state', '=', 'submitted')
        .where((or) =>
          or.or([
            or('draft_removals.kind', 'is', null),
            or('draft_removals.removed_at', '>=', or.ref('challenges.sealed_at')),
          ]),
        ),
    )
    .execute();
};
