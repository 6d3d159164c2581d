import { compositionIn } from '../../domain/configuring.ts';
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
  await holdChosen(tx, id);
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
    for (const [part, choice] of Object.entries(compositionIn(choices))) {
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

/** Whoever chooses holds the draft first: so that neither waits for the other in a circle. */
const holdChosen = async (tx: Transaction, id: string) => {
  const chosen = await tx
    .selectFrom('chosen_compositions')
    .select('draft_id')
    .where('member_id', '=', id)
    .orderBy('draft_id')
    .execute();
  for (const { draft_id } of chosen) {
    await tx
      .updateTable('drafts')
      .set((eb) => ({ position: eb.ref('position') }))
      .where('id', '=', draft_id)
      .execute();
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
