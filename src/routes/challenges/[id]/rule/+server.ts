import { error } from '@sveltejs/kit';
import { sealedRule } from '$lib/server/challenges/showing.ts';
import { sealedConfiguration } from '$lib/server/challenges/specifying.ts';
import type { RequestHandler } from './$types';

/**
 * The very text that was hashed, byte for byte: `curl … | sha256sum` gives the seal. With `?configuration` the text whose
 * hash the rule of a specification vote names.
 */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  if (url.searchParams.has('configuration')) {
    const text = await locals.read((read) => sealedConfiguration(read, params.id));
    if (!text) error(404);
    return plain(text);
  }
  const asked = Number.parseInt(url.searchParams.get('round') ?? '', 10);
  const round = Number.isSafeInteger(asked) && asked > 0 ? Math.min(asked, 1000) : null;
  const sealed = await locals.read((read) => sealedRule(read, params.id, round));
  if (!sealed?.rule) error(404);
  return plain(sealed.rule);
};

const plain = (text: string) =>
  new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
