import type { CardProvider, ChargeRequest, PaymentOutcome } from '../src/lib/server/payments/providing.ts';

type Act = 'authorise' | 'reauthorise' | 'charge' | 'release' | 'refund';
/** `silent` breaks the connection before anything is done; `unheard` does it, and breaks before the answer. */
type Answer = 'done' | 'declined' | 'error' | 'silent' | 'unheard';

/**
 * A card provider that keeps its own books, as a real one does: the same key is done once and answered the same
 * way again. What it holds of money is what a test believes, whatever the database says.
 */
export const bookkeepingProvider = () => {
  const answers = new Map<string, PaymentOutcome & { token?: string; label?: string }>();
  const books: { act: Act; key: string; preorder: string; amount: number; token: string }[] = [];
  const asked: { act: Act; key: string }[] = [];
  let next: (act: Act, key: string) => Answer = () => 'done';

  const ask = async (act: Act, key: string, amount: number, token: string) => {
    asked.push({ act, key });
    const known = answers.get(key);
    const answer = known ? (known.outcome as Answer) : next(act, key);
    // Lets others in between, as a network does.
    await new Promise((resolve) => setImmediate(resolve));
    if (answer === 'silent') throw new Error('connection reset');
    const outcome = answer === 'unheard' ? 'done' : answer;
    if (!answers.has(key)) {
      const reference = `ref-${key}`;
      answers.set(
        key,
        outcome === 'done'
          ? {
              outcome,
              reference,
              ...(/authorise/.test(act) && { token: `token-${key}`, label: '•••• 4242' }),
            }
          : { outcome, reference, note: `${outcome} by the test` },
      );
      if (outcome === 'done') books.push({ act, key, preorder: key.split(':')[0]!, amount, token });
    }
    if (answer === 'unheard') throw new Error('connection reset');
    return answers.get(key)!;
  };

  const provider: CardProvider = {
    name: 'standing-in',
    authorise: (_, { idempotencyKey, amountMinor }) =>
      ask('authorise', idempotencyKey, amountMinor, '') as ReturnType<CardProvider['authorise']>,
    reauthorise: ({ idempotencyKey, amountMinor, token }) =>
      ask('reauthorise', idempotencyKey, amountMinor, token) as ReturnType<CardProvider['reauthorise']>,
    charge: (request: ChargeRequest) =>
      ask('charge', request.idempotencyKey, request.amountMinor, request.token),
    release: (request) => ask('release', request.idempotencyKey, request.amountMinor, request.token),
    refund: (request) => ask('refund', request.idempotencyKey, request.amountMinor, request.token),
  };

  return {
    provider,
    books,
    asked,
    /** How the provider answers what it has not been asked before. */
    answer: (how: Answer | ((act: Act, key: string) => Answer)) => {
      next = typeof how === 'function' ? how : () => how;
    },
    did: (act: Act, preorder?: string) =>
      books.filter((entry) => entry.act === act && (!preorder || entry.preorder === preorder)),
    /** Charged less refunded, minor units. */
    taken: (preorder?: string) =>
      books
        .filter((entry) => !preorder || entry.preorder === preorder)
        .reduce(
          (sum, { act, amount }) => sum + (act === 'charge' ? amount : act === 'refund' ? -amount : 0),
          0,
        ),
  };
};

export const card = { number: '4242424242424242', expiry: '12/30', code: '123' };
