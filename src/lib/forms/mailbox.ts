import type { Cookies, RequestEvent } from '@sveltejs/kit';

const name = 'mailbox';

/** Keeps for a quarter of an hour which address was typed, so that the next page can show it without naming it in its own. */
export const rememberMailbox = (
  { cookies, url }: Pick<RequestEvent, 'cookies' | 'url'>,
  email: string,
): void =>
  cookies.set(name, email, {
    path: '/',
    maxAge: 900,
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
  });

export const rememberedMailbox = (cookies: Cookies): string => cookies.get(name) ?? '';
