import type { Transaction } from '../../../../db/schema.ts';
import type { CommentsLeft } from './deleting.ts';
import { forgetCompositions } from './forgetting-compositions.ts';

/** What the member said to others: votes stay counted without a name, comments too where they are to stay. */
export const forgetVoices = async (tx: Transaction, id: string, comments: CommentsLeft, now: number) => {
  if (comments === 'remove') await withdrawSuggestions(tx, id);
  await leaveComments(tx, id, comments, now);
  await takeBackSeconds(tx, id);
  await forgetCompositions(tx, id, comments);
  await forgetOrigins(tx, id);
  await tx.updateTable('ballots').set({ member_id: null }).where('member_id', '=', id).execute();
  await tx.deleteFrom('withdrawn_ballots').where('member_id', '=', id).execute();
  await tx.updateTable('voting_codes').set({ used_by: null }).where('used_by', '=', id).execute();
  await tx.updateTable('reports').set({ member_id: null }).where('member_id', '=', id).execute();
  await unfollowAll(tx, id);
  // After whatever holds challenges, as whoever settles a quarantine does.
  await tx.updateTable('quarantines').set({ member_id: null }).where('member_id', '=', id).execute();
};

/** As long as a vote is not decided it is known which mailbox a ballot came from: nobody votes again by leaving and joining anew. */
const forgetOrigins = async (tx: Transaction, id: string) => {
  const cast = () =>
    tx
      .selectFrom('ballots')
      .innerJoin('challenges', 'challenges.id', 'ballots.challenge_id')
      .select('ballots.id')
      .where('ballots.member_id', '=', id);
  await tx
    .deleteFrom('ballot_origins')
    .where('ballot_id', 'in', cast().where('challenges.state', 'not in', ['voting', 'deciding']))
    .execute();
  await tx
    .updateTable('ballot_origins')
    .set({ address: '', program: '' })
    .where('ballot_id', 'in', cast())
    .execute();
};

const leaveComments = async (tx: Transaction, id: string, left: CommentsLeft, now: number) => {
  if (left === 'remove') {
    await tx
      .updateTable('drafts')
      .set((eb) => ({
        comment_count: eb(
          'comment_count',
          '-',
          eb
            .selectFrom('comments')
            .select((of) => of.fn.countAll<number>().as('n'))
            .whereRef('comments.draft_id', '=', 'drafts.id')
            .where('comments.member_id', '=', id)
            .where('comments.deleted_at', 'is', null),
        ),
      }))
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('comments')
          .select('comments.draft_id')
          .where('comments.member_id', '=', id)
          .where('comments.deleted_at', 'is', null),
      )
      .execute();
    await tx
      .updateTable('comments')
      .set((eb) => ({ body: '', html: '', deleted_at: eb.fn.coalesce('deleted_at', eb.val(now)) }))
      .where('member_id', '=', id)
      .execute();
  }
  await tx.updateTable('comments').set({ member_id: null }).where('member_id', '=', id).execute();
};

/** What had no answer yet goes with its words; what was answered stays on record, without a name. */
const withdrawSuggestions = async (tx: Transaction, id: string) => {
  const open = () =>
    tx
      .selectFrom('suggestions')
      .innerJoin('comments', 'comments.id', 'suggestions.comment_id')
      .where('comments.member_id', '=', id)
      .where('suggestions.state', '=', 'open');
  const counts = await open()
    .select((eb) => ['suggestions.brand_id', eb.fn.countAll<number>().as('count')])
    .groupBy('suggestions.brand_id')
    .execute();
  for (const { brand_id, count } of counts) {
    await tx
      .updateTable('brands')
      .set((eb) => ({ suggestion_count: eb('suggestion_count', '-', count) }))
      .where('id', '=', brand_id)
      .execute();
  }
  await tx.deleteFrom('suggestions').where('id', 'in', open().select('suggestions.id')).execute();
};

const takeBackSeconds = async (tx: Transaction, id: string) => {
  await tx
    .updateTable('suggestions')
    .set((eb) => ({ seconds: eb('seconds', '-', 1) }))
    .where('id', 'in', (eb) =>
      eb.selectFrom('suggestion_seconds').select('suggestion_id').where('member_id', '=', id),
    )
    .execute();
  await tx.deleteFrom('suggestion_seconds').where('member_id', '=', id).execute();
};

const unfollowAll = async (tx: Transaction, id: string) => {
  for (const [table, kind] of [
    ['brands', 'brand'],
    ['challenges', 'challenge'],
  ] as const) {
    await tx
      .updateTable(table)
      .set((eb) => ({ followers: eb('followers', '-', 1) }))
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('follows')
          .select('target_id')
          .where('member_id', '=', id)
          .where('target_kind', '=', kind),
      )
      .execute();
  }
  await tx.deleteFrom('follows').where('member_id', '=', id).execute();
};
