import type { Reader } from '../../../../db/schema.ts';
import { accountOf } from './exporting-accounts.ts';
import { actsOf } from './exporting-acts.ts';
import { compositionsOf } from './exporting-compositions.ts';
import { lettersTo } from './exporting-letters.ts';
import { offersOf } from './exporting-offers.ts';
import { preordersOf } from './exporting-preorders.ts';
import { reviewsOf } from './exporting-reviews.ts';
import { voicesOf } from './exporting-voices.ts';
import { worksOf } from './exporting-works.ts';

/**
 * Everything that the site holds about a member, for one file: rows as they are kept, times in ISO 8601.
 * Left out are hashes and payment tokens, which tell nothing and could open something.
 */
export const everythingAbout = async (read: Reader, member: { id: string; email: string }, now: number) => {
  const { id } = member;
  const site = await read.selectFrom('site').select(['name']).where('id', '=', 1).executeTakeFirstOrThrow();
  return readable({
    site: site.name,
    made_at: now,
    ...(await accountOf(read, member)),
    ...(await voicesOf(read, id)),
    reviews: await reviewsOf(read, member),
    ...(await worksOf(read, id)),
    ...(await compositionsOf(read, id)),
    preorders: await preordersOf(read, id),
    offers: await offersOf(read, id),
    ...(await lettersTo(read, member)),
    acts: await actsOf(read, id),
  });
};

const isTime = /(^|_)(at|until|since)$/;

/** Epoch milliseconds become dates, JSON kept as text becomes what it says. */
const readable = (value: unknown, name = ''): unknown => {
  if (typeof value === 'number' && isTime.test(name))
    return value === 0 ? null : new Date(value).toISOString();
  if (typeof value === 'string' && name === 'payload') return JSON.parse(value);
  if (Array.isArray(value)) return value.map((each) => readable(each));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, readable(each, key)]));
  return value;
};
