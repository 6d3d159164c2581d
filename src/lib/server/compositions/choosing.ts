import type { Transaction } from '../../../../db/schema.ts';
import { stillOffered } from '../../domain/composing.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { compositionIn, type Composition } from '../../domain/configuring.ts';
import { holdDraft } from '../drafts/owning.ts';
import { compositionSeen } from './finding.ts';
import type { Composer } from './keeping.ts';

/** Makes a kept composition the member's own one of its draft, in the place of another. */
export const chooseComposition = async (
  tx: Transaction,
  member: Composer,
  id: string,
  now: number,
): Promise<Refusal | undefined> => {
  const found = await chosenBy(tx, member, id);
  if (isRefusal(found)) return found;
  const { composition, who } = found;
  if (composition.draft.removed) return refuse('draft-removed');
  if (!stillOffered(composition.standing, composition.choices)) return refuse('not-configurable');
  // So that each counts what stood before it.
  await holdDraft(tx, composition.draft.id);
  await letGo(tx, composition.draft.id, who);
  await tx
    .insertInto('chosen_compositions')
    .values({ draft_id: composition.draft.id, member_id: who, composition_id: id, chosen_at: now })
    .execute();
  await count(tx, { draft: composition.draft.id, id, choices: composition.choices }, 1);
  return undefined;
};

/** Takes the choice of a composition back; where another is chosen, nothing changes. */
export const unchooseComposition = async (
  tx: Transaction,
  member: Composer,
  id: string,
): Promise<Refusal | undefined> => {
  const found = await chosenBy(tx, member, id);
  if (isRefusal(found)) return found;
  await holdDraft(tx, found.composition.draft.id);
  await letGo(tx, found.composition.draft.id, found.who, id);
  return undefined;
};

const chosenBy = async (tx: Transaction, member: Composer, id: string) => {
  if (!member) return refuse('not-signed-in');
  if (!member.confirmed) return refuse('not-confirmed');
  const composition = await compositionSeen(tx, member, id);
  return composition ? { composition, who: member.id } : refuse('not-found');
};

const letGo = async (tx: Transaction, draft: string, member: string, only?: string) => {
  let stands = tx
    .deleteFrom('chosen_compositions')
    .where('draft_id', '=', draft)
    .where('member_id', '=', member)
    .returning('composition_id as id');
  if (only !== undefined) stands = stands.where('composition_id', '=', only);
  const before = await stands.executeTakeFirst();
  if (!before) return;
  const { choices } = await tx
    .selectFrom('compositions')
    .select('choices')
    .where('id', '=', before.id)
    .executeTakeFirstOrThrow();
  await count(tx, { draft, id: before.id, choices: compositionIn(choices) }, -1);
};

/** Counts one chosen composition in or out, and with it each of its choices. */
const count = async (
  tx: Transaction,
  { draft, id, choices }: { draft: string; id: string; choices: Composition },
  by: 1 | -1,
) => {
  await tx
    .updateTable('compositions')
    .set((eb) => ({ chosen: eb('chosen', '+', by) }))
    .where('id', '=', id)
    .execute();
  for (const [part, choice] of Object.entries(choices)) {
    if (by === 1) {
      await tx
        .insertInto('choice_counts')
        .values({ draft_id: draft, part, choice, chosen: 1 })
        .onConflict((conflict) =>
          conflict
            .columns(['draft_id', 'part', 'choice'])
            .doUpdateSet((eb) => ({ chosen: eb('choice_counts.chosen', '+', 1) })),
        )
        .execute();
    } else {
      await tx
        .updateTable('choice_counts')
        .set((eb) => ({ chosen: eb('chosen', '-', 1) }))
        .where('draft_id', '=', draft)
        .where('part', '=', part)
        .where('choice', '=', choice)
        .execute();
    }
  }
};
