import { unpack } from '$lib/packing.ts';
import type { PageLoad } from './$types';

/** What only some challenges have is fetched for those alone. */
export const load: PageLoad = async ({ data: { shared, ...own } }) => {
  const data = { ...own, ...unpack(shared) };
  const [Timeline, Entering, DecisionNote, OffTheTable, CallNote, NonePick, ReceiptLinks] = await Promise.all(
    [
      data.stations && import('./Timeline.svelte'),
      data.entry && import('./Entering.svelte'),
      data.decision && import('$lib/components/DecisionNote.svelte'),
      data.challenge.removed.length > 0 && import('./OffTheTable.svelte'),
      data.call && import('$lib/components/CallNote.svelte'),
      data.challenge.open && data.challenge.default_option === 1 && import('./NonePick.svelte'),
      data.challenge.log_size > 0 &&
        (data.castAt !== null || !data.challenge.open) &&
        import('$lib/components/ReceiptLinks.svelte'),
    ],
  );
  return {
    ...data,
    Timeline: Timeline && Timeline.default,
    Entering: Entering && Entering.default,
    DecisionNote: DecisionNote && DecisionNote.default,
    OffTheTable: OffTheTable && OffTheTable.default,
    CallNote: CallNote && CallNote.default,
    NonePick: NonePick ? NonePick.default : null,
    ReceiptLinks: ReceiptLinks ? ReceiptLinks.default : null,
  };
};
