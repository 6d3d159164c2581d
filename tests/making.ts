import type { Eligibility, Method, Transaction } from '../db/schema.ts';
import type { Configuration } from '../src/lib/domain/configuring.ts';
import { standCounts } from '../src/lib/server/challenges/specifying.ts';
import { newId } from '../src/lib/server/ids.ts';

// Rows to start a test from, where the way to them is not what is tested. One function a word of the design.
let serial = 0;

export const makeMember = async (
  tx: Transaction,
  now: number,
  more: {
    name?: string;
    email?: string;
    confirmed?: boolean;
    role?: 'member' | 'admin';
    locale?: 'en' | 'zh-TW' | 'zh-CN';
  } = {},
) => {
  const id = newId(now);
  const n = ++serial;
  const member = {
    id,
    name: more.name ?? `Member ${n}`,
    email: more.email ?? `member-${n}-${id}@example.com`,
    role: more.role ?? ('member' as const),
    locale: more.locale ?? ('en' as const),
  };
  await tx
    .insertInto('members')
    .values({ ...member, joined_at: now, email_confirmed_at: more.confirmed === false ? null : now })
    .execute();
  return member;
};

export const makeBrand = async (
  tx: Transaction,
  now: number,
  roles: { member: { id: string }; role: 'owner' | 'designer' | 'merchant' }[] = [],
  more: { slug?: string; name?: string; currency?: string } = {},
) => {
  const n = ++serial;
  const brand = {
    id: newId(now),
    slug: more.slug ?? `brand-${n}`,
    name: more.name ?? `Brand ${n}`,
    time_zone: 'Asia/Taipei',
    currency: more.currency ?? 'TWD',
    created_at: now,
  };
  await tx.insertInto('brands').values(brand).execute();
  for (const { member, role } of roles) {
    await tx
      .insertInto('brand_roles')
      .values({ brand_id: brand.id, member_id: member.id, role, granted_at: now })
      .execute();
  }
  return brand;
};

export const makePicture = async (tx: Transaction, now: number, member: { id: string } | null = null) => {
  const picture = {
    id: newId(now),
    member_id: member?.id ?? null,
    width: 800,
    height: 1000,
    widths: '[320,640,800]',
    thumbhash: '',
    bytes: 1000,
    created_at: now,
  };
  await tx.insertInto('pictures').values(picture).execute();
  return picture;
};

/** A challenge in any state with drafts submitted, published and pictured; sealed by hand where voting has opened. */
export const makeChallenge = async (
  tx: Transaction,
  now: number,
  brand: { id: string },
  more: Partial<{
    state: 'preparing' | 'collecting' | 'voting' | 'deciding' | 'decided' | 'cancelled';
    drafts: number;
    picks: number;
    seats: number;
    quorum: number;
    title: string;
    opensAt: number;
    closesAt: number;
    tallyShown: 'live' | 'after-close';
    /** Drafts may be revised up to this moment of the vote. */
    revisingUntil: number;
    author: { id: string } | null;
    method: Method;
    budget: number;
    /** "None of these" stands on the ballot. */
    none: boolean;
    /** What each draft costs to make, in their order. */
    costs: number[];
    eligibility: Eligibility;
    eligibleCampaign: string;
    round: number;
  }> = {},
) => {
  const n = ++serial;
  const day = 24 * 3600_000;
  const state = more.state ?? 'voting';
  const challenge = {
    id: newId(now),
    brand_id: brand.id,
    number: n,
    state,
    title: more.title ?? `Challenge ${n}`,
    brief: 'What shall we make next?',
    method: more.method ?? ('picks' as const),
    budget: more.budget ?? null,
    default_option: more.none ? (1 as const) : (0 as const),
    eligibility: more.eligibility ?? ('confirmed-members' as const),
    eligible_campaign_id: more.eligibleCampaign ?? null,
    round: more.round ?? 1,
    picks_per_member: more.picks ?? 3,
    seats: more.seats ?? 1,
    quorum: more.quorum ?? 0,
    tally_shown: more.tallyShown ?? ('live' as const),
    revising: more.revisingUntil === undefined ? 0 : 1,
    revising_until: more.revisingUntil ?? null,
    collecting_opens_at: now - 7 * day,
    voting_opens_at: more.opensAt ?? now - day,
    voting_closes_at: more.closesAt ?? now + 3 * day,
    time_zone: 'Asia/Taipei',
    draft_count: more.drafts ?? 3,
    created_at: now - 8 * day,
    published_at: state === 'preparing' ? null : now - 7 * day,
    sealed_at: ['voting', 'deciding', 'decided'].includes(state) ? now - day : null,
    rule: ['voting', 'deciding', 'decided'].includes(state) ? '{}' : null,
    rule_hash: ['voting', 'deciding', 'decided'].includes(state) ? '0'.repeat(64) : null,
  };
  await tx.insertInto('challenges').values(challenge).execute();
  const drafts: { id: string; revision_id: string; picture_id: string }[] = [];
  for (let i = 0; i < (more.drafts ?? 3); i++) {
    const picture = await makePicture(tx, now);
    const draft = { id: newId(now), revision_id: newId(now), picture_id: picture.id };
    await tx
      .insertInto('drafts')
      .values({
        id: draft.id,
        challenge_id: challenge.id,
        brand_id: brand.id,
        member_id: more.author?.id ?? null,
        state: 'submitted',
        revision_id: draft.revision_id,
        position: i,
        tooling_cost: more.costs?.[i] ?? null,
        created_at: now - 5 * day,
        submitted_at: now - 5 * day,
      })
      .execute();
    await tx
      .insertInto('revisions')
      .values({
        id: draft.revision_id,
        draft_id: draft.id,
        number: 1,
        title: `Draft ${n}.${i + 1}`,
        story: 'Cut for rain.',
        created_at: now - 5 * day,
        published_at: now - 5 * day,
      })
      .execute();
    await tx
      .insertInto('revision_pictures')
      .values({
        revision_id: draft.revision_id,
        position: 0,
        picture_id: picture.id,
        alt: `Front of draft ${i + 1}`,
      })
      .execute();
    drafts.push(draft);
  }
  return { ...challenge, drafts };
};

/** The last look at the ballots after the close has ended, as the worker ends it. */
export const endLook = (tx: Transaction, challenge: string, now: number) =>
  tx
    .updateTable('jobs')
    .set({ state: 'done', ended_at: now })
    .where('unique_key', '=', `quarantine:${challenge}`)
    .execute();

/** A fridge in three parts: a walnut front cannot have the steel handle, and brass feet need the brass handle. */
export const fridge: Configuration = {
  width: 800,
  height: 1000,
  base: null,
  parts: [
    {
      id: 'front',
      name: 'Front',
      choices: [
        { id: 'mint', name: 'Mint', swatch: '#9fc5b0', layer: null, priceMinor: 0 },
        { id: 'walnut', name: 'Walnut', swatch: '#6b4a32', layer: null, priceMinor: 120_000 },
      ],
    },
    {
      id: 'handle',
      name: 'Handle',
      choices: [
        { id: 'steel', name: 'Steel', swatch: null, layer: null, priceMinor: 0 },
        { id: 'brass', name: 'Brass', swatch: null, layer: null, priceMinor: 30_000 },
        { id: 'none', name: 'No handle', swatch: null, layer: null, priceMinor: -20_000 },
      ],
    },
    {
      id: 'feet',
      name: 'Feet',
      choices: [
        { id: 'black', name: 'Black', swatch: '#222222', layer: null, priceMinor: 0 },
        { id: 'gilt', name: 'Gilt', swatch: null, layer: null, priceMinor: 5_000 },
      ],
    },
  ],
  rules: [
    {
      kind: 'excludes',
      one: { part: 'front', choice: 'walnut' },
      other: { part: 'handle', choice: 'steel' },
    },
    { kind: 'needs', one: { part: 'feet', choice: 'gilt' }, other: { part: 'handle', choice: 'brass' } },
  ],
};

/** Makes a draft one that can be configured. */
export const makeConfiguration = async (
  tx: Transaction,
  now: number,
  draft: { id: string; revision_id: string },
  spec: Configuration = fridge,
) => {
  const id = newId(now);
  await tx
    .insertInto('configurations')
    .values({ id, draft_id: draft.id, spec: JSON.stringify(spec), currency: 'TWD', created_at: now })
    .execute();
  await tx
    .updateTable('revisions')
    .set({ configuration_id: id })
    .where('id', '=', draft.revision_id)
    .execute();
  return id;
};

/** A specification vote on one fridge, in any state from voting on. */
export const makeSpecificationVote = async (
  tx: Transaction,
  now: number,
  brand: { id: string },
  more: Parameters<typeof makeChallenge>[3] & { spec?: Configuration } = {},
) => {
  const challenge = await makeChallenge(tx, now, brand, { ...more, drafts: 1 });
  const [draft] = challenge.drafts as [(typeof challenge.drafts)[number]];
  const spec = more.spec ?? fridge;
  const configuration = await makeConfiguration(tx, now, draft, spec);
  const sealed = challenge.sealed_at !== null;
  await tx
    .updateTable('challenges')
    .set({ method: 'specification', configuration_id: sealed ? configuration : null })
    .where('id', '=', challenge.id)
    .execute();
  if (sealed) await standCounts(tx, challenge.id, { id: configuration, spec: JSON.stringify(spec) });
  return { ...challenge, draft, configuration, spec };
};
