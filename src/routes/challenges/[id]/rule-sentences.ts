import { hasSeats, type Method } from '$lib/domain/methods.ts';
import { revisingRest } from '$lib/domain/revising.ts';
import { formatMoment, formatNumber, formatWhole } from '$lib/i18n/formats.ts';
import { m } from '$lib/i18n/paraglide/messages.js';

type Eligibility = 'confirmed-members' | 'followers' | 'buyers' | 'list' | 'codes';

interface Ruled {
  state: string;
  method: Method;
  budget: number | null;
  currency: string;
  default_option: number;
  eligibility: Eligibility;
  picks_per_member: number;
  seats: number;
  quorum: number;
  tally_shown: 'live' | 'after-close';
  revising: number;
  revising_until: number | null;
  voting_opens_at: number | null;
  voting_closes_at: number | null;
  sealed_at: number | null;
}

/** What a vote is counted by, in sentences, and when it was sealed. Said on the server, so that no browser carries it. */
export const ruleSentences = (challenge: Ruled, count: number, timeZone: string, now: number) => {
  const never = challenge.state === 'cancelled' && challenge.sealed_at === null;
  const { voting_opens_at: opens, voting_closes_at: closes, quorum, sealed_at: sealedAt } = challenge;
  const sentences = [
    ...methodSentences(challenge),
    ...(challenge.default_option === 1 ? [m.methods_rule_none()] : []),
    ...(challenge.eligibility === 'confirmed-members' ? [] : [eligible[challenge.eligibility]()]),
    quorum > 0 ? m.ballots_rule_quorum({ quorum: formatNumber(quorum) }) : m.ballots_rule_no_quorum(),
    ...(opens !== null && closes !== null && !never
      ? [
          m.ballots_rule_dates({
            from: formatMoment(opens, timeZone, now),
            until: formatMoment(closes, timeZone, now),
          }),
        ]
      : []),
    challenge.tally_shown === 'live' ? m.ballots_rule_live() : m.ballots_rule_after_close(),
    ...(sealedAt === null && challenge.revising === 1
      ? [m.ballots_rule_may_revise({ hours: revisingRest / 3_600_000 })]
      : challenge.revising_until !== null
        ? [m.ballots_rule_revising({ until: formatMoment(challenge.revising_until, timeZone, now) })]
        : []),
    m.ballots_rule_ties(),
    m.ballots_rule_departs(),
    m.ballots_rule_vote(),
  ];
  const sealed =
    sealedAt !== null
      ? (challenge.revising_until === null ? m.ballots_rule_sealed_at : m.ballots_rule_sealed_revising)({
          count,
          moment: formatMoment(sealedAt, timeZone, now),
        })
      : never
        ? m.ballots_rule_never()
        : m.ballots_rule_unsealed();
  return { sentences, sealed };
};

/** How ballots of a method are counted. */
export const methodSentences = (
  challenge: Pick<Ruled, 'method' | 'seats' | 'picks_per_member' | 'budget' | 'currency'>,
): string[] => {
  const { method } = challenge;
  const { seats } = challenge;
  if (method === 'picks')
    return [m.ballots_rule_pick({ limit: challenge.picks_per_member }), m.ballots_rule_seats({ seats })];
  if (method === 'specification') return [m.specification_rule(), m.specification_rule_count()];
  if (method === 'equal-shares')
    return [m.methods_rule_equal_shares({ budget: formatWhole(challenge.budget ?? 0, challenge.currency) })];
  return [ranked[method](), ...(hasSeats(method) ? [m.methods_rule_seats({ seats })] : [])];
};

const ranked = {
  score: m.methods_rule_score,
  schulze: m.methods_rule_schulze,
  irv: m.methods_rule_irv,
  stv: m.methods_rule_stv,
  duels: m.methods_rule_duels,
};

const eligible = {
  followers: m.methods_eligible_followers,
  buyers: m.methods_eligible_buyers,
  list: m.methods_eligible_list,
  codes: m.methods_eligible_codes,
};
