import { z } from 'zod';
import { isGoodUntil, looksLikeCardNumber } from '$lib/domain/charging.ts';
import { isCountry } from '$lib/domain/countries.ts';
import { addressLimits, looksLikePhone, postalCodeProblem } from '$lib/domain/preorders.ts';
import { mostUnits } from '$lib/domain/totals.ts';
import type { Address } from '$lib/server/preorders/placing.ts';

const needed = (max: number) => z.string().min(1).max(max);
const wanted = (max: number) => z.string().max(max).default('');

const wish = {
  key: z.string().min(8).max(64),
  variant: z.string().min(1).max(64),
  quantity: z.coerce.number({ error: 'form_invalid' }).int({ error: 'form_invalid' }).min(1).max(mostUnits),
  recipient: needed(addressLimits.recipient),
  country: z.string().refine(isCountry, { error: 'form_required' }),
  line1: needed(addressLimits.line1),
  line2: wanted(addressLimits.line2),
  city: needed(addressLimits.city),
  region: wanted(addressLimits.region),
  postal_code: wanted(addressLimits.postalCode),
  phone: z.string().min(1).refine(looksLikePhone, { error: 'preorders_phone_wrong' }),
  note: wanted(addressLimits.note),
};

const checkPostalCode = (
  { country, postal_code }: { country: string; postal_code: string },
  context: z.RefinementCtx,
) => {
  const problem = postalCodeProblem(country, postal_code);
  const message = problem === 'missing' ? 'form_required' : 'preorders_postal_code_wrong';
  if (problem) context.addIssue({ code: 'custom', path: ['postal_code'], message });
};

/** What is ordered and where it goes, when it is changed. */
export const changeForm = z.object(wish).superRefine(checkPostalCode);

/** The same with how it is paid, when it is placed. */
export const preorderForm = z
  .object({ ...wish, payment: z.enum(['card', 'manual'], { error: 'form_required' }) })
  .superRefine(checkPostalCode);

/** A card. Its fields are never sent back, by their names (`typedValues`). */
export const cardForm = (now: number) =>
  z.object({
    card_number: z.string().min(1).refine(looksLikeCardNumber, { error: 'preorders_card_number_wrong' }),
    card_expiry: z
      .string()
      .min(1)
      .refine((text) => isGoodUntil(text, now), { error: 'preorders_card_expiry_wrong' }),
    card_code: z
      .string()
      .min(1)
      .regex(/^\d{3,4}$/, { error: 'preorders_card_code_wrong' }),
  });

export const cardOf = (data: z.output<ReturnType<typeof cardForm>>) => ({
  number: data.card_number.replace(/\D/g, ''),
  expiry: data.card_expiry,
  code: data.card_code,
});

export const addressOf = (data: z.output<typeof changeForm>): Address => ({
  recipient: data.recipient,
  line1: data.line1,
  line2: data.line2,
  city: data.city,
  region: data.region,
  postalCode: data.postal_code,
  country: data.country,
  phone: data.phone,
});

/** What a posted form said the total was, minor units; NaN for none, which is no total. */
export const expectedIn = (form: FormData): number => {
  const text = form.get('expected');
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : NaN;
};
