import type { Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { campaignMinded, type MindedCampaign } from '../campaigns/minding.ts';
import { recordEvents } from '../events/recording.ts';
import { newId } from '../ids.ts';

export interface Parcel {
  /** The order's number. */
  number: string;
  carrier: string;
  trackingNumber: string;
  trackingUrl: string;
}
export type ParcelProblem = 'unknown-number' | 'not-paid' | 'already-shipped' | 'twice';

const atOnce = 200;

/** Notes one parcel as on its way. */
export const shipPreorder = async (
  tx: Transaction,
  member: { id: string },
  { campaign, ...parcel }: Parcel & { campaign: string },
  now: number,
): Promise<Refusal | undefined> => {
  const result = await shipPreorders(tx, member, { campaign, parcels: [parcel] }, now);
  if ('refused' in result) return result;
  const [problem] = result.problems;
  if (!problem) return undefined;
  return refuse(refusals[problem.problem]);
};

const refusals = {
  'unknown-number': 'not-found',
  'not-paid': 'preorder-not-paid',
  'already-shipped': 'preorder-already-shipped',
  twice: 'preorder-already-shipped',
} as const;

/** Notes many parcels as on their way. Those that cannot be are named; the others are kept. */
export const shipPreorders = async <Named extends Parcel>(
  tx: Transaction,
  member: { id: string },
  { campaign: id, parcels }: { campaign: string; parcels: Named[] },
  now: number,
): Promise<{ shipped: number; problems: { parcel: Named; problem: ParcelProblem }[] } | Refusal> => {
  const campaign = await campaignMinded(tx, member, id);
  if (!campaign) return refuse('not-found');
  if (campaign.state !== 'shipping' && campaign.state !== 'delivered') return refuse('not-shipping-yet');
  const problems: { parcel: Named; problem: ParcelProblem }[] = [];
  const seen = new Set<string>();
  const once = parcels.filter((parcel) => {
    if (!seen.has(parcel.number)) return seen.add(parcel.number);
    problems.push({ parcel, problem: 'twice' });
    return false;
  });
  let shipped = 0;
  for (let start = 0; start < once.length; start += atOnce) {
    const some = once.slice(start, start + atOnce);
    const done = await shipSome(tx, member, campaign, some, now);
    shipped += done.size;
    const left = some.filter((parcel) => !done.has(parcel.number));
    problems.push(...(await explain(tx, campaign, left)));
  }
  return { shipped, problems };
};

const shipSome = async (
  tx: Transaction,
  member: { id: string },
  campaign: MindedCampaign,
  parcels: Parcel[],
  now: number,
): Promise<Set<string>> => {
  const rows = await tx
    .updateTable('preorders')
    .set({ state: 'shipped', changed_at: now })
    .where('campaign_id', '=', campaign.id)
    .where(
      'number',
      'in',
      parcels.map((parcel) => parcel.number),
    )
    .where('state', '=', 'charged')
    .where('refund_requested_at', 'is', null)
    .returning(['id', 'number', 'member_id'])
    .execute();
  if (rows.length === 0) return new Set();
  const preorders = new Map(rows.map((row) => [row.number, row]));
  const sent = parcels.flatMap((parcel) => {
    const preorder = preorders.get(parcel.number);
    return preorder ? [{ parcel, preorder }] : [];
  });
  await tx
    .insertInto('shipments')
    .values(
      sent.map(({ parcel, preorder }) => ({
        id: newId(now),
        preorder_id: preorder.id,
        carrier: parcel.carrier,
        tracking_number: parcel.trackingNumber,
        tracking_url: parcel.trackingUrl,
        shipped_by: member.id,
        shipped_at: now,
      })),
    )
    .execute();
  await recordEvents(
    tx,
    sent.map(({ parcel, preorder }) => ({
      kind: 'preorder-shipped',
      actor: member.id,
      subject: preorder.member_id,
      brand: campaign.brand_id,
      campaign: campaign.id,
      preorder: preorder.id,
      payload: { number: parcel.number, carrier: parcel.carrier, tracking: parcel.trackingNumber },
    })),
    now,
  );
  return new Set(preorders.keys());
};

/** Why these did not go: they are of another campaign, on their way already, or not paid. */
const explain = async <Named extends Parcel>(
  tx: Transaction,
  campaign: MindedCampaign,
  parcels: Named[],
): Promise<{ parcel: Named; problem: ParcelProblem }[]> => {
  if (parcels.length === 0) return [];
  const rows = await tx
    .selectFrom('preorders')
    .select(['number', 'state'])
    .where('campaign_id', '=', campaign.id)
    .where(
      'number',
      'in',
      parcels.map((parcel) => parcel.number),
    )
    .execute();
  const states = new Map(rows.map((row) => [row.number, row.state]));
  return parcels.map((parcel) => {
    const state = states.get(parcel.number);
    if (!state) return { parcel, problem: 'unknown-number' };
    return { parcel, problem: state === 'shipped' || state === 'received' ? 'already-shipped' : 'not-paid' };
  });
};
