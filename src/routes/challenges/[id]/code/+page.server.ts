import { error, redirect } from '@sveltejs/kit';
import { isRefusal } from '$lib/domain/refusals.ts';
import { refused } from '$lib/forms/answering.ts';
import { sealWords } from '$lib/i18n/sealing.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { codedChallenge, codeOf, redeemCode } from '$lib/server/ballots/redeeming.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { member } = locals;
  const found = await locals.read(async (read) => {
    const challenge = await codedChallenge(read, params.id);
    return challenge && { challenge, used: member && (await codeOf(read, member, params.id)) };
  });
  if (!found) error(404);
  return {
    title: m.methods_code_title(),
    challenge: found.challenge,
    seal: sealWords(found.challenge.rule_hash),
    /** From the link on a printed card: it stands in the field, and is used only by the button. */
    code: (url.searchParams.get('code') ?? '').slice(0, 40),
    used: Boolean(found.used),
  };
};

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const code = String((await request.formData()).get('code') ?? '').slice(0, 40);
    const here = `/challenges/${params.id}/code`;
    if (!locals.member)
      redirect(303, `/sign-in?then=${encodeURIComponent(`${here}?code=${encodeURIComponent(code)}`)}`);
    if (!(await locals.read((read) => codedChallenge(read, params.id)))) error(404);
    const result = await locals.write((tx) =>
      redeemCode(tx, locals.member, { challenge: params.id, code }, locals.now),
    );
    if (isRefusal(result)) return refused(result, { code }, 'code');
    redirect(303, `/challenges/${params.id}`);
  },
};
