import { dateProblems, type ChallengeDates } from './scheduling.ts';

export const challengeLimits = {
  title: 120,
  brief: 20_000,
  coverAlt: 400,
  picks: 20,
  seats: 20,
  quorum: 1_000_000,
  reason: 2_000,
};

export const draftLimits = { pictures: 8, title: 120, story: 20_000, alt: 400, note: 500 };

/** Fewer drafts than this are no choice: voting does not open. */
export const fewestDrafts = 2;

export type ChallengeGap = 'title' | 'brief' | 'cover' | 'cover-alt' | 'terms' | 'dates';

/** What a challenge still lacks before it can be published, in the order of its form; `terms` are an open one's. */
export const challengeGaps = (
  challenge: ChallengeDates & {
    title: string;
    brief: string;
    cover: string | null;
    coverAlt: string;
    terms?: { entryRules: string; licence: string } | null;
  },
  now: number,
): ChallengeGap[] => {
  const gaps: ChallengeGap[] = [];
  if (!challenge.title.trim()) gaps.push('title');
  if (!challenge.brief.trim()) gaps.push('brief');
  if (!challenge.cover) gaps.push('cover');
  else if (!challenge.coverAlt.trim()) gaps.push('cover-alt');
  if (challenge.terms && !(challenge.terms.entryRules.trim() && challenge.terms.licence.trim()))
    gaps.push('terms');
  if (Object.keys(dateProblems(challenge, now)).length > 0) gaps.push('dates');
  return gaps;
};

export type DraftGap = 'title' | 'pictures' | 'alt';

/** What a draft still lacks before it can be submitted. */
export const draftGaps = (draft: { title: string; pictures: { alt: string }[] }): DraftGap[] => {
  const gaps: DraftGap[] = [];
  if (!draft.title.trim()) gaps.push('title');
  if (draft.pictures.length === 0) gaps.push('pictures');
  if (draft.pictures.some(({ alt }) => !alt.trim())) gaps.push('alt');
  return gaps;
};
