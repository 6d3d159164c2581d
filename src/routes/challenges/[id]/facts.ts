import { formatAgo, formatLeft, formatMoment, formatNumber } from '$lib/i18n/formats.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { presentChallenge } from '$lib/server/challenges/showing.ts';
import { quorumLine } from './notes.ts';

type Shown = NonNullable<Awaited<ReturnType<typeof presentChallenge>>>;

interface Fact {
  name: string;
  value: string;
  moment?: string;
  href?: string;
  label?: string;
}

/** What stands beside the brief: the next date, how many drafts or ballots, the quorum, the seal. */
export const factsOf = (challenge: Shown, timeZone: string, now: number): Fact[] => {
  const { voting_opens_at: opens, voting_closes_at: closes, rule_hash: hash } = challenge;
  const facts: Fact[] = [];
  if (challenge.state === 'collecting' && opens !== null)
    facts.push({
      name: m.ballots_voting_opens(),
      value: opens > now ? m.ballots_in({ time: formatLeft(opens, now) }) : m.ballots_any_moment(),
      moment: formatMoment(opens, timeZone),
    });
  else if (closes !== null && challenge.state !== 'cancelled' && challenge.sealed_at !== null)
    facts.push({
      name: challenge.open ? m.ballots_voting_closes() : m.ballots_voting_closed(),
      value: challenge.open ? m.ballots_in({ time: formatLeft(closes, now) }) : formatAgo(closes, now),
      moment: formatMoment(closes, timeZone, now),
    });
  if (challenge.sealed_at === null) {
    const drafts = challenge.blind ? challenge.draft_count : challenge.drafts.length;
    facts.push({ name: m.ballots_drafts(), value: formatNumber(drafts) });
  } else facts.push({ name: m.ballots_ballots(), value: formatNumber(challenge.ballot_count) });
  if (challenge.quorum > 0) facts.push({ name: m.ballots_quorum(), value: quorumLine(challenge) });
  if (hash)
    facts.push({
      name: m.ballots_rule_sealed(),
      value: `${hash.slice(0, 4)} ${hash.slice(4, 8)}`,
      href: '#rule',
      label: m.ballots_rule_seal_label({ hash: hash.slice(0, 8) }),
    });
  return facts;
};

/** What the page says of a challenge without a script having to know it. */
export const wordsOf = ({ number, followers: count, hidden, method, tallied, sealed_at }: Shown) => ({
  result: tallied && sealed_at !== null && method !== 'specification' ? m.results_how_link() : '',
  number: m.public_challenge_number({ number }),
  followers: m.ballots_followers({ count, shown: formatNumber(count) }),
  review: m.stages_review_yours(),
  team: m.ballots_team(),
  table: m.ballots_table(),
  others: m.stages_others(),
  hidden: hidden === null ? '' : m.ballots_hidden({ reason: hidden }),
});
