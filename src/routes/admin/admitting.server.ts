import { error } from '@sveltejs/kit';
import type { SignedIn } from '$lib/server/members/sessions.ts';
import type { Admin } from '$lib/server/moderation/admins.ts';

/** The admin who asks; for anybody else these pages are not there. Every load and every action asks. */
export const adminHere = ({ member }: App.Locals): SignedIn & Admin => {
  if (member?.role !== 'admin') error(404);
  return { ...member, role: 'admin' };
};
