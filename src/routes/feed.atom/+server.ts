import { latestTurns } from '$lib/server/feeds/collecting.ts';
import { writeFeed } from '$lib/server/feeds/writing.ts';
import { presentSite } from '$lib/server/members/site.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals }) => {
  const { muster, locale, now } = locals;
  const { site, turns } = await locals.read(async (read) => ({
    site: await presentSite(read),
    turns: await latestTurns(read),
  }));
  const body = writeFeed(turns, {
    title: site.name,
    origin: muster.origin,
    path: '/feed.atom',
    home: '/',
    locale,
    now,
  });
  return new Response(body, {
    headers: {
      'content-type': 'application/atom+xml; charset=utf-8',
      'cache-control': 'public, max-age=300',
      vary: 'accept-language, cookie',
    },
  });
};
