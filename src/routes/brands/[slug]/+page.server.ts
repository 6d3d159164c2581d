import { error } from '@sveltejs/kit';
import { ownPicks } from '$lib/server/ballots/owning.ts';
import { showBrand } from '$lib/server/brands/browsing.ts';
import { browseCampaigns } from '$lib/server/campaigns/browsing.ts';
import { browseChallenges } from '$lib/server/challenges/browsing.ts';
import { leadingDrafts } from '$lib/server/drafts/picturing.ts';
import { isFollowing } from '$lib/server/follows/following.ts';
import { answerRecord } from '$lib/server/suggestions/waiting.ts';
import { plainText, renderMarkdown } from '$lib/server/text/rendering.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { member, now } = locals;
  return locals.read(async (read) => {
    const brand = await showBrand(read, params.slug);
    if (!brand) error(404);
    const open = await browseChallenges(read, {
      states: ['voting', 'collecting', 'deciding'],
      brand: brand.id,
      limit: 12,
    });
    const decided = await browseChallenges(read, {
      states: ['decided', 'cancelled'],
      brand: brand.id,
      limit: 12,
    });
    // What can be ordered stands first, then what was ordered last.
    const live = await browseCampaigns(read, { states: ['live'], brand: brand.id, limit: 12 });
    const made = await browseCampaigns(read, {
      states: ['succeeded', 'producing', 'shipping', 'delivered'],
      brand: brand.id,
      limit: 12,
    });
    const campaigns = [...live, ...made].slice(0, 12);
    const drafts = await leadingDrafts(
      read,
      [...open, ...decided].map(({ id }) => id),
      3,
    );
    const picked = await ownPicks(read, member, [
      ...[...drafts.values()].flat().map(({ id }) => id),
      ...campaigns.map(({ draft }) => draft),
    ]);
    const following = await isFollowing(read, member, { kind: 'brand', id: brand.id });
    const answers = await answerRecord(read, brand);
    return {
      title: brand.name,
      description: brand.tagline || plainText(brand.about),
      now,
      brand: { ...brand, about: renderMarkdown(brand.about) },
      following,
      answers,
      open,
      decided,
      campaigns,
      drafts,
      picked,
    };
  });
};
