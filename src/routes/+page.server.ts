import { ownPicks } from '$lib/server/ballots/owning.ts';
import { browseCampaigns } from '$lib/server/campaigns/browsing.ts';
import { browseChallenges } from '$lib/server/challenges/browsing.ts';
import { leadingDrafts } from '$lib/server/drafts/picturing.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { member, now } = locals;
  return locals.read(async (read) => {
    const open = await browseChallenges(read, { states: ['voting'], limit: 5 });
    const coming = await browseChallenges(read, { states: ['collecting'], limit: 3 });
    const decided = await browseChallenges(read, { states: ['decided'], limit: 4 });
    const campaigns = await browseCampaigns(read, { states: ['live'], limit: 6 });
    const drafts = await leadingDrafts(
      read,
      [...open, ...coming, ...decided].map(({ id }) => id),
      4,
    );
    const shown = [...drafts.values()].flat().map(({ id }) => id);
    const picked = await ownPicks(read, member, [...shown, ...campaigns.map(({ draft }) => draft)]);
    return { now, open, coming, decided, campaigns, drafts, picked };
  });
};
