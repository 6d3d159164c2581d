import { openPicture } from '$lib/server/images/serving.ts';
import type { RequestHandler } from './$types';

/** One file of a picture, such as `640.webp`. A file never changes under its name. */
export const GET: RequestHandler = async ({ params, request, locals }) => {
  const picture = await openPicture(locals.muster.dataDir, params.id, params.file);
  // Not to be remembered: the AVIF may be made in a minute.
  if (!picture) return new Response('Not found', { status: 404, headers: { 'cache-control': 'no-store' } });

  const etag = `"${params.id}-${params.file}"`;
  const headers = { etag, 'cache-control': 'public, max-age=31536000, immutable' };
  if (request.headers.get('if-none-match')?.includes(etag))
    return new Response(null, { status: 304, headers });
  return new Response(picture.bytes, {
    headers: {
      ...headers,
      'content-type': picture.type,
      'content-length': String(picture.bytes.length),
      'x-content-type-options': 'nosniff',
    },
  });
};
