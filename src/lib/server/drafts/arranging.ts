import type { Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { deskDraft, openToDrafts } from './owning.ts';

/** Moves a draft one place up or down in its challenge, until the seal. */
export const moveDraft = async (
  tx: Transaction,
  member: { id: string },
  { draft: id, direction }: { draft: string; direction: 'up' | 'down' },
): Promise<Refusal | undefined> => {
  const draft = await deskDraft(tx, member, id);
  if (!draft) return refuse('not-found');
  const held = await tx
    .updateTable('challenges')
    .set((eb) => ({ draft_count: eb.ref('draft_count') }))
    .where('id', '=', draft.challenge_id)
    .where('state', 'in', openToDrafts)
    .returning('id')
    .executeTakeFirst();
  if (!held) return refuse('challenge-sealed');
  const rows = await tx
    .selectFrom('drafts')
    .leftJoin('draft_removals', 'draft_removals.draft_id', 'drafts.id')
    .select(['drafts.id', 'drafts.position'])
    .where('drafts.challenge_id', '=', draft.challenge_id)
    .where('draft_removals.draft_id', 'is', null)
    .orderBy('drafts.position')
    .orderBy('drafts.id')
    .execute();
  const from = rows.findIndex((row) => row.id === id);
  const to = from + (direction === 'up' ? -1 : 1);
  if (from < 0 || to < 0 || to >= rows.length) return undefined;
  rows.splice(to, 0, ...rows.splice(from, 1));
  for (const [position, row] of rows.entries()) {
    if (row.position !== position)
      await tx.updateTable('drafts').set({ position }).where('id', '=', row.id).execute();
  }
  return undefined;
};
