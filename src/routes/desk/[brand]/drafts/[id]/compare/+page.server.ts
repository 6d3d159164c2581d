import { error } from '@sveltejs/kit';
import { chosenPair, compareRevisions } from '$lib/domain/comparing.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { revisionsOf } from '$lib/server/drafts/presenting.ts';
import { revisionsWhole } from '$lib/server/drafts/revisiting.ts';
import { draftHere } from '../../finding.server.ts';
import type { PageServerLoad } from './$types';

/** As on the public page, with the working copies that only the team sees. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { draft, last } = await draftHere(locals, params);
  const asked = { from: url.searchParams.get('from'), to: url.searchParams.get('to') };
  const found = await locals.read(async (read) => {
    const revisions = await revisionsOf(read, draft.id);
    const idOf = new Map(revisions.map(({ number, id }) => [number, id]));
    const pair = chosenPair([...idOf.keys()], asked);
    if (!pair) return undefined;
    const whole = await revisionsWhole(read, { from: idOf.get(pair.from)!, to: idOf.get(pair.to)! });
    return { revisions, pair, differences: compareRevisions(whole.from, whole.to) };
  });
  if (!found) error(404);
  const { revisions, pair, differences } = found;
  return {
    title: m.revision_compared({ title: last.title, from: pair.from, to: pair.to }),
    home: `/desk/${params.brand}/drafts/${params.id}`,
    name: last.title,
    ...pair,
    numbers: revisions.map(({ number }) => number),
    differences,
  };
};
