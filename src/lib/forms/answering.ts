import { fail } from '@sveltejs/kit';
import type { Refusal } from '$lib/domain/refusals.ts';
import { refusalText } from '$lib/i18n/refusals.ts';
import type { FormState } from './reading.ts';

/** 400 with the form as it was typed and the text at each field. */
export const invalid = ({ values, errors, message }: FormState) =>
  fail(400, { values, errors, message: message ?? '' });

/** 409 (or another status) with the form as it was typed and the reason of the refusal; at a field where one is named. */
export const refused = (refusal: Refusal, values: FormState['values'] = {}, field?: string, status = 409) =>
  fail(status, {
    values,
    errors: field ? { [field]: refusalText(refusal) } : {},
    message: field ? '' : refusalText(refusal),
  });
