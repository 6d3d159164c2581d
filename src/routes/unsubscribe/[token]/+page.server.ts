import { error } from '@sveltejs/kit';
import { readUnsubscribe, unsubscribe } from '$lib/server/notifications/unsubscribing.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const who = await locals.read((read) => readUnsubscribe(read, params.token));
  if (!who) error(404);
  return { kind: who.kind };
};

export const actions: Actions = {
  // Mail programs post here by themselves (RFC 8058), so it asks for nothing but the address.
  default: async ({ locals, params }) => {
    const who = await locals.read((read) => readUnsubscribe(read, params.token));
    if (!who) error(404);
    await locals.write((tx) => unsubscribe(tx, who));
    return { done: true };
  },
};
