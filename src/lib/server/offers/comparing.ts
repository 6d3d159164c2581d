import type { Reader } from '../../../../db/schema.ts';
import { changesBetween, isUnchanged, type OfferChanges, type OfferWords } from '../../domain/offers.ts';
import { attachmentsOf, type ShownAttachment } from './attached.ts';
import { versionColumns, wordsFrom } from './reading.ts';

export interface ComparedOffer {
  id: string;
  state: 'made' | 'chosen' | 'not chosen' | 'withdrawn';
  version: number;
  changedAt: number;
  reason: string;
  words: OfferWords;
  attachments: ShownAttachment[];
  /** Null where this member has not looked at it yet. */
  looked: { at: number; before: OfferWords; changes: OfferChanges; attachments: ShownAttachment[] } | null;
  /** Whether something is new or other since this member looked. */
  fresh: boolean;
}

/**
 * The offers on a call as they stand, and for each what this member has looked at, in four queries; withdrawn ones only
 * where the member had looked at them. Whoever asks must have found the call as one of the brand's people.
 */
export const offersOn = async (
  read: Reader,
  call: { id: string },
  member: { id: string },
): Promise<ComparedOffer[]> => {
  const offers = await read
    .selectFrom('offers')
    .leftJoin('offer_looks', (join) =>
      join.onRef('offer_looks.offer_id', '=', 'offers.id').on('offer_looks.member_id', '=', member.id),
    )
    .select([
      'offers.id',
      'offers.state',
      'offers.version',
      'offers.changed_at',
      'offers.reason',
      'offer_looks.version as looked',
      'offer_looks.looked_at',
    ])
    .where('offers.call_id', '=', call.id)
    .where((eb) =>
      eb.or([eb('offers.state', '<>', 'withdrawn'), eb('offer_looks.looked_at', 'is not', null)]),
    )
    .orderBy('offers.made_at')
    .orderBy('offers.id')
    .execute();
  const ids = offers.map(({ id }) => id);
  const versions = await versionsOf(read, ids);
  const attachments = await attachmentsOf(read, ids);
  return offers.map((offer) => {
    const words = versions.get(`${offer.id} ${offer.version}`)!;
    const before = offer.looked === null ? undefined : versions.get(`${offer.id} ${offer.looked}`);
    const own = attachments.filter((one) => one.offer === offer.id);
    const at = offer.looked_at;
    const later =
      at === null
        ? []
        : own.filter(({ addedAt, removedAt }) =>
            addedAt <= at ? removedAt !== null && removedAt > at : removedAt === null,
          );
    const changes = before && changesBetween(before, words);
    return {
      id: offer.id,
      state: offer.state,
      version: offer.version,
      changedAt: offer.changed_at,
      reason: offer.reason,
      words,
      attachments: own.filter(({ removedAt }) => removedAt === null),
      looked: before && changes && at !== null ? { at, before, changes, attachments: later } : null,
      fresh: !changes || !isUnchanged(changes) || later.length > 0,
    };
  });
};

const versionsOf = async (read: Reader, offers: string[]) => {
  const rows = await read
    .selectFrom('offer_versions')
    .select(['offer_versions.offer_id', 'offer_versions.number'])
    .select(versionColumns)
    .where('offer_versions.offer_id', 'in', offers)
    .execute();
  const prices = await read
    .selectFrom('offer_prices')
    .select(['offer_id', 'number', 'quantity', 'unit_minor'])
    .where('offer_id', 'in', offers)
    .orderBy('quantity')
    .execute();
  return new Map(
    rows.map((row) => [
      `${row.offer_id} ${row.number}`,
      wordsFrom(
        row,
        prices
          .filter(({ offer_id, number }) => offer_id === row.offer_id && number === row.number)
          .map(({ quantity, unit_minor }) => ({ quantity, unit: unit_minor })),
      ),
    ]),
  );
};
