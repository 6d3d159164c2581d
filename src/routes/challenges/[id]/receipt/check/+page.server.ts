import { error, fail } from '@sveltejs/kit';
import { checkReceipt } from '$lib/domain/heads.ts';
import { sealWords } from '$lib/i18n/sealing.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { loggedVote } from '$lib/server/ballots/receipting.ts';
import { publicKey } from '$lib/server/ballots/signing.ts';
import { sums } from '$lib/server/summing.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { member } = locals;
  const found = await locals.read(async (read) => {
    const challenge = await loggedVote(read, params.id);
    return challenge && { challenge, key: await publicKey(read) };
  });
  if (!found) error(404);
  const { challenge, key } = found;
  return {
    title: m.log_check_title(),
    challenge: { id: challenge.id, title: challenge.title },
    seal: sealWords(challenge.rule_hash),
    timeZone: member?.timeZone ?? challenge.time_zone,
    key,
  };
};

/** More than any receipt of a log of this world has. */
const longest = 20_000;

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const form = await request.formData();
    const file = form.get('file');
    const typed = form.get('text');
    const text =
      file instanceof File && file.size > 0
        ? file.size <= longest
          ? await file.text()
          : '-'
        : typeof typed === 'string'
          ? typed.slice(0, longest)
          : '';
    if (text.trim() === '') return fail(400, { text: '', empty: true, checked: null });
    const key = await locals.read((read) => publicKey(read));
    const checked = checkReceipt(sums, text, key ?? undefined);
    const answer = { text: typeof typed === 'string' ? typed.slice(0, longest) : '', empty: false, checked };
    return 'fault' in checked ? fail(400, answer) : answer;
  },
};
