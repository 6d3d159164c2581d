import { error } from '@sveltejs/kit';
import { m } from '$lib/i18n/paraglide/messages.js';
import { closedLog, logFile } from '$lib/server/ballots/publishing-log.ts';
import { countFile, isCountForm } from '$lib/server/ballots/publishing-count.ts';
import type { RequestHandler } from './$types';

/**
 * Everything that it takes to count a closed vote again, for `npm run verify`; with `?form=count` or, of rankings,
 * `?form=blt` the ballots alone as other counters read them.
 */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const asked = url.searchParams.get('round');
  const round = asked !== null && /^\d{1,4}$/.test(asked) ? Number(asked) : null;
  const closed = await locals.read((read) => closedLog(read, params.id, round));
  if (!closed) error(404, m.log_file_later());
  const form = url.searchParams.get('form');
  if (form !== null && !isCountForm(form, closed.parsed.method)) error(404);
  const parts = form === null ? logFile(locals.read, closed) : countFile(locals.read, closed, form);
  const ending = form === null ? 'log.json' : form === 'blt' ? 'blt' : 'json';
  return new Response(streamed(parts), {
    headers: {
      'content-type': form === 'blt' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="muster-${params.id}-${closed.log.round}.${ending}"`,
      'cache-control': 'no-store',
    },
  });
};

/** Asked for piece by piece, as fast as whoever downloads takes them. */
const streamed = (parts: AsyncGenerator<string>): ReadableStream<Uint8Array> => {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const { value, done } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => void (await parts.return(undefined)),
  });
};
