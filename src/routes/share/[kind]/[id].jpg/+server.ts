import { error } from '@sveltejs/kit';
import { presentSite } from '$lib/server/members/site.ts';
import { describeShared, isSharedKind } from '$lib/server/sharing/describing.ts';
import { drawShared } from '$lib/server/sharing/drawing.ts';
import { keptDrawing } from '$lib/server/sharing/keeping.ts';
import { isLocale } from '$lib/domain/locales.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { kind, id } = params;
  if (!isSharedKind(kind)) error(404);
  const found = await locals.read(async (read) => ({
    shared: await describeShared(read, kind, id),
    site: await presentSite(read),
  }));
  const { shared, site } = found;
  if (!shared) error(404);
  const asked = url.searchParams.get('in');
  const locale = isLocale(asked) ? asked : isLocale(site.locale) ? site.locale : 'en';
  const { dataDir } = locals.muster;
  const bytes = await keptDrawing(dataDir, [site.name, locale, shared], () =>
    drawShared(shared, { site: site.name, dataDir, locale }),
  );
  return new Response(bytes, {
    headers: { 'content-type': 'image/jpeg', 'cache-control': 'public, max-age=3600' },
  });
};
