import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import type { AuthorisationOutcome, Card } from '../payments/providing.ts';
import { takesCards } from '../payments/withholding.ts';
import { authorisationKey, recordAuthorisation } from './authorising.ts';
import { placePreorder, type Placement, type PreorderInput } from './placing.ts';
import type { Means } from './reading.ts';

/**
 * Places a preorder and, with a card, asks the card. Between the two no transaction is open: the units are held by
 * the preorder itself, and whoever dies here leaves one that the job `expire-preorder` ends a quarter of an hour later.
 */
export const orderPreorder = async (
  { write, cards }: Means,
  member: { id: string },
  input: PreorderInput,
  card: Card | null,
  now: number,
): Promise<{ id: string } | Refusal> => {
  if (input.paymentMethod === 'card' && !takesCards(cards)) return refuse('cards-not-taken');
  const placed = await write((tx) => placePreorder(tx, member, input, now));
  if (isRefusal(placed)) return placed;
  if (!placed.fresh) return answeredBefore(placed);
  if (input.paymentMethod === 'manual') return { id: placed.id };
  const outcome = await askCard(() =>
    cards.authorise(card!, {
      amountMinor: placed.totalMinor,
      currency: placed.currency,
      idempotencyKey: authorisationKey(placed.id, input.key),
    }),
  );
  const answer = {
    preorder: placed.id,
    key: input.key,
    amountMinor: placed.totalMinor,
    provider: cards.name,
    outcome,
  };
  switch (await write((tx) => recordAuthorisation(tx, answer, now))) {
    case 'authorised':
      return { id: placed.id };
    case 'declined':
      return refuse('card-declined');
    case 'unreachable':
      return refuse('card-unreachable');
    case 'too-late':
      return refuse('card-too-late');
  }
};

/** The same form again gets the same answer. */
const answeredBefore = ({ id, state, endedReason }: Placement): { id: string } | Refusal => {
  if (state === 'cancelled' && endedReason === 'card-declined') return refuse('card-declined');
  if (state === 'cancelled' && endedReason === 'card-unreachable') return refuse('card-unreachable');
  return { id };
};

/** No answer is an error here: an authorisation moves no money, and lapses by itself where it was granted unheard. */
export const askCard = (ask: () => Promise<AuthorisationOutcome>): Promise<AuthorisationOutcome> =>
  ask().catch((error: unknown) => ({
    outcome: 'error',
    reference: '',
    note: error instanceof Error ? error.message : 'no answer',
  }));
