import type { Reader } from '../../../../db/schema.ts';
import { quietKinds, withoutLetter, type NotificationKind } from '../../domain/notifications.ts';
import { isShown } from '../moderation/hiding.ts';
import { entrantsOf } from './receipts.ts';
import { callOf, type Happened } from './telling.ts';

export interface Recipient {
  id: string;
  name: string;
  email: string | null;
  locale: 'en' | 'zh-TW' | 'zh-CN';
  inApp: boolean;
  byMail: boolean;
}

/** The next members to tell, in the order of their ids, after the one that was told last. */
export const nextRecipients = async (
  read: Reader,
  event: Happened,
  kind: NotificationKind,
  after: string,
  limit: number,
): Promise<Recipient[]> => {
  const audience = audienceOf(read, event);
  if (!audience) return [];
  const rows = await read
    .selectFrom(audience.as('audience'))
    .innerJoin('members', 'members.id', 'audience.id')
    .leftJoin('notification_settings as setting', (join) =>
      join.onRef('setting.member_id', '=', 'members.id').on('setting.kind', '=', kind),
    )
    .leftJoin('bans', 'bans.member_id', 'members.id')
    .select([
      'members.id',
      'members.name',
      'members.email',
      'members.locale',
      'members.email_confirmed_at',
      'setting.in_app',
      'setting.by_mail',
    ])
    .where('members.deleted_at', 'is', null)
    // Whoever is kept out still has a right to hear of their money.
    .$if(kind !== 'order', (query) => query.where('bans.member_id', 'is', null))
    .where('members.id', '>', after)
    // Nobody is told of what they did themselves; but a buyer wants the receipt of the own order.
    .where('members.id', '!=', kind === 'order' ? '' : (event.actor_id ?? ''))
    .orderBy('members.id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email_confirmed_at === null ? null : row.email,
    locale: row.locale,
    inApp: row.in_app === null ? !quietKinds.has(kind) : row.in_app !== 0,
    byMail: row.by_mail !== 0 && !withoutLetter.has(event.kind),
  }));
};

/** Who an event concerns: a query of member ids without repetition. */
const audienceOf = (read: Reader, event: Happened) => {
  const { challenge_id: challenge, campaign_id: campaign, brand_id: brand } = event;
  const followersOf = (kind: 'brand' | 'challenge', id: string | null) =>
    read
      .selectFrom('follows')
      .select('follows.member_id as id')
      .where('target_kind', '=', kind)
      .where('target_id', '=', id ?? '');
  const voters = () =>
    read
      .selectFrom('ballots')
      .select('ballots.member_id as id')
      .where('challenge_id', '=', challenge ?? '')
      .where('member_id', 'is not', null)
      .$narrowType<{ id: string }>();
  /** Whoever has voted in the present round: a ballot of the first vote is none in the final one. */
  const presentVoters = () =>
    read
      .selectFrom('challenges')
      .innerJoin('ballots', (join) =>
        join
          .onRef('ballots.challenge_id', '=', 'challenges.id')
          .onRef('ballots.round', '=', 'challenges.round'),
      )
      .select('ballots.member_id as id')
      .where('challenges.id', '=', challenge ?? '')
      .where('ballots.member_id', 'is not', null)
      .$narrowType<{ id: string }>();
  const finalists = () =>
    read
      .selectFrom('finalists')
      .innerJoin('drafts', 'drafts.id', 'finalists.draft_id')
      .select('drafts.member_id as id')
      .where('finalists.challenge_id', '=', challenge ?? '')
      .where('drafts.member_id', 'is not', null)
      .$narrowType<{ id: string }>();
  const buyers = () =>
    read
      .selectFrom('preorders')
      .select('preorders.member_id as id')
      .where('campaign_id', '=', campaign ?? '')
      .where('state', 'not in', ['cancelled', 'dropped'])
      .where('member_id', 'is not', null)
      .$narrowType<{ id: string }>();
  const designers = () =>
    read
      .selectFrom('brand_roles')
      .select('brand_roles.member_id as id')
      .where('brand_id', '=', brand ?? '')
      .where('role', 'in', ['owner', 'designer']);
  /** Of a draft that members entered. */
  const authors = () =>
    read
      .selectFrom('draft_authors')
      .select('draft_authors.member_id as id')
      .where('draft_id', '=', event.draft_id ?? '')
      .where('left_at', 'is', null);
  switch (event.kind) {
    case 'voting-opened':
      return followersOf('challenge', challenge).union(followersOf('brand', brand));
    case 'voting-closing-soon':
      return followersOf('challenge', challenge).union(followersOf('brand', brand)).except(presentVoters());
    case 'draft-revised-in-vote':
      // Whoever has looked already, or picked the draft as it stands now, is not asked.
      return read
        .selectFrom('ballot_picks')
        .innerJoin('ballots', 'ballots.id', 'ballot_picks.ballot_id')
        .innerJoin('drafts', 'drafts.id', 'ballot_picks.draft_id')
        .innerJoin('challenges', (join) =>
          join
            .onRef('challenges.id', '=', 'ballots.challenge_id')
            .onRef('challenges.round', '=', 'ballots.round'),
        )
        .select('ballots.member_id as id')
        .where('ballot_picks.draft_id', '=', event.draft_id ?? '')
        .whereRef('ballot_picks.revision_id', '<>', 'drafts.revision_id')
        .where('ballots.member_id', 'is not', null)
        .where(isShown('draft', 'drafts.id'))
        .where(isShown('challenge', 'drafts.challenge_id'))
        .$narrowType<{ id: string }>();
    case 'ballots-logged':
      return entrantsOf(read, challenge ?? '', event);
    case 'review-begun':
      return read
        .selectFrom('experts')
        .select('experts.member_id as id')
        .where('experts.challenge_id', '=', challenge ?? '')
        .where('experts.member_id', 'is not', null)
        .where('experts.withdrawn_at', 'is', null)
        .$narrowType<{ id: string }>();
    case 'review-ended':
    case 'prototype-posted':
      return finalists().union(followersOf('challenge', challenge)).union(followersOf('brand', brand));
    case 'challenge-shortlisted':
      return finalists()
        .union(voters())
        .union(followersOf('challenge', challenge))
        .union(followersOf('brand', brand));
    case 'final-vote-opened':
    case 'challenge-decided':
    case 'challenge-cancelled':
    case 'campaign-launched':
      return voters().union(followersOf('challenge', challenge)).union(followersOf('brand', brand));
    case 'campaign-succeeded':
    case 'campaign-failed':
    case 'campaign-cancelled':
    case 'update-posted':
      return buyers().distinct();
    case 'comment-posted':
      return read
        .selectFrom('comments')
        .innerJoin('comments as parent', 'parent.id', 'comments.parent_id')
        .select('parent.member_id as id')
        .where('comments.id', '=', event.comment_id ?? '')
        .where('parent.member_id', 'is not', null)
        .$narrowType<{ id: string }>();
    case 'suggestion-made':
      return designers().union(authors());
    case 'draft-review-asked':
      return designers().distinct();
    case 'offer-made':
    case 'offer-changed':
    case 'offer-withdrawn':
      return read
        .selectFrom('brand_roles')
        .select('brand_roles.member_id as id')
        .distinct()
        .where('brand_id', '=', brand ?? '');
    case 'call-closed':
      return read
        .selectFrom('offers')
        .select('offers.member_id as id')
        .where('call_id', '=', callOf(event))
        .where('state', '=', 'made')
        .where('member_id', 'is not', null)
        .$narrowType<{ id: string }>();
    case 'draft-approved':
    case 'draft-returned':
    case 'draft-disqualified':
      return authors();
    case 'offer-chosen':
    case 'offer-not-chosen':
    case 'co-author-invited':
    case 'suggestion-answered':
    case 'suggestion-carried':
    case 'content-hidden':
    case 'content-shown':
      return read
        .selectFrom('events')
        .select('events.subject_member_id as id')
        .where('events.id', '=', event.id)
        .where('subject_member_id', 'is not', null)
        .$narrowType<{ id: string }>();
    default:
      return event.preorder_id
        ? read
            .selectFrom('preorders')
            .select('preorders.member_id as id')
            .where('preorders.id', '=', event.preorder_id)
            .where('member_id', 'is not', null)
            .$narrowType<{ id: string }>()
        : null;
  }
};
