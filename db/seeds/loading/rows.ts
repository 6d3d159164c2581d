import type { Insertable } from 'kysely';
import type { Tables, Transaction } from '../../schema.ts';
import { randomFrom, type Random } from '../random.ts';

/** In this order every row finds what it refers to. */
const order = [
  'members',
  'pictures',
  'brands',
  'brand_roles',
  'challenges',
  'challenge_terms',
  'drafts',
  'configurations',
  'configuration_layers',
  'compositions',
  'chosen_compositions',
  'choice_counts',
  'remixes',
  'remix_votes',
  'revisions',
  'revision_pictures',
  'draft_removals',
  'draft_authors',
  'author_invitations',
  'terms_acceptances',
  'draft_reviews',
  'blind_entries',
  'comments',
  'suggestions',
  'suggestion_seconds',
  'follows',
  'ballots',
  'ballot_picks',
  'ballot_duels',
  'duel_counts',
  'log_leaves',
  'specification_counts',
  'ballot_choices',
  'shortlists',
  'finalists',
  'stages',
  'criteria',
  'experts',
  'reviews',
  'review_scores',
  'prototypes',
  'prototype_pictures',
  'decisions',
  'decision_winners',
  'calls',
  'offers',
  'offer_versions',
  'offer_prices',
  'attachments',
  'offer_looks',
  'campaigns',
  'price_breaks',
  'variants',
  'shipping_rates',
  'preorders',
  'payments',
  'ledger_entries',
  'ledger_balances',
  'shipments',
  'milestones',
  'updates',
  'events',
  'notifications',
  'reports',
  'hidings',
  'bans',
  'jobs',
] as const satisfies (keyof Tables)[];
type Seeded = (typeof order)[number];

export type Rows = { [Table in Seeded]: Insertable<Tables[Table]>[] };

export const noRows = (): Rows => Object.fromEntries(order.map((table) => [table, []])) as unknown as Rows;

/** A statement may bind about 32,000 values on SQLite. */
const mostRows = 500;
const mostValues = 30_000;

export async function insertRows(tx: Transaction, rows: Rows): Promise<void> {
  for (const table of order) {
    const all = alike(rows[table] as Record<string, unknown>[]);
    const columns = Object.keys(all[0] ?? {}).length;
    const some = Math.min(mostRows, Math.floor(mostValues / Math.max(1, columns)));
    for (let at = 0; at < all.length; at += some)
      await tx
        .insertInto(table)
        .values(all.slice(at, at + some) as never)
        .execute();
  }
}

/** Rows of one statement must name the same columns; what one of them leaves out is null there. */
function alike(rows: Record<string, unknown>[]): Record<string, unknown>[] {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column] ?? null])));
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Ids of the same shape as the product's (`server/ids.ts`), of time and of seeded chance. */
export function idsFrom(random: Random) {
  const letters = (length: number) => {
    let text = '';
    for (let i = 0; i < length; i++) text += alphabet[random.integer(0, 31)];
    return text;
  };
  const id = (at: number) => {
    let time = '';
    for (let rest = Math.max(0, Math.floor(at)), i = 0; i < 9; i++, rest = Math.floor(rest / 32))
      time = alphabet[rest % 32]! + time;
    return time + letters(7);
  };
  return { id, letters };
}
export type Ids = ReturnType<typeof idsFrom>;

/** What every part of the loading has at hand. */
export interface Loading {
  now: number;
  rows: Rows;
  ids: Ids;
  /** A source of chance for each part, so that one part drawing more does not change the others. */
  chance(part: string): Random;
  /** Days from now as epoch milliseconds, at the nearest hour at which people set dates. */
  day(offset: number): number;
}
const hour = 3600_000;
export const dayLength = 24 * hour;

export const beginLoading = (now: number): Loading => ({
  now,
  rows: noRows(),
  ids: idsFrom(randomFrom('muster ids')),
  chance: (part) => randomFrom(`muster ${part}`),
  day: (offset) => sensibleHour(now + offset * dayLength),
});

/** In Taipei and Shanghai: ten in the morning, noon, and six, eight and nine in the evening. */
const hoursOfDay = [2, 4, 10, 12, 13];
const sensibleHour = (at: number) => {
  const midnight = Math.floor(at / dayLength) * dayLength;
  const candidates = [-1, 0, 1].flatMap((day) =>
    hoursOfDay.map((of) => midnight + day * dayLength + of * hour),
  );
  return candidates.reduce((best, one) => (Math.abs(one - at) < Math.abs(best - at) ? one : best));
};
