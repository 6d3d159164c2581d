import { z } from 'zod';
import { countriesByName, isCountry } from '$lib/domain/countries.ts';
import { isCurrency } from '$lib/domain/currencies.ts';
import type { Locale } from '$lib/domain/locales.ts';
import { parseMoney, typedMoney } from '$lib/domain/money.ts';
import { offerLimits as limits, type OfferWords } from '$lib/domain/offers.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { lineField } from './accounts.ts';
import { currencyChoices } from './choices.ts';
import { readForm, type FormState } from './reading.ts';

const text = (most: number) =>
  z
    .string()
    .transform((typed) => typed.replaceAll('\r\n', '\n'))
    .pipe(z.string().max(most))
    .default('');

const schema = z.object({
  company: lineField(limits.company),
  contact: lineField(limits.contact),
  country: z.string().refine(isCountry, 'form_required'),
  currency: z.string().refine(isCurrency, 'form_required'),
  minimum: z.coerce.number().int().min(1).max(limits.minimum),
  lead_weeks: z.coerce.number().int().min(1).max(limits.leadWeeks),
  materials: text(limits.materials),
  words: text(limits.words),
});

export const offerChoices = (locale: Locale, currency: string) => ({
  currencies: currencyChoices(locale, currency),
  countries: countriesByName(locale).map(({ code, name }) => ({ value: code, label: name })),
});

/** The form's values for an offer as it stands. */
export const offerValues = (words: OfferWords): Record<string, string> => ({
  company: words.company,
  contact: words.contact,
  country: words.country,
  currency: words.currency,
  minimum: String(words.minimum),
  lead_weeks: String(words.leadWeeks),
  tooling: typedMoney(words.tooling, words.currency),
  materials: words.materials,
  words: words.words,
  ...Object.fromEntries(
    words.prices.map(({ quantity, unit }) => [`cost_${quantity}`, typedMoney(unit, words.currency)]),
  ),
});

type Read =
  | { ok: true; words: OfferWords; values: FormState['values'] }
  | { ok: false; values: FormState['values']; errors: FormState['errors'] };

/** What a supplier typed, with a cost at each quantity that was asked for and is not left empty. */
export const readOffer = (form: FormData, quantities: number[]): Read => {
  const read = readForm(form, schema);
  const errors: FormState['errors'] = read.ok ? {} : { ...read.errors };
  const typed = (name: string) => String(form.get(name) ?? '').trim();
  const currency = isCurrency(typed('currency')) ? typed('currency') : 'TWD';
  const prices: { quantity: number; unit: number }[] = [];
  for (const quantity of quantities) {
    const cost = typed(`cost_${quantity}`);
    const unit = cost ? parseMoney(cost, currency) : null;
    if (unit) prices.push({ quantity, unit });
    else if (cost) errors[`cost_${quantity}`] = m.offer_cost_wrong();
  }
  const tooling = parseMoney(typed('tooling'), currency);
  if (tooling === null) errors.tooling = m.offer_tooling_wrong();
  if (!read.ok || tooling === null || Object.keys(errors).length > 0) {
    const names = [...form.keys()];
    const inOrder = Object.entries(errors).sort(([a], [b]) => names.indexOf(a) - names.indexOf(b));
    return { ok: false, values: read.values, errors: Object.fromEntries(inOrder) };
  }
  const { lead_weeks: leadWeeks, ...rest } = read.data;
  return { ok: true, values: read.values, words: { ...rest, leadWeeks, tooling, prices } };
};
