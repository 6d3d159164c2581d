import type { Reader } from '../../../../db/schema.ts';
import { tallyIsShown, votingIsOpen } from '../../domain/ballots.ts';
import { rankTally, type Ranked } from '../../domain/tallying.ts';
import { compiledOnce } from '../compiling.ts';
import { joinedPicture, pictureColumns } from '../images/joining.ts';
import { isShown, staysHidden } from '../moderation/hiding.ts';
import { keptWith, untilWritten } from '../remembering.ts';
import { presentTerms } from './terms.ts';

/** Who looks: decides whether something hidden is found, and what is marked as followed. */
export type Visitor = { id: string; role: string } | null;

export interface ShownCard {
  id: string;
  title: string;
  revision: number;
  comments: number;
  alt: string;
  picture: ReturnType<typeof joinedPicture>;
  /** Empty for someone who left; not there where the brand itself stands for the draft. */
  author?: string;
  /** Of a draft with several authors those after the first. */
  others?: string[];
  /** These four only when the tally may be seen. */
  picks?: number;
  /** Of the picks, those for an earlier revision; only where there are any. */
  outdated?: number;
  rank?: number;
  tied?: boolean;
  /** The place it was given, if it won. */
  won?: number;
  /** Whether it stands on the shortlist, where there is one. */
  finalist?: boolean;
}

/**
 * A challenge as everybody may see it, with its drafts: two queries, however many drafts and ballots there are, two more
 * of an open one, and for a member one more. It is remembered until something is written.
 * Nothing of the tally leaves here before it may be shown. A hidden challenge is found by its brand and by admins alone.
 */
export const presentChallenge = async (read: Reader, visitor: Visitor, id: string, now: number) => {
  const [row] = await challengeRow(read, id);
  if (!row) return undefined;
  const [own] = visitor ? await ownStanding(read, id, visitor.id) : [];
  const team = own?.team != null;
  if (staysHidden(row.hidden, visitor, team)) return undefined;
  const tallied = tallyIsShown(row, now);
  const entered = await draftsWithAuthors(read, id, row.kind);
  return {
    ...row,
    team,
    following: own?.following != null,
    expert: own?.expert != null,
    open: votingIsOpen(row, now),
    tallied,
    none_picks: tallied ? row.none_picks : null,
    cover: joinedPicture(row),
    // In a specification vote nobody picks a draft: what is counted stands on a page of its own.
    ...onTheTable(
      entered,
      row.state,
      tallied && row.method === 'picks',
      row.shortlisted_at !== null,
      row.sealed_at ?? 0,
    ),
    terms: row.kind === 'open' ? await presentTerms(read, id) : undefined,
    campaigns: entered.flatMap(({ id, title, campaign_id, campaign_state, launched_at }) =>
      campaign_id && launched_at !== null
        ? [{ id: campaign_id, draft: id, title, live: campaign_state === 'live', launchedAt: launched_at }]
        : [],
    ),
  };
};

const challengeRow = untilWritten(
  compiledOnce((read, id: string) =>
    read
      .selectFrom('challenges')
      .innerJoin('brands', 'brands.id', 'challenges.brand_id')
      .leftJoin('decisions', 'decisions.challenge_id', 'challenges.id')
      .leftJoin('shortlists', 'shortlists.challenge_id', 'challenges.id')
      .leftJoin('hidings', (join) =>
        join.on('hidings.target_kind', '=', 'challenge').onRef('hidings.target_id', '=', 'challenges.id'),
      )
      .leftJoin('pictures', 'pictures.id', 'challenges.cover_picture_id')
      .select([
        'challenges.id',
        'challenges.number',
        'challenges.kind',
        'challenges.state',
        'challenges.title',
        'challenges.brief',
        'challenges.method',
        'challenges.budget',
        'challenges.default_option',
        'challenges.none_picks',
        'challenges.eligibility',
        'challenges.log_size',
        'brands.currency',
        'challenges.configuration_id',
        'challenges.picks_per_member',
        'challenges.seats',
        'challenges.quorum',
        'challenges.tally_shown',
        'challenges.revising',
        'challenges.revising_until',
        'challenges.collecting_opens_at',
        'challenges.voting_opens_at',
        'challenges.voting_closes_at',
        'challenges.time_zone',
        'challenges.rule_hash',
        'challenges.sealed_at',
        'challenges.round',
        'challenges.ballot_count',
        'challenges.draft_count',
        'challenges.drafts_per_member',
        'challenges.reviewed',
        'challenges.blind',
        'challenges.followers',
        'challenges.decided_at',
        'challenges.cancelled_at',
        'challenges.cancelled_reason',
        'challenges.cover_alt',
        'brands.slug as brand_slug',
        'brands.name as brand_name',
        'decisions.departs',
        'decisions.tie_broken',
        'decisions.reason as decision_reason',
        'decisions.composition_id',
        'hidings.reason as hidden',
        'shortlists.made_at as shortlisted_at',
        'shortlists.departs as shortlist_departs',
        'shortlists.tie_broken as shortlist_tie_broken',
        'shortlists.reason as shortlist_reason',
      ])
      .select((eb) =>
        eb
          .selectFrom('stages')
          .select('stages.id')
          .whereRef('stages.challenge_id', '=', 'challenges.id')
          .limit(1)
          .as('staged'),
      )
      .select(pictureColumns)
      .where('challenges.id', '=', id)
      .where('challenges.published_at', 'is not', null),
  ),
);

/** What a member is to a challenge: whether it is followed, and whether its brand's team or its experts have the member. */
const ownStanding = untilWritten(
  compiledOnce((read, id: string, member: string) =>
    read
      .selectFrom('challenges')
      .leftJoin('follows', (join) =>
        join
          .on('follows.member_id', '=', member)
          .on('follows.target_kind', '=', 'challenge')
          .onRef('follows.target_id', '=', 'challenges.id'),
      )
      .select((eb) => [
        'follows.followed_at as following',
        eb
          .selectFrom('brand_roles')
          .select('brand_roles.role')
          .whereRef('brand_roles.brand_id', '=', 'challenges.brand_id')
          .where('brand_roles.member_id', '=', member)
          .limit(1)
          .as('team'),
        eb
          .selectFrom('experts')
          .select('experts.id')
          .whereRef('experts.challenge_id', '=', 'challenges.id')
          .where('experts.member_id', '=', member)
          .where('experts.withdrawn_at', 'is', null)
          .limit(1)
          .as('expert'),
      ])
      .where('challenges.id', '=', id),
  ),
);

/** Every draft that was entered and is not hidden, those removed since included, with its first picture. */
const enteredDrafts = untilWritten(
  compiledOnce((read, challenge: string) =>
    read
      .selectFrom('drafts')
      .innerJoin('challenges', 'challenges.id', 'drafts.challenge_id')
      .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
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
      .leftJoin('round_tallies', (join) =>
        join
          .onRef('round_tallies.challenge_id', '=', 'drafts.challenge_id')
          .on('round_tallies.round', '=', (eb) => eb('challenges.round', '-', 1))
          .onRef('round_tallies.draft_id', '=', 'drafts.id'),
      )
      .leftJoin('campaigns', (join) =>
        join
          .onRef('campaigns.draft_id', '=', 'drafts.id')
          .on('campaigns.state', 'not in', ['preparing', 'cancelled'])
          .on(isShown('campaign', 'campaigns.id')),
      )
      .leftJoin('revision_pictures', (join) =>
        join
          .onRef('revision_pictures.revision_id', '=', 'revisions.id')
          .on('revision_pictures.position', '=', 0),
      )
      .leftJoin('pictures', 'pictures.id', 'revision_pictures.picture_id')
      .select([
        'drafts.id',
        'drafts.state',
        'drafts.picks',
        'drafts.picks_outdated',
        'drafts.comment_count',
        'revisions.number as revision',
        'revisions.title',
        'members.name as author',
        'members.deleted_at as author_left',
        'draft_removals.kind as removed',
        'draft_removals.reason as removed_reason',
        'draft_removals.removed_at',
        'decision_winners.place as won',
        'finalists.place as finalist',
        'round_tallies.picks as earlier',
        'campaigns.id as campaign_id',
        'campaigns.state as campaign_state',
        'campaigns.launched_at',
        'revision_pictures.alt',
      ])
      .select(pictureColumns)
      .where('drafts.challenge_id', '=', challenge)
      .where('drafts.state', '<>', 'editing')
      .where(isShown('draft', 'drafts.id'))
      .orderBy('drafts.position')
      .orderBy('drafts.id'),
  ),
);

/** Who else is named beside the first author, in a challenge in which members enter drafts. */
const coAuthorsIn = untilWritten(
  compiledOnce((read, challenge: string) =>
    read
      .selectFrom('drafts')
      .innerJoin('draft_authors', 'draft_authors.draft_id', 'drafts.id')
      .innerJoin('members', 'members.id', 'draft_authors.member_id')
      .select(['drafts.id', 'members.name'])
      .where('drafts.challenge_id', '=', challenge)
      .where('drafts.state', '<>', 'editing')
      .where('draft_authors.left_at', 'is', null)
      .whereRef('draft_authors.member_id', '<>', 'drafts.member_id')
      .orderBy('draft_authors.joined_at')
      .orderBy('members.id'),
  ),
);

type EnteredDraft = Awaited<ReturnType<typeof draftsWithAuthors>>[number];

const draftsWithAuthors = untilWritten(async (read, challenge: string, kind: string) => {
  const entered = await enteredDrafts(read, challenge);
  const others = kind === 'open' ? await coAuthorsIn(read, challenge) : [];
  return entered.map((draft) => ({
    ...draft,
    others: others.flatMap(({ id, name }) => (id === draft.id ? [name] : [])),
  }));
});

/**
 * While voting is open in the order of the table, which favours nobody anew; afterwards the winners first, then by picks.
 * What was removed stands apart: its picks were counted, but it takes no rank. What is not on the shortlist stands apart
 * as well once there is one: in a final vote with the picks that it had in the vote before.
 */
const onTheTable = keptWith(
  (entered: EnteredDraft[], state: string, tallied: boolean, listed: boolean, sealedAt: number) => {
    const apart = (draft: EnteredDraft) => listed && draft.finalist === null;
    const again = entered.some(({ earlier }) => earlier !== null);
    const onBallot = again ? entered.filter((draft) => !apart(draft)) : entered;
    const counted = onBallot.map(({ id, picks, removed }) => ({
      draft: id,
      picks,
      disqualified: removed !== null,
    }));
    const ranks = new Map(tallied ? rankTally(counted).map((one) => [one.draft, one]) : []);
    const standing = entered.filter(({ removed }) => !removed);
    const cards = (some: EnteredDraft[]) => some.map((draft) => cardOf(draft, ranks.get(draft.id), listed));
    const drafts = cards(standing.filter((draft) => !apart(draft)));
    const others = cards(standing.filter(apart));
    if ((tallied && state !== 'voting') || state === 'decided')
      drafts.sort((a, b) => (a.won ?? 1000) - (b.won ?? 1000) || (b.picks ?? 0) - (a.picks ?? 0));
    if (listed) others.sort((a, b) => (b.picks ?? 0) - (a.picks ?? 0));
    const present = ({ finalist, removed_at }: EnteredDraft) =>
      finalist !== null && (removed_at ?? 0) >= sealedAt;
    const removed = entered.flatMap((draft) => {
      const { id, title, removed: kind, removed_reason } = draft;
      if (!kind) return [];
      // What it had in the last vote in which it stood.
      const picks = present(draft) ? draft.picks : (draft.earlier ?? draft.picks);
      return [{ id, title, kind, reason: removed_reason ?? '', picks: tallied ? picks : null }];
    });
    return { drafts, others, removed };
  },
);

/** What most drafts have not is left out: a page carries this for each of them. */
const cardOf = (draft: EnteredDraft, ranked: Ranked | undefined, listed: boolean): ShownCard => ({
  id: draft.id,
  title: draft.title,
  revision: draft.revision,
  comments: draft.comment_count,
  alt: draft.alt ?? '',
  picture: joinedPicture(draft),
  ...(draft.author !== null && { author: draft.author_left === null ? draft.author : '' }),
  ...(draft.others.length > 0 && { others: draft.others }),
  ...(ranked && { picks: ranked.picks, rank: ranked.rank }),
  ...(ranked && draft.picks_outdated > 0 && { outdated: draft.picks_outdated }),
  ...(ranked?.tied && { tied: true }),
  ...(draft.won !== null && { won: draft.won }),
  ...(listed && draft.finalist !== null && { finalist: true }),
  ...(listed && draft.finalist === null && !ranked && draft.earlier !== null && { picks: draft.earlier }),
});

/** The very text that was hashed when the ballot was sealed: of the present round, or of one that ended. */
export const sealedRule = async (read: Reader, challenge: string, round: number | null = null) =>
  (await presentRule(read, challenge, round)) ??
  (round === null ? undefined : endedRule(read, challenge, round));

const endedRule = (read: Reader, challenge: string, round: number) =>
  read
    .selectFrom('rounds')
    .innerJoin('challenges', 'challenges.id', 'rounds.challenge_id')
    .select(['rounds.rule', 'rounds.rule_hash'])
    .where('rounds.challenge_id', '=', challenge)
    .where('rounds.round', '=', round)
    .where(isShown('challenge', 'challenges.id'))
    .executeTakeFirst();

const presentRule = (read: Reader, challenge: string, round: number | null) =>
  read
    .selectFrom('challenges')
    .select(['rule', 'rule_hash'])
    .where('id', '=', challenge)
    .where('published_at', 'is not', null)
    .where(isShown('challenge', 'challenges.id'))
    .where('rule', 'is not', null)
    .$if(round !== null, (query) => query.where('round', '=', round))
    .executeTakeFirst();
