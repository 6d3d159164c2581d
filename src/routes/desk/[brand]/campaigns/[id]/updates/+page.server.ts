import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { campaignLimits as limits } from '$lib/domain/campaigns.ts';
import { isRefusal } from '$lib/domain/refusals.ts';
import { lineField } from '$lib/forms/accounts.ts';
import { invalid } from '$lib/forms/answering.ts';
import { actor } from '$lib/forms/entering.ts';
import { readForm, typedValues } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { postUpdate, updatesOf } from '$lib/server/campaigns/updating.ts';
import { renderMarkdown } from '$lib/server/text/rendering.ts';
import { answered, campaignHere } from '../../finding.server.ts';
import type { Actions, PageServerLoad } from './$types';

const schema = z.object({
  update_title: lineField(limits.updateTitle),
  body: z.string().min(1).max(limits.update),
});

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const campaign = await campaignHere(locals, params);
  return {
    title: `${m.campaign_updates()} · ${campaign.title}`,
    done: url.searchParams.get('done') ?? '',
    timeZone: campaign.time_zone,
    campaign: { id: campaign.id, launched: campaign.launched_at !== null },
    updates: await locals.read((read) => updatesOf(read, campaign.id)),
    limits,
  };
};

export const actions: Actions = {
  preview: async ({ locals, params, request, url }) => {
    actor(locals, url);
    await campaignHere(locals, params);
    const form = await request.formData();
    return {
      values: typedValues(form),
      errors: {},
      message: '',
      preview: renderMarkdown(String(form.get('body') ?? '').slice(0, limits.update)),
    };
  },
  post: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    const campaign = await campaignHere(locals, params);
    const form = await request.formData();
    const read = readForm(form, schema);
    if (!read.ok) return invalid(read);
    const result = await locals.write((tx) =>
      postUpdate(
        tx,
        member,
        { campaign: campaign.id, title: read.data.update_title, body: read.data.body },
        locals.now,
      ),
    );
    if (isRefusal(result)) return answered(result, form);
    redirect(303, `/desk/${params.brand}/campaigns/${params.id}/updates?done=posted`);
  },
};
