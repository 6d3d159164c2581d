import type { FormState } from '$lib/forms/reading.ts';
import type { Fields } from './marks.ts';

/** What was typed before a ballot was refused; otherwise what the page came with. */
export const typedIn = (form: Partial<FormState> | null, entered: Fields): FormState['values'] =>
  form?.values && Object.keys(form.values).length > 0 ? form.values : entered;
