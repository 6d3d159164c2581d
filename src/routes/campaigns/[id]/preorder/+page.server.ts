import { error, fail, redirect } from '@sveltejs/kit';
import type { Total } from '$lib/domain/totals.ts';
import { isRefusal, type Refusal } from '$lib/domain/refusals.ts';
import { readForm, typedValues, type FormState } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { refusalText } from '$lib/i18n/refusals.ts';
import { takesCards } from '$lib/server/payments/withholding.ts';
import { newSecret } from '$lib/server/secrets.ts';
import { offerOf, quoteOf } from '$lib/server/preorders/offering.ts';
import { orderPreorder } from '$lib/server/preorders/ordering.ts';
import { addressOf, cardForm, cardOf, expectedIn, preorderForm } from '../../../preorders/asking.ts';
import { countryChoices, likelyCountry } from '../../../preorders/countries.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ params, url, locals }) => {
  const { member, locale, now } = locals;
  if (!member) redirect(303, `/sign-in?then=${encodeURIComponent(url.pathname + url.search)}`);
  const composition = url.searchParams.get('composition');
  const offer = await locals.read((read) => offerOf(read, member, params.id, now, composition));
  if (!offer) error(404);
  const { rates, lastAddress, composed, ...shown } = offer;
  const choices = countryChoices(rates, locale, likelyCountry[locale]);
  const served = (country: string | undefined) => choices.some(({ value }) => value === country);
  return {
    title: offer.campaign.title,
    ...shown,
    composed: composedIn(composed),
    composing: composition !== null,
    confirmed: member.confirmed,
    practice: locals.muster.cards.name === 'practice',
    takesCards: takesCards(locals.muster.cards),
    countries: choices,
    address: lastAddress && served(lastAddress.country) ? lastAddress : { country: likelyCountry[locale] },
    wish: {
      variant: url.searchParams.get('variant') ?? '',
      quantity: Math.min(999, Math.max(1, Math.trunc(Number(url.searchParams.get('quantity'))) || 1)),
      choosing: url.searchParams.has('choose'),
    },
    // Made once for a form: what is sent with it is one preorder, however often it is sent.
    key: newSecret(),
  };
};

interface Answer extends FormState {
  step: 'address' | 'review';
  quote?: Total;
}
const again = (status: number, answer: Answer) => fail(status, answer);

const told = (values: FormState['values'], refusal: Refusal, step: Answer['step'], quote?: Total) =>
  again(409, { step, values, errors: {}, message: refusalText(refusal), ...(quote && { quote }) });

type Offer = NonNullable<Awaited<ReturnType<typeof offerOf>>>;

/** The buyer's own composition as the page shows it: null where none is composed, a reason where it cannot be had. */
const composedIn = (composed: Offer['composed']) => {
  if (composed === null) return null;
  const { composition, difference } = composed;
  return isRefusal(difference)
    ? { composition: null, difference: 0, why: refusalText(difference) }
    : { composition, difference, why: '' };
};

/** The way back once signed in, with what was wished; an address is typed again rather than put into one. */
const signInFirst = (url: URL, form: FormData): string => {
  const wish = new URLSearchParams();
  for (const name of ['variant', 'quantity', 'composition']) {
    const value = form.get(name) ?? url.searchParams.get(name);
    if (typeof value === 'string' && value) wish.set(name, value);
  }
  return `/sign-in?then=${encodeURIComponent(`${url.pathname}?${wish}`)}`;
};

/** The campaign, what was typed and what it costs; or the answer to give where one of them is wrong. */
const readWish = async ({ request, params, locals, url }: RequestEvent) => {
  const { member } = locals;
  const form = await request.formData();
  if (!member) redirect(303, signInFirst(url, form));
  const composition = url.searchParams.get('composition');
  const offer = await locals.read((read) => offerOf(read, member, params.id, locals.now, composition));
  if (!offer) error(404);
  const typed = readForm(form, preorderForm);
  if (!typed.ok) {
    const { values, errors } = typed;
    return { answer: again(400, { step: 'address', values, errors }) };
  }
  const payable = typed.data.payment === 'card' ? takesCards(locals.muster.cards) : offer.takesTransfers;
  if (!payable) {
    const errors = { payment: m.form_invalid() };
    return { answer: again(400, { step: 'address', values: typed.values, errors }) };
  }
  const quote = quoteOf(offer, typed.data);
  return { member, offer, form, composition, data: typed.data, values: typed.values, quote };
};

export const actions: Actions = {
  /** Shows what it will cost and when. Nothing is ordered yet. */
  review: async (event) => {
    const wish = await readWish(event);
    if ('answer' in wish) return wish.answer;
    const { values, quote } = wish;
    if (isRefusal(quote)) return told(values, quote, 'address');
    return { step: 'review', values, errors: {}, quote } satisfies Answer;
  },

  /** Back from the review to what was typed. */
  edit: async ({ request, url, locals }) => {
    const form = await request.formData();
    if (!locals.member) redirect(303, signInFirst(url, form));
    return { step: 'address', values: typedValues(form), errors: {} } satisfies Answer;
  },

  confirm: async (event) => {
    const { locals, params } = event;
    const wish = await readWish(event);
    if ('answer' in wish) return wish.answer;
    const { member, offer, form, composition, data, values, quote } = wish;
    const byCard = data.payment === 'card';
    const card = byCard ? readForm(form, cardForm(locals.now)) : null;
    if (card && !card.ok) {
      if (isRefusal(quote)) return told(values, quote, 'address');
      const message = m.preorders_card_again();
      return again(400, { step: 'review', values, errors: card.errors, message, quote });
    }
    // The quote may be stale by now, and the same form may have been answered before: placing alone decides.
    const placed = await orderPreorder(
      { read: locals.read, write: locals.write, cards: locals.muster.cards },
      member,
      {
        campaign: params.id,
        variant: data.variant,
        composition,
        quantity: data.quantity,
        address: addressOf(data),
        note: data.note,
        paymentMethod: data.payment,
        expectedMinor: expectedIn(form),
        key: data.key,
      },
      card && cardOf(card.data),
      locals.now,
    );
    if (!isRefusal(placed)) redirect(303, `/preorders/${placed.id}?placed`);
    const now = await locals.read((read) => offerOf(read, member, params.id, locals.now, composition));
    const cost = quoteOf(now ?? offer, data);
    // A preorder whose card was refused has ended: the next try is a new one.
    const fresh = { ...values, key: newSecret() };
    return isRefusal(cost) ? told(fresh, placed, 'address') : told(fresh, placed, 'review', cost);
  },
};
