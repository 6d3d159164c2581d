import type { Reader, Transaction } from '../../../../db/schema.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { isSettledByLetter, suspicionsIn } from '../../domain/stuffing/ballots.ts';
import { recordEvent } from '../events/recording.ts';
import { proofBy, spendProof } from '../members/proving.ts';
import { holdBallots, holdUndecided, type Counters } from './setting-aside.ts';
import { sendSecondLetter } from './telling.ts';

/** What the page of the link says before anything is done. */
export const ballotToConfirm = async (read: Reader, secret: string, now: number) => {
  const proof = await proofBy(read, ['confirm-ballot'], secret, now);
  if (!proof) return undefined;
  const row = await quarantineRows(read)
    .where('quarantines.id', '=', proof.payload.quarantine ?? '')
    .executeTakeFirst();
  return row && shown(row);
};

/** The member's own ballots in quarantine that nobody has dealt with. */
export const ownQuarantined = async (read: Reader, member: { id: string }) => {
  const rows = await quarantineRows(read)
    .where('quarantines.member_id', '=', member.id)
    .where('quarantines.outcome', 'is', null)
    .where('challenges.state', 'in', ['voting', 'deciding'])
    .whereRef('quarantines.round', '=', 'challenges.round')
    .orderBy('quarantines.put_at')
    .execute();
  return rows.map(shown);
};

const quarantineRows = (read: Reader) =>
  read
    .selectFrom('quarantines')
    .innerJoin('challenges', 'challenges.id', 'quarantines.challenge_id')
    .select([
      'quarantines.id',
      'quarantines.challenge_id',
      'quarantines.round',
      'quarantines.ballot_id',
      'quarantines.reasons',
      'quarantines.confirmed_at',
      'quarantines.outcome',
      'challenges.title',
    ]);

type Row = Awaited<ReturnType<ReturnType<typeof quarantineRows>['execute']>>[number];
const shown = ({ reasons, ...row }: Row) => ({
  id: row.id,
  challenge: row.challenge_id,
  title: row.title,
  reasons: suspicionsIn(reasons),
  byItself: isSettledByLetter(suspicionsIn(reasons)),
  confirmed: row.confirmed_at !== null,
  outcome: row.outcome,
});

/** For whoever did not get the letter; the ones before go on working. Nothing for a ballot that is not the member's. */
export const sendLetterAgain = async (
  tx: Transaction,
  member: { id: string; name: string; email: string; locale: 'en' | 'zh-TW' | 'zh-CN' },
  { quarantine, origin }: { quarantine: string; origin: string },
  now: number,
): Promise<Refusal | undefined> => {
  const row = await quarantineRows(tx)
    .where('quarantines.id', '=', quarantine)
    .where('quarantines.member_id', '=', member.id)
    .where('quarantines.outcome', 'is', null)
    .executeTakeFirst();
  if (!row) return refuse('not-found');
  const { reasons, title } = row;
  await sendSecondLetter(tx, member, { quarantine, reasons, challenge: { title }, origin }, now);
  return undefined;
};

/**
 * The voter confirms the ballot by the second letter. That releases it by itself, unless one person may hold all the
 * mailboxes of its kind (`isSettledByLetter`): then the brand sees that it was confirmed, and decides.
 */
export const confirmBallot = async (
  tx: Transaction,
  { secret, counters }: { secret: string; counters: Counters },
  now: number,
): Promise<{ challenge: string; released: boolean } | Refusal> => {
  const proof = await spendProof(tx, ['confirm-ballot'], secret, now);
  if (isRefusal(proof)) return proof;
  const id = proof.payload.quarantine ?? '';
  const found = await quarantineRows(tx).where('quarantines.id', '=', id).executeTakeFirst();
  if (!found) return refuse('link-over');
  await holdBallots(tx, found.ballot_id === null ? [] : [found.ballot_id]);
  const challenge = await holdUndecided(tx, found.challenge_id);
  // What was cast in a round that has ended stands as it was counted there.
  if (challenge?.round !== found.round) return refuse('quarantine-over');
  const released = isSettledByLetter(suspicionsIn(found.reasons));
  const confirmed = await tx
    .updateTable('quarantines')
    .set({ confirmed_at: now, ...(released && { outcome: 'released' as const, settled_at: now }) })
    .where('id', '=', id)
    .where('outcome', 'is', null)
    .returning('ballot_id')
    .executeTakeFirst();
  if (!confirmed) return refuse('quarantine-settled');
  const { ballot_id: ballot } = confirmed;
  if (released && ballot !== null)
    await counters.ballotsReturned(
      tx,
      { ids: [ballot], challenge: challenge.id, round: challenge.round },
      now,
    );
  // Without the actor: who voted is nobody's business.
  await recordEvent(
    tx,
    { kind: 'ballot-confirmed', brand: challenge.brand_id, challenge: challenge.id, payload: { released } },
    now,
  );
  return { challenge: challenge.id, released };
};
