import { error, redirect } from '@sveltejs/kit';
import { headIn } from '$lib/domain/heads.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { ownReceipt } from '$lib/server/ballots/receipting.ts';
import type { PageServerLoad } from './$types';
import { wordsOf } from './saying.server.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { member } = locals;
  if (!member) redirect(303, `/sign-in?then=${encodeURIComponent(url.pathname)}`);
  const own = await locals.read((read) => ownReceipt(read, member, params.id));
  if (!own) error(404);
  const { receipt, head, challenge } = own;
  return {
    title: m.log_receipt_title({ title: challenge.title }),
    challenge: { id: challenge.id, title: challenge.title, open: challenge.open },
    timeZone: member.timeZone ?? challenge.timeZone,
    voted: own.voted,
    waiting: own.waiting,
    receipt,
    says: receipt && wordsOf(receipt.leaf, own),
    head: receipt && headIn(receipt.head.text),
    logged: head !== null,
    closed: head?.final === true,
  };
};
