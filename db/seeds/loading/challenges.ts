import { fewestDrafts } from '../../../src/lib/domain/readying.ts';
import { revisingUntil } from '../../../src/lib/domain/revising.ts';
import { reminderAt } from '../../../src/lib/domain/scheduling.ts';
import { ruleText } from '../../../src/lib/domain/sealing.ts';
import { sealOf } from '../../../src/lib/server/challenges/opening.ts';
import type { ChallengeSeed, DraftSeed, PictureSeed } from '../world/shape.ts';
import type { Brand } from './brands.ts';
import { enterDraft } from './entries.ts';
import { happened } from './events.ts';
import type { Member } from './members.ts';
import type { PictureBook } from './pictures.ts';
import { dayLength, type Loading } from './rows.ts';

export interface Draft {
  id: string;
  seed: DraftSeed;
  author: Member;
  revision: string;
  /** Ids, in their order. */
  pictures: string[];
  submittedAt: number | null;
  /** Entered, and hidden until voting opens. */
  blind: boolean;
  row: Loading['rows']['drafts'][number];
}
export interface Challenge {
  id: string;
  brand: Brand;
  seed: ChallengeSeed;
  opensAt: number;
  closesAt: number;
  decidedAt: number | null;
  publishedAt: number | null;
  drafts: Draft[];
  row: Loading['rows']['challenges'][number];
}
const hour = 3600_000;
const shown = (challenge: ChallengeSeed) => challenge.state !== 'preparing';

export function loadChallenges(
  loading: Loading,
  brands: Brand[],
  members: Member[],
  book: PictureBook,
): Challenge[] {
  return brands.flatMap((brand) =>
    brand.challenges.map((seed, i) => loadChallenge(loading, brand, seed, i + 1, members, book)),
  );
}

function loadChallenge(
  loading: Loading,
  brand: Brand,
  seed: ChallengeSeed,
  number: number,
  members: Member[],
  book: PictureBook,
): Challenge {
  const { rows, ids, day, now } = loading;
  const random = loading.chance(seed.key);
  const collectingAt = day(seed.collecting);
  const opensAt = day(seed.opens);
  const closesAt = day(seed.closes);
  const preparedAt = seed.state === 'preparing' ? now - 3 * dayLength : collectingAt - 4 * dayLength;
  const id = ids.id(preparedAt);
  const designer = random.pick(brand.designers);
  const publishedAt = shown(seed) ? collectingAt : null;
  const decidedAt = seed.decided === undefined ? null : day(seed.decided) + 40 * 60_000;
  const sealed = seed.state === 'voting' || seed.state === 'deciding' || seed.state === 'decided';
  const place = { brand: brand.id, challenge: id };

  const drafts = seed.drafts.map((draft, position) =>
    loadDraft(loading, {
      brand,
      challenge: id,
      seed: draft,
      position,
      shown: shown(seed),
      past: seed.state === 'decided',
      collectingAt,
      opensAt,
      members,
      book,
      random,
      open: seed.open,
      cost: seed.costs?.[position] ?? null,
    }),
  );
  const entered = drafts.filter((draft) => draft.row.state !== 'editing' || draft.blind);
  const row: Challenge['row'] = {
    id,
    brand_id: brand.id,
    number,
    ...openColumns(seed),
    state: seed.state,
    title: seed.title,
    brief: seed.brief,
    // Where no cover was drawn, it is the picture of a draft.
    cover_picture_id: seed.cover ? book.add(seed.cover, designer.id, preparedAt) : drafts[0]!.pictures[0]!,
    cover_alt: seed.cover?.alt ?? seed.drafts[0]!.pictures[0]!.alt,
    method: seed.specification ? 'specification' : (seed.method ?? 'picks'),
    budget: seed.budget ?? null,
    default_option: seed.none ? 1 : 0,
    none_picks: 0,
    eligibility: seed.eligibility ?? 'confirmed-members',
    log_size: 0,
    picks_per_member: seed.picks,
    seats: seed.seats,
    quorum: seed.quorum,
    tally_shown: seed.live ? 'live' : 'after-close',
    collecting_opens_at: collectingAt,
    voting_opens_at: opensAt,
    voting_closes_at: closesAt,
    revising: seed.revising ? 1 : 0,
    revising_until: null,
    time_zone: brand.timeZone,
    ballot_count: 0,
    draft_count: entered.length,
    followers: 0,
    created_by: designer.id,
    created_at: preparedAt,
    published_at: publishedAt,
    scheduled_at: seed.scheduled ? preparedAt + dayLength : null,
    decided_at: decidedAt,
  };
  happened(loading, preparedAt, 'challenge-created', { actor: designer.id, ...place });
  if (seed.scheduled)
    happened(loading, preparedAt + dayLength, 'challenge-scheduled', { actor: designer.id, ...place });
  if (publishedAt !== null) {
    brand.row.challenge_count = (brand.row.challenge_count ?? 0) + 1;
    happened(loading, publishedAt, 'challenge-published', { actor: designer.id, ...place });
  }
  if (sealed) {
    if (entered.length < fewestDrafts && !seed.specification)
      throw new Error(`${seed.key} has too few drafts to vote on`);
    const until = revisingUntil({
      revising: seed.revising ?? false,
      votingOpensAt: opensAt,
      votingClosesAt: closesAt,
    });
    row.revising_until = until;
    row.rule = ruleText({
      challenge: id,
      ...methodRule(seed, brand, entered),
      quorum: seed.quorum,
      eligibility: seed.eligibility ?? 'confirmed-members',
      ...(seed.none && { defaultOption: 'none-of-these' as const }),
      tallyShown: row.tally_shown!,
      ties: 'decided-in-public',
      votingOpensAt: opensAt,
      votingClosesAt: closesAt,
      ...(until !== null && { revisingUntil: until }),
      drafts: entered.map((draft) => ({ draft: draft.id, revision: draft.revision })),
    });
    row.rule_hash = sealOf(row.rule);
    row.sealed_at = opensAt;
    happened(loading, opensAt, 'voting-opened', {
      ...place,
      payload: { seal: row.rule_hash, closeMoved: false },
    });
    const remindedAt = reminderAt(opensAt, closesAt);
    if (remindedAt !== null && remindedAt <= now) {
      row.reminded_at = remindedAt;
      happened(loading, remindedAt, 'voting-closing-soon', place);
    }
  }
  if (seed.cancelled) {
    row.cancelled_at = day(seed.cancelled.at);
    row.cancelled_reason = seed.cancelled.reason;
    happened(loading, row.cancelled_at, 'challenge-cancelled', {
      actor: designer.id,
      ...place,
      payload: { reason: seed.cancelled.reason },
    });
  }
  if (seed.open)
    rows.challenge_terms.push({
      challenge_id: id,
      version: 1,
      entry_rules: seed.open.entryRules,
      licence: seed.open.licence,
      written_by: designer.id,
      written_at: preparedAt,
    });
  rows.challenges.push(row);
  return { id, brand, seed, opensAt, closesAt, decidedAt, publishedAt, drafts, row };
}

/** What the product would seal of the method: see `methodRule` of challenges/ruling.ts. */
const methodRule = (seed: ChallengeSeed, brand: Brand, drafts: Draft[]) => {
  const seats = Math.min(seed.seats, drafts.length);
  switch (seed.method) {
    case undefined:
      return { method: 'picks', picksPerMember: seed.picks, seats: seed.seats } as const;
    case 'score':
      return { method: 'score', seats, count: 'lower-end-of-wilson-95' } as const;
    case 'duels':
      return { method: 'duels', seats, count: 'chance-to-win-the-next' } as const;
    case 'schulze':
      return { method: 'schulze', seats: 1, count: 'winning-votes' } as const;
    case 'irv':
      return { method: 'irv', seats: 1, count: 'last-out' } as const;
    case 'stv':
      return { method: 'stv', seats, count: 'weighted-inclusive-gregory-droop-5-decimals' } as const;
    case 'equal-shares':
      return {
        method: 'equal-shares',
        budget: seed.budget!,
        currency: brand.currency,
        costs: Object.fromEntries(drafts.map(({ id, row }) => [id, row.tooling_cost!])),
        count: 'cost-utilities-add1',
      } as const;
  }
};

const openColumns = ({ open }: ChallengeSeed) => ({
  kind: open ? ('open' as const) : ('showcase' as const),
  drafts_per_member: open?.limit ?? 1,
  reviewed: open?.reviewed ? (1 as const) : (0 as const),
  blind: open?.blind ? (1 as const) : (0 as const),
  terms_version: open ? 1 : 0,
});

interface Entering {
  brand: Brand;
  challenge: string;
  seed: DraftSeed;
  position: number;
  shown: boolean;
  past: boolean;
  collectingAt: number;
  opensAt: number;
  members: Member[];
  book: PictureBook;
  random: ReturnType<Loading['chance']>;
  open: ChallengeSeed['open'];
  cost: number | null;
}

function loadDraft(loading: Loading, { brand, challenge, seed, position, random, ...at }: Entering): Draft {
  const { rows, ids, now } = loading;
  const author =
    seed.by === undefined ? brand.designers[position % brand.designers.length]! : at.members[seed.by]!;
  const latest = Math.min(at.opensAt, now) - 5 * hour;
  // The first drafts come with the challenge, the others trickle in.
  const first = at.shown
    ? Math.max(at.collectingAt, author.joinedAt) +
      600_000 +
      (position / 9) * Math.max(0, latest - at.collectingAt) * 0.5
    : now - 2 * dayLength;
  const createdAt = Math.floor(first - random.between(2, 30) * hour);
  const enteredAt = seed.editing ? null : Math.floor(first + random.between(0, 40) * 60_000);
  // What waits for a review, was returned, or is collected blind nobody sees yet.
  const unseen = seed.review !== undefined || at.open?.blind === true;
  const submittedAt = unseen ? null : enteredAt;
  const id = ids.id(createdAt);
  const notes = seed.revisions ?? [];
  // What was decided long ago and never offered is drawn smaller: few will look at it twice.
  const most = at.past && !brand.campaigns.some((campaign) => campaign.draft === seed.title) ? 640 : 1280;
  const kept = new Map<PictureSeed, string>();
  const keep = (picture: PictureSeed) => {
    const known =
      kept.get(picture) ??
      at.book.add({ ...picture, width: Math.min(most, picture.width) }, author.id, createdAt);
    kept.set(picture, known);
    return known;
  };
  const pictures = seed.pictures.map(keep);
  const place = { brand: brand.id, challenge, draft: id };
  let revision = '';
  for (let n = 0; n <= notes.length; n++) {
    const publishedAt =
      submittedAt === null
        ? null
        : Math.floor(
            n === 0 ? submittedAt : submittedAt + ((latest - submittedAt) * n) / (notes.length + 0.3),
          );
    const writtenAt = publishedAt === null ? createdAt : publishedAt - random.integer(5, 50) * 60_000;
    revision = ids.id(writtenAt);
    const earlier = n === notes.length ? {} : (seed.earlier?.[n] ?? {});
    // The first revision stood alone; what was drawn later came with the later ones.
    const visible = n === notes.length ? pictures.length : Math.min(pictures.length, 1 + n);
    const drawn = earlier.pictures ?? seed.pictures.slice(0, visible);
    rows.revisions.push({
      id: revision,
      draft_id: id,
      number: n + 1,
      title: earlier.title ?? seed.title,
      story: earlier.story ?? seed.story,
      note: n === 0 ? '' : notes[n - 1]!,
      created_by: author.id,
      created_at: writtenAt,
      published_at: publishedAt,
      entered_at: at.open && enteredAt !== null ? (publishedAt ?? enteredAt) : null,
    });
    drawn.forEach((picture, place) =>
      rows.revision_pictures.push({
        revision_id: revision,
        position: place,
        picture_id: keep(picture),
        alt: picture.alt,
      }),
    );
    if (publishedAt !== null)
      happened(loading, publishedAt, n === 0 ? 'draft-submitted' : 'draft-revised', {
        actor: author.id,
        ...place,
        payload: { revision: n + 1 },
      });
  }
  const row: Draft['row'] = {
    id,
    challenge_id: challenge,
    brand_id: brand.id,
    member_id: author.id,
    state: submittedAt === null ? 'editing' : 'submitted',
    revision_id: revision,
    position,
    picks: 0,
    picks_outdated: 0,
    tooling_cost: at.cost,
    comment_count: 0,
    created_at: createdAt,
    submitted_at: submittedAt,
  };
  rows.drafts.push(row);
  happened(loading, createdAt, 'draft-created', { actor: author.id, ...place });
  const draft = { id, seed, author, revision, pictures, submittedAt, blind: false, row };
  if (at.open)
    enterDraft(loading, draft, { place, open: at.open, members: at.members, createdAt, enteredAt });
  return draft;
}
