import type { Transaction } from '../../../../db/schema.ts';
import { leaveDraft } from './joining.ts';
import { withdrawDraft } from './removing.ts';

/**
 * Before an account goes: what its drafts in open challenges become. While a challenge collects, co-authors go on
 * without the member, and a draft that nobody else stands for is withdrawn. What is sealed stays, without the name.
 */
export const partWithDrafts = async (tx: Transaction, member: { id: string }, now: number): Promise<void> => {
  const drafts = await tx
    .selectFrom('draft_authors')
    .innerJoin('drafts', 'drafts.id', 'draft_authors.draft_id')
    .innerJoin('challenges', 'challenges.id', 'drafts.challenge_id')
    .leftJoin('draft_removals', 'draft_removals.draft_id', 'drafts.id')
    .select('drafts.id')
    .where('draft_authors.member_id', '=', member.id)
    .where('draft_authors.left_at', 'is', null)
    .where('challenges.state', '=', 'collecting')
    .where('draft_removals.draft_id', 'is', null)
    .execute();
  for (const { id } of drafts) {
    const refused = await leaveDraft(tx, member, id, now);
    if (refused?.reason === 'last-author') await withdrawDraft(tx, member, { draft: id, reason: '' }, now);
  }
};
