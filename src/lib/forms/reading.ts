import type { z } from 'zod';
import { m } from '$lib/i18n/paraglide/messages.js';

/** What a form shows again after an error: everything that was typed, and the text at each field. */
export interface FormState {
  values: Record<string, string | string[]>;
  errors: Record<string, string>;
  /** What concerns the form as a whole. */
  message?: string;
}

export type ReadForm<T> = { ok: true; data: T; values: FormState['values'] } | ({ ok: false } & FormState);

const secretFields = /password|card_number|card_code|card_expiry/;

/** Everything typed, without files and without what must not be sent back. A name used twice gives a list. */
export const typedValues = (form: FormData): FormState['values'] => {
  const values: FormState['values'] = {};
  for (const [name, value] of form) {
    if (typeof value !== 'string' || name === '__proto__' || secretFields.test(name)) continue;
    const before = Object.hasOwn(values, name) ? values[name] : undefined;
    if (before === undefined) values[name] = value;
    else values[name] = Array.isArray(before) ? [...before, value] : [before, value];
  }
  return values;
};

/** Checks a posted form against its schema. Texts are trimmed, and rid of NUL, which PostgreSQL takes in none; a name ending in `[]` is always a list. */
export const readForm = <Schema extends z.ZodType>(
  form: FormData,
  schema: Schema,
): ReadForm<z.output<Schema>> => {
  const values = typedValues(form);
  const input: Record<string, unknown> = {};
  for (const name of new Set(form.keys())) {
    const all = form
      .getAll(name)
      .map((value) => (typeof value === 'string' ? value.replaceAll('\0', '').trim() : value));
    input[name.replace(/\[\]$/, '')] = name.endsWith('[]') ? all : all[0];
  }
  const result = schema.safeParse(input);
  if (result.success) return { ok: true, data: result.data, values };
  const errors: FormState['errors'] = {};
  for (const issue of result.error.issues) errors[String(issue.path[0] ?? 'form')] ??= issueText(issue);
  return { ok: false, values, errors };
};

const issueText = (issue: z.core.$ZodIssue): string => {
  // A text given in the schema is the key of a message, so that schemas need no locale.
  const own = (m as unknown as Record<string, (() => string) | undefined>)[issue.message];
  if (own) return own();
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'string' && Number(issue.minimum) <= 1) return m.form_required();
      if (issue.origin === 'string') return m.form_too_short({ count: Number(issue.minimum) });
      return m.form_too_small({ limit: Number(issue.minimum) });
    case 'too_big':
      if (issue.origin === 'string') return m.form_too_long({ count: Number(issue.maximum) });
      return m.form_too_big({ limit: Number(issue.maximum) });
    case 'invalid_format':
      return issue.format === 'email'
        ? m.form_not_an_email()
        : issue.format === 'url'
          ? m.form_not_a_url()
          : m.form_invalid();
    case 'invalid_type':
      return issue.input === undefined || issue.input === '' ? m.form_required() : m.form_invalid();
    default:
      return m.form_invalid();
  }
};
