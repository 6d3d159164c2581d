import type { CardProvider } from './providing.ts';

const declined = async ({ idempotencyKey }: { idempotencyKey: string }) => ({
  outcome: 'declined' as const,
  reference: `none-${idempotencyKey}`,
  note: 'this site takes no cards',
});
const done = async ({ idempotencyKey }: { idempotencyKey: string }) => ({
  outcome: 'done' as const,
  reference: `none-${idempotencyKey}`,
});

/**
 * For a site that takes no cards. What was placed by practice card before it was switched off is not charged, or it
 * would stand as paid without any money; nothing was ever held of it, so that letting go and giving back are done.
 */
export const noCards = (): CardProvider => ({
  name: 'none',
  authorise: (_, request) => declined(request),
  reauthorise: declined,
  charge: declined,
  release: done,
  refund: done,
});

export const takesCards = (cards: CardProvider): boolean => cards.name !== 'none';
