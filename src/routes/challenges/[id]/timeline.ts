import { formatDay, formatNumber } from '$lib/i18n/formats.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { formatSpan } from '$lib/i18n/spans.ts';
import { shownMarkdown } from '$lib/server/text/remembering.ts';
import type { Timeline } from '$lib/server/stages/reading.ts';

interface Standing {
  id: string;
  state: string;
  round: number;
  ballot_count: number;
  collecting_opens_at: number | null;
  voting_opens_at: number | null;
  voting_closes_at: number | null;
  decided_at: number | null;
  shortlisted_at: number | null;
  shortlist_departs: number | null;
  shortlist_tie_broken: number | null;
  shortlist_reason: string | null;
  time_zone: string;
  tallied: boolean;
  drafts: { id: string; title: string; picks?: number; finalist?: boolean; won?: number }[];
  others: { id: string; title: string; picks?: number; earlier?: number }[];
}

type Line = { id: string; title: string; detail?: string };
type Is = 'done' | 'now' | 'ahead';

/** One station of the public timeline, in words that need no further script. */
export interface Station {
  name: string;
  is: Is;
  when: string;
  /** Markdown that was rendered and washed. */
  about?: string;
  note?: string;
  quote?: string;
  lines?: Line[];
  /** What is long stands behind a summary. */
  more?: { name: string; lines: Line[] };
  rule?: { href: string; name: string };
  reviews?: {
    id: string;
    title: string;
    mean: string;
    scores: string;
    summary: string;
    said: { who: string; scores: string; reason: string }[];
  }[];
  posts?: (Omit<Timeline['stages'][number]['prototypes'][number], 'stage' | 'at'> & { when: string })[];
}

const score = (mean: number) => m.stages_mean({ mean: mean.toFixed(1) });
const picksLine = (picks: number) => m.ballots_picks({ count: picks, shown: formatNumber(picks) });

export const stageNames = {
  review: m.stages_kind_review,
  prototype: m.stages_kind_prototype,
  'final vote': m.stages_kind_final_vote,
};

/** From collecting to the decision, with all that came between: what has ended stays visible. */
export const timelineStations = (challenge: Standing, timeline: Timeline): Station[] => {
  const zone = challenge.time_zone;
  const day = (at: number) => formatDay(at, zone);
  const all = [...challenge.drafts, ...challenge.others];
  const titles = new Map(all.map(({ id, title }) => [id, title]));
  const [first] = timeline.rounds;
  const opens = first?.voting_opens_at ?? challenge.voting_opens_at;
  const closes = first?.voting_closes_at ?? challenge.voting_closes_at;
  const over = challenge.shortlisted_at !== null || challenge.round > 1;
  const cancelled = challenge.state === 'cancelled';
  const voteIs: Is =
    over || ['deciding', 'decided'].includes(challenge.state) || (cancelled && challenge.ballot_count > 0)
      ? 'done'
      : challenge.state === 'voting'
        ? 'now'
        : 'ahead';
  const ballots = first?.ballot_count ?? challenge.ballot_count;
  const firstTally: Line[] = first
    ? first.tally.map(({ draft_id, title, picks }) => ({ id: draft_id, title, detail: picksLine(picks) }))
    : challenge.tallied && voteIs === 'done'
      ? all.map(({ id, title, picks }) => ({ id, title, detail: picksLine(picks ?? 0) }))
      : [];
  const stations: Station[] = [
    {
      name: m.ballots_way_collecting(),
      is: voteIs === 'ahead' ? 'now' : 'done',
      when:
        challenge.collecting_opens_at !== null && opens !== null
          ? formatSpan(challenge.collecting_opens_at, opens, zone)
          : '',
      note: m.stages_collected({ count: all.length, shown: formatNumber(all.length) }),
    },
    {
      name: m.stages_first_vote(),
      is: voteIs,
      when: opens !== null && closes !== null ? formatSpan(opens, closes, zone) : '',
      ...(voteIs !== 'ahead' && {
        note: m.stages_ballots({ count: ballots, shown: formatNumber(ballots) }),
        rule: { href: `/challenges/${challenge.id}/rule?round=1`, name: m.stages_rule() },
      }),
      ...(firstTally.length > 0 && { more: { name: m.stages_all_picks(), lines: firstTally } }),
    },
    {
      name: m.stages_shortlist(),
      is: challenge.shortlisted_at !== null ? 'done' : challenge.state === 'deciding' ? 'now' : 'ahead',
      when: challenge.shortlisted_at !== null ? day(challenge.shortlisted_at) : '',
      ...(challenge.shortlist_reason && {
        note: challenge.shortlist_departs
          ? m.stages_departed()
          : challenge.shortlist_tie_broken
            ? m.stages_tie_broken()
            : m.stages_in_its_words(),
        quote: challenge.shortlist_reason,
      }),
      lines: challenge.drafts
        .filter(({ finalist }) => finalist)
        .map(({ id, title }) => ({
          id,
          title,
          detail: firstTally.find((line) => line.id === id)?.detail ?? '',
        })),
    },
    ...timeline.stages.map((stage) => stationOf(challenge, timeline, stage, titles)),
    {
      name: m.stages_decided(),
      is: challenge.state === 'decided' ? 'done' : 'ahead',
      when: challenge.decided_at !== null ? day(challenge.decided_at) : '',
      lines: challenge.drafts.filter(({ won }) => won).map(({ id, title }) => ({ id, title })),
    },
  ];
  if (!cancelled) return stations;
  // What went on ended with it, and what was planned does not come.
  return stations.flatMap((station) => (station.is === 'ahead' ? [] : [{ ...station, is: 'done' as const }]));
};

const stationOf = (
  challenge: Standing,
  timeline: Timeline,
  stage: Timeline['stages'][number],
  titles: Map<string, string>,
): Station => {
  const zone = challenge.time_zone;
  const planned = [stage.planned_from, stage.planned_until]
    .filter(Boolean)
    .map((text) => Date.parse(`${text}T12:00:00Z`));
  const when =
    stage.begun_at !== null
      ? stage.ended_at !== null
        ? formatSpan(stage.begun_at, stage.ended_at, zone)
        : m.ballots_from({ day: formatDay(stage.begun_at, zone) })
      : planned.length > 0
        ? `${m.stages_planned()} ${formatSpan(planned[0]!, planned.at(-1)!, 'UTC')}`
        : '';
  const names = timeline.criteria.map(({ name }) => name);
  const finalPicks =
    stage.kind === 'final vote' && stage.is !== 'ahead' && challenge.tallied
      ? challenge.drafts.map(({ id, title, picks }) => ({ id, title, detail: picksLine(picks ?? 0) }))
      : [];
  return {
    name: stage.title || stageNames[stage.kind](),
    is: stage.is,
    when,
    ...(stage.about && { about: shownMarkdown(stage.about) }),
    ...(stage.kind === 'review' &&
      stage.is === 'now' &&
      challenge.state !== 'cancelled' && { note: m.stages_scoring() }),
    ...(stage.kind === 'review' &&
      stage.is === 'done' &&
      stage.results.length === 0 && { note: m.stages_no_reviews() }),
    ...(stage.kind === 'final vote' &&
      stage.is !== 'ahead' && {
        note: m.stages_ballots({
          count: challenge.ballot_count,
          shown: formatNumber(challenge.ballot_count),
        }),
        lines: finalPicks,
      }),
    ...(stage.results.length > 0 && {
      reviews: stage.results.map((result) => ({
        id: result.draft,
        title: titles.get(result.draft) ?? '',
        mean: score(result.mean),
        scores: names.map((name, i) => `${name} ${result.byCriterion[i]!.toFixed(1)}`).join(' · '),
        summary: m.stages_reasons({ count: result.experts, shown: formatNumber(result.experts) }),
        said: saidOf(
          timeline.criteria,
          stage.reviews.filter(({ draft }) => draft === result.draft),
        ),
      })),
    }),
    ...(stage.prototypes.length > 0 && {
      posts: stage.prototypes.map(({ stage: _, at, ...post }) => ({ ...post, when: formatDay(at, zone) })),
    }),
  };
};

/** Each expert's scores and reasons, by name. */
export const saidOf = (
  criteria: Timeline['criteria'],
  reviews: { name: string; reason: string; scores: ReadonlyMap<string, number> }[],
) =>
  reviews.map(({ name, reason, scores }) => ({
    who: name || m.common_former_member(),
    scores: criteria.map((criterion) => `${criterion.name} ${scores.get(criterion.id) ?? '–'}`).join(' · '),
    reason,
  }));
