import { m } from '$lib/i18n/paraglide/messages.js';

/** What a merchant calls the states of a preorder. */
export const stateNames = {
  placed: m.fulfilment_state_placed,
  authorised: m.fulfilment_state_authorised,
  charged: m.fulfilment_state_charged,
  'charge failed': m.fulfilment_state_charge_failed,
  shipped: m.fulfilment_state_shipped,
  received: m.fulfilment_state_received,
  cancelled: m.fulfilment_state_cancelled,
  released: m.fulfilment_state_released,
  dropped: m.fulfilment_state_dropped,
  refunded: m.fulfilment_state_refunded,
};
