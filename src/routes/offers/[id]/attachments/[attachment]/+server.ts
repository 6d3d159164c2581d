import { error } from '@sveltejs/kit';
import { openAttachment } from '$lib/server/attachments/storing.ts';
import { attachmentFor } from '$lib/server/offers/attached.ts';
import type { RequestHandler } from './$types';

/**
 * An attachment, for its supplier and the brand's people. A picture was made anew by us; a document is whatever somebody
 * sent, so that it is handed over as a file and never opened in the site's name.
 */
export const GET: RequestHandler = async ({ locals, params }) => {
  const wanted = { offer: params.id, attachment: params.attachment };
  const found = await locals.read((read) => attachmentFor(read, locals.member, wanted));
  if (!found) error(404);
  const bytes = await openAttachment(locals.muster.dataDir, found.id);
  const isPicture = found.kind === 'picture';
  return new Response(bytes, {
    headers: {
      'content-type': isPicture ? 'image/webp' : 'application/pdf',
      'content-length': String(bytes.length),
      'content-disposition': `${isPicture ? 'inline' : 'attachment'}; filename*=UTF-8''${encodedName(found.name)}`,
      'cache-control': 'private, no-store',
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    },
  });
};

/** RFC 8187 leaves fewer signs as they are than `encodeURIComponent` does. */
const encodedName = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
