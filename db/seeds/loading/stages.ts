import { breaksTie, departs } from '../../../src/lib/domain/deciding.ts';
import { proposeFinalists } from '../../../src/lib/domain/shortlisting.ts';
import { renderMarkdown } from '../../../src/lib/server/text/rendering.ts';
import { washingStages, type StagesSeed } from '../world/washing.ts';
import type { Challenge, Draft } from './challenges.ts';
import { happened } from './events.ts';
import type { Member } from './members.ts';
import type { PictureBook } from './pictures.ts';
import type { Loading } from './rows.ts';

const hour = 3600_000;
const size = 4;

/** What came after a first vote: finalists by the tally, what experts made of them, a prototype, a final vote that is planned. */
export function loadStages(
  loading: Loading,
  challenges: Challenge[],
  members: Member[],
  book: PictureBook,
): void {
  const seed = washingStages;
  const challenge = challenges.find(({ seed: { key } }) => key === seed.challenge);
  if (!challenge) throw new Error(`nothing is called ${seed.challenge}`);
  shortlist(loading, challenge, seed);
  review(loading, challenge, seed, members);
  build(loading, challenge, seed, book);
}

const titled = (challenge: Challenge, title: string): Draft => {
  const draft = challenge.drafts.find(({ seed }) => seed.title === title);
  if (!draft) throw new Error(`${challenge.seed.key} has no ${title}`);
  return draft;
};

const placeOf = ({ id, brand }: Challenge) => ({
  actor: brand.designers[0]!.id,
  brand: brand.id,
  challenge: id,
});

function shortlist(loading: Loading, challenge: Challenge, seed: StagesSeed): void {
  const { rows, day } = loading;
  const at = day(seed.shortlisted);
  const tally = challenge.drafts.map(({ id, row }) => ({ draft: id, picks: row.picks ?? 0 }));
  const numbers = { quorum: challenge.seed.quorum, ballots: challenge.row.ballot_count ?? 0 };
  const proposal = proposeFinalists(tally, { size, ...numbers });
  const finalists = Object.keys(seed.reviews).map((title) => titled(challenge, title));
  const ids = finalists.map(({ id }) => id);
  if (departs(proposal, ids) || breaksTie(proposal, ids))
    throw new Error(`${seed.challenge}: the finalists are not what was voted for`);
  rows.shortlists.push({
    challenge_id: challenge.id,
    made_by: challenge.brand.designers[0]!.id,
    made_at: at,
    proposal: JSON.stringify(proposal),
    departs: 0,
    tie_broken: 0,
    reason: seed.reason,
  });
  for (const draft of finalists)
    rows.finalists.push({
      challenge_id: challenge.id,
      draft_id: draft.id,
      place: 1 + finalists.filter((other) => (other.row.picks ?? 0) > (draft.row.picks ?? 0)).length,
    });
  happened(loading, at, 'challenge-shortlisted', {
    ...placeOf(challenge),
    payload: { finalists: ids, departs: false, tieBroken: false, quorumReached: true },
  });
}

function review(loading: Loading, challenge: Challenge, seed: StagesSeed, members: Member[]): void {
  const { rows, ids, day } = loading;
  const place = placeOf(challenge);
  const [begun, ended, planned] = [day(seed.review.begun), day(seed.review.ended), day(seed.shortlisted)];
  const stage = ids.id(planned);
  rows.stages.push({
    id: stage,
    challenge_id: challenge.id,
    position: 1,
    kind: 'review',
    title: seed.review.title,
    about: seed.review.about,
    planned_from: '',
    planned_until: '',
    begun_at: begun,
    ended_at: ended,
    created_at: planned,
  });
  const criteria = seed.criteria.map((criterion, position) => {
    const id = ids.id(planned);
    rows.criteria.push({ id, challenge_id: challenge.id, position, ...criterion });
    return id;
  });
  const authors = new Set(challenge.drafts.map(({ author }) => author));
  const experts = seed.experts.map((number) => {
    const member = members
      .slice(number)
      .find((one) => one.confirmed && !authors.has(one) && one.joinedAt < planned)!;
    const id = ids.id(planned);
    const acceptedAt = planned + 5 * hour;
    rows.experts.push({
      id,
      challenge_id: challenge.id,
      email: member.email,
      token_hash: `accepted ${id}`,
      invited_by: place.actor,
      created_at: planned,
      expires_at: planned + 7 * 24 * hour,
      accepted_at: acceptedAt,
      member_id: member.id,
    });
    happened(loading, planned, 'expert-invited', {
      ...place,
      subject: member.id,
      payload: { email: member.email },
    });
    happened(loading, acceptedAt, 'expert-accepted', { ...place, actor: member.id, subject: member.id });
    return { id, member };
  });
  happened(loading, begun, 'review-begun', { ...place, payload: { stage, title: seed.review.title } });
  Object.entries(seed.reviews).forEach(([title, given], d) =>
    given.forEach(({ scores, reason }, e) => {
      const draft = titled(challenge, title);
      const at = begun + (6 + d * 9 + e * 17) * hour;
      const id = ids.id(at);
      rows.reviews.push({
        id,
        challenge_id: challenge.id,
        stage_id: stage,
        expert_id: experts[e]!.id,
        draft_id: draft.id,
        reason,
        created_at: at,
        changed_at: at,
      });
      scores.forEach((score, c) =>
        rows.review_scores.push({ review_id: id, criterion_id: criteria[c]!, score }),
      );
      happened(loading, at, 'review-given', { ...place, actor: experts[e]!.member.id, draft: draft.id });
    }),
  );
  happened(loading, ended, 'review-ended', { ...place, payload: { stage, title: seed.review.title } });
}

function build(loading: Loading, challenge: Challenge, seed: StagesSeed, book: PictureBook): void {
  const { rows, ids, day } = loading;
  const place = placeOf(challenge);
  const [begun, planned] = [day(seed.prototype.begun), day(seed.shortlisted)];
  const stage = ids.id(planned);
  const plan = { challenge_id: challenge.id, created_at: planned };
  rows.stages.push({
    id: stage,
    ...plan,
    position: 2,
    kind: 'prototype',
    title: seed.prototype.title,
    about: seed.prototype.about,
    planned_from: '',
    planned_until: '',
    begun_at: begun,
    ended_at: null,
  });
  happened(loading, begun, 'stage-begun', { ...place, payload: { stage, title: seed.prototype.title } });
  for (const post of seed.posts) {
    const at = day(post.at);
    const id = ids.id(at);
    const draft = titled(challenge, post.draft);
    rows.prototypes.push({
      id,
      challenge_id: challenge.id,
      stage_id: stage,
      draft_id: draft.id,
      member_id: place.actor,
      title: post.title,
      body: post.body,
      html: renderMarkdown(post.body),
      created_at: at,
    });
    post.pictures.forEach((picture, position) =>
      rows.prototype_pictures.push({
        prototype_id: id,
        position,
        picture_id: book.add(picture, place.actor, at),
        alt: picture.alt,
      }),
    );
    happened(loading, at, 'prototype-posted', {
      ...place,
      draft: draft.id,
      payload: { prototype: id, title: post.title },
    });
  }
  const dayText = (offset: number) => new Date(day(offset)).toISOString().slice(0, 10);
  rows.stages.push({
    id: ids.id(planned),
    ...plan,
    position: 3,
    kind: 'final vote',
    title: seed.final.title,
    about: seed.final.about,
    planned_from: dayText(seed.final.from),
    planned_until: dayText(seed.final.until),
    begun_at: null,
    ended_at: null,
  });
}
