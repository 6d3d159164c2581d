import type { Method } from '$lib/domain/methods.ts';
import { m } from '$lib/i18n/paraglide/messages.js';

/** The way from a challenge to the page of its ballot, where its drafts are not what is picked. */
export const ballotElsewhere = (
  {
    method,
    open,
    configuration_id: sealed,
  }: { method: Method; open: boolean; configuration_id: string | null },
  cast: boolean,
) => {
  if (method === 'picks') return null;
  if (method !== 'specification') return open ? markedElsewhere(cast) : null;
  if (sealed === null) return null;
  if (!open) return { go: m.specification_see(), say: '' };
  return {
    go: cast ? m.specification_go_again() : m.specification_go(),
    say: m.specification_lead(),
  };
};

/** Where a ballot is more than a box at each draft, it has a page of its own. */
const markedElsewhere = (cast: boolean) => ({
  go: cast ? m.methods_go_again() : m.methods_go(),
  say: m.methods_lead(),
});
