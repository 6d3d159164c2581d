import { error } from '@sveltejs/kit';
import { presentMember } from '$lib/server/members/profiling.ts';
import { carriedOf } from '$lib/server/suggestions/crediting.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const profile = await locals.read((read) => presentMember(read, params.id));
  if (!profile) error(404);
  const carried = await locals.read((read) => carriedOf(read, params.id));
  return { title: profile.name, profile, carried, now: locals.now };
};
