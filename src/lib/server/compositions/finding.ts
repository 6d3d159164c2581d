import type { Reader } from '../../../../db/schema.ts';
import { compositionIn, configurationIn } from '../../domain/configuring.ts';
import { staysHidden } from '../moderation/hiding.ts';

type Visitor = { id: string; role: string } | null;

/**
 * A draft that the visitor may see, with what can be composed of it as it stands; nothing where nothing can. A draft
 * that was never submitted, one of a challenge that is not published, and for all but its brand and admins a hidden one
 * are not there.
 */
export const composableDraft = async (read: Reader, visitor: Visitor, id: string) => {
  const row = await draftsSeen(read, visitor).where('drafts.id', '=', id).executeTakeFirst();
  if (!row || row.spec === null || staysHidden(hiddenIn(row), visitor, row.team !== null)) return undefined;
  return {
    ...draftIn(row),
    configuration_id: row.configuration_id!,
    currency: row.currency!,
    configuration: configurationIn(row.spec),
  };
};

/** A kept composition with the configuration that it was made of, and what stands now, wherever its draft can be seen. */
export const compositionSeen = async (read: Reader, visitor: Visitor, id: string) => {
  const row = await draftsSeen(read, visitor)
    .innerJoin('compositions', 'compositions.draft_id', 'drafts.id')
    .innerJoin('configurations as own', 'own.id', 'compositions.configuration_id')
    .select([
      'compositions.id as composition',
      'compositions.choices',
      'compositions.chosen',
      'compositions.configuration_id as own_id',
      'own.spec as own_spec',
      'own.currency as own_currency',
    ])
    .where('compositions.id', '=', id)
    .executeTakeFirst();
  if (!row || staysHidden(hiddenIn(row), visitor, row.team !== null)) return undefined;
  return {
    id: row.composition,
    draft: draftIn(row),
    chosen: row.chosen,
    choices: compositionIn(row.choices),
    configuration: configurationIn(row.own_spec!),
    currency: row.own_currency!,
    /** What can be composed of the draft as it stands: another where a later revision changed it. */
    standing: row.spec === null ? null : configurationIn(row.spec),
    earlier: row.configuration_id !== row.own_id,
  };
};

const draftsSeen = (read: Reader, visitor: Visitor) =>
  read
    .selectFrom('drafts')
    .innerJoin('challenges', 'challenges.id', 'drafts.challenge_id')
    .innerJoin('brands', 'brands.id', 'drafts.brand_id')
    .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .leftJoin('configurations', 'configurations.id', 'revisions.configuration_id')
    .leftJoin('draft_removals', 'draft_removals.draft_id', 'drafts.id')
    .leftJoin('hidings', (join) =>
      join.on('hidings.target_kind', '=', 'draft').onRef('hidings.target_id', '=', 'drafts.id'),
    )
    .leftJoin('hidings as challenge_hidings', (join) =>
      join
        .on('challenge_hidings.target_kind', '=', 'challenge')
        .onRef('challenge_hidings.target_id', '=', 'challenges.id'),
    )
    .select((eb) => [
      'drafts.id',
      'drafts.challenge_id',
      'drafts.brand_id',
      'revisions.title',
      'revisions.number as revision',
      'revisions.configuration_id',
      'challenges.number as challenge_number',
      'challenges.title as challenge_title',
      'brands.slug as brand_slug',
      'brands.name as brand_name',
      'configurations.spec',
      'configurations.currency',
      'draft_removals.kind as removed',
      'hidings.reason as hidden',
      'challenge_hidings.reason as challenge_hidden',
      eb
        .selectFrom('brand_roles')
        .select('brand_roles.role')
        .whereRef('brand_roles.brand_id', '=', 'drafts.brand_id')
        .where('brand_roles.member_id', '=', visitor?.id ?? '')
        .limit(1)
        .as('team'),
    ])
    .where('drafts.state', '<>', 'editing')
    .where('challenges.published_at', 'is not', null);

type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof draftsSeen>['executeTakeFirst']>>>;

const hiddenIn = (row: Row) => row.hidden ?? row.challenge_hidden;

const draftIn = (row: Row) => ({
  id: row.id,
  challenge_id: row.challenge_id,
  brand_id: row.brand_id,
  title: row.title,
  revision: row.revision,
  challenge_number: row.challenge_number,
  challenge_title: row.challenge_title,
  brand_slug: row.brand_slug,
  brand_name: row.brand_name,
  removed: row.removed,
  hidden: hiddenIn(row),
  team: row.team !== null,
});
