import type { ComponentProps } from 'svelte';
import DraftCard from './DraftCard.svelte';
import { drawnOnce } from './drawingOnce.ts';

type Props = ComponentProps<typeof DraftCard>;

/** The cards of a table are the same for all but for the picks of who looks. */
export default drawnOnce<Props>(
  DraftCard,
  ({ draft }) => draft,
  ({ draft: _, ...rest }) => JSON.stringify(rest),
);
