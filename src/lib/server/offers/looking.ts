import type { Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { callMinded } from '../calls/minding.ts';

/**
 * Notes that a member has looked at the offers of a call as they were at a moment: what changed after it still shows as
 * changed. Said by pressing a button, never by opening a page, which a browser may do ahead of its reader.
 */
export const noteLook = async (
  tx: Transaction,
  member: { id: string },
  { call, at, versions }: { call: string; at: number; versions: Record<string, number> },
  now: number,
): Promise<Refusal | undefined> => {
  if (!(await callMinded(tx, member, call))) return refuse('not-found');
  const offers = await tx
    .selectFrom('offers')
    .select(['id', 'version'])
    .where('call_id', '=', call)
    .where('state', '<>', 'withdrawn')
    .execute();
  const looks = offers
    .filter(({ id, version }) => versions[id] !== undefined && versions[id] >= 1 && versions[id] <= version)
    .map(({ id }) => ({
      offer_id: id,
      member_id: member.id,
      version: versions[id]!,
      looked_at: Math.min(at, now),
    }));
  if (looks.length === 0) return undefined;
  await tx
    .insertInto('offer_looks')
    .values(looks)
    .onConflict((conflict) =>
      conflict.columns(['offer_id', 'member_id']).doUpdateSet((eb) => ({
        version: eb.ref('excluded.version'),
        looked_at: eb.ref('excluded.looked_at'),
      })),
    )
    .execute();
  return undefined;
};
