import type { Reader } from '../../../../db/schema.ts';

/** What the member offered to brands, in every version, with its attachments by name; those are fetched on the site. */
export const offersOf = async (read: Reader, id: string) => {
  const offers = await read
    .selectFrom('offers')
    .innerJoin('brands', 'brands.id', 'offers.brand_id')
    .select([
      'offers.id',
      'brands.name as brand',
      'offers.call_id',
      'offers.state',
      'offers.version',
      'offers.made_at',
      'offers.changed_at',
      'offers.settled_at',
    ])
    .where('offers.member_id', '=', id)
    .orderBy('offers.made_at')
    .execute();
  const ids = offers.map((offer) => offer.id);
  const versions = await read
    .selectFrom('offer_versions')
    .selectAll()
    .where('offer_id', 'in', ids)
    .orderBy('offer_id')
    .orderBy('number')
    .execute();
  const prices = await read
    .selectFrom('offer_prices')
    .selectAll()
    .where('offer_id', 'in', ids)
    .orderBy('quantity')
    .execute();
  const attachments = await read
    .selectFrom('attachments')
    .select(['offer_id', 'id', 'kind', 'name', 'bytes', 'added_at', 'removed_at'])
    .where('offer_id', 'in', ids)
    .orderBy('added_at')
    .execute();
  return offers.map((offer) => ({
    ...offer,
    versions: versions
      .filter(({ offer_id }) => offer_id === offer.id)
      .map(({ offer_id: _, ...version }) => ({
        ...version,
        prices: prices
          .filter(({ offer_id, number }) => offer_id === offer.id && number === version.number)
          .map(({ quantity, unit_minor }) => ({ quantity, unit_minor })),
      })),
    attachments: attachments
      .filter(({ offer_id }) => offer_id === offer.id)
      .map(({ offer_id: _, ...attachment }) => attachment),
  }));
};
