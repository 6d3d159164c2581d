import type { Reader } from '../../../../db/schema.ts';
import type { Method } from '../../domain/methods.ts';
import { refuse } from '../../domain/refusals.ts';

interface Opened {
  id: string;
  brand_id: string;
  method: Method;
  picks_per_member: number;
  seats: number;
  budget: number | null;
  eligibility: 'confirmed-members' | 'followers' | 'buyers' | 'list' | 'codes';
  eligible_campaign_id: string | null;
}

/** What the sealed rule says of the method; a refusal where something is missing that it counts with. */
export const methodRule = async (read: Reader, opened: Opened, drafts: readonly { draft: string }[]) => {
  const { method } = opened;
  // No more seats than drafts: a count elects exactly as many.
  const seats = Math.min(opened.seats, drafts.length);
  if (method === 'picks')
    return { method, picksPerMember: opened.picks_per_member, seats: opened.seats } as const;
  if (method === 'score') return { method, seats, count: 'lower-end-of-wilson-95' } as const;
  if (method === 'duels') return { method, seats, count: 'chance-to-win-the-next' } as const;
  if (method === 'schulze') return { method, seats: 1, count: 'winning-votes' } as const;
  if (method === 'irv') return { method, seats: 1, count: 'last-out' } as const;
  if (method === 'stv')
    return { method, seats, count: 'weighted-inclusive-gregory-droop-5-decimals' } as const;
  if (method === 'equal-shares') return budgetRule(read, opened, drafts);
  throw new Error(`a ${method} vote is sealed with its configuration`);
};

const budgetRule = async (
  read: Reader,
  { brand_id, budget }: Opened,
  drafts: readonly { draft: string }[],
) => {
  if (budget === null) return refuse('budget-needed');
  const rows = await read
    .selectFrom('drafts')
    .select(['id', 'tooling_cost'])
    .where(
      'id',
      'in',
      drafts.map(({ draft }) => draft),
    )
    .execute();
  const missing = rows.filter(({ tooling_cost }) => tooling_cost === null).length;
  if (missing > 0) return refuse('costs-missing', { count: missing });
  const { currency } = await read
    .selectFrom('brands')
    .select('currency')
    .where('id', '=', brand_id)
    .executeTakeFirstOrThrow();
  const costs = Object.fromEntries(rows.map(({ id, tooling_cost }) => [id, tooling_cost!]));
  return { method: 'equal-shares', budget, currency, costs, count: 'cost-utilities-add1' } as const;
};

/** What the sealed rule says of who may vote; a refusal where nobody could. */
export const eligibilityRule = async (read: Reader, opened: Opened) => {
  const { eligibility } = opened;
  if (eligibility === 'buyers')
    return opened.eligible_campaign_id === null
      ? refuse('eligible-none')
      : { eligibility, eligibleCampaign: opened.eligible_campaign_id };
  if (eligibility === 'list') {
    const { count } = await read
      .selectFrom('eligible_addresses')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('challenge_id', '=', opened.id)
      .executeTakeFirstOrThrow();
    return Number(count) === 0 ? refuse('eligible-none') : { eligibility, eligibleAddresses: Number(count) };
  }
  return { eligibility };
};
