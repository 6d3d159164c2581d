import type { Transaction } from '../../../../db/schema.ts';
import { plainName } from '../../domain/accounts.ts';
import type { Locale } from '../../domain/locales.ts';
import { recordEvent } from '../events/recording.ts';
import type { Admin } from './admins.ts';

export const changeSite = async (
  tx: Transaction,
  admin: Admin,
  input: { name: string; tagline: string; locale: Locale; timeZone: string },
  now: number,
): Promise<void> => {
  const { timeZone: time_zone, tagline, locale } = input;
  await tx
    .updateTable('site')
    .set({ name: plainName(input.name), tagline, locale, time_zone })
    .where('id', '=', 1)
    .execute();
  await recordEvent(tx, { kind: 'site-changed', actor: admin.id }, now);
};

/** The picture beside the site's name, or the seal that stands there without one. */
export const changeSiteLogo = async (
  tx: Transaction,
  admin: Admin,
  picture: string | null,
  now: number,
): Promise<void> => {
  await tx.updateTable('site').set({ logo_picture_id: picture }).where('id', '=', 1).execute();
  await recordEvent(tx, { kind: 'site-changed', actor: admin.id, payload: { what: 'logo' } }, now);
};
