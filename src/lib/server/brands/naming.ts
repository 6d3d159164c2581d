import type { Locale } from '../../domain/locales.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { Role } from './belonging.ts';

/** The roles as people read them. */
export const roleNames = (locale: Locale): Record<Role, string> => ({
  owner: m.brands_role_owner({}, { locale }),
  designer: m.brands_role_designer({}, { locale }),
  merchant: m.brands_role_merchant({}, { locale }),
});
