import { error, fail, redirect } from '@sveltejs/kit';
import { isRefusal } from '$lib/domain/refusals.ts';
import { actor } from '$lib/forms/entering.ts';
import { receiveFiles } from '$lib/forms/receiving.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { refusalText } from '$lib/i18n/refusals.ts';
import { changeChallenge } from '$lib/server/challenges/authoring.ts';
import { keptPictures } from '$lib/server/images/keeping.ts';
import { renderMarkdown } from '$lib/server/text/rendering.ts';
import { challengeValues, readChallenge } from '../../challengeForm.server.ts';
import { brandOffers, challengeHere } from '../../finding.server.ts';
import type { Actions, PageServerLoad } from './$types';

const home = (params: { brand: string; id: string }) => `/desk/${params.brand}/challenges/${params.id}`;

export const load: PageServerLoad = async ({ locals, params }) => {
  const challenge = await challengeHere(locals, params);
  if (challenge.state !== 'preparing' && challenge.state !== 'collecting') redirect(303, home(params));
  const cover = challenge.cover_picture_id ?? '';
  return {
    title: m.challenge_edit_title({ title: challenge.title }),
    home: home(params),
    challenge: {
      title: challenge.title,
      published: challenge.state === 'collecting',
      timeZone: challenge.time_zone,
      method: challenge.method,
      budget: challenge.budget,
      picks: challenge.picks_per_member,
      seats: challenge.seats,
      quorum: challenge.quorum,
      tallyShown: challenge.tally_shown,
      revising: challenge.revising === 1,
      collectingOpensAt: challenge.collecting_opens_at,
    },
    ...(await brandOffers(locals, { id: challenge.brand_id })),
    cover: (await locals.read((read) => keptPictures(read, [cover]))).get(cover) ?? null,
    values: challengeValues(challenge, challenge.time_zone),
  };
};

export const actions: Actions = {
  save: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    const challenge = await challengeHere(locals, params);
    const form = await request.formData();
    const read = await readChallenge(locals, member, form, challenge.time_zone, challenge);
    if (!read.ok) return fail(400, { ...read, preview: '' });
    const seen = Number(form.get('seen') ?? NaN);
    const changed = await locals.write((tx) =>
      changeChallenge(tx, member, { ...read.input, challenge: params.id, seen }, locals.now),
    );
    if (isRefusal(changed)) {
      if (changed.reason === 'not-found') error(404);
      if (changed.reason !== 'changed-meanwhile')
        return fail(409, { ...read, errors: {}, message: refusalText(changed), preview: '' });
      // Saving again writes over what the other saved: knowingly, then.
      const { edits } = await challengeHere(locals, params);
      const values = { ...read.values, seen: String(edits) };
      const message = m.challenge_conflict();
      return fail(409, { ...read, values, errors: {}, message, conflict: true, preview: '' });
    }
    redirect(303, `${home(params)}?done=saved`);
  },
  preview: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    const challenge = await challengeHere(locals, params);
    const read = await readChallenge(
      locals,
      member,
      await request.formData(),
      challenge.time_zone,
      challenge,
    );
    return {
      values: read.values,
      cover: read.cover,
      preview: renderMarkdown(String(read.values.brief ?? '')),
    };
  },
  upload: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await challengeHere(locals, params);
    return receiveFiles(locals, member, await request.formData(), 'file');
  },
};
