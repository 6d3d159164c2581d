import type { Reader, Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import { newId } from '../ids.ts';
import { chosenOfferFor } from '../offers/costing.ts';
import { firstPictures } from './picturing.ts';
import { mindedBy } from './minding.ts';

/** The drafts of a brand that have won and are not offered yet, the latest decision first. */
export const draftsToOffer = async (read: Reader, brand: { id: string }) => {
  const drafts = await wonDrafts(read)
    .where('drafts.brand_id', '=', brand.id)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('campaigns')
            .select('campaigns.id')
            .whereRef('campaigns.draft_id', '=', 'drafts.id')
            .where('campaigns.state', '<>', 'cancelled'),
        ),
      ),
    )
    .orderBy('challenges.decided_at', 'desc')
    .orderBy('drafts.picks', 'desc')
    .execute();
  const pictures = await firstPictures(
    read,
    drafts.map((draft) => draft.revision_id),
  );
  return drafts.map((draft) => ({ ...draft, picture: pictures.get(draft.revision_id) ?? null }));
};

const wonDrafts = (read: Reader) =>
  read
    .selectFrom('drafts')
    .innerJoin('challenges', 'challenges.id', 'drafts.challenge_id')
    .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .select([
      'drafts.id',
      'drafts.brand_id',
      'drafts.challenge_id',
      'drafts.state',
      'drafts.picks',
      'revisions.id as revision_id',
      'revisions.title',
      'revisions.story',
      'challenges.number as challenge_number',
      'challenges.title as challenge_title',
      'challenges.decided_at',
    ])
    .where('drafts.state', '=', 'won');

export interface NewCampaign {
  draft: string;
  title: string;
  /** Minor units of the brand's currency. */
  price: number;
  minimum: number;
  /** Epoch milliseconds; not given while it is not known. */
  deadline?: number | null;
  /** `YYYY-MM`, or empty. */
  deliveryMonth?: string;
}

/** Offers a draft that has won: a campaign in preparation, which begins with the draft's own words and one variant. */
export const makeCampaign = async (
  tx: Transaction,
  member: { id: string },
  { draft: draftId, title, price, minimum, deadline = null, deliveryMonth = '' }: NewCampaign,
  now: number,
): Promise<{ id: string } | Refusal> => {
  const draft = await tx
    .selectFrom('drafts')
    .innerJoin('brands', 'brands.id', 'drafts.brand_id')
    .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .select([
      'drafts.id',
      'drafts.state',
      'drafts.brand_id',
      'drafts.challenge_id',
      'revisions.id as revision_id',
      'revisions.story',
      'brands.currency',
      'brands.time_zone',
    ])
    .where('drafts.id', '=', draftId)
    .where(mindedBy(member, 'drafts.brand_id'))
    .executeTakeFirst();
  if (!draft) return refuse('not-found');
  if (draft.state !== 'won') return refuse('draft-not-won');
  const id = newId(now);
  const made = await tx
    .insertInto('campaigns')
    .values({
      id,
      brand_id: draft.brand_id,
      challenge_id: draft.challenge_id,
      draft_id: draft.id,
      revision_id: draft.revision_id,
      title,
      story: draft.story,
      currency: draft.currency,
      price_minor: price,
      minimum_quantity: minimum,
      deadline,
      delivery_month: deliveryMonth,
      time_zone: draft.time_zone,
      created_by: member.id,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) return refuse('draft-has-campaign');
  await tx
    .insertInto('variants')
    .values({ id: newId(now), campaign_id: id, position: 0, label: '' })
    .execute();
  const offer = await chosenOfferFor(tx, draft);
  if (offer) {
    await tx
      .insertInto('campaign_offers')
      .values({ campaign_id: id, offer_id: offer.id, version: offer.version })
      .execute();
  }
  await recordEvent(
    tx,
    {
      kind: 'campaign-created',
      actor: member.id,
      brand: draft.brand_id,
      challenge: draft.challenge_id,
      draft: draft.id,
      campaign: id,
      payload: { title },
    },
    now,
  );
  return { id };
};
