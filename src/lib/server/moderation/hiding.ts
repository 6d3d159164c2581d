import { sql, type SqlBool } from 'kysely';
import type { Reader, Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import type { Admin } from './admins.ts';
import { beyond, pageOf, pageSize, type Mark } from './paging.ts';
import { placeOf, type HideableKind } from './places.ts';

/**
 * Leaves out what was hidden: `.where(isShown('draft', 'drafts.id'))`. For lists, searches, feeds and share pictures;
 * a hidden comment stays in its place, and says so (`hidingsOf`).
 */
export const isShown = (kind: HideableKind, idColumn: string) =>
  sql<SqlBool>`not exists (select 1 from hidings where hidings.target_kind = ${kind} and hidings.target_id = ${sql.ref(idColumn)})`;

export interface Hiding {
  reason: string;
  at: number;
}

/** Why these were hidden, by id; what is shown is not in it. For the comments of a page: one query. */
export const hidingsOf = async (
  read: Reader,
  kind: HideableKind,
  ids: string[],
): Promise<Map<string, Hiding>> => {
  const rows = await read
    .selectFrom('hidings')
    .select(['target_id', 'reason', 'hidden_at'])
    .where('target_kind', '=', kind)
    .where('target_id', 'in', ids)
    .execute();
  return new Map(rows.map(({ target_id, reason, hidden_at }) => [target_id, { reason, at: hidden_at }]));
};

export const isHidden = async (read: Reader, kind: HideableKind, id: string): Promise<boolean> =>
  (await hidingsOf(read, kind, [id])).has(id);

/** What is hidden, the latest first. */
export const hidingsListed = async (read: Reader, { before = null }: { before?: Mark | null } = {}) => {
  let select = read
    .selectFrom('hidings')
    .select(['target_kind as kind', 'target_id as target', 'hidden_at as at'])
    .orderBy('hidden_at', 'desc')
    .orderBy('target_id', 'desc')
    .limit(pageSize + 1);
  if (before) select = select.where(beyond(before, 'hidden_at', 'target_id'));
  return pageOf(await select.execute(), ({ at, target }) => ({ at, id: target }));
};

export const hideContent = async (
  tx: Transaction,
  admin: Admin,
  { kind, id, reason }: { kind: HideableKind; id: string; reason: string },
  now: number,
): Promise<Refusal | undefined> => {
  const place = await placeOf(tx, kind, id);
  if (!place) return refuse('not-found');
  const hidden = await tx
    .insertInto('hidings')
    .values({ target_kind: kind, target_id: id, hidden_by: admin.id, hidden_at: now, reason })
    .onConflict((conflict) => conflict.columns(['target_kind', 'target_id']).doNothing())
    .returning('target_id')
    .executeTakeFirst();
  if (!hidden) return refuse('changed-meanwhile');
  await recordEvent(
    tx,
    { kind: 'content-hidden', actor: admin.id, ...place, payload: { kind, reason } },
    now,
  );
  return undefined;
};

/** Takes the hiding back: everything stands where it stood. */
export const showContent = async (
  tx: Transaction,
  admin: Admin,
  { kind, id }: { kind: HideableKind; id: string },
  now: number,
): Promise<Refusal | undefined> => {
  const place = await placeOf(tx, kind, id);
  if (!place) return refuse('not-found');
  const shown = await tx
    .deleteFrom('hidings')
    .where('target_kind', '=', kind)
    .where('target_id', '=', id)
    .returning('reason')
    .executeTakeFirst();
  if (!shown) return refuse('changed-meanwhile');
  await recordEvent(tx, { kind: 'content-shown', actor: admin.id, ...place, payload: { kind } }, now);
  return undefined;
};

/** Whether this visitor must not find what is hidden: its brand's people and admins still do. */
export const staysHidden = (
  hidden: string | null,
  visitor: { role: string } | null,
  team: boolean,
): boolean => hidden !== null && visitor?.role !== 'admin' && !team;
