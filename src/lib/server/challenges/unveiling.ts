import type { Transaction } from '../../../../db/schema.ts';
import { drawnOrder } from '../../domain/entering.ts';
import { recordEvents } from '../events/recording.ts';
import { indexDrafts } from './indexing.ts';

interface Unveiled {
  id: string;
  brand_id: string;
}

/** editing → submitted, for all that was entered while the challenge collected blind: at one moment, when voting opens. */
export const unveilDrafts = async (tx: Transaction, challenge: Unveiled, now: number): Promise<void> => {
  const entries = await tx
    .selectFrom('drafts')
    .innerJoin('blind_entries', 'blind_entries.draft_id', 'drafts.id')
    .leftJoin('draft_removals', 'draft_removals.draft_id', 'drafts.id')
    .select(['drafts.id', 'drafts.member_id', 'blind_entries.revision_id as revision'])
    .where('drafts.challenge_id', '=', challenge.id)
    .where('drafts.state', '=', 'editing')
    .where('draft_removals.draft_id', 'is', null)
    .execute();
  for (const { id, revision } of entries) {
    await tx
      .updateTable('drafts')
      .set({ state: 'submitted', revision_id: revision, submitted_at: now })
      .where('id', '=', id)
      .execute();
    await tx.updateTable('revisions').set({ published_at: now }).where('id', '=', revision).execute();
  }
  await indexDrafts(
    tx,
    entries.map(({ id }) => id),
  );
  await recordEvents(
    tx,
    entries.map(({ id, member_id }) => ({
      kind: 'draft-submitted',
      actor: member_id,
      brand: challenge.brand_id,
      challenge: challenge.id,
      draft: id,
    })),
    now,
  );
};

/** Lays the drafts out in the order that the seal draws: neither the brand nor an entrant could choose it. */
export const drawOrder = async (
  tx: Transaction,
  { drafts, seal }: { drafts: string[]; seal: string },
  digest: (text: string) => string,
): Promise<void> => {
  for (const [position, id] of drawnOrder(drafts, seal, digest).entries())
    await tx.updateTable('drafts').set({ position }).where('id', '=', id).execute();
};
