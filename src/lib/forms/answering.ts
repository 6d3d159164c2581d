import { fail } from '@sveltejs/kit';
import type { Reason, Refusal } from '$lib/domain/refusals.ts';
import { refusalText } from '$lib/i18n/refusals.ts';
import type { FormState } from './reading.ts';

/** 400 with the form as it was typed and the text at each field. */
export const invalid = ({ values, errors, message }: FormState) =>
  fail(400, { values, errors, message: message ?? '' });

const statuses: Partial<Record<Reason, number>> = {
  'too-many-tries': 429,
  'wrong-credentials': 400,
  'wrong-password': 400,
  banned: 403,
  'link-over': 410,
};

/** 409 (or another status) with the form as it was typed and the reason of the refusal; at a field where one is named. */
export const refused = (
  refusal: Refusal,
  values: FormState['values'] = {},
  field?: string,
  status = statuses[refusal.reason] ?? 409,
) =>
  fail(status, {
    values,
    errors: field ? { [field]: refusalText(refusal) } : {},
    message: field ? '' : refusalText(refusal),
  });
