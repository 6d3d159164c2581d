import { sql } from 'kysely';
import type { Reader } from '../../../../db/schema.ts';
import { pictureColumns, joinedPicture } from '../images/joining.ts';
import { isShown } from '../moderation/hiding.ts';

export interface LeadingDraft {
  id: string;
  title: string;
  picture: ReturnType<typeof joinedPicture>;
  alt: string;
  won: boolean;
}

/**
 * The drafts that stand for each challenge in a list: winners first, then in the order of the table.
 * One query, whatever the number of challenges.
 */
export const leadingDrafts = async (
  read: Reader,
  challengeIds: string[],
  perChallenge: number,
): Promise<Map<string, LeadingDraft[]>> => {
  const ranked = read
    .selectFrom('drafts')
    .leftJoin('draft_removals', 'draft_removals.draft_id', 'drafts.id')
    .select((eb) => [
      'drafts.id',
      'drafts.challenge_id',
      'drafts.revision_id',
      'drafts.state',
      eb.fn
        .agg<number>('row_number')
        .over((over) =>
          over
            .partitionBy('drafts.challenge_id')
            .orderBy(sql`case when drafts.state = 'won' then 0 else 1 end`)
            .orderBy('drafts.position')
            .orderBy('drafts.id'),
        )
        .as('place'),
    ])
    .where('drafts.challenge_id', 'in', challengeIds)
    .where('drafts.state', '!=', 'editing')
    .where('draft_removals.draft_id', 'is', null)
    .where(isShown('draft', 'drafts.id'));
  const rows = await read
    .selectFrom(ranked.as('drafts'))
    .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .leftJoin('revision_pictures', (join) =>
      join
        .onRef('revision_pictures.revision_id', '=', 'revisions.id')
        .on('revision_pictures.position', '=', 0),
    )
    .leftJoin('pictures', 'pictures.id', 'revision_pictures.picture_id')
    .select(['drafts.id', 'drafts.challenge_id', 'drafts.state', 'revisions.title', 'revision_pictures.alt'])
    .select(pictureColumns)
    .where('drafts.place', '<=', perChallenge)
    .orderBy('drafts.challenge_id')
    .orderBy('drafts.place')
    .execute();
  const leading = new Map<string, LeadingDraft[]>();
  for (const row of rows) {
    const list = leading.get(row.challenge_id) ?? [];
    list.push({
      id: row.id,
      title: row.title,
      picture: joinedPicture(row),
      alt: row.alt ?? row.title,
      won: row.state === 'won',
    });
    leading.set(row.challenge_id, list);
  }
  return leading;
};
