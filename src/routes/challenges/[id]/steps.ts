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
  campaigns: { launchedAt: number }[];
}
const order = ['collecting', 'voting', 'deciding', 'decided'];

/** The way of a challenge as it is shown: four steps, each with the days that are known of it. */
export const stepsOf = (challenge: Dated, timeZone: string, now: number) => {
  const { state, voting_opens_at: opens, voting_closes_at: closes, decided_at: decided } = challenge;
  const day = (at: number) => formatShortDay(at, timeZone);
  // Between the close and the job that notes it, the vote is over all the same.
  const shown = state === 'voting' && closes !== null && closes <= now ? 'deciding' : state;
  const launched = challenge.campaigns.map(({ launchedAt }) => launchedAt);
  const at = (index: number) => {
    const reached = shown === 'cancelled' ? (challenge.sealed_at === null ? 0 : 1) : order.indexOf(shown);
    if (shown === 'cancelled') return index <= reached ? ('done' as const) : ('ahead' as const);
    const here = shown === 'decided' ? (launched.length > 0 ? 3 : 2) : reached;
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
        : closes !== null
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
    { name: m.ballots_way_decision(), detail: decision, at: at(2) },
    { name: m.ballots_way_preorder(), detail: preorder, at: at(3) },
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
