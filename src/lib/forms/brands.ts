import { z } from 'zod';
import { isCurrency } from '$lib/domain/currencies.ts';
import { isTimeZone } from '$lib/domain/localtime.ts';
import { slugFault, suggestSlug } from '$lib/domain/slugs.ts';
import { nameField } from './accounts.ts';
import { readForm } from './reading.ts';

const name = nameField;
const tagline = z.string().max(160).default('');
const about = z.string().max(10_000).default('');
const timeZone = z.string().refine(isTimeZone);
const currency = z.string().refine((code): boolean => isCurrency(code));

const newBrand = z.object({
  name,
  slug: z.string().superRefine((slug, context) => {
    const fault = slugFault(slug);
    if (fault)
      context.addIssue({ code: 'custom', message: slug ? `brands_slug_${fault}` : 'brands_slug_none' });
  }),
  tagline,
  about,
  currency,
  time_zone: timeZone,
});

/** The form of a new brand. An address that was left empty is made of the name. */
export const readBrand = (form: FormData) => {
  const typed = new FormData();
  for (const [key, value] of form) typed.append(key, value);
  const slug = String(form.get('slug') ?? '')
    .trim()
    .toLowerCase();
  typed.set('slug', slug || suggestSlug(String(form.get('name') ?? '')));
  const read = readForm(typed, newBrand);
  if (!read.ok) return read;
  const { time_zone: timeZone, ...data } = read.data;
  return { ...read, data: { ...data, timeZone } };
};

const changedBrand = z.object({
  name,
  tagline,
  about,
  website: z.union([z.literal(''), z.url({ protocol: /^https?$/, hostname: z.regexes.domain })]).default(''),
  time_zone: timeZone,
  currency,
  payment_instructions: z.string().max(2000).default(''),
});

export const readBrandChange = (form: FormData, brand: { currency: string }) => {
  const read = readForm(form, changedBrand.extend({ currency: currency.default(brand.currency) }));
  if (!read.ok) return read;
  const { time_zone: timeZone, payment_instructions: paymentInstructions, ...data } = read.data;
  return { ...read, data: { ...data, timeZone, paymentInstructions } };
};
