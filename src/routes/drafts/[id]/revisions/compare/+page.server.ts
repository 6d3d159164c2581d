import { error } from '@sveltejs/kit';
import { chosenPair, compareRevisions } from '$lib/domain/comparing.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { publicRevisions, revisionsWhole } from '$lib/server/drafts/revisiting.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const asked = { from: url.searchParams.get('from'), to: url.searchParams.get('to') };
  const found = await locals.read(async (read) => {
    const draft = await publicRevisions(read, locals.member, params.id);
    if (!draft) return undefined;
    const idOf = new Map(draft.revisions.map(({ number, id }) => [number, id]));
    const pair = chosenPair([...idOf.keys()], asked);
    if (!pair) return undefined;
    const whole = await revisionsWhole(read, { from: idOf.get(pair.from)!, to: idOf.get(pair.to)! });
    return { draft, pair, differences: compareRevisions(whole.from, whole.to) };
  });
  if (!found) error(404);
  const { draft, pair, differences } = found;
  return {
    title: m.revision_compared({ title: draft.title, from: pair.from, to: pair.to }),
    draft: { id: draft.id, title: draft.title, brand: draft.brand_name, hidden: draft.hidden },
    ...pair,
    numbers: draft.revisions.map(({ number }) => number),
    notes: draft.revisions
      .filter(({ number }) => number > pair.from && number <= pair.to)
      .map(({ number, note }) => ({ number, note }))
      .reverse(),
    differences,
  };
};
