import { error, fail, redirect } from '@sveltejs/kit';
import { isRefusal, type Refusal } from '$lib/domain/refusals.ts';
import type { Total } from '$lib/domain/totals.ts';
import { readForm, typedValues, type FormState } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { refusalText } from '$lib/i18n/refusals.ts';
import { amendPreorder } from '$lib/server/preorders/amending.ts';
import { offerOf, quoteOf } from '$lib/server/preorders/offering.ts';
import { ownPreorder } from '$lib/server/preorders/owning.ts';
import { newSecret } from '$lib/server/secrets.ts';
import { addressOf, changeForm, expectedIn } from '../../asking.ts';
import { countryChoices } from '../../countries.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The member's own preorder and what it could be changed into; nothing once it is bound. */
const found = async ({ locals, params, url }: Pick<RequestEvent, 'locals' | 'params' | 'url'>) => {
  const { member, now } = locals;
  if (!member) redirect(303, `/sign-in?then=/preorders/${params.id}/change`);
  const preorder = await locals.read((read) => ownPreorder(read, member, params.id, now));
  if (!preorder) error(404);
  const own = preorder.composing === 'own';
  const composition = own ? (url.searchParams.get('composition') ?? preorder.composed?.id ?? null) : null;
  const offer = await locals.read((read) => offerOf(read, member, preorder.campaign, now, composition));
  if (!offer) error(404);
  // What the present composition costs more goes off where another takes its place.
  const differenceMinor = own
    ? preorder.unitMinor - offer.campaign.priceMinor
    : (offer.variants.find(({ id }) => id === preorder.variant)?.differenceMinor ?? 0);
  return { member, preorder, offer, composition, instead: { ...preorder, differenceMinor } };
};

export const load: PageServerLoad = async (event) => {
  const { preorder, offer } = await found(event);
  const why = offer.composed?.difference;
  // What is bound says so on its own page.
  if (!preorder.mayChange) redirect(303, `/preorders/${preorder.id}`);
  return {
    title: m.preorders_change_title({ number: preorder.number }),
    preorder,
    variants: offer.variants,
    draft: offer.campaign.draft,
    own: offer.composed && {
      composition: offer.composed.composition,
      why: isRefusal(why) ? refusalText(why) : '',
    },
    limit: offer.campaign.limit,
    countries: countryChoices(offer.rates, event.locals.locale, preorder.address.country),
    key: newSecret(),
  };
};

interface Answer extends FormState {
  step: 'change' | 'review';
  quote?: Total;
}
const told = (values: FormState['values'], refusal: Refusal, step: Answer['step'], quote?: Total) =>
  fail(409, { step, values, errors: {}, message: refusalText(refusal), ...(quote && { quote }) });

const readWish = async (event: RequestEvent) => {
  const { member, preorder, offer, composition, instead } = await found(event);
  const form = await event.request.formData();
  const typed = readForm(form, changeForm);
  if (!typed.ok) {
    return { answer: fail(400, { step: 'change', values: typed.values, errors: typed.errors } as Answer) };
  }
  const { data, values } = typed;
  return { member, preorder, form, composition, data, values, quote: quoteOf(offer, data, instead) };
};

export const actions: Actions = {
  /** Shows the new total. Nothing is changed yet. */
  review: async (event) => {
    const wish = await readWish(event);
    if ('answer' in wish) return wish.answer;
    const { values, quote } = wish;
    if (isRefusal(quote)) return told(values, quote, 'change');
    return { step: 'review', values, errors: {}, quote } satisfies Answer;
  },

  edit: async (event) => {
    await found(event);
    return {
      step: 'change',
      values: typedValues(await event.request.formData()),
      errors: {},
    } satisfies Answer;
  },

  confirm: async (event) => {
    const wish = await readWish(event);
    if ('answer' in wish) return wish.answer;
    const { locals } = event;
    const { member, preorder, form, composition, data, values, quote } = wish;
    const result = await amendPreorder(
      { read: locals.read, write: locals.write, cards: locals.muster.cards },
      member,
      {
        preorder: preorder.id,
        variant: data.variant,
        composition,
        quantity: data.quantity,
        address: addressOf(data),
        note: data.note,
        expectedMinor: expectedIn(form),
        key: data.key,
      },
      locals.now,
    );
    if (!isRefusal(result)) redirect(303, `/preorders/${preorder.id}?changed`);
    const fresh = { ...values, key: newSecret() };
    return isRefusal(quote) ? told(fresh, result, 'change') : told(fresh, result, 'review', quote);
  },
};
