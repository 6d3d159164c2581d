import type { Reader } from '../../../../db/schema.ts';
import type { EventKind } from '../../domain/events.ts';
import { isShown } from '../moderation/hiding.ts';
import { linkOf, wordsOf, type Happened } from '../notifications/telling.ts';

/** What the world may hear of: the turning points, none of which names a member. */
const told: EventKind[] = [
  'challenge-published',
  'voting-opened',
  'challenge-decided',
  'challenge-cancelled',
  'campaign-launched',
  'campaign-succeeded',
  'campaign-failed',
  'update-posted',
];

/** The fifty latest turning points of the site, or of one brand. */
export const latestTurns = async (read: Reader, brand?: string) => {
  let query = read
    .selectFrom('events')
    .innerJoin('brands', 'brands.id', 'events.brand_id')
    .leftJoin('challenges', 'challenges.id', 'events.challenge_id')
    .leftJoin('campaigns', 'campaigns.id', 'events.campaign_id')
    .select([
      'events.id',
      'events.kind',
      'events.at',
      'events.actor_id',
      'events.brand_id',
      'events.challenge_id',
      'events.draft_id',
      'events.comment_id',
      'events.campaign_id',
      'events.preorder_id',
      'events.payload',
      'challenges.title as challenge',
      'challenges.brief',
      'campaigns.title as campaign',
      'campaigns.story',
      'brands.name as brand',
    ])
    .where('events.kind', 'in', told)
    .where(isShown('challenge', 'events.challenge_id'))
    .where(isShown('campaign', 'events.campaign_id'))
    .orderBy('events.at', 'desc')
    .limit(50);
  if (brand) query = query.where('events.brand_id', '=', brand);
  const rows = await query.execute();
  return rows.map((row) => {
    const unnamed = { actor: null, draft: null, number: null, brand_slug: null };
    const event: Happened = { ...row, kind: row.kind as EventKind, ...unnamed };
    return {
      id: row.id,
      at: row.at,
      brand: row.brand,
      words: wordsOf(event),
      link: linkOf(event),
      text: (row.campaign_id ? row.story : row.brief) ?? '',
    };
  });
};
