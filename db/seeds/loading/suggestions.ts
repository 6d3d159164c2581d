import type { Locale } from '../../../src/lib/domain/locales.ts';
import { renderMarkdown } from '../../../src/lib/server/text/rendering.ts';
import { suggestions, type SuggestionSeed } from '../world/suggestions.ts';
import type { Challenge, Draft } from './challenges.ts';
import { happened } from './events.ts';
import type { Account, Member } from './members.ts';
import { dayLength, type Loading } from './rows.ts';

const hour = 3600_000;

/** What members suggested, how it was answered, and which revisions carry it. */
export function loadSuggestions(
  loading: Loading,
  challenges: Challenge[],
  members: Member[],
  accounts: Record<Account, Member>,
): void {
  for (const { brand, drafts } of challenges) {
    brand.row.suggestion_count = 0;
    brand.row.suggestions_answered = 0;
    for (const draft of drafts) draft.row.suggestion_serial = 0;
  }
  const random = loading.chance('suggestions');
  const known = new Set<Member>(Object.values(accounts));
  const crowd = (locale: Locale, before: number) =>
    members.filter(
      (member) =>
        member.confirmed && member.locale === locale && member.joinedAt < before && !known.has(member),
    );
  const places = new Map(
    challenges
      .filter(({ publishedAt }) => publishedAt !== null)
      .flatMap((challenge) => challenge.drafts.map((draft) => [draft.seed.title, { challenge, draft }])),
  );
  for (const seed of suggestions) {
    const place = places.get(seed.draft);
    if (!place) throw new Error(`nothing is called ${seed.draft}`);
    const at = momentOf(loading, seed, place.draft);
    const free = crowd(seed.locale, at - dayLength).filter((member) => member !== place.draft.author);
    const fan = accounts.fan.joinedAt < at ? accounts.fan : undefined;
    const member = (seed.byFan && fan) || random.pick(free);
    write(loading, place, seed, { at, member, seconders: random.shuffle(eager(members, member, at)) });
  }
}

const eager = (members: Member[], author: Member, at: number) =>
  members.filter((member) => member.confirmed && member !== author && member.joinedAt < at);

const revisionsOf = ({ rows }: Loading, draft: Draft) =>
  rows.revisions.filter(({ draft_id }) => draft_id === draft.id).sort((a, b) => a.number - b.number);

/** For the last revision so many days ago, yet not before it; for an earlier one soon after it. */
function momentOf(loading: Loading, seed: SuggestionSeed, draft: Draft): number {
  const revisions = revisionsOf(loading, draft);
  const of = revisions[(seed.of ?? revisions.length) - 1]!;
  if (seed.ago !== undefined)
    return Math.max(of.published_at! + hour, Math.floor(loading.now - seed.ago * dayLength));
  const next = revisions[seed.of!]!;
  return Math.floor(of.published_at! + (next.published_at! - of.published_at!) * 0.15);
}

interface Made {
  at: number;
  member: Member;
  seconders: Member[];
}

function write(
  loading: Loading,
  { challenge, draft }: { challenge: Challenge; draft: Draft },
  seed: SuggestionSeed,
  { at, member, seconders }: Made,
): void {
  const { rows, ids, now } = loading;
  const revisions = revisionsOf(loading, draft);
  const of = revisions[(seed.of ?? revisions.length) - 1]!;
  const next = seed.carried ? revisions[seed.of!]! : undefined;
  const comment = ids.id(at);
  const id = ids.id(at);
  const place = { brand: challenge.brand.id, challenge: challenge.id, draft: draft.id, comment };
  rows.comments.push({
    id: comment,
    draft_id: draft.id,
    member_id: member.id,
    body: seed.body,
    html: renderMarkdown(seed.body),
    created_at: at,
  });
  draft.row.comment_count = (draft.row.comment_count ?? 0) + 1;
  const number = (draft.row.suggestion_serial ?? 0) + 1;
  draft.row.suggestion_serial = number;
  const said = { parent: null, answers: null };
  happened(loading, at, 'comment-posted', { actor: member.id, subject: null, ...place, payload: said });
  happened(loading, at, 'suggestion-made', { actor: member.id, ...place, payload: { number } });

  const answeredAt = seed.answer
    ? Math.floor(
        Math.min(at + seed.answer.hours * hour, next ? (at + next.published_at!) / 2 : now - 10 * 60_000),
      )
    : null;
  const seconded = seconders.slice(0, seed.seconds);
  const { brand } = challenge;
  brand.row.suggestion_count = (brand.row.suggestion_count ?? 0) + 1;
  rows.suggestions.push({
    id,
    comment_id: comment,
    draft_id: draft.id,
    brand_id: brand.id,
    number,
    revision_id: of.id,
    picture_id: seed.pin
      ? rows.revision_pictures.find(({ revision_id, position }) => revision_id === of.id && position === 0)!
          .picture_id
      : null,
    x: seed.pin?.x ?? null,
    y: seed.pin?.y ?? null,
    w: seed.pin?.w ?? null,
    h: seed.pin?.h ?? null,
    seconds: seconded.length,
    state: seed.answer?.state ?? 'open',
    answer: seed.answer?.words ?? '',
    answered_by: seed.answer ? draft.author.id : null,
    answered_at: answeredAt,
    answered_after: answeredAt === null ? null : answeredAt - at,
    carried_by: next?.id ?? null,
    created_at: at,
  });
  seconded.forEach((one, i) =>
    rows.suggestion_seconds.push({
      suggestion_id: id,
      member_id: one.id,
      seconded_at: Math.min(now - 60_000, at + (i + 1) * 20 * 60_000),
    }),
  );
  if (seed.answer && answeredAt !== null) {
    brand.row.suggestions_answered = (brand.row.suggestions_answered ?? 0) + 1;
    const payload = { state: seed.answer.state };
    const to = { actor: draft.author.id, subject: member.id, ...place };
    happened(loading, answeredAt, 'suggestion-answered', { ...to, payload });
    if (next) {
      const carrier = { revision: next.number };
      happened(loading, next.published_at!, 'suggestion-carried', { ...to, payload: carrier });
    }
  }
}
