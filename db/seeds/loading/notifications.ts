import type { EventKind } from '../../../src/lib/domain/events.ts';
import { notificationKindOf } from '../../../src/lib/domain/notifications.ts';
import { linkOf, wordsOf, type Happened } from '../../../src/lib/server/notifications/telling.ts';
import type { Brand } from './brands.ts';
import type { Campaign } from './campaigns.ts';
import type { Challenge } from './challenges.ts';
import type { Member } from './members.ts';
import { dayLength, type Loading } from './rows.ts';

const remembered = 60 * dayLength;
const unreadFor = 4 * dayLength;

/** What the accounts to try have been told lately; the others are told of what happens from now on. */
export function loadNotifications(
  loading: Loading,
  about: {
    brands: Brand[];
    challenges: Challenge[];
    campaigns: Campaign[];
    members: Member[];
    told: Member[];
  },
): void {
  const { rows, ids, now } = loading;
  const names = {
    brand: new Map(about.brands.map((brand) => [brand.id, brand.name])),
    challenge: new Map(about.challenges.map((challenge) => [challenge.id, challenge.seed.title])),
    campaign: new Map(about.campaigns.map((campaign) => [campaign.id, campaign.seed.title])),
    draft: new Map(
      about.challenges.flatMap((challenge) => challenge.drafts.map((draft) => [draft.id, draft.seed.title])),
    ),
    member: new Map(about.members.map((member) => [member.id, member.name])),
    number: new Map(rows.preorders.map((preorder) => [preorder.id, preorder.number])),
  };
  const follows = new Set(rows.follows.map((follow) => `${follow.member_id} ${follow.target_id}`));
  const votes = new Set(rows.ballots.map((ballot) => `${ballot.member_id} ${ballot.challenge_id}`));
  const orders = new Set(
    rows.preorders
      .filter(({ state }) => state !== 'cancelled' && state !== 'dropped')
      .map((preorder) => `${preorder.member_id} ${preorder.campaign_id}`),
  );
  const designers = new Set(
    rows.brand_roles
      .filter(({ role }) => role !== 'merchant')
      .map((held) => `${held.member_id} ${held.brand_id}`),
  );
  const comments = new Map(rows.comments.map((comment) => [comment.id, comment]));
  const unread = new Map<string, number>();

  const concerns = (member: Member, event: Loading['rows']['events'][number]): boolean => {
    const follower =
      follows.has(`${member.id} ${event.challenge_id}`) || follows.has(`${member.id} ${event.brand_id}`);
    const voter = votes.has(`${member.id} ${event.challenge_id}`);
    switch (event.kind as EventKind) {
      case 'voting-opened':
        return follower;
      case 'voting-closing-soon':
        return follower && !voter;
      case 'challenge-decided':
      case 'challenge-cancelled':
      case 'campaign-launched':
        return follower || voter;
      case 'campaign-succeeded':
      case 'campaign-failed':
      case 'campaign-cancelled':
      case 'update-posted':
        return orders.has(`${member.id} ${event.campaign_id}`);
      case 'comment-posted':
        return comments.get(comments.get(event.comment_id!)?.parent_id ?? '')?.member_id === member.id;
      case 'suggestion-made':
        return designers.has(`${member.id} ${event.brand_id}`);
      default:
        return event.subject_member_id === member.id;
    }
  };
  for (const event of rows.events) {
    const kind = notificationKindOf(event.kind as EventKind);
    if (!kind || event.at < now - remembered || event.at >= now) continue;
    for (const member of about.told) {
      if ((kind !== 'order' && event.actor_id === member.id) || !concerns(member, event)) continue;
      const whole = {
        ...event,
        challenge: names.challenge.get(event.challenge_id ?? '') ?? null,
        campaign: names.campaign.get(event.campaign_id ?? '') ?? null,
        brand: names.brand.get(event.brand_id ?? '') ?? null,
        actor: names.member.get(event.actor_id ?? '') ?? null,
        draft: names.draft.get(event.draft_id ?? '') ?? null,
        number: names.number.get(event.preorder_id ?? '') ?? null,
      } as unknown as Happened;
      const fresh = event.at > now - unreadFor;
      rows.notifications.push({
        id: ids.id(event.at),
        member_id: member.id,
        kind,
        event_id: event.id,
        payload: JSON.stringify(wordsOf(whole)),
        link: linkOf(whole),
        created_at: event.at,
        read_at: fresh ? null : event.at + 5 * 3600_000,
      });
      if (fresh) unread.set(member.id, (unread.get(member.id) ?? 0) + 1);
    }
  }
  for (const row of rows.members) row.unread = unread.get(row.id) ?? 0;
}
