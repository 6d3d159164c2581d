import type { Reader } from '../../../../db/schema.ts';
import type { EventKind } from '../../domain/events.ts';
import type { Locale } from '../../domain/locales.ts';
import { fallAhead } from '../../domain/preorders.ts';
import { momentIn, moneyIn } from '../../i18n/formatting.ts';
import { breaksColumn } from '../campaigns/pricing.ts';
import { m } from '../../i18n/paraglide/messages.js';

export type Amount = NonNullable<Awaited<ReturnType<typeof amountOf>>>;

/** What an order is about in money, for the letters about it. */
export const amountOf = async (read: Reader, { preorder_id: preorder }: { preorder_id: string | null }) =>
  preorder === null
    ? undefined
    : read
        .selectFrom('preorders')
        .innerJoin('campaigns', 'campaigns.id', 'preorders.campaign_id')
        .innerJoin('brands', 'brands.id', 'campaigns.brand_id')
        .select([
          'preorders.state',
          'preorders.quantity',
          'preorders.total_minor',
          'preorders.currency',
          'preorders.due_at',
          'campaigns.deadline',
          'campaigns.price_minor',
          'campaigns.closing_minor',
          'brands.time_zone',
        ])
        .select(breaksColumn)
        .where('preorders.id', '=', preorder)
        .executeTakeFirst();

/** How much and when, as a sentence; empty where an order of this kind of event moves no money. */
export const amountLine = (kind: EventKind, amount: Amount | undefined, locale: Locale): string => {
  if (!amount) return '';
  const owed = amount.total_minor - fallAhead(amount) * amount.quantity;
  const total = moneyIn(locale, owed, amount.currency);
  const mayFall = amount.breaks !== null && amount.closing_minor === null;
  const moment = (at: number | null) => (at === null ? '' : momentIn(locale, at, amount.time_zone));
  switch (kind) {
    case 'preorder-placed':
    case 'preorder-changed':
      return (mayFall ? m.preorders_mail_waits_most : m.preorders_mail_waits)(
        { total, moment: moment(amount.deadline) },
        { locale },
      );
    case 'preorder-charge-failed':
      return m.preorders_mail_due({ total, moment: moment(amount.due_at) }, { locale });
    case 'preorder-charged':
    case 'preorder-refunded':
      return m.preorders_mail_amount({ total }, { locale });
    default:
      return '';
  }
};
