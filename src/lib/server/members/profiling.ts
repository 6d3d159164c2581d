import { sql, type SqlBool } from 'kysely';
import type { Reader } from '../../../../db/schema.ts';
import { joinedPicture, pictureColumns } from '../images/joining.ts';

const shownComments = 20;
const shownDrafts = 50;

/** What everybody may see of a member; nothing of one who has left or was banned. */
export const presentMember = async (read: Reader, id: string) => {
  const member = await read
    .selectFrom('members')
    .leftJoin('bans', 'bans.member_id', 'members.id')
    .select(['members.id', 'members.name', 'members.joined_at'])
    .where('members.id', '=', id)
    .where('members.deleted_at', 'is', null)
    .where('bans.member_id', 'is', null)
    .executeTakeFirst();
  if (!member) return undefined;
  return {
    id: member.id,
    name: member.name,
    joinedAt: member.joined_at,
    brands: await brandsServed(read, id),
    drafts: await draftsEntered(read, id),
    commentCount: await countComments(read, id),
    comments: await latestComments(read, id),
  };
};

const brandsServed = (read: Reader, id: string) =>
  read
    .selectFrom('brands')
    .select(['slug', 'name', 'tagline'])
    .where('id', 'in', (eb) =>
      eb.selectFrom('brand_roles').select('brand_roles.brand_id').where('member_id', '=', id),
    )
    .orderBy('name')
    .execute();

/** Drafts in open challenges that name the member and that anybody could come upon, the latest first. */
const draftsEntered = (read: Reader, id: string) =>
  read
    .selectFrom('draft_authors')
    .innerJoin('drafts', 'drafts.id', 'draft_authors.draft_id')
    .innerJoin('challenges', 'challenges.id', 'drafts.challenge_id')
    .innerJoin('brands', 'brands.id', 'drafts.brand_id')
    .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .leftJoin('draft_removals', 'draft_removals.draft_id', 'drafts.id')
    .select([
      'drafts.id',
      'drafts.state',
      'revisions.title',
      'challenges.title as challenge',
      'brands.name as brand',
    ])
    .where('draft_authors.member_id', '=', id)
    .where('draft_authors.left_at', 'is', null)
    .where('drafts.state', '<>', 'editing')
    .where('challenges.published_at', 'is not', null)
    .where('draft_removals.draft_id', 'is', null)
    .where(isShown('draft', 'drafts.id'))
    .where(isShown('challenge', 'challenges.id'))
    .orderBy('draft_authors.joined_at', 'desc')
    .limit(shownDrafts)
    .execute();

const isShown = (kind: string, column: string) =>
  sql<SqlBool>`not exists (select 1 from hidings where hidings.target_kind = ${kind} and hidings.target_id = ${sql.ref(column)})`;

/** Comments that anybody could come upon: nothing hidden, nothing under a draft that is not to be seen. */
const publicComments = (read: Reader, id: string) =>
  read
    .selectFrom('comments')
    .innerJoin('drafts', 'drafts.id', 'comments.draft_id')
    .innerJoin('challenges', 'challenges.id', 'drafts.challenge_id')
    .where('comments.member_id', '=', id)
    .where('comments.deleted_at', 'is', null)
    .where('drafts.state', '!=', 'editing')
    .where('challenges.published_at', 'is not', null)
    .where(isShown('comment', 'comments.id'))
    .where(isShown('draft', 'drafts.id'))
    .where(isShown('challenge', 'challenges.id'));

const countComments = async (read: Reader, id: string) =>
  (
    await publicComments(read, id)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
  ).count;

const latestComments = async (read: Reader, id: string) => {
  const rows = await publicComments(read, id)
    .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .leftJoin('revision_pictures', (join) =>
      join
        .onRef('revision_pictures.revision_id', '=', 'revisions.id')
        .on('revision_pictures.position', '=', 0),
    )
    .leftJoin('pictures', 'pictures.id', 'revision_pictures.picture_id')
    .select([
      'comments.id',
      'comments.html',
      'comments.created_at',
      'drafts.id as draft',
      'revisions.title',
      'challenges.title as challenge',
      'revision_pictures.alt',
      ...pictureColumns,
    ])
    .orderBy('comments.created_at', 'desc')
    .orderBy('comments.id', 'desc')
    .limit(shownComments)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    html: row.html,
    at: row.created_at,
    draft: row.draft,
    title: row.title,
    challenge: row.challenge,
    picture: joinedPicture(row),
  }));
};
