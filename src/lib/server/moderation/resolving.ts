import type { Transaction } from '../../../../db/schema.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import type { Admin } from './admins.ts';
import { hideContent, isHidden } from './hiding.ts';
import { placeOf } from './places.ts';

export interface Answer {
  kind: 'comment' | 'draft' | 'remix';
  id: string;
  /** Hidden with a reason that everyone reads, or left standing. */
  outcome: { hide: true; reason: string } | { hide: false };
}

/** Answers every open report of one thing at once: it is hidden, or it stays. */
export const resolveReports = async (
  tx: Transaction,
  admin: Admin,
  { kind, id, outcome }: Answer,
  now: number,
): Promise<Refusal | undefined> => {
  const place = await placeOf(tx, kind, id);
  if (!place) return refuse('not-found');
  const answered = await tx
    .updateTable('reports')
    .set({ resolved_at: now, resolved_by: admin.id, outcome: outcome.hide ? 'hidden' : 'dismissed' })
    .where('target_kind', '=', kind)
    .where('target_id', '=', id)
    .where('resolved_at', 'is', null)
    .returning('id')
    .execute();
  if (answered.length === 0) return refuse('changed-meanwhile');
  // Hidden meanwhile by another hand: the reports are answered all the same.
  if (outcome.hide && !(await isHidden(tx, kind, id))) {
    const hidden = await hideContent(tx, admin, { kind, id, reason: outcome.reason }, now);
    if (isRefusal(hidden)) return hidden;
  }
  await recordEvent(
    tx,
    {
      kind: 'report-resolved',
      actor: admin.id,
      ...place,
      payload: {
        kind,
        outcome: outcome.hide ? 'hidden' : 'dismissed',
        reports: answered.map((report) => report.id),
      },
    },
    now,
  );
  return undefined;
};
