import type { Reader } from '../../../../db/schema.ts';
import { isShown } from '../moderation/hiding.ts';
import { plainText } from '../text/rendering.ts';

/** What a member suggested and a public revision carries, the latest first, with the product where one came of it. */
export const carriedOf = async (read: Reader, member: string) => {
  const rows = await read
    .selectFrom('comments')
    .innerJoin('suggestions', 'suggestions.comment_id', 'comments.id')
    .innerJoin('revisions as carrier', 'carrier.id', 'suggestions.carried_by')
    .innerJoin('drafts', 'drafts.id', 'suggestions.draft_id')
    .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .innerJoin('brands', 'brands.id', 'suggestions.brand_id')
    .leftJoin('campaigns', (join) =>
      join
        .onRef('campaigns.draft_id', '=', 'drafts.id')
        .on('campaigns.state', 'not in', ['preparing', 'cancelled'])
        .on(isShown('campaign', 'campaigns.id')),
    )
    .select([
      'comments.id as comment',
      'comments.body',
      'drafts.id as draft',
      'revisions.title',
      'carrier.number as revision',
      'carrier.published_at as at',
      'brands.name as brand',
      'campaigns.id as campaign',
    ])
    .where('comments.member_id', '=', member)
    .where('comments.deleted_at', 'is', null)
    .where('carrier.published_at', 'is not', null)
    .where(isShown('comment', 'comments.id'))
    .where(isShown('draft', 'drafts.id'))
    .where(isShown('challenge', 'drafts.challenge_id'))
    .orderBy('comments.created_at', 'desc')
    .limit(20)
    .execute();
  return rows.map(({ body, ...row }) => ({ ...row, text: plainText(body, 160) }));
};
