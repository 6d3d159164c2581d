import { error } from '@sveltejs/kit';
import { presentMember } from '$lib/server/members/profiling.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const profile = await locals.read((read) => presentMember(read, params.id));
  if (!profile) error(404);
  return { title: profile.name, profile, now: locals.now };
};
