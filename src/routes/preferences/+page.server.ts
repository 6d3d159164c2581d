import { redirect } from '@sveltejs/kit';
import { isLocale } from '$lib/domain/locales.ts';
import { safePath } from '$lib/forms/returning.ts';
import { speakTo } from '$lib/server/members/speaking.ts';
import type { Actions, PageServerLoad } from './$types';

const year = 365 * 24 * 3600;

export const load: PageServerLoad = () => redirect(303, '/');

export const actions: Actions = {
  default: async ({ request, cookies, locals }) => {
    const form = await request.formData();
    const locale = form.get('locale');
    const theme = form.get('theme');
    if (isLocale(locale)) {
      cookies.set('locale', locale, {
        path: '/',
        maxAge: year,
        httpOnly: true,
        secure: false,
        sameSite: 'lax',
      });
      const { member } = locals;
      if (member) await locals.write((tx) => speakTo(tx, member, locale));
    }
    if (theme === 'light' || theme === 'dark' || theme === 'system') {
      cookies.set('theme', theme, {
        path: '/',
        maxAge: year,
        httpOnly: true,
        secure: false,
        sameSite: 'lax',
      });
    }
    redirect(303, safePath(form.get('back')));
  },
};
