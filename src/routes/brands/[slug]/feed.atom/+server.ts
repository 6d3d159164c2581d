import { error } from '@sveltejs/kit';
import { showBrand } from '$lib/server/brands/browsing.ts';
import { latestTurns } from '$lib/server/feeds/collecting.ts';
import { writeFeed } from '$lib/server/feeds/writing.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
  const { muster, locale, now } = locals;
  const found = await locals.read(async (read) => {
    const brand = await showBrand(read, params.slug);
    return brand && { brand, turns: await latestTurns(read, brand.id) };
  });
  if (!found) error(404);
  const body = writeFeed(found.turns, {
    title: found.brand.name,
    origin: muster.origin,
    path: `/brands/${found.brand.slug}/feed.atom`,
    home: `/brands/${found.brand.slug}`,
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
