import type { Transaction } from '../../../../db/schema.ts';
import type { Locale } from '../../domain/locales.ts';
import { queueMail } from '../mail/queueing.ts';
import { writeLetter } from '../mail/writing.ts';

export interface AccountLetter {
  kind: string;
  member: string | null;
  to: string;
  locale: Locale;
  subject: string;
  paragraphs: string[];
  button?: { label: string; href: string };
  small?: string[];
  notBefore?: number | undefined;
}

/** A letter about the account itself. It is no notification: there is no way to stop it, short of leaving. */
export const writeToMember = async (tx: Transaction, letter: AccountLetter, now: number): Promise<void> => {
  const { kind, member, to, locale, subject, notBefore } = letter;
  const { name } = await siteOf(tx);
  await queueMail(
    tx,
    {
      kind,
      member,
      to,
      subject,
      notBefore,
      ...writeLetter({ siteName: name, heading: subject, ...letter, locale }),
    },
    now,
  );
};

export const siteOf = (tx: Transaction) =>
  tx.selectFrom('site').select(['name', 'time_zone']).where('id', '=', 1).executeTakeFirstOrThrow();
