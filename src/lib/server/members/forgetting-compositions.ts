import type { Transaction } from '../../../../db/schema.ts';
import type { CommentsLeft } from './deleting.ts';

/** What the member composed: the own choices and votes are counted no more; remixes stay without a name, or go. */
export const forgetCompositions = async (tx: Transaction, id: string, comments: CommentsLeft) => {
  await unchoose(tx, id);
  await takeBackVotes(tx, id);
  if (comments === 'remove') await tx.deleteFrom('remixes').where('member_id', '=', id).execute();
  else await tx.updateTable('remixes').set({ member_id: null }).where('member_id', '=', id).execute();
  await tx.updateTable('compositions').set({ created_by: null }).where('created_by', '=', id).execute();
};

const unchoose = async (tx: Transaction, id: string) => {
  const gone = await tx
    .deleteFrom('chosen_compositions')
    .where('member_id', '=', id)
    .returning(['draft_id', 'composition_id'])
    .execute();
  for (const { draft_id, composition_id } of gone) {
    const { choices } = await tx
      .updateTable('compositions')
      .set((eb) => ({ chosen: eb('chosen', '-', 1) }))
      .where('id', '=', composition_id)
      .returning('choices')
      .executeTakeFirstOrThrow();
    for (const [part, choice] of Object.entries(JSON.parse(choices) as Record<string, string>)) {
      await tx
        .updateTable('choice_counts')
        .set((eb) => ({ chosen: eb('chosen', '-', 1) }))
        .where('draft_id', '=', draft_id)
        .where('part', '=', part)
        .where('choice', '=', choice)
        .execute();
    }
  }
};

const takeBackVotes = async (tx: Transaction, id: string) => {
  await tx
    .updateTable('remixes')
    .set((eb) => ({ votes: eb('votes', '-', 1) }))
    .where('id', 'in', (eb) => eb.selectFrom('remix_votes').select('remix_id').where('member_id', '=', id))
    .execute();
  await tx.deleteFrom('remix_votes').where('member_id', '=', id).execute();
};
