import { z } from 'zod';
import { nameLength, plainName } from '$lib/domain/accounts.ts';
import { passwordFault, passwordLength } from '$lib/domain/passwords.ts';

export const emailField = z.email().max(254);
/** A name or a title: one line, without signs that cannot be seen, since it stands in the midst of others' words. */
export const lineField = (most: number) => z.string().transform(plainName).pipe(z.string().min(1).max(most));
export const nameField = lineField(nameLength.most);
export const newPasswordField = z.string().min(passwordLength.least).max(passwordLength.most);

/** For `.superRefine`: what the length alone does not show. The text stands at the field `new_password`. */
export const refinePassword =
  (email?: string) =>
  (form: { new_password: string; email?: string }, context: z.core.$RefinementCtx): void => {
    const fault = passwordFault(form.new_password, email ?? form.email ?? '');
    if (fault !== 'common' && fault !== 'address') return;
    context.addIssue({ code: 'custom', path: ['new_password'], message: `members_password_${fault}` });
  };
