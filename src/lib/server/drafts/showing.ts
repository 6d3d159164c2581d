import type { Reader } from '../../../../db/schema.ts';
import { tallyIsShown, votingIsOpen } from '../../domain/ballots.ts';
import { rankTally } from '../../domain/tallying.ts';
import { joinedPicture, pictureColumns } from '../images/joining.ts';
import { isShown, staysHidden } from '../moderation/hiding.ts';
import { authorsOf } from './authors.ts';

/**
 * A draft as everybody may see it, with its pictures, its history and its neighbours: four queries, and of a
 * draft in an open challenge one more for its authors.
 * Hidden ones, and those of hidden challenges, are found by their brand and by admins alone.
 */
export const presentDraft = async (
  read: Reader,
  visitor: { id: string; role: string } | null,
  id: string,
  now: number,
) => {
  const row = await draftRow(read, visitor, id);
  if (!row) return undefined;
  const hidden = row.hidden ?? row.challenge_hidden;
  if (staysHidden(hidden, visitor, row.team !== null)) return undefined;
  // In a specification vote nobody picks a draft: what is counted stands on a page of its own.
  const picked = row.method === 'picks';
  const tallied = picked && tallyIsShown(row, now);
  const voting = votingIsOpen(row, now);
  const table = await draftsOnTheTable(read, row.challenge_id);
  const here = table.findIndex((draft) => draft.id === id);
  // In a final vote a draft that is no finalist keeps what it had in the vote before.
  const onBallot = isOnBallot(row);
  const counted = table.filter((draft) => row.round === 1 || draft.finalist !== null);
  const ranked = rankTally(counted.map((draft) => ({ draft: draft.id, picks: draft.picks }))).find(
    ({ draft }) => draft === id,
  );
  const { spec, spec_currency, ...shown } = row;
  return {
    ...shown,
    /** What can be composed of it, as JSON, and in which currency. */
    composable: spec === null ? null : { spec, currency: spec_currency ?? '' },
    hidden,
    author_left: row.author_left !== null,
    team: row.team !== null,
    // Whoever may answer what members suggest.
    designs: row.designs !== null || row.authored !== null,
    mine: row.authored !== null,
    authors: row.kind === 'open' ? ((await authorsOf(read, [id])).get(id) ?? []) : [],
    open: picked && onBallot && voting,
    specified: !picked && voting,
    tallied,
    picks: !onBallot ? row.earlier : tallied ? row.picks : null,
    ballot_count: onBallot ? row.ballot_count : (row.earlier_ballots ?? 0),
    finalist: row.finalist !== null,
    picks_outdated: onBallot && tallied ? row.picks_outdated : 0,
    rank: tallied && ranked ? ranked.rank : null,
    tied: tallied && ranked ? ranked.tied : false,
    pictures: await picturesOf(read, row.revision_id),
    revisions: await revisionsOf(read, id),
    table: table.map(({ id, title, picture }) => ({ id, title, picture })),
    before: here > 0 ? table[here - 1]!.id : null,
    after: here >= 0 && here < table.length - 1 ? table[here + 1]!.id : null,
  };
};

/** In a later round only finalists are, unless they left before it opened. */
const isOnBallot = (draft: {
  round: number;
  finalist: unknown;
  removed_at: number | null;
  sealed_at: number | null;
}) =>
  draft.round === 1 ||
  (draft.finalist !== null && (draft.removed_at === null || draft.removed_at >= (draft.sealed_at ?? 0)));

const draftRow = (read: Reader, visitor: { id: string } | null, id: string) =>
  read
    .selectFrom('drafts')
    .innerJoin('challenges', 'challenges.id', 'drafts.challenge_id')
    .innerJoin('brands', 'brands.id', 'drafts.brand_id')
    .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .leftJoin('configurations', 'configurations.id', 'revisions.configuration_id')
    .leftJoin('members', 'members.id', 'drafts.member_id')
    .leftJoin('draft_removals', 'draft_removals.draft_id', 'drafts.id')
    .leftJoin('decision_winners', (join) =>
      join
        .onRef('decision_winners.challenge_id', '=', 'drafts.challenge_id')
        .onRef('decision_winners.draft_id', '=', 'drafts.id'),
    )
    .leftJoin('finalists', (join) =>
      join
        .onRef('finalists.challenge_id', '=', 'drafts.challenge_id')
        .onRef('finalists.draft_id', '=', 'drafts.id'),
    )
    .leftJoin('rounds', (join) =>
      join
        .onRef('rounds.challenge_id', '=', 'drafts.challenge_id')
        .on('rounds.round', '=', (eb) => eb('challenges.round', '-', 1)),
    )
    .leftJoin('round_tallies', (join) =>
      join
        .onRef('round_tallies.challenge_id', '=', 'rounds.challenge_id')
        .onRef('round_tallies.round', '=', 'rounds.round')
        .onRef('round_tallies.draft_id', '=', 'drafts.id'),
    )
    .leftJoin('campaigns', (join) =>
      join
        .onRef('campaigns.draft_id', '=', 'drafts.id')
        .on('campaigns.state', 'not in', ['preparing', 'cancelled'])
        .on(isShown('campaign', 'campaigns.id')),
    )
    .leftJoin('hidings', (join) =>
      join.on('hidings.target_kind', '=', 'draft').onRef('hidings.target_id', '=', 'drafts.id'),
    )
    .leftJoin('hidings as challenge_hidings', (join) =>
      join
        .on('challenge_hidings.target_kind', '=', 'challenge')
        .onRef('challenge_hidings.target_id', '=', 'challenges.id'),
    )
    .select((eb) => [
      'drafts.id',
      'drafts.challenge_id',
      'drafts.brand_id',
      'drafts.member_id',
      'drafts.revision_id',
      'drafts.picks',
      'drafts.picks_outdated',
      'drafts.comment_count',
      'challenges.kind',
      'challenges.method',
      'challenges.sealed_at',
      'draft_removals.removed_at',
      'challenges.number as challenge_number',
      'challenges.title as challenge_title',
      'challenges.state',
      'challenges.tally_shown',
      'challenges.revising_until',
      'challenges.picks_per_member',
      'challenges.round',
      'challenges.ballot_count',
      'challenges.voting_opens_at',
      'challenges.voting_closes_at',
      'challenges.time_zone',
      'brands.slug as brand_slug',
      'brands.name as brand_name',
      'revisions.number as revision',
      'revisions.title',
      'revisions.story',
      'revisions.published_at as revised_at',
      'configurations.spec',
      'configurations.currency as spec_currency',
      'members.name as author',
      'members.deleted_at as author_left',
      'draft_removals.kind as removed',
      'draft_removals.reason as removed_reason',
      'decision_winners.place as won',
      'finalists.place as finalist',
      'rounds.ballot_count as earlier_ballots',
      'round_tallies.picks as earlier',
      'campaigns.id as campaign_id',
      'campaigns.state as campaign_state',
      'hidings.reason as hidden',
      'challenge_hidings.reason as challenge_hidden',
      eb
        .selectFrom('brand_roles')
        .select('brand_roles.role')
        .whereRef('brand_roles.brand_id', '=', 'drafts.brand_id')
        .where('brand_roles.member_id', '=', visitor?.id ?? '')
        .limit(1)
        .as('team'),
      eb
        .selectFrom('brand_roles')
        .select('brand_roles.role')
        .whereRef('brand_roles.brand_id', '=', 'drafts.brand_id')
        .where('brand_roles.member_id', '=', visitor?.id ?? '')
        .where('brand_roles.role', 'in', ['owner', 'designer'])
        .limit(1)
        .as('designs'),
      eb
        .selectFrom('draft_authors')
        .select('draft_authors.joined_at')
        .whereRef('draft_authors.draft_id', '=', 'drafts.id')
        .where('draft_authors.member_id', '=', visitor?.id ?? '')
        .where('draft_authors.left_at', 'is', null)
        .limit(1)
        .as('authored'),
    ])
    .where('drafts.id', '=', id)
    .where('drafts.state', '<>', 'editing')
    .where('challenges.published_at', 'is not', null)
    .executeTakeFirst();

/** What one can go on to: every draft of the challenge that can be seen and stands, in the order of its page. */
const draftsOnTheTable = async (read: Reader, challenge: string) => {
  const rows = await read
    .selectFrom('drafts')
    .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .leftJoin('draft_removals', 'draft_removals.draft_id', 'drafts.id')
    .leftJoin('revision_pictures', (join) =>
      join
        .onRef('revision_pictures.revision_id', '=', 'revisions.id')
        .on('revision_pictures.position', '=', 0),
    )
    .leftJoin('pictures', 'pictures.id', 'revision_pictures.picture_id')
    .leftJoin('finalists', (join) =>
      join
        .onRef('finalists.challenge_id', '=', 'drafts.challenge_id')
        .onRef('finalists.draft_id', '=', 'drafts.id'),
    )
    .select(['drafts.id', 'drafts.picks', 'revisions.title', 'finalists.place as finalist'])
    .select(pictureColumns)
    .where('drafts.challenge_id', '=', challenge)
    .where('drafts.state', '<>', 'editing')
    .where('draft_removals.draft_id', 'is', null)
    .where(isShown('draft', 'drafts.id'))
    .orderBy('drafts.position')
    .orderBy('drafts.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    picks: row.picks,
    finalist: row.finalist,
    title: row.title,
    picture: joinedPicture(row),
  }));
};

const picturesOf = async (read: Reader, revision: string | null) => {
  const rows = await read
    .selectFrom('revision_pictures')
    .innerJoin('pictures', 'pictures.id', 'revision_pictures.picture_id')
    .select(['revision_pictures.alt'])
    .select(pictureColumns)
    .where('revision_pictures.revision_id', '=', revision)
    .orderBy('revision_pictures.position')
    .execute();
  return rows.flatMap((row) => {
    const picture = joinedPicture(row);
    return picture ? [{ alt: row.alt, picture }] : [];
  });
};

/** What each published revision changed, the newest first. */
const revisionsOf = (read: Reader, draft: string) =>
  read
    .selectFrom('revisions')
    .select(['number', 'title', 'note', 'published_at'])
    .where('draft_id', '=', draft)
    .where('published_at', 'is not', null)
    .orderBy('number', 'desc')
    .execute();
