import type { CardProvider } from './providing.ts';

export const practiceCards = {
  succeeds: '4242424242424242',
  declined: '4000000000000002',
  failsOnce: '4000000000000341',
} as const;

/**
 * A card provider for trying the whole way: no money moves, no network is asked. Three numbers mean something,
 * every other one is declined. What fails once fails on the first charge with a key and goes through on the next.
 */
export const practiceProvider = (): CardProvider => ({
  name: 'practice',
  authorise: async ({ number }, { idempotencyKey }) => {
    const digits = number.replace(/\D/g, '');
    const kind = (Object.keys(practiceCards) as (keyof typeof practiceCards)[]).find(
      (key) => practiceCards[key] === digits,
    );
    if (!kind || kind === 'declined') {
      return {
        outcome: 'declined',
        reference: `practice-authorise-${idempotencyKey}`,
        note: 'card declined',
      };
    }
    return {
      outcome: 'done',
      reference: `practice-authorise-${idempotencyKey}`,
      token: `practice:${kind}`,
      label: `•••• ${digits.slice(-4)}`,
    };
  },
  charge: async ({ token, idempotencyKey }) => {
    const firstTry = idempotencyKey.endsWith(':1');
    if (token === 'practice:failsOnce' && firstTry) {
      return {
        outcome: 'error',
        reference: `practice-charge-${idempotencyKey}`,
        note: 'the bank did not answer',
      };
    }
    if (!token.startsWith('practice:') || token === 'practice:declined') {
      return { outcome: 'declined', reference: `practice-charge-${idempotencyKey}`, note: 'card declined' };
    }
    return { outcome: 'done', reference: `practice-charge-${idempotencyKey}` };
  },
  release: async ({ idempotencyKey }) => ({
    outcome: 'done',
    reference: `practice-release-${idempotencyKey}`,
  }),
  refund: async ({ idempotencyKey }) => ({ outcome: 'done', reference: `practice-refund-${idempotencyKey}` }),
});
