import type { Reader, Transaction } from '../../../../db/schema.ts';
import { entryLimits } from '../../domain/entering.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { presentTerms } from '../challenges/terms.ts';
import { recordEvent } from '../events/recording.ts';
import { follow } from '../follows/following.ts';
import { isShown } from '../moderation/hiding.ts';
import { entriesOf } from './entering.ts';
import { isJudgedBy } from './owning.ts';
import { insertDraft, type DraftInput } from './saving.ts';

/** An open challenge that anyone may see, with what members must know before they enter a draft. */
export const challengeToEnter = async (read: Reader, member: { id: string } | null, id: string) => {
  const challenge = await read
    .selectFrom('challenges')
    .innerJoin('brands', 'brands.id', 'challenges.brand_id')
    .select((eb) => [
      'challenges.id',
      'challenges.brand_id',
      'challenges.number',
      'challenges.title',
      'challenges.brief',
      'challenges.state',
      'challenges.time_zone',
      'challenges.voting_opens_at',
      'challenges.drafts_per_member',
      'challenges.reviewed',
      'challenges.blind',
      'brands.name as brand_name',
      'brands.slug as brand_slug',
      eb
        .selectFrom('brand_roles')
        .select('brand_roles.role')
        .whereRef('brand_roles.brand_id', '=', 'challenges.brand_id')
        .where('brand_roles.member_id', '=', member?.id ?? '')
        .limit(1)
        .as('team'),
      isJudgedBy(member?.id ?? '').as('judges'),
    ])
    .where('challenges.id', '=', id)
    .where('challenges.kind', '=', 'open')
    .where('challenges.published_at', 'is not', null)
    .where(isShown('challenge', 'challenges.id'))
    .executeTakeFirst();
  const terms = challenge && (await presentTerms(read, id));
  return challenge && terms && { ...challenge, terms };
};

/** Why a member cannot begin another draft here; nothing if nothing stands in the way. */
export const whyNotBegin = async (
  read: Reader,
  member: { id: string; confirmed: boolean },
  challenge: NonNullable<Awaited<ReturnType<typeof challengeToEnter>>>,
): Promise<Refusal | undefined> => {
  if (challenge.state !== 'collecting') return refuse('entry-closed');
  if (challenge.team !== null) return refuse('entry-own-brand');
  if (challenge.judges) return refuse('expert-cannot-enter');
  if (!member.confirmed) return refuse('not-confirmed');
  const limit = challenge.drafts_per_member;
  const entries = await entriesOf(read, { challenge: challenge.id, members: [member.id] });
  if ((entries.get(member.id) ?? 0) >= limit) return refuse('entry-limit', { limit });
  const begun = await read
    .selectFrom('drafts')
    .leftJoin('draft_removals', 'draft_removals.draft_id', 'drafts.id')
    .select('drafts.id')
    .where('drafts.challenge_id', '=', challenge.id)
    .where('drafts.member_id', '=', member.id)
    .where('draft_removals.draft_id', 'is', null)
    .limit(entryLimits.working + limit)
    .execute();
  // Those that were entered are limited by the challenge.
  const working = begun.length - (entries.get(member.id) ?? 0);
  return working >= entryLimits.working
    ? refuse('too-many-begun', { limit: entryLimits.working })
    : undefined;
};

/** Begins a draft in an open challenge: a working copy that its author alone can see. */
export const beginDraft = async (
  tx: Transaction,
  member: { id: string; confirmed: boolean },
  { challenge: id, ...input }: DraftInput & { challenge: string },
  now: number,
): Promise<{ draft: string; revision: string } | Refusal> => {
  const challenge = await challengeToEnter(tx, member, id);
  if (!challenge) return refuse('not-found');
  const refused = await whyNotBegin(tx, member, challenge);
  if (refused) return refused;
  const made = await insertDraft(tx, member, { challenge, ...input }, now);
  if (isRefusal(made)) return made;
  await tx
    .insertInto('draft_authors')
    .values({ draft_id: made.draft, member_id: member.id, joined_at: now })
    .execute();
  // Whoever enters a draft wants to hear what becomes of it; it can be taken back like any following.
  await follow(tx, member, { kind: 'challenge', id }, now);
  await recordEvent(
    tx,
    { kind: 'draft-created', actor: member.id, brand: challenge.brand_id, challenge: id, draft: made.draft },
    now,
  );
  return made;
};
