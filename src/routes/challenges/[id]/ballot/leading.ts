import { m } from '$lib/i18n/paraglide/messages.js';

/** The way from a challenge to the page of its ballot, where its drafts are not what is picked. */
export const ballotElsewhere = (
  {
    method,
    open,
    configuration_id: sealed,
  }: { method: string; open: boolean; configuration_id: string | null },
  cast: boolean,
) => {
  if (method !== 'specification' || sealed === null) return null;
  if (!open) return { go: m.specification_see(), say: '' };
  return {
    go: cast ? m.specification_go_again() : m.specification_go(),
    say: m.specification_lead(),
  };
};
