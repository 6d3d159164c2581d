import type { Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import { indexBrand } from './indexing.ts';

export interface BrandChange {
  name: string;
  tagline: string;
  about: string;
  website: string;
  timeZone: string;
  currency: string;
  paymentInstructions: string;
}

/** The address stays: links to the brand stand on pages that nobody here can change. */
export const changeBrand = async (
  tx: Transaction,
  owner: { id: string },
  brand: { id: string },
  input: BrandChange,
  now: number,
): Promise<Refusal | undefined> => {
  const changed = await tx
    .updateTable('brands')
    .set({
      name: input.name,
      tagline: input.tagline,
      about: input.about,
      website: input.website,
      time_zone: input.timeZone,
      currency: input.currency,
      payment_instructions: input.paymentInstructions,
    })
    .where('id', '=', brand.id)
    // Prices stand in the currency of the day on which they were set.
    .where((eb) =>
      eb.or([
        eb('currency', '=', input.currency),
        eb.not(
          eb.exists(
            eb.selectFrom('campaigns').select('campaigns.id').where('campaigns.brand_id', '=', brand.id),
          ),
        ),
      ]),
    )
    .returning(['id', 'slug'])
    .executeTakeFirst();
  if (!changed) return refuse('currency-fixed');
  await indexBrand(tx, { ...input, ...changed });
  await recordEvent(tx, { kind: 'brand-changed', actor: owner.id, brand: brand.id }, now);
  return undefined;
};

/** The logo, or none. What is taken down is swept away later. */
export const changeLogo = async (
  tx: Transaction,
  owner: { id: string },
  brand: { id: string },
  picture: string | null,
  now: number,
): Promise<void> => {
  await tx.updateTable('brands').set({ logo_picture_id: picture }).where('id', '=', brand.id).execute();
  await recordEvent(
    tx,
    { kind: 'brand-changed', actor: owner.id, brand: brand.id, payload: { what: 'logo' } },
    now,
  );
};

/** The picture above the brand's page, with its words for those who do not see it; or none. */
export const changeCover = async (
  tx: Transaction,
  owner: { id: string },
  brand: { id: string },
  cover: { picture: string; alt: string } | null,
  now: number,
): Promise<void> => {
  await tx
    .updateTable('brands')
    .set({ cover_picture_id: cover?.picture ?? null, cover_alt: cover?.alt ?? '' })
    .where('id', '=', brand.id)
    .execute();
  await recordEvent(
    tx,
    { kind: 'brand-changed', actor: owner.id, brand: brand.id, payload: { what: 'cover' } },
    now,
  );
};
