import { m } from '$lib/i18n/paraglide/messages.js';

/** The roles in a brand, and what they open, in the locale of the page that is being made. */
export const roleNames = {
  owner: m.brands_role_owner,
  designer: m.brands_role_designer,
  merchant: m.brands_role_merchant,
};
export const rolePowers = {
  owner: m.brands_role_owner_may,
  designer: m.brands_role_designer_may,
  merchant: m.brands_role_merchant_may,
};
