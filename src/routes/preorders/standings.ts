import type { ListedPreorder } from '$lib/server/preorders/owning.ts';
import { formatDay, formatMoment, formatMoney, formatMonth, formatNumber } from '$lib/i18n/formats.ts';
import { m } from '$lib/i18n/paraglide/messages.js';

export interface Words {
  /** A word or two. */
  label: string;
  tone: '' | 'now' | 'good' | 'warn';
  /** What happens next and when, or how it ended. */
  next: string;
  /** Whether the buyer has something to do. */
  asks: boolean;
}

/** How a preorder stands, in words. */
export const wordsFor = (preorder: ListedPreorder): Words => {
  const { timeZone: zone, dueAt, deadline } = preorder;
  const card = unbroken(preorder.card);
  const total = formatMoney(preorder.totalMinor, preorder.currency);
  const minimum = formatNumber(preorder.minimum);
  const moment = (at: number | null) => (at === null ? '' : formatMoment(at, zone));
  const day = (at: number | null) => (at === null ? '' : formatDay(at, zone));
  const month = preorder.deliveryMonth ? formatMonth(preorder.deliveryMonth) : '';
  const say = (label: string, tone: Words['tone'], next: string, asks = false) => ({
    label,
    tone,
    next,
    asks,
  });
  const byCard = preorder.paymentMethod === 'card';
  const certainly = () =>
    byCard
      ? m.preorders_next_waiting_card({ moment: moment(deadline), minimum, total, card })
      : m.preorders_next_waiting_transfer({ moment: moment(deadline), minimum, total });
  const mostly = (soFar: number) => {
    const terms = {
      moment: moment(deadline),
      minimum,
      total,
      present: formatMoney(soFar, preorder.currency),
    };
    return byCard
      ? m.preorders_next_waiting_card_most({ ...terms, card })
      : m.preorders_next_waiting_transfer_most(terms);
  };
  switch (preorder.standing) {
    case 'checking-card':
      return say(m.preorders_is_checking(), 'warn', m.preorders_next_checking({ moment: moment(dueAt) }));
    case 'waiting':
      return say(
        m.preorders_is_waiting(),
        '',
        preorder.soFar ? mostly(preorder.soFar.totalMinor) : certainly(),
      );
    case 'settling':
      return say(m.preorders_is_settling(), '', m.preorders_next_settling());
    case 'awaiting-transfer':
      return say(
        m.preorders_is_awaiting_transfer(),
        'now',
        m.preorders_next_transfer({ total, moment: moment(dueAt), number: preorder.number }),
        true,
      );
    case 'charging':
      return say(
        m.preorders_is_charging(),
        'warn',
        preorder.attempts > 0 && dueAt !== null
          ? m.preorders_next_charging_again({ total, card, moment: moment(dueAt) })
          : m.preorders_next_charging({ total, card }),
      );
    case 'charge-failed':
      return say(
        m.preorders_is_charge_failed(),
        'now',
        m.preorders_next_charge_failed({ card, moment: moment(dueAt) }),
        true,
      );
    case 'paid':
      return say(
        m.preorders_is_paid(),
        'good',
        month
          ? m.preorders_next_paid({ total, day: day(preorder.chargedAt), month })
          : m.preorders_next_paid_plain({ total, day: day(preorder.chargedAt) }),
      );
    case 'refunding':
      return say(m.preorders_is_refunding(), 'warn', m.preorders_next_refunding({ total }));
    case 'shipped':
      return say(m.preorders_is_shipped(), 'good', m.preorders_next_shipped());
    case 'received':
      return say(m.preorders_is_received(), 'good', m.preorders_next_received());
    case 'cancelled':
      return say(m.preorders_is_cancelled(), '', cancelled(preorder, day(preorder.endedAt)));
    case 'released':
      return say(
        m.preorders_is_released(),
        '',
        preorder.endedReason === 'campaign-cancelled'
          ? m.preorders_next_released_cancelled()
          : m.preorders_next_released({ minimum }),
      );
    case 'dropped':
      return say(m.preorders_is_dropped(), '', m.preorders_next_dropped({ day: day(preorder.endedAt) }));
    case 'refunded':
      return say(
        m.preorders_is_refunded(),
        '',
        m.preorders_next_refunded({ total, day: day(preorder.endedAt) }),
      );
  }
};

/** `•••• 4242` in one piece, at the end of a line as well. */
export const unbroken = (card: string) => card.replaceAll(' ', '\u00a0');

const cancelled = ({ endedReason }: ListedPreorder, day: string) => {
  switch (endedReason) {
    case 'card-declined':
      return m.preorders_next_card_declined();
    case 'card-unreachable':
    case 'card-unanswered':
      return m.preorders_next_card_unanswered();
    case 'card-too-late':
      return m.preorders_next_card_too_late();
    default:
      return m.preorders_next_cancelled({ day });
  }
};
