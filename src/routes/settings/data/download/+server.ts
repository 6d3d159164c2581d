import { redirect } from '@sveltejs/kit';
import { everythingAbout } from '$lib/server/members/exporting.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals }) => {
  const { member, now } = locals;
  if (!member) redirect(303, '/sign-in?then=/settings/data');
  const everything = await locals.read((read) => everythingAbout(read, member, now));
  const day = new Date(now).toISOString().slice(0, 10);
  return new Response(JSON.stringify(everything, null, 2), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="muster-${day}.json"`,
      'cache-control': 'no-store',
    },
  });
};
