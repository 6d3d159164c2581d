import { ownPicks } from '$lib/server/ballots/owning.ts';
import { browseCampaigns } from '$lib/server/campaigns/browsing.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { PageServerLoad } from './$types';

const shows = {
  live: ['live'],
  made: ['succeeded', 'producing', 'shipping', 'delivered'],
  ended: ['failed', 'cancelled'],
} as const;
const size = 12;

export const load: PageServerLoad = async ({ locals, url }) => {
  const { member, now } = locals;
  const wanted = url.searchParams.get('show');
  const show = wanted === 'made' || wanted === 'ended' ? wanted : 'live';
  const page = Math.min(500, Math.max(1, Math.floor(Number(url.searchParams.get('page')) || 1)));
  return locals.read(async (read) => {
    const found = await browseCampaigns(read, {
      states: [...shows[show]],
      limit: size + 1,
      offset: (page - 1) * size,
    });
    const campaigns = found.slice(0, size);
    const picked = await ownPicks(
      read,
      member,
      campaigns.map(({ draft }) => draft),
    );
    return { title: m.common_campaigns(), now, show, page, more: found.length > size, campaigns, picked };
  });
};
