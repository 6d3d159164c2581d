import type { Reader } from '../../../../db/schema.ts';
import { namesOf } from '../../domain/composing.ts';
import { layersOf } from '../../domain/configuring.ts';
import { presentPrice } from '../../domain/price-breaks.ts';
import { breaksColumn, breaksIn } from '../campaigns/pricing.ts';
import { compositionSeen } from '../compositions/finding.ts';
import { isShown } from '../moderation/hiding.ts';
import { remixOf } from '../remixes/showing.ts';

export type SharedKind = 'challenges' | 'drafts' | 'campaigns' | 'compositions';
export const isSharedKind = (kind: string): kind is SharedKind =>
  ['challenges', 'drafts', 'campaigns', 'compositions'].includes(kind);

export interface Shared {
  kind: SharedKind;
  brand: string;
  number: number;
  title: string;
  state: string;
  /** Of which the share picture's right half is made. */
  picture: string | null;
  /** In its place: layers over each other, from the back to the front, px wide. */
  layers?: { ids: string[]; width: number };
  /** A composition in words. */
  words?: string[];
  closesAt: number | null;
  timeZone: string;
  price: number | null;
  /** Whether that is what the cheapest costs. */
  from?: boolean;
  currency: string;
  units: number;
  minimum: number;
}

/** What a share picture says; only of what anyone may see. */
export const describeShared = async (read: Reader, kind: SharedKind, id: string) => {
  const describe = {
    challenges: describeChallenge,
    drafts: describeDraft,
    campaigns: describeCampaign,
    compositions: describeComposition,
  }[kind];
  const shared = await describe(read, id);
  if (!shared) return undefined;
  const picture = await read
    .selectFrom('pictures')
    .select('width')
    .where('id', '=', shared.picture ?? '')
    .executeTakeFirst();
  return { ...shared, pictureWidth: picture?.width ?? null };
};

const none = { price: null, currency: '', units: 0, minimum: 0 };

const describeChallenge = async (read: Reader, id: string): Promise<Shared | undefined> => {
  const row = await read
    .selectFrom('challenges')
    .innerJoin('brands', 'brands.id', 'challenges.brand_id')
    .select((eb) => [
      'brands.name as brand',
      'challenges.number',
      'challenges.title',
      'challenges.state',
      'challenges.voting_closes_at',
      'challenges.time_zone',
      'challenges.cover_picture_id',
      eb
        .selectFrom('drafts')
        .innerJoin('revision_pictures', 'revision_pictures.revision_id', 'drafts.revision_id')
        .select('revision_pictures.picture_id')
        .whereRef('drafts.challenge_id', '=', 'challenges.id')
        .where('drafts.state', '!=', 'editing')
        .where('revision_pictures.position', '=', 0)
        .where(isShown('draft', 'drafts.id'))
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('draft_removals')
                .select('draft_removals.kind')
                .whereRef('draft_removals.draft_id', '=', 'drafts.id'),
            ),
          ),
        )
        .orderBy('drafts.state', 'desc')
        .orderBy('drafts.position')
        .limit(1)
        .as('draft_picture_id'),
    ])
    .where('challenges.id', '=', id)
    .where('challenges.published_at', 'is not', null)
    .where(isShown('challenge', 'challenges.id'))
    .executeTakeFirst();
  return (
    row && {
      kind: 'challenges',
      ...none,
      brand: row.brand,
      number: row.number,
      title: row.title,
      state: row.state,
      picture: row.cover_picture_id ?? row.draft_picture_id,
      closesAt: row.voting_closes_at,
      timeZone: row.time_zone,
    }
  );
};

const describeDraft = async (read: Reader, id: string): Promise<Shared | undefined> => {
  const row = await read
    .selectFrom('drafts')
    .innerJoin('challenges', 'challenges.id', 'drafts.challenge_id')
    .innerJoin('brands', 'brands.id', 'drafts.brand_id')
    .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .leftJoin('draft_removals', 'draft_removals.draft_id', 'drafts.id')
    .leftJoin('revision_pictures', (join) =>
      join
        .onRef('revision_pictures.revision_id', '=', 'drafts.revision_id')
        .on('revision_pictures.position', '=', 0),
    )
    .select([
      'brands.name as brand',
      'challenges.number',
      'revisions.title',
      'drafts.state',
      'challenges.voting_closes_at',
      'challenges.time_zone',
      'revision_pictures.picture_id',
    ])
    .where('drafts.id', '=', id)
    .where('drafts.state', '!=', 'editing')
    .where('challenges.published_at', 'is not', null)
    .where('draft_removals.draft_id', 'is', null)
    .where(isShown('draft', 'drafts.id'))
    .where(isShown('challenge', 'challenges.id'))
    .executeTakeFirst();
  return (
    row && {
      kind: 'drafts',
      ...none,
      brand: row.brand,
      number: row.number,
      title: row.title,
      state: row.state,
      picture: row.picture_id,
      closesAt: row.voting_closes_at,
      timeZone: row.time_zone,
    }
  );
};

const describeCampaign = async (read: Reader, id: string): Promise<Shared | undefined> => {
  const row = await read
    .selectFrom('campaigns')
    .innerJoin('challenges', 'challenges.id', 'campaigns.challenge_id')
    .innerJoin('brands', 'brands.id', 'campaigns.brand_id')
    .leftJoin('revision_pictures', (join) =>
      join
        .onRef('revision_pictures.revision_id', '=', 'campaigns.revision_id')
        .on('revision_pictures.position', '=', 0),
    )
    .select([
      'brands.name as brand',
      'challenges.number',
      'campaigns.title',
      'campaigns.state',
      'campaigns.deadline',
      'campaigns.time_zone',
      'campaigns.price_minor',
      'campaigns.closing_minor',
      'campaigns.least_minor',
      'campaigns.currency',
      'campaigns.units',
      'campaigns.minimum_quantity',
      'revision_pictures.picture_id',
    ])
    .select(breaksColumn)
    .where('campaigns.id', '=', id)
    .where('campaigns.launched_at', 'is not', null)
    .where(isShown('campaign', 'campaigns.id'))
    .executeTakeFirst();
  return (
    row && {
      kind: 'campaigns',
      brand: row.brand,
      number: row.number,
      title: row.title,
      state: row.state,
      picture: row.picture_id,
      closesAt: row.deadline,
      timeZone: row.time_zone,
      price:
        presentPrice({ ...row, breaks: breaksIn(row.breaks) }) +
        (row.least_minor ?? row.price_minor) -
        row.price_minor,
      from: row.least_minor !== null,
      currency: row.currency,
      units: row.units,
      minimum: row.minimum_quantity,
    }
  );
};

const describeComposition = async (read: Reader, id: string): Promise<Shared | undefined> => {
  const composition = await compositionSeen(read, null, id);
  if (!composition) return undefined;
  const { configuration, choices, draft } = composition;
  const remix = await remixOf(read, null, { composition: id, team: false });
  return {
    kind: 'compositions',
    ...none,
    brand: draft.brand_name,
    number: draft.challenge_number,
    title: remix?.title ?? draft.title,
    state: '',
    picture: null,
    layers: { ids: layersOf(configuration, choices), width: configuration.width },
    words: namesOf(configuration, choices).map(({ choice }) => choice),
    closesAt: null,
    timeZone: 'UTC',
  };
};
