import { z } from 'zod';
import { campaignLimits as limits, isMonth } from '$lib/domain/campaigns.ts';
import { everywhereElse, isCountry } from '$lib/domain/countries.ts';
import { localTimeText, parseLocalTime } from '$lib/domain/localtime.ts';
import { parseDifference, parseMoney, typedMoney } from '$lib/domain/money.ts';
import { furthestBreak, mostBreaks, readBreaks, type BreakProblem } from '$lib/domain/price-breaks.ts';
import {
  combinationsOf,
  mostOptions,
  mostVariants,
  pickedOption,
  readOptions,
  typedOptions,
  typedValues,
  type OptionProblem,
} from '$lib/domain/variants.ts';
import { lineField } from '$lib/forms/accounts.ts';
import { readForm, type FormState } from '$lib/forms/reading.ts';
import { formatNumber } from '$lib/i18n/formats.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { MindedCampaign } from '$lib/server/campaigns/minding.ts';
import { breaksIn } from '$lib/server/campaigns/pricing.ts';
import { optionsOf, type Variant } from '$lib/server/campaigns/reading.ts';
import type { CampaignInput } from '$lib/server/campaigns/saving.ts';
import type { Supplement } from '$lib/server/campaigns/supplementing.ts';

const schema = z.object({
  title: lineField(limits.title),
  story: z.string().max(limits.story),
  price: z.string().max(30),
  minimum: z.coerce.number().int().min(1).max(limits.minimum),
  deadline: z.string().max(32).default(''),
  delivery_month: z.string().max(10).default(''),
  per_member: z.string().max(6).default(''),
});

type Errors = FormState['errors'];
type Rates = CampaignInput['rates'];

/** The rows that a form shows for countries: those that are saved, and some to add more. */
export const blankRates = 3;

/** The form's values for a campaign as it is saved. */
export const campaignValues = (
  campaign: MindedCampaign,
  variants: Variant[],
  rates: { country: string; fee_minor: number }[],
): Record<string, string> => {
  const values: Record<string, string> = {
    seen: String(campaign.edits),
    title: campaign.title,
    story: campaign.story,
    price: typedMoney(campaign.price_minor, campaign.currency),
    minimum: String(campaign.minimum_quantity),
    deadline: localTimeText(campaign.deadline, campaign.time_zone),
    delivery_month: campaign.delivery_month,
    per_member: campaign.per_member_limit === null ? '' : String(campaign.per_member_limit),
  };
  for (const [index, { quantity, priceMinor }] of breaksIn(campaign.breaks).entries()) {
    values[`break_quantity_${index}`] = String(quantity);
    values[`break_price_${index}`] = typedMoney(priceMinor, campaign.currency);
  }
  for (const [index, option] of typedOptions(optionsOf(campaign)).entries()) {
    values[`option_name_${index}`] = option.name;
    values[`option_values_${index}`] = typedValues(option);
  }
  for (const { id, stock } of variants) values[`stock_${id}`] = stock === null ? '' : String(stock);
  for (const [index, { country, fee_minor }] of rates.entries()) {
    values[`country_${index}`] = country;
    values[`fee_${index}`] = typedMoney(fee_minor, campaign.currency);
  }
  return values;
};

type Read<T> = { ok: true; input: T } | { ok: false; values: FormState['values']; errors: Errors };

/** What was typed, as a campaign in preparation. Nothing has to be complete; what is there has to be possible. */
export const readCampaign = (
  form: FormData,
  campaign: MindedCampaign,
  variants: Variant[],
): Read<CampaignInput> => {
  const read = readForm(form, schema);
  const errors: Errors = read.ok ? {} : { ...read.errors };
  const text = textsOf(form);
  const price = parseMoney(text('price'), campaign.currency);
  if (!price) errors.price ??= m.campaign_price_wrong();
  const breaks = readBreaks(
    Array.from({ length: mostBreaks }, (_, index) => ({
      quantity: text(`break_quantity_${index}`),
      price: text(`break_price_${index}`),
    })),
    price,
    campaign.currency,
  );
  if ('problem' in breaks) {
    const { problem, index } = breaks;
    const field = problem.startsWith('price') ? 'price' : 'quantity';
    errors[`break_${field}_${index}`] = breakTexts[problem]();
  }
  const deadline = readDeadline(text('deadline'), campaign);
  if (deadline === undefined) errors.deadline ??= m.campaign_deadline_wrong();
  const deliveryMonth = text('delivery_month');
  if (deliveryMonth && !isMonth(deliveryMonth)) errors.delivery_month ??= m.campaign_month_wrong();
  const perMember = readCount(text('per_member'), 1, limits.perMember);
  if (perMember === undefined) {
    errors.per_member ??= m.campaign_count_wrong({ least: 1, most: limits.perMember });
  }
  const options = readOptions(
    Array.from({ length: mostOptions }, (_, index) => ({
      name: text(`option_name_${index}`),
      values: text(`option_values_${index}`),
    })),
  );
  if ('problem' in options) {
    const { problem, index } = options;
    errors[`option_${problem === 'name-missing' ? 'name' : 'values'}_${index}`] ??= optionTexts[problem]();
  }
  const { composing, picked } = readComposing(text, form, campaign.currency, errors);
  if (
    composing === 'picked' &&
    'options' in options &&
    combinationsOf([...pickedOption(picked), ...options.options]).length > mostVariants
  )
    errors.composing ??= m.campaign_variants_too_many();
  const stock = readStock(text, form, variants, errors);
  const rates = readRates(text, form, campaign.currency, errors);
  if (!read.ok || 'problem' in options || 'problem' in breaks || Object.keys(errors).length > 0) {
    return { ok: false, values: read.values, errors: inOrder(errors, form) };
  }
  return {
    ok: true,
    input: {
      campaign: campaign.id,
      seen: seenIn(form),
      title: read.data.title,
      story: read.data.story,
      price: price!,
      breaks: breaks.breaks,
      minimum: read.data.minimum,
      deadline: deadline!,
      deliveryMonth,
      perMember: perMember!,
      options: options.options,
      composing,
      picked,
      stock,
      rates,
    },
  };
};

/** What was typed of a campaign that is live: its story, stock and further countries. */
export const readSupplement = (
  form: FormData,
  campaign: MindedCampaign,
  variants: Variant[],
): Read<Supplement> => {
  const read = readForm(form, z.object({ story: z.string().min(1).max(limits.story) }));
  const errors: Errors = read.ok ? {} : { ...read.errors };
  const text = textsOf(form);
  const stock = readStock(text, form, variants, errors);
  for (const variant of variants) {
    const wanted = stock[variant.id];
    if (wanted === undefined || wanted === null) continue;
    if (variant.stock === null || wanted < variant.stock) {
      errors[`stock_${variant.id}`] ??= m.campaign_stock_only_rises();
    }
  }
  const rates = readRates(text, form, campaign.currency, errors);
  if (!read.ok || Object.keys(errors).length > 0) {
    return { ok: false, values: read.values, errors: inOrder(errors, form) };
  }
  return {
    ok: true,
    input: { campaign: campaign.id, seen: seenIn(form), story: read.data.story, stock, rates },
  };
};

/** No number is none that stands. */
const seenIn = (form: FormData) => Number(form.get('seen') ?? NaN);

type Text = (name: string) => string;
const textsOf =
  (form: FormData): Text =>
  (name) => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };

/** Undefined for what cannot be read; null for none. */
const readDeadline = (text: string, campaign: MindedCampaign): number | null | undefined => {
  if (!text) return null;
  // The field knows minutes only: a time that was not touched keeps its seconds.
  if (text === localTimeText(campaign.deadline, campaign.time_zone)) return campaign.deadline;
  return parseLocalTime(text, campaign.time_zone) ?? undefined;
};

const readCount = (text: string, least: number, most: number): number | null | undefined => {
  if (!text) return null;
  const count = /^\d+$/.test(text) ? Number(text) : NaN;
  return count >= least && count <= most ? count : undefined;
};

const readStock = (text: Text, form: FormData, variants: Variant[], errors: Errors) => {
  const stock: Record<string, number | null> = {};
  for (const { id } of variants) {
    if (!form.has(`stock_${id}`)) continue;
    const units = readCount(text(`stock_${id}`), 0, limits.stock);
    if (units === undefined) {
      errors[`stock_${id}`] = m.campaign_count_wrong({ least: 0, most: limits.stock });
    } else stock[id] = units;
  }
  return stock;
};

const longestName = 60;

/** Whose compositions are made, and which of them were ticked, in the order of the form. */
const readComposing = (
  text: Text,
  form: FormData,
  currency: string,
  errors: Errors,
): Pick<CampaignInput, 'composing' | 'picked'> => {
  const typed = text('composing');
  const composing = typed === 'picked' || typed === 'own' ? typed : 'none';
  const picked: CampaignInput['picked'] = [];
  if (composing !== 'picked') return { composing, picked };
  for (const key of form.keys()) {
    const [, composition] = /^picked_([0-9a-z]{1,40})$/.exec(key) ?? [];
    if (composition === undefined) continue;
    const name = text(`name_${composition}`);
    const difference = text(`difference_${composition}`);
    const minor = difference === '' ? null : parseDifference(difference, currency);
    if (difference !== '' && minor === null)
      errors[`difference_${composition}`] = m.campaign_composing_difference_wrong();
    if (name === '') errors[`name_${composition}`] = m.form_required();
    else if (name.length > longestName) errors[`name_${composition}`] = m.campaign_option_too_long();
    else if (picked.some((other) => other.name === name))
      errors[`name_${composition}`] = m.campaign_composing_name_twice();
    picked.push({ composition, name, difference: minor });
  }
  return { composing, picked };
};

const readRates = (text: Text, form: FormData, currency: string, errors: Errors): Rates => {
  const rates: Rates = [];
  for (const name of form.keys()) {
    const [, index] = /^country_(\d{1,3})$/.exec(name) ?? [];
    if (index === undefined) continue;
    const [country, typed] = [text(name), text(`fee_${index}`)];
    if (!country) {
      if (typed) errors[name] = m.campaign_country_missing();
      continue;
    }
    const fee = parseMoney(typed, currency);
    if (country !== everywhereElse && !isCountry(country)) errors[name] = m.form_invalid();
    else if (rates.some((rate) => rate.country === country)) errors[name] = m.campaign_country_twice();
    else if (fee === null) errors[`fee_${index}`] = m.campaign_fee_wrong();
    else rates.push({ country, fee });
  }
  return rates;
};

const optionTexts: Record<OptionProblem, () => string> = {
  'too-many-options': m.campaign_options_too_many,
  'too-many-variants': m.campaign_variants_too_many,
  'name-missing': m.campaign_option_name_missing,
  'values-missing': m.campaign_option_values_missing,
  twice: m.campaign_option_twice,
  'too-long': m.campaign_option_too_long,
};

const breakTexts: Record<BreakProblem, () => string> = {
  'too-many': m.refusal_breaks_impossible,
  'quantity-wrong': () => m.campaign_break_quantity_wrong({ most: formatNumber(furthestBreak) }),
  'price-wrong': m.campaign_price_wrong,
  'quantity-twice': m.campaign_break_twice,
  'price-not-lower': m.campaign_break_not_lower,
};

/** The focus goes to the first error: first as the form has it. */
const inOrder = (errors: Errors, form: FormData): Errors => {
  const names = [...form.keys()];
  return Object.fromEntries(Object.entries(errors).sort(([a], [b]) => names.indexOf(a) - names.indexOf(b)));
};
