import type { Transaction } from '../../../../db/schema.ts';
import { isLegal, type Composition } from '../../domain/configuring.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { canonicalJson } from '../../domain/sealing.ts';
import { specificationReason, type Specification } from '../../domain/specifying.ts';
import { recordEvent } from '../events/recording.ts';
import { isBeingLookedAt } from '../jobs/keeping-logs.ts';
import { endDrafts } from './deciding.ts';
import { forgetLeavers } from './forgetting-leavers.ts';
import { ownChallenge } from './owning.ts';
import { keepComposition, specificationOf } from './specifying.ts';
import { tallyOf } from './tallying.ts';

/** What `decisions.proposal` holds of a specification vote. */
export interface KeptSpecification extends Specification {
  method: 'specification';
  quorum: number;
}

/** What a form hands back of the count it showed, so that nobody decides on another than they saw. */
export const specificationMark = ({ proposal, tied, quorumReached, votes }: Specification): string =>
  canonicalJson([proposal, tied, quorumReached, votes]);

export interface SpecificationDecision {
  challenge: string;
  /** What is to be made; null for nothing, which is a decision too. */
  choices: Composition | null;
  reason: string;
  /** `specificationMark` of the count that was on the screen. */
  seen: string;
}

/**
 * deciding → decided, for a specification vote: the brand confirms the product that the ballots add up to, settles a
 * tie, or departs with a reason for everyone to read. Whatever it makes must be legal.
 */
export const decideSpecification = async (
  tx: Transaction,
  member: { id: string },
  { challenge: id, choices, seen, ...input }: SpecificationDecision,
  now: number,
): Promise<{ composition: string | null } | Refusal> => {
  if (!(await ownChallenge(tx, member, id))) return refuse('not-found');
  const challenge = await tx
    .updateTable('challenges')
    .set({ state: 'decided', decided_at: now })
    .where('id', '=', id)
    .where('method', '=', 'specification')
    .where('state', '=', 'deciding')
    .returningAll()
    .executeTakeFirst();
  if (!challenge) return refuse('changed-meanwhile');
  if (await isBeingLookedAt(tx, id)) return refuse('still-counting');
  const counted = await specificationOf(tx, challenge);
  if (!counted || specificationMark(counted.specification) !== seen) return refuse('changed-meanwhile');
  const { configuration, specification, draft } = counted;
  const tally = await tallyOf(tx, id);
  const standing = tally.some((one) => one.id === draft && !one.disqualified);
  if (choices && (!standing || !isLegal(configuration, choices))) return refuse('cannot-win');
  const reason = input.reason.trim();
  const needed = specificationReason(specification, choices);
  if (needed && !reason) return refuse('reason-needed');

  const composition =
    choices && (await keepComposition(tx, { configuration: counted.row, draft, choices }, member, now));
  const [departs, tieBroken] = [needed === 'departs', needed === 'tie-broken'];
  const kept: KeptSpecification = { method: 'specification', quorum: challenge.quorum, ...specification };
  await tx
    .insertInto('decisions')
    .values({
      challenge_id: id,
      decided_by: member.id,
      decided_at: now,
      proposal: JSON.stringify(kept),
      departs: departs ? 1 : 0,
      tie_broken: tieBroken ? 1 : 0,
      reason,
      composition_id: composition,
    })
    .execute();
  const winners = composition ? [draft] : [];
  if (composition)
    await tx.insertInto('decision_winners').values({ challenge_id: id, draft_id: draft, place: 1 }).execute();
  await endDrafts(tx, member, challenge, winners, now);
  await forgetLeavers(tx, id);
  await recordEvent(
    tx,
    {
      kind: 'challenge-decided',
      actor: member.id,
      brand: challenge.brand_id,
      challenge: id,
      payload: { winners, composition, departs, tieBroken, quorumReached: specification.quorumReached },
    },
    now,
  );
  return { composition };
};
