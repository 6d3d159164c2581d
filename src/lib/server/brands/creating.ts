import type { Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import { newId } from '../ids.ts';
import { indexBrand } from './indexing.ts';

export interface NewBrand {
  name: string;
  /** Without fault (`slugFault`). */
  slug: string;
  tagline: string;
  /** Markdown. */
  about: string;
  /** ISO 4217. */
  currency: string;
  /** IANA. */
  timeZone: string;
  /** The id of a kept picture. */
  logo?: string | null;
}

/** Makes a brand; who makes it becomes its first owner. */
export const createBrand = async (
  tx: Transaction,
  member: { id: string },
  input: NewBrand,
  now: number,
): Promise<{ id: string; slug: string } | Refusal> => {
  const brand = await tx
    .insertInto('brands')
    .values({
      id: newId(now),
      slug: input.slug,
      name: input.name,
      tagline: input.tagline,
      about: input.about,
      currency: input.currency,
      time_zone: input.timeZone,
      logo_picture_id: input.logo ?? null,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .returning(['id', 'slug'])
    .executeTakeFirst();
  if (!brand) return refuse('slug-taken');
  await tx
    .insertInto('brand_roles')
    .values({
      brand_id: brand.id,
      member_id: member.id,
      role: 'owner',
      granted_by: member.id,
      granted_at: now,
    })
    .execute();
  await indexBrand(tx, { ...input, id: brand.id });
  await recordEvent(tx, { kind: 'brand-created', actor: member.id, brand: brand.id }, now);
  return brand;
};
