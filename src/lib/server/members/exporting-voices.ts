import type { Reader } from '../../../../db/schema.ts';

/** What the member said to others: votes, comments, suggestions, reports, and whom they follow. */
export const voicesOf = async (read: Reader, id: string) => ({
  follows: await followsOf(read, id),
  ballots: await ballotsOf(read, id),
  voting_codes: await read
    .selectFrom('voting_codes')
    .select(['challenge_id', 'used_at'])
    .where('used_by', '=', id)
    .execute(),
  eligible_addresses: await read
    .selectFrom('eligible_addresses')
    .select(['challenge_id', 'email'])
    .where('used_by', '=', id)
    .execute(),
  quarantines: await read
    .selectFrom('quarantines')
    .select(['challenge_id', 'round', 'put_at', 'reasons', 'confirmed_at', 'outcome', 'settled_at', 'reason'])
    .where('member_id', '=', id)
    .orderBy('put_at')
    .execute(),
  withdrawn_ballots: await read
    .selectFrom('withdrawn_ballots')
    .select(['challenge_id', 'round', 'log_key', 'withdrawn_at'])
    .where('member_id', '=', id)
    .orderBy('withdrawn_at')
    .execute(),
  comments: await commentsOf(read, id),
  ...(await suggestionsOf(read, id)),
  reports: await read
    .selectFrom('reports')
    .select(['target_kind', 'target_id', 'reason', 'created_at', 'resolved_at', 'outcome'])
    .where('member_id', '=', id)
    .execute(),
});

const followsOf = (read: Reader, id: string) =>
  read
    .selectFrom('follows')
    .leftJoin('brands', (join) =>
      join.onRef('brands.id', '=', 'follows.target_id').on('follows.target_kind', '=', 'brand'),
    )
    .leftJoin('challenges', (join) =>
      join.onRef('challenges.id', '=', 'follows.target_id').on('follows.target_kind', '=', 'challenge'),
    )
    .select((eb) => [
      'follows.target_kind',
      'follows.target_id',
      eb.fn.coalesce('brands.name', 'challenges.title').as('name'),
      'follows.followed_at',
    ])
    .where('follows.member_id', '=', id)
    .execute();

const ballotsOf = async (read: Reader, id: string) => {
  const rows = await read
    .selectFrom('ballots')
    .innerJoin('challenges', 'challenges.id', 'ballots.challenge_id')
    .leftJoin('ballot_picks', 'ballot_picks.ballot_id', 'ballots.id')
    .leftJoin('revisions', 'revisions.id', 'ballot_picks.revision_id')
    .select([
      'ballots.id',
      'challenges.id as challenge_id',
      'challenges.title as challenge',
      'ballots.round',
      'ballots.cast_at',
      'ballots.changed_at',
      'ballots.marks',
      'ballots.none_of_these',
      'ballot_picks.draft_id',
      'revisions.title as draft',
      'revisions.number as revision',
    ])
    .where('ballots.member_id', '=', id)
    .orderBy('ballots.cast_at')
    .execute();
  const ballots = new Map<
    string,
    Record<string, unknown> & { picks: object[]; choices?: object[]; duels?: object[] }
  >();
  for (const { id: ballot, draft_id, draft, revision, marks, none_of_these, ...rest } of rows) {
    if (!ballots.has(ballot))
      ballots.set(ballot, {
        ...rest,
        picks: [],
        ...(none_of_these === 1 && { none_of_these: true }),
        ...(marks !== null && { marks: JSON.parse(marks) as unknown }),
      });
    if (draft_id) ballots.get(ballot)!.picks.push({ draft_id, draft, revision });
  }
  for (const { ballot_id, part, choice } of await specifiedOn(read, id))
    (ballots.get(ballot_id)!.choices ??= []).push({ part, choice });
  for (const { ballot_id, ...duel } of await judgedOn(read, id))
    (ballots.get(ballot_id)!.duels ??= []).push(duel);
  return [...ballots.values()];
};

const specifiedOn = (read: Reader, id: string) =>
  read
    .selectFrom('ballots')
    .innerJoin('ballot_choices', 'ballot_choices.ballot_id', 'ballots.id')
    .select(['ballot_choices.ballot_id', 'ballot_choices.part', 'ballot_choices.choice'])
    .where('ballots.member_id', '=', id)
    .orderBy('ballot_choices.part')
    .execute();

/** Two drafts each, and which was preferred; neither where the pair was passed. */
const judgedOn = (read: Reader, id: string) =>
  read
    .selectFrom('ballots')
    .innerJoin('ballot_duels', 'ballot_duels.ballot_id', 'ballots.id')
    .select([
      'ballot_duels.ballot_id',
      'ballot_duels.one',
      'ballot_duels.other',
      'ballot_duels.winner',
      'ballot_duels.judged_at',
    ])
    .where('ballots.member_id', '=', id)
    .orderBy('ballot_duels.judged_at')
    .execute();

const commentsOf = (read: Reader, id: string) =>
  read
    .selectFrom('comments')
    .innerJoin('drafts', 'drafts.id', 'comments.draft_id')
    .leftJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .select([
      'comments.id',
      'comments.draft_id',
      'revisions.title as draft',
      'comments.parent_id',
      'comments.body',
      'comments.created_at',
      'comments.edited_at',
      'comments.deleted_at',
    ])
    .where('comments.member_id', '=', id)
    .orderBy('comments.created_at')
    .execute();

const suggestionsOf = async (read: Reader, id: string) => ({
  suggestions: await read
    .selectFrom('comments')
    .innerJoin('suggestions', 'suggestions.comment_id', 'comments.id')
    .select([
      'suggestions.comment_id',
      'suggestions.draft_id',
      'suggestions.number',
      'suggestions.picture_id',
      'suggestions.x',
      'suggestions.y',
      'suggestions.w',
      'suggestions.h',
      'suggestions.seconds',
      'suggestions.state',
      'suggestions.answer',
      'suggestions.answered_at',
      'suggestions.carried_by',
      'suggestions.created_at',
    ])
    .where('comments.member_id', '=', id)
    .orderBy('comments.created_at')
    .execute(),
  suggestions_seconded: await read
    .selectFrom('suggestion_seconds')
    .innerJoin('suggestions', 'suggestions.id', 'suggestion_seconds.suggestion_id')
    .select(['suggestions.comment_id', 'suggestions.draft_id', 'suggestion_seconds.seconded_at'])
    .where('suggestion_seconds.member_id', '=', id)
    .execute(),
  suggestions_answered: await read
    .selectFrom('suggestions')
    .select(['comment_id', 'draft_id', 'state', 'answer', 'answered_at'])
    .where('answered_by', '=', id)
    .execute(),
});
