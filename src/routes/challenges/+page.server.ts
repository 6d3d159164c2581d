import { ownPicks } from '$lib/server/ballots/owning.ts';
import { browseChallenges } from '$lib/server/challenges/browsing.ts';
import { leadingDrafts } from '$lib/server/drafts/picturing.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { PageServerLoad } from './$types';

const shows = {
  open: ['voting', 'collecting', 'deciding'],
  decided: ['decided', 'cancelled'],
} as const;
const size = 12;

export const load: PageServerLoad = async ({ locals, url }) => {
  const { member, now } = locals;
  const show = url.searchParams.get('show') === 'decided' ? 'decided' : 'open';
  const page = Math.min(500, Math.max(1, Math.floor(Number(url.searchParams.get('page')) || 1)));
  return locals.read(async (read) => {
    const found = await browseChallenges(read, {
      states: [...shows[show]],
      limit: size + 1,
      offset: (page - 1) * size,
    });
    const challenges = found.slice(0, size);
    const drafts = await leadingDrafts(
      read,
      challenges.map(({ id }) => id),
      3,
    );
    const picked = await ownPicks(
      read,
      member,
      [...drafts.values()].flat().map(({ id }) => id),
    );
    return {
      title: m.common_challenges(),
      now,
      show,
      page,
      more: found.length > size,
      challenges,
      drafts,
      picked,
    };
  });
};
