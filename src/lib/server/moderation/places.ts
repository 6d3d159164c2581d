import type { Reader } from '../../../../db/schema.ts';

export const hideableKinds = ['comment', 'draft', 'challenge', 'campaign', 'remix'] as const;
export type HideableKind = (typeof hideableKinds)[number];

/** Where something stands and whose it is, as its events name it. */
export const placeOf = async (read: Reader, kind: HideableKind, id: string) => {
  switch (kind) {
    case 'comment':
      return read
        .selectFrom('comments')
        .innerJoin('drafts', 'drafts.id', 'comments.draft_id')
        .select([
          'comments.id as comment',
          'comments.member_id as subject',
          'drafts.id as draft',
          'drafts.challenge_id as challenge',
          'drafts.brand_id as brand',
        ])
        .where('comments.id', '=', id)
        .executeTakeFirst();
    case 'draft':
      return read
        .selectFrom('drafts')
        .select(['id as draft', 'member_id as subject', 'challenge_id as challenge', 'brand_id as brand'])
        .where('id', '=', id)
        .executeTakeFirst();
    case 'challenge':
      return read
        .selectFrom('challenges')
        .select(['id as challenge', 'created_by as subject', 'brand_id as brand'])
        .where('id', '=', id)
        .executeTakeFirst();
    case 'campaign':
      return read
        .selectFrom('campaigns')
        .select([
          'id as campaign',
          'created_by as subject',
          'draft_id as draft',
          'challenge_id as challenge',
          'brand_id as brand',
        ])
        .where('id', '=', id)
        .executeTakeFirst();
    case 'remix':
      return read
        .selectFrom('remixes')
        .innerJoin('drafts', 'drafts.id', 'remixes.draft_id')
        .select([
          'remixes.member_id as subject',
          'drafts.id as draft',
          'drafts.challenge_id as challenge',
          'drafts.brand_id as brand',
        ])
        .where('remixes.id', '=', id)
        .executeTakeFirst();
  }
};
