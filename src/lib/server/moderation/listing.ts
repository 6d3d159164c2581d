import { sql, type SqlBool } from 'kysely';
import type { Reader } from '../../../../db/schema.ts';
import { beyond, pageOf, pageSize, type Mark } from './paging.ts';

/** Everybody who has an account, the newest first; or those whose name or address holds the query. */
export const membersListed = async (
  read: Reader,
  { query, before, only }: { query: string; before: Mark | null; only: 'admins' | 'banned' | null },
) => {
  const wanted = `%${query.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  let select = read
    .selectFrom('members')
    .leftJoin('bans', 'bans.member_id', 'members.id')
    .select([
      'members.id',
      'members.name',
      'members.email',
      'members.role',
      'members.joined_at as joinedAt',
      'members.email_confirmed_at as confirmedAt',
      'bans.banned_at as bannedAt',
    ])
    .where('members.deleted_at', 'is', null)
    .orderBy('members.joined_at', 'desc')
    .orderBy('members.id', 'desc')
    .limit(pageSize + 1);
  if (before) select = select.where(beyond(before, 'members.joined_at', 'members.id'));
  if (only === 'admins') select = select.where('members.role', '=', 'admin');
  if (only === 'banned') select = select.where('bans.member_id', 'is not', null);
  if (query)
    select = select.where((eb) => {
      // SQLite escapes nothing unless it is told how.
      const holds = (column: 'members.name' | 'members.email') =>
        sql<SqlBool>`lower(${sql.ref(column)}) like ${wanted} escape '\\'`;
      return eb.or([holds('members.name'), holds('members.email')]);
    });
  return pageOf(await select.execute(), ({ joinedAt, id }) => ({ at: joinedAt, id }));
};

/** What an admin must know of one member to decide. */
export const memberOnFile = async (read: Reader, id: string) => {
  const member = await read
    .selectFrom('members')
    .leftJoin('bans', 'bans.member_id', 'members.id')
    .leftJoin('members as banner', 'banner.id', 'bans.banned_by')
    .select([
      'members.id',
      'members.name',
      'members.email',
      'members.role',
      'members.locale',
      'members.joined_at as joinedAt',
      'members.email_confirmed_at as confirmedAt',
      'members.deleted_at as deletedAt',
      'bans.banned_at as bannedAt',
      'bans.reason as banReason',
      'banner.name as bannedBy',
      (eb) =>
        eb
          .selectFrom('sessions')
          .select((of) => of.fn.countAll<number>().as('n'))
          .whereRef('sessions.member_id', '=', 'members.id')
          .as('sessions'),
      (eb) =>
        eb
          .selectFrom('comments')
          .select((of) => of.fn.countAll<number>().as('n'))
          .whereRef('comments.member_id', '=', 'members.id')
          .where('comments.deleted_at', 'is', null)
          .as('comments'),
    ])
    .where('members.id', '=', id)
    .executeTakeFirst();
  if (!member) return undefined;
  const brands = await read
    .selectFrom('brand_roles')
    .innerJoin('brands', 'brands.id', 'brand_roles.brand_id')
    .select(['brands.name', 'brands.slug', 'brand_roles.role'])
    .where('brand_roles.member_id', '=', id)
    .orderBy('brands.name')
    .orderBy('brand_roles.role')
    .execute();
  return { ...member, brands };
};
