import type { Reader } from '../../../../db/schema.ts';

/** What is under way at a brand's desk, each list in one query. */
export const challengesUnderWay = (read: Reader, brand: { id: string }) =>
  read
    .selectFrom('challenges')
    .select([
      'id',
      'number',
      'title',
      'state',
      'ballot_count as ballots',
      'draft_count as drafts',
      'quorum',
      'time_zone as timeZone',
      'scheduled_at as scheduledAt',
      'collecting_opens_at as collectingOpensAt',
      'voting_opens_at as votingOpensAt',
      'voting_closes_at as votingClosesAt',
    ])
    .where('brand_id', '=', brand.id)
    .where('state', 'in', ['preparing', 'collecting', 'voting', 'deciding'])
    .orderBy('voting_closes_at', (order) => order.asc().nullsLast())
    .orderBy('number')
    .execute();

export const campaignsUnderWay = (read: Reader, brand: { id: string }) =>
  read
    .selectFrom('campaigns')
    .select([
      'id',
      'title',
      'state',
      'units',
      'minimum_quantity as minimum',
      'preorder_count as preorders',
      'deadline',
      'time_zone as timeZone',
      'delivery_month as deliveryMonth',
    ])
    .where('brand_id', '=', brand.id)
    .where('state', 'in', ['preparing', 'live', 'succeeded', 'producing', 'shipping'])
    .orderBy('deadline', (order) => order.asc().nullsLast())
    .orderBy('id')
    .execute();

/** Drafts that are being edited, counted by the challenge that they are for, while it still takes drafts. */
export const draftsInEditing = (read: Reader, brand: { id: string }) =>
  read
    .selectFrom('drafts')
    .innerJoin('challenges', 'challenges.id', 'drafts.challenge_id')
    .select(['challenges.id', 'challenges.title', (eb) => eb.fn.countAll<number>().as('count')])
    .where('drafts.brand_id', '=', brand.id)
    .where('drafts.state', '=', 'editing')
    .where('challenges.kind', '=', 'showcase')
    .where('challenges.state', 'in', ['preparing', 'collecting'])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('draft_removals')
            .select('draft_removals.draft_id')
            .whereRef('draft_removals.draft_id', '=', 'drafts.id'),
        ),
      ),
    )
    .groupBy(['challenges.id', 'challenges.title'])
    .orderBy('challenges.id')
    .execute();

/** Transfers that buyers owe since their campaign succeeded, counted by campaign. */
export const transfersAwaited = (read: Reader, campaigns: { id: string; state: string }[]) =>
  read
    .selectFrom('preorders')
    .innerJoin('campaigns', 'campaigns.id', 'preorders.campaign_id')
    .select(['campaigns.id', 'campaigns.title', (eb) => eb.fn.countAll<number>().as('count')])
    .where(
      'preorders.campaign_id',
      'in',
      campaigns
        .filter(({ state }) => ['succeeded', 'producing', 'shipping'].includes(state))
        .map(({ id }) => id),
    )
    .where('preorders.state', '=', 'placed')
    .where('preorders.payment_method', '=', 'manual')
    .groupBy(['campaigns.id', 'campaigns.title'])
    .orderBy('campaigns.id')
    .execute();

/** Whether the brand is more than one person, or has asked to be. */
export const hasCompany = async (read: Reader, brand: { id: string }): Promise<boolean> => {
  const members = await read
    .selectFrom('brand_roles')
    .select('member_id')
    .distinct()
    .where('brand_id', '=', brand.id)
    .limit(2)
    .execute();
  if (members.length > 1) return true;
  const invited = await read
    .selectFrom('invitations')
    .select('id')
    .where('brand_id', '=', brand.id)
    .limit(1)
    .executeTakeFirst();
  return invited !== undefined;
};
