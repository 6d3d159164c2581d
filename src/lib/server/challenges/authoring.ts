import type { Eligibility, Reader, Transaction } from '../../../../db/schema.ts';
import { mayOfferNone, type Method } from '../../domain/methods.ts';
import { challengeGaps } from '../../domain/readying.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { revisingRest, revisingUntil } from '../../domain/revising.ts';
import { dateProblems } from '../../domain/scheduling.ts';
import { recordEvent } from '../events/recording.ts';
import { newId } from '../ids.ts';
import { mayCover } from './covering.ts';
import { indexChallenge } from './indexing.ts';
import { ownChallenge, type OwnChallenge } from './owning.ts';
import { writeTerms } from './terms.ts';
import { planChallenge } from './timing.ts';

/** What a designer writes; times are epoch milliseconds. */
export interface ChallengeInput {
  title: string;
  brief: string;
  cover: string | null;
  coverAlt: string;
  collectingOpensAt: number | null;
  votingOpensAt: number | null;
  votingClosesAt: number | null;
  /** `picks` where it is left out. */
  method?: Method;
  /** Of a vote within a budget: whole units of the brand's currency. */
  budget?: number | null;
  /** Whether "none of these" stands on the ballot, where the method has room for it. */
  defaultOption?: boolean;
  /** Everybody with a confirmed address where it is left out. */
  eligibility?: Eligibility;
  /** Whose buyers may vote. */
  eligibleCampaign?: string | null;
  picksPerMember: number;
  seats: number;
  quorum: number;
  tallyShown: 'live' | 'after-close';
  /** Whether drafts may be revised while voting is open. */
  revising?: boolean | undefined;
  /** How members enter; null for a showcase, left out where it stays as it is. */
  open?: OpenRule | null;
}

export interface OpenRule {
  draftsPerMember: number;
  /** Whether the brand looks at each draft before it is public. */
  reviewed: boolean;
  /** Whether drafts stay hidden until voting opens. */
  blind: boolean;
  entryRules: string;
  licence: string;
}

export const createChallenge = async (
  tx: Transaction,
  member: { id: string },
  brand: { id: string },
  input: ChallengeInput,
  now: number,
): Promise<{ challenge: string } | Refusal> => {
  // The numbers of a brand are given out one after the other: whoever comes second waits for the brand's row.
  const held = await tx
    .updateTable('brands')
    .set((eb) => ({ challenge_count: eb.ref('challenge_count') }))
    .where('id', '=', brand.id)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('brand_roles')
          .select('brand_roles.role')
          .whereRef('brand_roles.brand_id', '=', 'brands.id')
          .where('brand_roles.member_id', '=', member.id)
          .where('brand_roles.role', 'in', ['owner', 'designer']),
      ),
    )
    .returning('time_zone')
    .executeTakeFirst();
  if (!held || !(await mayCover(tx, member, input.cover, null))) return refuse('not-found');
  if (!(await mayAskBuyers(tx, brand.id, input))) return refuse('not-found');
  if (input.open && input.method === 'specification') return refuse('specification-of-members');
  const hurried = tooShortToRevise(input);
  if (hurried) return hurried;
  const last = await tx
    .selectFrom('challenges')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('brand_id', '=', brand.id)
    .executeTakeFirst();
  const id = newId(now);
  await tx
    .insertInto('challenges')
    .values({
      id,
      brand_id: brand.id,
      number: (last?.number ?? 0) + 1,
      time_zone: held.time_zone,
      created_by: member.id,
      created_at: now,
      ...textColumns(input),
      ...ruleColumns(input),
      ...openColumns(input.open),
    })
    .execute();
  if (input.open) await writeTerms(tx, member, { challenge: id, version: 1, ...input.open }, now);
  await recordEvent(tx, { kind: 'challenge-created', actor: member.id, brand: brand.id, challenge: id }, now);
  return { challenge: id };
};

/**
 * Everything may change while a challenge is being prepared. Once it is public its rule stands, and the dates may
 * still move; once it is sealed nothing does. Whoever began from another state than what stands is told, and nothing of
 * the other's work is lost.
 *
 * `seen`: the `edits` of the challenge that the form was filled from
 */
export const changeChallenge = async (
  tx: Transaction,
  member: { id: string },
  { challenge: id, seen, ...input }: ChallengeInput & { challenge: string; seen: number },
  now: number,
): Promise<{ challenge: string } | Refusal> => {
  const challenge = await ownChallenge(tx, member, id);
  if (!challenge) return refuse('not-found');
  if (!(await mayCover(tx, member, input.cover, challenge.cover_picture_id))) return refuse('not-found');
  if (!(await mayAskBuyers(tx, challenge.brand_id, input))) return refuse('not-found');
  const published = challenge.state === 'collecting';
  if (!published && challenge.state !== 'preparing') return refuse('challenge-sealed');
  if (challenge.edits !== seen) return refuse('changed-meanwhile');
  // Whoever drew drafts of the brand's own does not find them among those of members.
  const kind = input.open === undefined ? challenge.kind : input.open ? 'open' : 'showcase';
  if (kind !== challenge.kind && (published || (await hasDrafts(tx, id)))) return refuse('kind-fixed');
  if (!published && kind === 'open' && input.method === 'specification')
    return refuse('specification-of-members');
  const terms = kind === 'open' ? (input.open ?? null) : null;
  const dates = published ? { ...input, collectingOpensAt: challenge.collecting_opens_at } : input;
  const hurried = tooShortToRevise({
    ...dates,
    revising: published ? challenge.revising === 1 : input.revising,
  });
  if (hurried) return hurried;
  const promised = published || challenge.scheduled_at !== null;
  if (promised && datesMoved(challenge, dates) && Object.keys(dateProblems(dates, now)).length > 0)
    return refuse('dates-impossible');
  if (promised && challengeGaps({ ...input, ...dates, terms }, now).some((gap) => gap !== 'dates'))
    return refuse('challenge-incomplete');
  const version = terms ? nextVersion(challenge, terms, published) : challenge.terms_version;
  const changed = await tx
    .updateTable('challenges')
    .set((eb) => ({
      ...textColumns({ ...input, ...dates }),
      ...(published ? {} : { ...ruleColumns(input), ...openColumns(input.open) }),
      terms_version: version,
      edits: eb('edits', '+', 1),
    }))
    .where('id', '=', id)
    .where('edits', '=', seen)
    .where('state', '=', challenge.state)
    .returningAll()
    .executeTakeFirst();
  if (!changed) return refuse('changed-meanwhile');
  if (terms) await writeTerms(tx, member, { challenge: id, version, ...terms }, now);
  if (promised) await planChallenge(tx, changed, now);
  if (published) await indexChallenge(tx, id);
  await recordEvent(
    tx,
    {
      kind: 'challenge-changed',
      actor: member.id,
      brand: changed.brand_id,
      challenge: id,
      payload: {
        dates: datesMoved(challenge, dates),
        ...(version !== challenge.terms_version && { terms: version }),
      },
    },
    now,
  );
  return { challenge: id };
};

type Dates = Pick<ChallengeInput, 'collectingOpensAt' | 'votingOpensAt' | 'votingClosesAt'>;

const datesMoved = (before: OwnChallenge, dates: Dates) =>
  before.collecting_opens_at !== dates.collectingOpensAt ||
  before.voting_opens_at !== dates.votingOpensAt ||
  before.voting_closes_at !== dates.votingClosesAt;

/** Where drafts may be revised, the vote has to leave time for it, and time to look afterwards. */
const tooShortToRevise = ({
  revising = false,
  votingOpensAt,
  votingClosesAt,
}: Pick<ChallengeInput, 'revising' | 'votingOpensAt' | 'votingClosesAt'>): Refusal | undefined =>
  revising &&
  votingOpensAt !== null &&
  votingClosesAt !== null &&
  revisingUntil({ revising, votingOpensAt, votingClosesAt }) === null
    ? refuse('revising-too-short', { hours: revisingRest / 3_600_000 })
    : undefined;

/** Buyers of a campaign of the brand's own. */
const mayAskBuyers = async (
  read: Reader,
  brand: string,
  { eligibility, eligibleCampaign }: Pick<ChallengeInput, 'eligibility' | 'eligibleCampaign'>,
) =>
  eligibility !== 'buyers' ||
  !eligibleCampaign ||
  (await read
    .selectFrom('campaigns')
    .select('id')
    .where('id', '=', eligibleCampaign)
    .where('brand_id', '=', brand)
    .executeTakeFirst()) !== undefined;

const textColumns = (input: ChallengeInput) => ({
  title: input.title,
  brief: input.brief,
  cover_picture_id: input.cover,
  cover_alt: input.coverAlt,
  collecting_opens_at: input.collectingOpensAt,
  voting_opens_at: input.votingOpensAt,
  voting_closes_at: input.votingClosesAt,
});

/** What anyone could see stays as it was written: a change is the next version. */
const nextVersion = (challenge: OwnChallenge, terms: OpenRule, published: boolean) =>
  published && (challenge.entry_rules !== terms.entryRules || challenge.licence !== terms.licence)
    ? challenge.terms_version + 1
    : Math.max(1, challenge.terms_version);

const hasDrafts = async (read: Reader, challenge: string) =>
  (await read
    .selectFrom('drafts')
    .select('position')
    .where('challenge_id', '=', challenge)
    .limit(1)
    .executeTakeFirst()) !== undefined;

const openColumns = (open: OpenRule | null | undefined) =>
  open === undefined
    ? {}
    : open === null
      ? { kind: 'showcase' as const, drafts_per_member: 1, reviewed: 0 as const, blind: 0 as const }
      : {
          kind: 'open' as const,
          drafts_per_member: open.draftsPerMember,
          reviewed: open.reviewed ? (1 as const) : (0 as const),
          blind: open.blind ? (1 as const) : (0 as const),
          terms_version: 1,
        };

const ruleColumns = (input: ChallengeInput) => ({
  method: input.method ?? 'picks',
  budget: input.method === 'equal-shares' ? (input.budget ?? null) : null,
  default_option: input.defaultOption && mayOfferNone(input.method ?? 'picks') ? (1 as const) : (0 as const),
  eligibility: input.eligibility ?? 'confirmed-members',
  eligible_campaign_id: input.eligibility === 'buyers' ? (input.eligibleCampaign ?? null) : null,
  picks_per_member: input.picksPerMember,
  seats: input.seats,
  quorum: input.quorum,
  tally_shown: input.tallyShown,
  // What is compared as a whole stays as it was sealed.
  revising: input.revising && (input.method ?? 'picks') === 'picks' ? 1 : 0,
});
