import type { Transaction } from '../../../../db/schema.ts';
import type { Locale } from '../../domain/locales.ts';

/** Mails speak the language that the member last chose for the site. */
export const speakTo = async (tx: Transaction, member: { id: string }, locale: Locale) => {
  await tx.updateTable('members').set({ locale }).where('id', '=', member.id).execute();
};
