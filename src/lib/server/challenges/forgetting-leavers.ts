import type { Transaction } from '../../../../db/schema.ts';

/** With the decision, or the end without one, nobody looks any more for the mailboxes of those who voted and left. */
export const forgetLeavers = async (tx: Transaction, challenge: string): Promise<void> => {
  await tx
    .deleteFrom('ballot_origins')
    .where('challenge_id', '=', challenge)
    .where('ballot_id', 'in', (of) =>
      of
        .selectFrom('ballots')
        .select('ballots.id')
        .where('ballots.challenge_id', '=', challenge)
        .where('ballots.member_id', 'is', null),
    )
    .execute();
  await tx
    .updateTable('quarantines')
    .set({ mailbox: '' })
    .where('challenge_id', '=', challenge)
    .where('mailbox', '<>', '')
    .execute();
};
