import { redirect, type RequestEvent } from '@sveltejs/kit';
import { deviceMark } from '$lib/server/members/recognising.ts';

type Visit = Pick<RequestEvent, 'cookies' | 'locals' | 'request'>;

/** Signs in: a session of its own for each time, and the one before, if any, is over. */
export const enter = async (visit: Visit, member: string): Promise<void> => {
  const { cookies, locals, request } = visit;
  const { sessions } = locals.muster;
  const before = cookies.get(sessions.cookieName);
  if (before) await sessions.end(before);
  const cookie = await sessions.start(member, request.headers.get('user-agent') ?? '', locals.now);
  cookies.set(cookie.name, cookie.value, { path: '/', ...cookie.attributes });
  await rememberDevice(visit, member);
};

const deviceCookie = 'device';
const year = 365 * 24 * 3600;

/** So that others who try this member's password elsewhere cannot keep the member out here. */
export const rememberDevice = async ({ cookies, locals }: Visit, member: string): Promise<void> =>
  cookies.set(deviceCookie, await locals.read((read) => deviceMark(read, { id: member })), {
    path: '/sign-in',
    httpOnly: true,
    sameSite: 'lax',
    secure: locals.muster.origin.startsWith('https:'),
    maxAge: year,
  });

export const rememberedDevice = ({ cookies }: Visit): string | undefined => cookies.get(deviceCookie);

export const leave = async ({ cookies, locals }: Visit): Promise<void> => {
  const { sessions } = locals.muster;
  const before = cookies.get(sessions.cookieName);
  if (before) await sessions.end(before);
  const blank = sessions.blankCookie();
  cookies.set(blank.name, blank.value, { path: '/', ...blank.attributes });
};

/** Who acts at a desk; whoever is not signed in is shown the way. */
export const actor = (locals: App.Locals, url: URL) => {
  if (!locals.member) redirect(303, `/sign-in?then=${encodeURIComponent(url.pathname)}`);
  return locals.member;
};
