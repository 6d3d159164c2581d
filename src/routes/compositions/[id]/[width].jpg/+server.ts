import { error } from '@sveltejs/kit';
import { layersOf } from '$lib/domain/configuring.ts';
import { composedWidths } from '$lib/domain/composing.ts';
import { compositionSeen } from '$lib/server/compositions/finding.ts';
import { composedPicture } from '$lib/server/compositions/picturing.ts';
import type { RequestHandler } from './$types';

/** The picture of a kept composition, which never changes: made once, then read from the disk. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const composition = await locals.read((read) => compositionSeen(read, locals.member, params.id));
  const width = composedWidths(composition?.configuration.width ?? 0).find(
    (one) => String(one) === params.width,
  );
  if (!composition || width === undefined) error(404);
  const layers = layersOf(composition.configuration, composition.choices);
  const bytes = await composedPicture(locals.muster.dataDir, {
    layers,
    of: composition.configuration.width,
    width,
  });
  return new Response(bytes, {
    headers: {
      'content-type': 'image/jpeg',
      // What is hidden is shown to a few alone, and to them for now.
      'cache-control':
        composition.draft.hidden === null ? 'public, max-age=31536000, immutable' : 'private, no-store',
    },
  });
};
