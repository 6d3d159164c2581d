import type { Transaction } from '../../../../db/schema.ts';
import { breakProblem, type PriceBreak } from '../../domain/price-breaks.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { pickedOption, planVariants, type Option } from '../../domain/variants.ts';
import { newId } from '../ids.ts';
import { campaignMinded } from './minding.ts';
import { offeredBy } from './composing.ts';
import { pickedDifferences, type PickedAt } from './picking.ts';
import { replaceBreaks } from './pricing.ts';
import { choicesOf, optionsOf } from './reading.ts';

export interface CampaignInput {
  campaign: string;
  /** The `edits` of the campaign that the form was filled from: whoever began from another is told. */
  seen: number;
  title: string;
  story: string;
  /** Minor units. */
  price: number;
  breaks: PriceBreak[];
  minimum: number;
  /** Epoch milliseconds. */
  deadline: number | null;
  /** `YYYY-MM`, or empty. */
  deliveryMonth: string;
  perMember: number | null;
  /** The options that were typed; picked compositions come before them. */
  options: Option[];
  composing: 'none' | 'picked' | 'own';
  /** What becomes variants where the brand picks; otherwise nothing. */
  picked: PickedAt[];
  /** Units by variant; null for as many as are ordered. A variant that is not named keeps what it had. */
  stock: Record<string, number | null>;
  rates: { country: string; fee: number }[];
}

/** Saves a campaign that is still in preparation: everything may change, and nothing has to be complete. */
export const saveCampaign = async (
  tx: Transaction,
  member: { id: string },
  input: CampaignInput,
  now: number,
): Promise<Refusal | undefined> => {
  const before = await campaignMinded(tx, member, input.campaign);
  if (!before) return refuse('not-found');
  if (before.state !== 'preparing') return refuse('campaign-launched');
  if (before.edits !== input.seen) return refuse('changed-meanwhile');
  if (breakProblem(input.price, input.breaks)) return refuse('breaks-impossible');
  const composable = input.composing === 'none' || (await offeredBy(tx, before)) !== null;
  if (!composable) return refuse('composition-elsewhere');
  const picked = input.composing === 'picked' ? input.picked : [];
  const differences = await pickedDifferences(tx, before, picked);
  if (isRefusal(differences)) return differences;
  const options = [...pickedOption(picked), ...input.options];
  const saved = await tx
    .updateTable('campaigns')
    .set((eb) => ({
      title: input.title,
      story: input.story,
      price_minor: input.price,
      minimum_quantity: input.minimum,
      deadline: input.deadline,
      delivery_month: input.deliveryMonth,
      per_member_limit: input.perMember,
      options: JSON.stringify(options),
      composing: input.composing,
      edits: eb('edits', '+', 1),
    }))
    .where('id', '=', before.id)
    .where('state', '=', 'preparing')
    .where('edits', '=', input.seen)
    .returning('id')
    .executeTakeFirst();
  if (!saved) return refuse('changed-meanwhile');
  await replaceVariants(tx, before, { options, stock: input.stock, differences }, now);
  await replaceBreaks(tx, before.id, input.breaks);
  await replaceRates(tx, before.id, input.rates);
  return undefined;
};

const replaceVariants = async (
  tx: Transaction,
  before: { id: string; options: string },
  input: Pick<CampaignInput, 'options' | 'stock'> & { differences: Map<string, number> },
  now: number,
) => {
  const compositions = input.options[0]?.compositions;
  const rows = await tx
    .selectFrom('variants')
    .select(['id', 'choices', 'stock'])
    .where('campaign_id', '=', before.id)
    .orderBy('position')
    .execute();
  const variants = rows.map((row) => ({
    id: row.id,
    choices: choicesOf(row),
    stock: input.stock[row.id] === undefined ? row.stock : input.stock[row.id]!,
  }));
  const plan = planVariants({ options: optionsOf(before), variants }, input.options);
  // Nothing can have been ordered yet, so that nobody holds on to the rows: only their ids go on.
  await tx.deleteFrom('variants').where('campaign_id', '=', before.id).execute();
  await tx
    .insertInto('variants')
    .values(
      plan.map(({ id, choices, label, stock }, position) => {
        const composition = compositions?.[choices['']!] ?? null;
        return {
          id: id ?? newId(now),
          campaign_id: before.id,
          position,
          label,
          choices: JSON.stringify(choices),
          stock,
          composition_id: composition,
          difference_minor: (composition !== null && input.differences.get(composition)) || 0,
        };
      }),
    )
    .execute();
};

const replaceRates = async (tx: Transaction, campaignId: string, rates: CampaignInput['rates']) => {
  await tx.deleteFrom('shipping_rates').where('campaign_id', '=', campaignId).execute();
  if (rates.length === 0) return;
  await tx
    .insertInto('shipping_rates')
    .values(rates.map(({ country, fee }) => ({ campaign_id: campaignId, country, fee_minor: fee })))
    .execute();
};
