import type { RequestEvent } from '@sveltejs/kit';
import { sessionCookie } from '$lib/server/members/sessions.ts';

type Visit = Pick<RequestEvent, 'cookies' | 'locals' | 'request'>;

/** Signs in: a session of its own for each time, and the one before, if any, is over. */
export const enter = async ({ cookies, locals, request }: Visit, member: string): Promise<void> => {
  const { sessions } = locals.muster;
  const before = cookies.get(sessionCookie);
  if (before) await sessions.end(before);
  const cookie = await sessions.start(member, request.headers.get('user-agent') ?? '', locals.now);
  cookies.set(cookie.name, cookie.value, { path: '/', ...cookie.attributes });
};

export const leave = async ({ cookies, locals }: Visit): Promise<void> => {
  const { sessions } = locals.muster;
  const before = cookies.get(sessionCookie);
  if (before) await sessions.end(before);
  const blank = sessions.blankCookie();
  cookies.set(blank.name, blank.value, { path: '/', ...blank.attributes });
};
