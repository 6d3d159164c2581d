import { error, redirect } from '@sveltejs/kit';
import { ownReceipt } from '$lib/server/ballots/receipting.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
  const { member } = locals;
  if (!member) redirect(303, `/sign-in?then=/challenges/${params.id}/receipt`);
  const own = await locals.read((read) => ownReceipt(read, member, params.id));
  if (!own?.receipt) error(404);
  return new Response(`${JSON.stringify(own.receipt)}\n`, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="muster-receipt-${own.receipt.position}.json"`,
      'cache-control': 'no-store',
    },
  });
};
