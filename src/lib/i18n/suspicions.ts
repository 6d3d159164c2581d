import type { Locale } from '../domain/locales.ts';
import type { Suspicion } from '../domain/stuffing/ballots.ts';
import { m } from './paraglide/messages.js';

type Text = (inputs: object, options?: { locale: Locale }) => string;

const texts: Record<Suspicion, Text> = {
  'one-mailbox': m.quarantine_reason_one_mailbox,
  'disposable-mail': m.quarantine_reason_disposable_mail,
  'mail-domain': m.quarantine_reason_mail_domain,
  'patterned-addresses': m.quarantine_reason_patterned_addresses,
  'same-network': m.quarantine_reason_same_network,
  'identical-in-seconds': m.quarantine_reason_identical_in_seconds,
  'even-spacing': m.quarantine_reason_even_spacing,
  'alike-delays': m.quarantine_reason_alike_delays,
  'made-together': m.quarantine_reason_made_together,
  'same-program': m.quarantine_reason_same_program,
  'among-suspects': m.quarantine_reason_among_suspects,
  'only-this-vote': m.quarantine_reason_only_this_vote,
};

/** Why a ballot was set aside, for people. */
export const suspicionText = (reason: Suspicion, locale?: Locale): string =>
  texts[reason]({}, locale ? { locale } : undefined);
