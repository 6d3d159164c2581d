import type { Reader } from '../../../../db/schema.ts';
import type { Choices, Option } from '../../domain/variants.ts';

export const optionsOf = ({ options }: { options: string }): Option[] => JSON.parse(options) as Option[];

export const choicesOf = ({ choices }: { choices: string }): Choices => JSON.parse(choices) as Choices;

export interface Variant {
  id: string;
  label: string;
  choices: Choices;
  /** Null for as many as are ordered. */
  stock: number | null;
  ordered: number;
  /** What the brand picked. */
  composition_id: string | null;
  /** What it costs more than the campaign's price, minor units. */
  difference_minor: number;
}

/** What can be ordered of a campaign, in order. */
export const variantsOf = async (read: Reader, campaignId: string): Promise<Variant[]> => {
  const rows = await read
    .selectFrom('variants')
    .select(['id', 'label', 'choices', 'stock', 'ordered', 'composition_id', 'difference_minor'])
    .where('campaign_id', '=', campaignId)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({ ...row, choices: choicesOf(row) }));
};

/** Where a campaign ships to and for how much. */
export const shippingRatesOf = (read: Reader, campaignId: string) =>
  read
    .selectFrom('shipping_rates')
    .select(['country', 'fee_minor'])
    .where('campaign_id', '=', campaignId)
    .orderBy('country')
    .execute();

/** The steps of the making, in order. */
export const milestonesOf = (read: Reader, campaignId: string) =>
  read
    .selectFrom('milestones')
    .select(['id', 'title', 'due_month', 'reached_at'])
    .where('campaign_id', '=', campaignId)
    .orderBy('position')
    .orderBy('id')
    .execute();
