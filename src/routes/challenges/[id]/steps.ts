import { formatShortDay, formatSpan } from '$lib/i18n/spans.ts';
import { m } from '$lib/i18n/paraglide/messages.js';

interface Dated {
  state: 'preparing' | 'collecting' | 'voting' | 'deciding' | 'decided' | 'cancelled';
  collecting_opens_at: number | null;
  voting_opens_at: number | null;
  voting_closes_at: number | null;
  sealed_at: number | null;
  decided_at: number | null;
  cancelled_at: number | null;
  drafts: { won?: number }[];
  staged: string | null;
  shortlisted_at: number | null;
  campaigns: { launchedAt: number }[];
}

/**
 * The way of a challenge as it is shown: four steps, and a fifth where stages come between the first vote and the
 * decision, each with the days that are known of it.
 *
 * `first`: the first vote, where another has followed it
 */
export const stepsOf = (
  challenge: Dated,
  timeZone: string,
  now: number,
  first?: { voting_opens_at: number; voting_closes_at: number },
) => {
  const { state, decided_at: decided } = challenge;
  const { voting_opens_at: opens, voting_closes_at: closes } = first ?? challenge;
  const staged = challenge.staged !== null || challenge.shortlisted_at !== null;
  const order = ['collecting', 'voting', ...(staged ? ['staged'] : []), 'deciding', 'decided'];
  const last = order.length - 1;
  const day = (at: number) => formatShortDay(at, timeZone);
  // Between the close and the job that notes it, the vote is over all the same.
  const over = state === 'voting' && closes !== null && closes <= now ? 'deciding' : state;
  const shown =
    staged && (first || over === 'deciding') && over !== 'decided' && over !== 'cancelled' ? 'staged' : over;
  const launched = challenge.campaigns.map(({ launchedAt }) => launchedAt);
  const at = (index: number) => {
    const reached = shown === 'cancelled' ? (challenge.sealed_at === null ? 0 : 1) : order.indexOf(shown);
    if (shown === 'cancelled') return index <= reached ? ('done' as const) : ('ahead' as const);
    const here = shown === 'decided' ? (launched.length > 0 ? last : last - 1) : reached;
    return index < here ? ('done' as const) : index === here ? ('now' as const) : ('ahead' as const);
  };
  const collecting =
    opens === null
      ? ''
      : challenge.sealed_at === null
        ? m.ballots_until({ day: day(opens) })
        : challenge.collecting_opens_at === null
          ? m.ballots_until({ day: day(opens) })
          : formatSpan(challenge.collecting_opens_at, opens, timeZone);
  const voting =
    opens === null || closes === null
      ? ''
      : shown === 'voting'
        ? m.ballots_until({ day: day(closes) })
        : formatSpan(opens, closes, timeZone);
  const decision =
    decided !== null
      ? day(decided)
      : shown === 'deciding'
        ? m.ballots_deciding_now()
        : closes !== null && !staged
          ? m.ballots_after({ day: day(closes) })
          : '';
  const preorder =
    launched.length > 0
      ? m.ballots_from({ day: day(Math.min(...launched)) })
      : shown === 'decided' && !challenge.drafts.some(({ won }) => won)
        ? m.ballots_nothing_won()
        : m.ballots_what_wins();
  const steps: { name: string; detail: string; at: 'done' | 'now' | 'ahead' }[] = [
    { name: m.ballots_way_collecting(), detail: collecting, at: at(0) },
    { name: m.ballots_way_voting(), detail: voting, at: at(1) },
    ...(staged
      ? [
          {
            name: m.stages_way(),
            detail:
              challenge.shortlisted_at === null
                ? closes !== null
                  ? m.ballots_after({ day: day(closes) })
                  : ''
                : m.ballots_from({ day: day(challenge.shortlisted_at) }),
            at: at(2),
          },
        ]
      : []),
    { name: m.ballots_way_decision(), detail: decision, at: at(last - 1) },
    { name: m.ballots_way_preorder(), detail: preorder, at: at(last) },
  ];
  if (shown !== 'cancelled') return steps;
  return [
    ...steps.filter((step) => step.at === 'done'),
    {
      name: m.ballots_way_cancelled(),
      detail: challenge.cancelled_at === null ? '' : day(challenge.cancelled_at),
      at: 'now' as const,
    },
  ];
};
