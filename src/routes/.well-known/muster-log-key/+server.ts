import { error } from '@sveltejs/kit';
import { publicKey } from '$lib/server/ballots/signing.ts';
import type { RequestHandler } from './$types';

/** The key that all heads of this site are signed with: Ed25519, 32 bytes in hexadecimal digits. */
export const GET: RequestHandler = async ({ locals }) => {
  const key = await locals.read((read) => publicKey(read));
  if (key === null) error(404);
  return new Response(`${key}\n`, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
