import { presentSite } from '$lib/server/members/site.ts';
import type { RequestHandler } from './$types';

/** The database answers: traffic may come. */
export const GET: RequestHandler = async ({ locals }) => {
  try {
    await locals.read(presentSite);
    return new Response('ready\n', {
      headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' },
    });
  } catch (error) {
    locals.muster.log.error({ err: error }, 'not ready');
    return new Response('the database does not answer\n', {
      status: 503,
      headers: { 'cache-control': 'no-store' },
    });
  }
};
