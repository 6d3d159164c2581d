import type { Reader } from '../../../../db/schema.ts';

/** What the member composed, chose, published as remixes and voted for. */
export const compositionsOf = async (read: Reader, id: string) => ({
  compositions_kept: await read
    .selectFrom('compositions')
    .select(['id', 'draft_id', 'choices', 'created_at'])
    .where('created_by', '=', id)
    .execute(),
  compositions_chosen: await read
    .selectFrom('chosen_compositions')
    .innerJoin('compositions', 'compositions.id', 'chosen_compositions.composition_id')
    .select([
      'compositions.id',
      'compositions.draft_id',
      'compositions.choices',
      'chosen_compositions.chosen_at',
    ])
    .where('chosen_compositions.member_id', '=', id)
    .execute(),
  remixes: await read
    .selectFrom('remixes')
    .select(['id', 'draft_id', 'composition_id', 'title', 'note', 'votes', 'created_at'])
    .where('member_id', '=', id)
    .execute(),
  remix_votes: await read
    .selectFrom('remix_votes')
    .innerJoin('remixes', 'remixes.id', 'remix_votes.remix_id')
    .select(['remixes.title', 'remixes.composition_id', 'remix_votes.voted_at'])
    .where('remix_votes.member_id', '=', id)
    .execute(),
});
