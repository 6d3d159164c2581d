import { error } from '@sveltejs/kit';
import { sealedRule } from '$lib/server/challenges/showing.ts';
import type { RequestHandler } from './$types';

/** The very text that was hashed, byte for byte: `curl … | sha256sum` gives the seal. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const sealed = await locals.read((read) => sealedRule(read, params.id));
  if (!sealed?.rule) error(404);
  return new Response(sealed.rule, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
