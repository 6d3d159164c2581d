import { refuse, isRefusal, type Refusal } from '../../domain/refusals.ts';
import { recordPayment } from '../payments/recording.ts';
import { authorisationKey, authorisationPayment, type Answer } from './authorising.ts';
import { changePreorder, type PreorderChange } from './changing.ts';
import { askCard } from './ordering.ts';
import { ownPreorderRow, type Means } from './reading.ts';
import { scheduleRelease } from './releasing.ts';

/**
 * Changes a preorder. Where a card must cover more than it was authorised for it is asked first, so that a refusal
 * leaves the preorder as it was; what was granted for a change that then fails is let go.
 */
export const amendPreorder = async (
  { read, write, cards }: Means,
  member: { id: string },
  change: PreorderChange & { key: string },
  now: number,
): Promise<Refusal | undefined> => {
  const before = await read((r) => ownPreorderRow(r, member, change.preorder));
  if (!before) return refuse('not-found');
  const token = before.payment_token;
  if (token === null || change.expectedMinor <= before.authorised_minor) {
    return write((tx) => changePreorder(tx, member, change, null, now));
  }
  const outcome = await askCard(() =>
    cards.reauthorise({
      token,
      amountMinor: change.expectedMinor,
      currency: before.currency,
      idempotencyKey: authorisationKey(before.id, change.key),
    }),
  );
  const answer: Answer = {
    preorder: before.id,
    key: change.key,
    amountMinor: change.expectedMinor,
    provider: cards.name,
    outcome,
  };
  if (outcome.outcome !== 'done') {
    await write((tx) => recordPayment(tx, authorisationPayment(before, answer), now));
    return refuse(outcome.outcome === 'declined' ? 'card-raise-declined' : 'card-unreachable');
  }
  const result = await write((tx) => changePreorder(tx, member, change, answer, now));
  if (isRefusal(result)) {
    const held = {
      preorder: before.id,
      token: outcome.token,
      key: change.key,
      amountMinor: change.expectedMinor,
    };
    await write(async (tx) => {
      await recordPayment(tx, authorisationPayment(before, answer), now);
      await scheduleRelease(tx, [held], now);
    });
  }
  return result;
};
