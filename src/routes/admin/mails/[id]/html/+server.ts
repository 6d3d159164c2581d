import { error } from '@sveltejs/kit';
import { mailRead } from '$lib/server/moderation/outbox.ts';
import { adminHere } from '../../../admitting.server.ts';
import type { RequestHandler } from './$types';

/** A letter as mail programs show it, for the frame of its page: nothing in it runs, and nothing is loaded. */
export const GET: RequestHandler = async ({ locals, params }) => {
  adminHere(locals);
  const mail = await locals.read((read) => mailRead(read, params.id));
  if (!mail) error(404);
  return new Response(mail.html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox",
      'x-frame-options': 'SAMEORIGIN',
      'cache-control': 'private, no-store',
    },
  });
};
