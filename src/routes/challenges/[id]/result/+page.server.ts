import { error, redirect } from '@sveltejs/kit';
import { hasSeats } from '$lib/domain/methods.ts';
import { shownGroups } from '$lib/domain/results.ts';
import { formatMoment, formatNumber } from '$lib/i18n/formats.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { keptCount } from '$lib/server/challenges/kept-counts.ts';
import { presentChallenge } from '$lib/server/challenges/showing.ts';
import { quarantinePublicly } from '$lib/server/quarantine/publishing.ts';
import { methodSentences } from '../rule-sentences.ts';
import type { PageServerLoad } from './$types';
import { countedDrafts, pickedDrafts, proposedBy } from './shown.ts';
import { counting, decidedHeading, headingOf, withheld } from './words.ts';

export const load: PageServerLoad = async ({ locals, params, depends }) => {
  depends('muster:result');
  const { member, now } = locals;
  const found = await locals.read(async (read) => {
    const challenge = await presentChallenge(read, member, params.id, now);
    if (!challenge) return undefined;
    // Picks are counted as they come in, and by groups once after the close.
    const kept =
      challenge.tallied &&
      challenge.method !== 'specification' &&
      (challenge.method !== 'picks' || !challenge.open);
    return {
      challenge,
      kept: kept ? await keptCount(read, challenge) : null,
      aside: challenge.tallied
        ? await quarantinePublicly(read, { challenge: challenge.id, round: challenge.round })
        : null,
    };
  });
  if (!found) error(404);
  const { challenge, kept, aside } = found;
  const count = challenge.method === 'picks' ? null : kept;
  // What is counted part by part is shown where it is voted on.
  if (challenge.method === 'specification') redirect(303, `/challenges/${challenge.id}/ballot`);
  const timeZone = member?.timeZone ?? challenge.time_zone;
  const page = {
    title: m.results_title({ title: challenge.title }),
    challenge: {
      id: challenge.id,
      title: challenge.title,
      number: m.public_challenge_number({ number: challenge.number }),
    },
    brand: { name: challenge.brand_name, slug: challenge.brand_slug },
    // Of the picks the seats are half the rule; by another method they are a fact beside it.
    how: methodSentences(challenge).slice(0, challenge.method === 'picks' ? 2 : 1),
  };
  const picked = challenge.method === 'picks';
  const nothing = withheld(challenge, timeZone) ?? (picked || count ? null : counting());
  if (nothing) return { ...page, ...nothing, result: null };

  const proposal = proposedBy(challenge, count);
  const drafts = count ? countedDrafts(challenge, count) : [];
  const picks = count ? null : pickedDrafts(challenge, proposal, kept?.candidates ?? null);
  const titles = new Map([...drafts, ...(picks ?? [])].map(({ id, title }) => [id, title]));
  const titleOf = (id: string) => m.results_titled({ title: titles.get(id) ?? m.results_gone() });
  const ballots = count?.ballots ?? challenge.ballot_count;
  const provisional = challenge.open || (count !== null && !count.final);
  const counted = headingOf({ open: provisional, ballots }, proposal, titleOf);
  const decided = challenge.state === 'decided';
  const won = challenge.drafts.filter((draft) => draft.won);
  const heading = decided ? decidedHeading(won.map(({ id }) => titleOf(id))) : counted;
  const shown = decided ? won.map(({ id }) => id) : proposal.winners;
  return {
    ...page,
    heading,
    say: decided
      ? m.results_say_count({ what: counted })
      : sayOf(challenge, proposal, provisional, ballots, titleOf, timeZone),
    result: {
      method: challenge.method,
      state: challenge.open ? 'open' : decided ? 'decided' : provisional ? 'counting' : 'counted',
      provisional,
      live: challenge.open || (count !== null && !count.final),
      warn: !provisional && !decided && (proposal.tied.length > 0 || !proposal.quorumReached),
      notFinal: count !== null && !count.final && !challenge.open,
      facing: [...drafts, ...(picks ?? [])].filter(({ id }) => id !== '' && shown.includes(id)).slice(0, 3),
      facts: factsOf(challenge, count, ballots, timeZone),
      drafts,
      picks,
      none: picks && challenge.default_option === 1 ? challenge.none_picks : null,
      ballots,
      budget: challenge.budget,
      currency: challenge.currency,
      // Of the groups nothing leaves here that is too small to be shown.
      count: count && { ...count, groups: [] },
      aside: aside && aside.put > 0 ? aside : null,
      timeZone,
      groups: kept ? shownGroups(kept) : [],
      grouped: kept && {
        method: kept.method,
        ballots: kept.ballots,
        outcome: { ...kept.outcome, pairwise: [], rounds: [] },
      },
    },
  };
};

type Challenge = NonNullable<Awaited<ReturnType<typeof presentChallenge>>>;

const sayOf = (
  { brand_name: brand, voting_closes_at: closes, open }: Challenge,
  { tied }: { tied: string[] },
  provisional: boolean,
  ballots: number,
  titleOf: (id: string) => string,
  timeZone: string,
): string => {
  if (open && closes !== null) return m.results_say_open({ moment: formatMoment(closes, timeZone) });
  if (provisional || ballots === 0) return '';
  if (tied.length === 0) return m.results_say_deciding({ brand });
  return m.results_say_tie({ brand, titles: tied.map(titleOf).join(m.results_list_comma()) });
};

const names = {
  picks: m.methods_name_picks,
  score: m.methods_name_score,
  schulze: m.methods_name_schulze,
  irv: m.methods_name_irv,
  stv: m.methods_name_stv,
  duels: m.methods_name_duels,
  'equal-shares': m.methods_name_equal_shares,
};

const factsOf = (
  challenge: Challenge,
  count: { logSize: number; countedAt: number } | null,
  ballots: number,
  timeZone: string,
) => {
  const { method, quorum, rule_hash: hash } = challenge;
  return [
    ...(method === 'specification' ? [] : [{ name: m.results_method(), value: names[method]() }]),
    ...(hasSeats(method) && challenge.seats > 1
      ? [{ name: m.results_seats(), value: formatNumber(challenge.seats) }]
      : []),
    { name: m.results_ballots(), value: formatNumber(ballots) },
    ...(quorum > 0 ? [{ name: m.ballots_quorum(), value: quorumOf(quorum, ballots, challenge.open) }] : []),
    ...(hash
      ? [{ name: m.results_seal(), value: hash.slice(0, 8), href: `/challenges/${challenge.id}/rule` }]
      : []),
    {
      name: m.results_log(),
      value: m.results_log_entry({ shown: formatNumber(count?.logSize ?? challenge.log_size) }),
      href: `/challenges/${challenge.id}/log`,
    },
    ...(count ? [{ name: m.results_counted_at(), value: formatMoment(count.countedAt, timeZone) }] : []),
  ];
};

const quorumOf = (quorum: number, ballots: number, open: boolean) => {
  const [needed, left] = [formatNumber(quorum), formatNumber(quorum - ballots)];
  if (ballots >= quorum) return m.ballots_quorum_reached({ quorum: needed });
  return open
    ? m.ballots_quorum_to_go({ quorum: needed, left })
    : m.ballots_quorum_missed({ quorum: needed });
};
