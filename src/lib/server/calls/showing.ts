import type { Reader } from '../../../../db/schema.ts';
import { compiledOnce } from '../compiling.ts';
import { isShown } from '../moderation/hiding.ts';
import { untilWritten } from '../remembering.ts';
import { quantitiesOf } from './minding.ts';
import { titleOfDraft } from './naming.ts';

const publicCalls = (read: Reader) =>
  read
    .selectFrom('calls')
    .innerJoin('brands', 'brands.id', 'calls.brand_id')
    .innerJoin('challenges', 'challenges.id', 'calls.challenge_id')
    .leftJoin('drafts', 'drafts.id', 'calls.draft_id')
    .select([
      'calls.id',
      'calls.brand_id',
      'calls.challenge_id',
      'calls.draft_id',
      'calls.state',
      'calls.wanted',
      'calls.quantities',
      'calls.closes_at',
      'calls.closed_at',
      'brands.name as brand_name',
      'brands.slug as brand_slug',
      'brands.currency',
      'brands.time_zone',
      'challenges.title as challenge_title',
      'challenges.number as challenge_number',
      titleOfDraft,
    ])
    .where('challenges.published_at', 'is not', null)
    .where('challenges.state', '<>', 'cancelled')
    .where(isShown('challenge', 'challenges.id'))
    .where((eb) => eb.or([eb('calls.draft_id', 'is', null), isShown('draft', 'calls.draft_id')]));

/** A call as everybody may see it, closed ones too; nothing where its challenge or draft is hidden. */
export const presentCall = async (read: Reader, id: string, now: number) => {
  const row = await publicCalls(read).where('calls.id', '=', id).executeTakeFirst();
  return row && { ...row, quantities: quantitiesOf(row), open: row.state === 'open' && row.closes_at > now };
};

/** The call that is open on a challenge's brief, and those on its drafts: for the pages of both. */
export const openCallsOn = untilWritten(
  compiledOnce((read, challenge: string) =>
    read
      .selectFrom('calls')
      .select(['id', 'draft_id as draft', 'closes_at as closesAt'])
      .where('challenge_id', '=', challenge)
      .where('state', '=', 'open'),
  ),
);
