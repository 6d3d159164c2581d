import type { Transaction } from '../../../../db/schema.ts';
import { plainName } from '../../domain/accounts.ts';
import type { Locale } from '../../domain/locales.ts';

/** How others see the member, and how the member sees the site. */
export const changeProfile = async (
  tx: Transaction,
  member: { id: string },
  input: { name: string; locale: Locale; timeZone: string },
): Promise<void> => {
  await tx
    .updateTable('members')
    .set({ name: plainName(input.name), locale: input.locale, time_zone: input.timeZone })
    .where('id', '=', member.id)
    .execute();
};
