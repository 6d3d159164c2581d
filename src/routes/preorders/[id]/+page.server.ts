import { error, fail, redirect } from '@sveltejs/kit';
import { countryName } from '$lib/domain/countries.ts';
import { isRefusal } from '$lib/domain/refusals.ts';
import { refused } from '$lib/forms/answering.ts';
import { readForm } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { cancelPreorder } from '$lib/server/preorders/cancelling.ts';
import { ownPreorder } from '$lib/server/preorders/owning.ts';
import { markReceived } from '$lib/server/preorders/receiving.ts';
import { giveCard } from '$lib/server/preorders/replacing.ts';
import { takesCards } from '$lib/server/payments/withholding.ts';
import { newSecret } from '$lib/server/secrets.ts';
import { renderMarkdown } from '$lib/server/text/rendering.ts';
import { cardForm, cardOf } from '../asking.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ params, url, locals }) => {
  const { member, now } = locals;
  if (!member) redirect(303, `/sign-in?then=${url.pathname}`);
  const found = await locals.read((read) => ownPreorder(read, member, params.id, now));
  if (!found) error(404);
  const { paymentInstructions, ...preorder } = found;
  const transferring = preorder.standing === 'awaiting-transfer';
  return {
    title: `${preorder.number} · ${preorder.title}`,
    now,
    preorder: { ...preorder, mayGiveCard: preorder.mayGiveCard && takesCards(locals.muster.cards) },
    country: countryName(preorder.address.country, locals.locale),
    instructions: transferring ? renderMarkdown(paymentInstructions) : '',
    practice: locals.muster.cards.name === 'practice',
    key: newSecret(),
    done: (['placed', 'changed', 'card', 'received'] as const).find((word) => url.searchParams.has(word)),
  };
};

const signedIn = ({ locals, params }: RequestEvent) => {
  if (!locals.member) redirect(303, `/sign-in?then=/preorders/${params.id}`);
  return locals.member;
};

export const actions: Actions = {
  cancel: async (event) => {
    const { locals, params } = event;
    const member = signedIn(event);
    const result = await locals.write((tx) =>
      cancelPreorder(tx, member, { preorder: params.id }, locals.now),
    );
    if (!isRefusal(result)) redirect(303, `/preorders/${params.id}`);
    if (result.reason === 'not-found') error(404);
    return refused(result);
  },

  card: async (event) => {
    const { request, locals, params } = event;
    const member = signedIn(event);
    const form = await request.formData();
    const card = readForm(form, cardForm(locals.now));
    if (!card.ok) {
      return fail(400, { values: card.values, errors: card.errors, message: m.preorders_card_again() });
    }
    const result = await giveCard(
      { read: locals.read, write: locals.write, cards: locals.muster.cards },
      member,
      { preorder: params.id, card: cardOf(card.data), key: keyIn(form) },
      locals.now,
    );
    if (!isRefusal(result)) redirect(303, `/preorders/${params.id}?card`);
    if (result.reason === 'not-found') error(404);
    return refused(result);
  },

  received: async (event) => {
    const { locals, params } = event;
    const member = signedIn(event);
    const result = await locals.write((tx) => markReceived(tx, member, { preorder: params.id }, locals.now));
    if (!isRefusal(result)) redirect(303, `/preorders/${params.id}?received`);
    if (result.reason === 'not-found') error(404);
    return refused(result);
  },
};

const keyIn = (form: FormData) => {
  const key = form.get('key');
  return typeof key === 'string' && /^[\w-]{8,64}$/.test(key) ? key : newSecret();
};
