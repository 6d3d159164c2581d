import { adminHere } from './admitting.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals }) => {
  const { timeZone } = adminHere(locals);
  return { zone: timeZone, now: locals.now };
};
