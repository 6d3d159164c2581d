import type { Reader } from '../../../../db/schema.ts';

export interface ShownAttachment {
  id: string;
  offer: string;
  kind: 'picture' | 'document';
  name: string;
  bytes: number;
  width: number | null;
  height: number | null;
  addedAt: number;
  removedAt: number | null;
}

/** The attachments of offers in order, those that were removed among them by name. */
export const attachmentsOf = async (read: Reader, offers: string[]): Promise<ShownAttachment[]> =>
  (
    await read
      .selectFrom('attachments')
      .selectAll()
      .where('offer_id', 'in', offers)
      .orderBy('added_at')
      .orderBy('id')
      .execute()
  ).map(({ offer_id, added_at, removed_at, ...row }) => ({
    ...row,
    offer: offer_id,
    addedAt: added_at,
    removedAt: removed_at,
  }));

/**
 * One attachment of an offer, for its supplier and for the people of the brand that asked: nobody else finds it, admins
 * neither, and once it is removed nobody does.
 */
export const attachmentFor = async (
  read: Reader,
  member: { id: string } | null,
  { offer, attachment }: { offer: string; attachment: string },
) => {
  if (!member) return undefined;
  return read
    .selectFrom('attachments')
    .innerJoin('offers', 'offers.id', 'attachments.offer_id')
    .select(['attachments.id', 'attachments.kind', 'attachments.name'])
    .where('attachments.id', '=', attachment)
    .where('attachments.offer_id', '=', offer)
    .where('attachments.removed_at', 'is', null)
    .where(({ or, and, eb, exists, selectFrom }) =>
      or([
        eb('offers.member_id', '=', member.id),
        and([
          eb('offers.state', '<>', 'withdrawn'),
          exists(
            selectFrom('brand_roles')
              .select('brand_roles.role')
              .whereRef('brand_roles.brand_id', '=', 'offers.brand_id')
              .where('brand_roles.member_id', '=', member.id),
          ),
        ]),
      ]),
    )
    .executeTakeFirst();
};
