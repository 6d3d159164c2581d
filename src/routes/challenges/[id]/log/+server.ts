import { error, json } from '@sveltejs/kit';
import { consistencyProof, headsFrom } from '$lib/server/ballots/proving.ts';
import { entryShown, shownLog } from '$lib/server/ballots/showing-log.ts';
import type { RequestHandler } from './$types';

const mostHeads = 1000;

/** A number in the address: undefined where there is none, and 404 for what is no number. */
const numberIn = (url: URL, name: string): number | undefined => {
  const text = url.searchParams.get(name);
  if (text === null) return undefined;
  if (!/^\d{1,9}$/.test(text)) error(404);
  return Number(text);
};

/**
 * The head that was signed last. With `?heads=N` so many at most from number N on, with `?first=N&second=M` the proof that
 * the tree of M entries continues that of N, and with `?entry=N` one entry with its proof (`&size=M` for an earlier tree).
 * `&round=1` for a vote before the present one.
 */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const asked = numberIn(url, 'round') ?? null;
  const [heads, first, second, position, size] = (['heads', 'first', 'second', 'entry', 'size'] as const).map(
    (name) => numberIn(url, name),
  );
  const answer = await locals.read(async (read) => {
    const shown = await shownLog(read, params.id, asked, locals.now);
    if (!shown) return undefined;
    const { log, head } = shown;
    if (heads !== undefined) return { ...log, heads: await headsFrom(read, log, heads, mostHeads) };
    if (position !== undefined)
      return entryShown(read, shown, { position, ...(size !== undefined && { size }) });
    if (first === undefined) return { ...log, head };
    const to = second ?? head.size;
    if (first > to || to > head.size) return undefined;
    return { ...log, first, second: to, proof: await consistencyProof(read, log, first, to) };
  });
  if (!answer) error(404);
  return json(answer, { headers: { 'cache-control': 'no-store' } });
};
