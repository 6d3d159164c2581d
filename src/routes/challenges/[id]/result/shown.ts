import { letterOf, type ResultDraft } from '$lib/components/results/drafts.ts';
import { noneOfThese } from '$lib/domain/none.ts';
import { proposalOf, standingsOf } from '$lib/domain/standings.ts';
import { proposeWinners, type Proposal } from '$lib/domain/tallying.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { ShownCount } from '$lib/server/challenges/kept-counts.ts';
import type { presentChallenge } from '$lib/server/challenges/showing.ts';

type Shown = NonNullable<Awaited<ReturnType<typeof presentChallenge>>>;

/** The drafts of a kept count in its order, with what is drawn of each; “none of these” comes last. */
export const countedDrafts = (challenge: Shown, count: ShownCount): ResultDraft[] => {
  const cards = new Map([...challenge.drafts, ...challenge.others].map((card) => [card.id, card]));
  const removed = new Map(challenge.removed.map(({ id, title }) => [id, title]));
  const places = new Map(count.candidates.map((id, place) => [id, place]));
  const standings = standingsOf(count).map(({ draft: id, rank, tied, belowNone }, at): ResultDraft => {
    const card = cards.get(id);
    const place = places.get(id)!;
    return {
      place,
      id: card ? id : '',
      letter: letterOf(at),
      title: card?.title ?? removed.get(id) ?? m.results_gone(),
      alt: card?.alt ?? '',
      picture: card?.picture ?? null,
      rank,
      wins: count.outcome.winners.includes(place),
      tied,
      belowNone,
      none: false,
    };
  });
  const none = places.get(noneOfThese);
  if (none === undefined) return standings;
  const last = { ...blank, place: none, title: m.results_none() };
  return [...standings, last];
};

const blank: ResultDraft = {
  place: 0,
  id: '',
  letter: '∅',
  title: '',
  alt: '',
  picture: null,
  rank: 0,
  wins: false,
  tied: false,
  belowNone: false,
  none: true,
};

/** The drafts of a vote by picks, which are counted as they come in; by the places of what was counted after the close. */
export const pickedDrafts = (challenge: Shown, proposal: Proposal, candidates: string[] | null) =>
  [...challenge.drafts, ...(challenge.round === 1 ? challenge.others : [])]
    .sort((a, b) => (a.rank ?? 1000) - (b.rank ?? 1000))
    .map((card, at) => ({
      ...blank,
      place: candidates ? candidates.indexOf(card.id) : at,
      none: false,
      id: card.id,
      letter: letterOf(at),
      title: card.title,
      alt: card.alt,
      picture: card.picture,
      rank: card.rank ?? 0,
      picks: card.picks ?? 0,
      wins: proposal.winners.includes(card.id),
      tied: proposal.tied.includes(card.id),
    }));

/** What the rule makes of a challenge's ballots so far. */
export const proposedBy = (challenge: Shown, count: ShownCount | null): Proposal => {
  const { seats, quorum, ballot_count: ballots, round } = challenge;
  if (count) return proposalOf(count, { seats, quorum });
  const counted = [...challenge.drafts, ...(round === 1 ? challenge.others : [])].map(
    ({ id, picks = 0 }) => ({
      draft: id,
      picks,
    }),
  );
  const none = challenge.default_option === 1 ? { none: challenge.none_picks ?? 0 } : {};
  return proposeWinners(counted, { seats, quorum, ballots, ...none });
};
