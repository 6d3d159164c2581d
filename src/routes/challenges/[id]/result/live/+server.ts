import { error } from '@sveltejs/kit';
import { countFollowers } from '$lib/server/challenges/following-counts.ts';
import { keptCount } from '$lib/server/challenges/kept-counts.ts';
import { OpenLines } from '$lib/server/challenges/limiting-followers.ts';
import { presentChallenge } from '$lib/server/challenges/showing.ts';
import type { RequestHandler } from './$types';

/** So that nothing on the way takes the line for a dead one. */
const heartbeat = 25_000;

const lines = new OpenLines();
let ending = false;

/** Says that the count has changed, and no number of it: what may be seen, the page asks for itself. */
export const GET: RequestHandler = async ({ locals, params, getClientAddress }) => {
  const { member, now, muster } = locals;
  const found = await locals.read(async (read) => {
    const challenge = await presentChallenge(read, member, params.id, now);
    if (!challenge?.tallied || challenge.method === 'specification') return undefined;
    return { challenge, count: challenge.method === 'picks' ? null : await keptCount(read, challenge) };
  });
  if (!found) error(404);
  const { challenge, count } = found;
  // Nothing comes any more: by this answer a browser does not ask again.
  if (!challenge.open && (challenge.method === 'picks' || count?.final))
    return new Response(null, { status: 204 });
  const release = lines.take(getClientAddress());
  if (!release) error(429);
  const followers = countFollowers(muster.database, muster.clock);
  // Otherwise the process would wait for everybody who listens.
  if (!ending) for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, followers.closeAll);
  ending = true;

  let end = () => {};
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      const text = new TextEncoder();
      let ended = false;
      const send = (words: string) => {
        if (!ended) controller.enqueue(text.encode(words));
      };
      send('retry: 5000\n\n');
      const beat = setInterval(() => send(': still here\n\n'), heartbeat);
      beat.unref();
      const stop = followers.follow(challenge.id, {
        changed: () => send('event: count\ndata: {}\n\n'),
        closed: () => {
          send('event: closed\ndata: {}\n\n');
          if (!ended) controller.close();
          end();
        },
      });
      end = () => {
        if (ended) return;
        ended = true;
        clearInterval(beat);
        stop();
        release();
      };
    },
    cancel: () => end(),
  });
  return new Response(stream, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  });
};
