import type { Reader, Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { ownChallenge } from '../challenges/owning.ts';
import { recordEvent } from '../events/recording.ts';

export interface CostsInput {
  challenge: string;
  /** What making the tools for each draft costs, by its id: whole units of the brand's currency, from 1 up. */
  costs: ReadonlyMap<string, number | null>;
}

/** Writes what the drafts of a vote within a budget cost to make; until voting opens, since the rule seals it. */
export const setCosts = async (
  tx: Transaction,
  member: { id: string },
  { challenge: id, costs }: CostsInput,
  now: number,
): Promise<Refusal | undefined> => {
  const challenge = await ownChallenge(tx, member, id);
  if (!challenge) return refuse('not-found');
  // Held against whoever opens the vote meanwhile.
  const held = await tx
    .updateTable('challenges')
    .set((eb) => ({ edits: eb.ref('edits') }))
    .where('id', '=', id)
    .where('state', 'in', ['preparing', 'collecting'])
    .returning('id')
    .executeTakeFirst();
  if (!held) return refuse('challenge-sealed');
  const drafts = [...costs].map(([draft]) => draft);
  if (drafts.length === 0) return undefined;
  const { numUpdatedRows } = await tx
    .updateTable('drafts')
    .set((eb) => {
      let cost = eb
        .case()
        .when('id', '=', drafts[0]!)
        .then(costs.get(drafts[0]!) ?? null);
      for (const draft of drafts.slice(1)) cost = cost.when('id', '=', draft).then(costs.get(draft) ?? null);
      return { tooling_cost: eb.cast<number | null>(cost.end(), 'bigint') };
    })
    .where('id', 'in', drafts)
    .where('challenge_id', '=', id)
    .executeTakeFirst();
  if (Number(numUpdatedRows) !== drafts.length) return refuse('not-found');
  await recordEvent(
    tx,
    {
      kind: 'challenge-changed',
      actor: member.id,
      brand: challenge.brand_id,
      challenge: id,
      payload: { costs: drafts.length },
    },
    now,
  );
  return undefined;
};

/** The drafts that stand in a challenge, with what each costs to make. */
export const costsOf = (read: Reader, challenge: string) =>
  read
    .selectFrom('drafts')
    .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .leftJoin('draft_removals', 'draft_removals.draft_id', 'drafts.id')
    .select(['drafts.id', 'revisions.title', 'drafts.tooling_cost as cost'])
    .where('drafts.challenge_id', '=', challenge)
    .where('draft_removals.draft_id', 'is', null)
    .orderBy('drafts.position')
    .orderBy('drafts.id')
    .execute();
