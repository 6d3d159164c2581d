import type { Reader, Transaction } from '../../../../db/schema.ts';
import type { CardProvider } from '../payments/providing.ts';

/** Preorders with what is needed of their campaign to act on them and to tell of it. */
export const preorderRows = (read: Reader) =>
  read
    .selectFrom('preorders')
    .innerJoin('campaigns', 'campaigns.id', 'preorders.campaign_id')
    .selectAll('preorders')
    .select([
      'campaigns.title',
      'campaigns.brand_id',
      'campaigns.state as campaign_state',
      'campaigns.deadline',
      'campaigns.per_member_limit',
    ]);
export type PreorderRow = NonNullable<
  Awaited<ReturnType<ReturnType<typeof preorderRows>['executeTakeFirst']>>
>;

/** A member's own preorder; another's is not found. */
export const ownPreorderRow = (read: Reader, member: { id: string }, id: string) =>
  preorderRows(read)
    .where('preorders.id', '=', id)
    .where('preorders.member_id', '=', member.id)
    .executeTakeFirst();

/** For work that lies partly outside any transaction, because it asks the card provider. */
export interface Means {
  read<T>(work: (read: Reader) => Promise<T>): Promise<T>;
  write<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  cards: CardProvider;
}
