import { error } from '@sveltejs/kit';
import { sealedRule } from '$lib/server/challenges/showing.ts';
import type { RequestHandler } from './$types';

/** The very text that was hashed, byte for byte: `curl … | sha256sum` gives the seal. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const asked = Number.parseInt(url.searchParams.get('round') ?? '', 10);
  const round = Number.isSafeInteger(asked) && asked > 0 ? Math.min(asked, 1000) : null;
  const sealed = await locals.read((read) => sealedRule(read, params.id, round));
  if (!sealed?.rule) error(404);
  return new Response(sealed.rule, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
