import type { AuthorisationOutcome, CardProvider } from './providing.ts';

export const practiceCards = {
  succeeds: '4242424242424242',
  declined: '4000000000000002',
  failsOnce: '4000000000000341',
} as const;

/**
 * A card provider for trying the whole way: no money moves, no network is asked. Three numbers mean something,
 * every other one is declined. What fails once fails on a preorder's first charge and goes through on the next.
 */
export const practiceProvider = (): CardProvider => ({
  name: 'practice',
  authorise: async ({ number }, { idempotencyKey }): Promise<AuthorisationOutcome> => {
    const digits = number.replace(/\D/g, '');
    const reference = `practice-${idempotencyKey}`;
    const kind = (Object.keys(practiceCards) as (keyof typeof practiceCards)[]).find(
      (key) => practiceCards[key] === digits,
    );
    if (!kind || kind === 'declined') return { outcome: 'declined', reference, note: 'card declined' };
    return {
      outcome: 'done',
      reference,
      token: `practice:${kind}:${idempotencyKey}`,
      label: `•••• ${digits.slice(-4)}`,
    };
  },
  reauthorise: async ({ token, idempotencyKey }) => {
    const [, kind] = token.split(':') as [string, keyof typeof practiceCards];
    return {
      outcome: 'done',
      reference: `practice-${idempotencyKey}`,
      token: `practice:${kind}:${idempotencyKey}`,
      label: `•••• ${practiceCards[kind].slice(-4)}`,
    };
  },
  charge: async ({ token, idempotencyKey }) => {
    const reference = `practice-${idempotencyKey}`;
    const [provider, kind] = token.split(':');
    if (provider !== 'practice' || kind === 'declined') {
      return { outcome: 'declined', reference, note: 'card declined' };
    }
    if (kind === 'failsOnce' && idempotencyKey.endsWith(':1')) {
      return { outcome: 'error', reference, note: 'the bank did not answer' };
    }
    return { outcome: 'done', reference };
  },
  release: async ({ idempotencyKey }) => ({ outcome: 'done', reference: `practice-${idempotencyKey}` }),
  refund: async ({ idempotencyKey }) => ({ outcome: 'done', reference: `practice-${idempotencyKey}` }),
});
