import { createHash } from 'node:crypto';
import type { Transaction } from '../../../../db/schema.ts';
import { fewestDrafts } from '../../domain/readying.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { revisingUntil } from '../../domain/revising.ts';
import { datesWhenOpened } from '../../domain/scheduling.ts';
import { ruleText } from '../../domain/sealing.ts';
import { recordEvent } from '../events/recording.ts';
import { keepLogAtOnce } from '../jobs/keeping-logs.ts';
import { methodRule, eligibilityRule } from './ruling.ts';
import { ownChallenge } from './owning.ts';
import { specificationFor, standCounts } from './specifying.ts';
import { planChallenge } from './timing.ts';
import { drawOrder, unveilDrafts } from './unveiling.ts';

/** The seal of a rule: what anybody can compute from its text. */
export const sealOf = (rule: string) => createHash('sha256').update(rule).digest('hex');

/**
 * collecting → voting, and seals the rule: its dates, and the revisions that stand at this moment. Drafts that are
 * still being edited are left out. Without an actor it is the clock's doing, and never early. The guarded update comes first: whoever submits or withdraws a draft waits for it.
 */
export const openVoting = async (
  tx: Transaction,
  challengeId: string,
  now: number,
  actor: { id: string } | null = null,
): Promise<{ seal: string } | Refusal> => {
  let opening = tx
    .updateTable('challenges')
    .set({ state: 'voting', sealed_at: now })
    .where('id', '=', challengeId)
    .where('state', '=', 'collecting');
  if (!actor) opening = opening.where('voting_opens_at', '<=', now);
  const opened = await opening.returningAll().executeTakeFirst();
  if (!opened) return refuse('impossible-transition');
  if (opened.blind) await unveilDrafts(tx, opened, now);
  const found = await draftsForBallot(tx, challengeId);
  const specification = opened.method === 'specification' ? await specificationFor(tx, found) : null;
  if (isRefusal(specification)) return specification;
  const count = found.filter(({ hidden }) => hidden === null).length;
  if (!specification && count < fewestDrafts)
    return refuse('too-few-drafts', { needed: fewestDrafts, count });
  const drafts = found.map(({ draft, revision }) => ({ draft, revision }));

  const planned = {
    votingOpensAt: opened.voting_opens_at ?? now,
    votingClosesAt: opened.voting_closes_at ?? now,
  };
  const dates = datesWhenOpened(planned, now);
  // What is compared as a whole, or voted on part by part, stays as it is.
  const revising = opened.revising === 1 && opened.method === 'picks';
  const until = revisingUntil({ revising, ...dates });
  const method = specification
    ? {
        method: 'specification' as const,
        configuration: { id: specification.id, hash: sealOf(specification.spec) },
        count: 'greatest-sum-among-legal' as const,
      }
    : await methodRule(tx, opened, drafts);
  if (isRefusal(method)) return method;
  const eligibility = await eligibilityRule(tx, opened);
  if (isRefusal(eligibility)) return eligibility;
  const rule = ruleText({
    challenge: challengeId,
    ...method,
    quorum: opened.quorum,
    ...eligibility,
    ...(opened.default_option === 1 && { defaultOption: 'none-of-these' as const }),
    tallyShown: opened.tally_shown,
    ties: 'decided-in-public',
    ...dates,
    ...(until !== null && { revisingUntil: until }),
    drafts,
  });
  const seal = sealOf(rule);
  const sealed = {
    voting_opens_at: dates.votingOpensAt,
    voting_closes_at: dates.votingClosesAt,
    draft_count: drafts.length,
    revising_until: until,
    configuration_id: specification?.id ?? null,
    rule,
    rule_hash: seal,
  };
  await tx.updateTable('challenges').set(sealed).where('id', '=', challengeId).execute();
  if (specification) await standCounts(tx, challengeId, specification);
  if (opened.blind) await drawOrder(tx, { drafts: drafts.map(({ draft }) => draft), seal }, sealOf);
  await planChallenge(tx, { ...opened, ...sealed }, now);
  await keepLogAtOnce(tx, challengeId, now);
  await recordEvent(
    tx,
    {
      kind: 'voting-opened',
      actor: actor?.id ?? null,
      brand: opened.brand_id,
      challenge: challengeId,
      payload: { seal, closeMoved: dates.votingClosesAt !== planned.votingClosesAt },
    },
    now,
  );
  return { seal };
};

/** "Open now", by a designer's hand: early, or after voting could not open by itself. */
export const openVotingNow = async (
  tx: Transaction,
  member: { id: string },
  { challenge }: { challenge: string },
  now: number,
) => {
  if (!(await ownChallenge(tx, member, challenge))) return refuse('not-found');
  return openVoting(tx, challenge, now, member);
};

/** A hidden draft stands on the ballot, though nobody can pick it until it is shown again. */
const draftsForBallot = async (tx: Transaction, challengeId: string) =>
  tx
    .selectFrom('drafts')
    .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .leftJoin('draft_removals', 'draft_removals.draft_id', 'drafts.id')
    .leftJoin('hidings', (join) =>
      join.on('hidings.target_kind', '=', 'draft').onRef('hidings.target_id', '=', 'drafts.id'),
    )
    .select(['drafts.id as draft', 'revisions.id as revision', 'hidings.target_id as hidden'])
    .where('drafts.challenge_id', '=', challengeId)
    .where('drafts.state', '=', 'submitted')
    .where('draft_removals.draft_id', 'is', null)
    .execute();
