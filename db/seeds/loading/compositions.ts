import {
  compositionText,
  isComplete,
  isLegal,
  type Composition,
  type Configuration,
} from '../../../src/lib/domain/configuring.ts';
import type { Random } from '../random.ts';
import type { ConfigurationSeed, LookSeed, RemixSeed } from '../world/configurations.ts';
import type { Challenge, Draft } from './challenges.ts';
import { happened } from './events.ts';
import type { Account, Member } from './members.ts';
import { dayLength, type Loading } from './rows.ts';

/** A configuration, and since when it is public. */
export interface Step {
  id: string;
  configuration: Configuration;
  from: number;
}
interface Place {
  challenge: Challenge;
  draft: Draft;
  seed: ConfigurationSeed;
  steps: Step[];
}
type Row = Loading['rows']['compositions'][number];
const hour = 3600_000;

/** Some come to a look that others like too, the others go by the taste of the crowd, part by part. */
export function loadCompositions(
  loading: Loading,
  place: Place,
  members: Member[],
  accounts: Record<Account, Member>,
): void {
  const random = loading.chance(`compositions ${place.seed.draft}`);
  const keep = keeper(loading, place);
  const known = new Set<Member>([accounts.fan, accounts.buyer, accounts.admin]);
  const crowd = random
    .shuffle(members)
    .filter((member) => member.confirmed && !known.has(member) && member !== place.draft.author)
    .filter((member) => member.joinedAt + 12 * hour < place.steps[0]!.from);

  const remixers = place.seed.looks.flatMap((look) => {
    if (!look.remix) return [];
    const locale = look.remix.locale;
    const at = crowd.findIndex((member) => member.locale === locale);
    const member = look.remix.byFan ? accounts.fan : crowd.splice(at, 1)[0]!;
    return [{ look, remix: look.remix, member }];
  });
  for (const { look, remix, member } of remixers) {
    const at = momentOf(loading, place, look, remix);
    const row = keep(stepOf(place, look), lookIn(place, look), member, at);
    choose(loading, row, member, at);
    publish(loading, place, { row, remix, member, at }, random.shuffle(crowd));
  }
  for (const member of crowd.slice(0, place.seed.members - remixers.length)) {
    const { step, composition, at } = composed(loading, random, place);
    choose(loading, keep(step, composition, member, at), member, at);
  }
  count(loading, place.draft);
}

const stepOf = ({ steps }: Place, look: LookSeed) => steps[look.step ?? steps.length - 1]!;

/** What the designer proposes, but for what the look names. */
const lookIn = (place: Place, look: LookSeed): Composition => {
  const { configuration } = stepOf(place, look);
  const composition = Object.fromEntries([
    ...configuration.parts.map(({ id, choices }) => [id, choices[0]!.id]),
    ...look.choices.map((text) => text.split('.')),
  ]) as Composition;
  if (!isLegal(configuration, composition))
    throw new Error(`${place.seed.draft}: ${look.choices.join(', ')} cannot be composed`);
  return composition;
};

/** In the days of its own step, or so long ago, yet not before the last step. */
const momentOf = ({ now }: Loading, { steps }: Place, look: LookSeed, remix: RemixSeed) => {
  const at = look.step ?? steps.length - 1;
  const { from } = steps[at]!;
  const next = steps[at + 1]?.from;
  if (next !== undefined) return Math.floor(from + (next - from) * 0.4);
  return Math.floor(Math.max(from + 2 * hour, now - (remix.ago ?? 0) * dayLength));
};

function composed({ now }: Loading, random: Random, place: Place) {
  const { steps, seed } = place;
  // Most come once the draft stands as it is; a few were there from the first day.
  const index = random.weighted(steps.map((_, i) => (i === steps.length - 1 ? 9 : 0.7)));
  const step = steps[index]!;
  const until = steps[index + 1]?.from ?? now - hour;
  const at = Math.floor(step.from + random.next() ** 1.4 * (until - step.from));
  if (random.chance(0.42)) {
    const look = seed.looks[random.weighted(seed.looks.map(({ pull }) => pull))]!;
    const composition = lookIn(place, look);
    if (isLegal(step.configuration, composition)) return { step, composition, at };
  }
  return { step, composition: tasteOf(random, seed, step.configuration), at };
}

const tasteOf = (random: Random, { liked }: ConfigurationSeed, configuration: Configuration): Composition => {
  for (;;) {
    const composition = Object.fromEntries(
      configuration.parts.map(({ id, choices }) => {
        const weights = choices.map((choice) => liked[`${id}.${choice.id}`] ?? 1);
        return [id, choices[random.weighted(weights)]!.id];
      }),
    );
    if (isLegal(configuration, composition)) return composition;
  }
};

/** The row of a composition: the same for everyone who composes the same. */
const keeper = ({ rows, ids }: Loading, { draft }: Place) => {
  const kept = new Map<string, Row>();
  return ({ id, configuration }: Step, composition: Composition, member: Member, at: number): Row => {
    if (!isComplete(configuration, composition)) throw new Error('a composition lacks a part');
    const choices = compositionText(configuration, composition);
    const known = kept.get(id + choices);
    if (known) {
      if (at < known.created_at) Object.assign(known, { created_at: at, created_by: member.id });
      return known;
    }
    const row: Row = {
      id: ids.id(at),
      draft_id: draft.id,
      configuration_id: id,
      choices,
      chosen: 0,
      created_by: member.id,
      created_at: at,
    };
    rows.compositions.push(row);
    kept.set(id + choices, row);
    return row;
  };
};

function choose({ rows }: Loading, row: Row, member: Member, at: number): void {
  row.chosen = (row.chosen ?? 0) + 1;
  const chosen = { draft_id: row.draft_id, member_id: member.id, composition_id: row.id, chosen_at: at };
  rows.chosen_compositions.push(chosen);
}

function publish(
  loading: Loading,
  { challenge, draft }: Place,
  { row, remix, member, at }: { row: Row; remix: RemixSeed; member: Member; at: number },
  crowd: Member[],
): void {
  const { rows, ids, now } = loading;
  const id = ids.id(at);
  const voters = crowd.filter((one) => one !== member).slice(0, remix.votes);
  rows.remixes.push({
    id,
    draft_id: draft.id,
    composition_id: row.id,
    member_id: member.id,
    title: remix.title,
    note: remix.note,
    votes: voters.length,
    created_at: at,
  });
  voters.forEach((one, i) =>
    rows.remix_votes.push({
      remix_id: id,
      member_id: one.id,
      voted_at: Math.floor(at + ((now - at) * (i + 1)) / (voters.length + 1)),
    }),
  );
  happened(loading, at, 'remix-published', {
    actor: member.id,
    brand: challenge.brand.id,
    challenge: challenge.id,
    draft: draft.id,
    payload: { remix: id, composition: row.id },
  });
}

/** How often each choice was chosen, as the product counts them. */
function count({ rows }: Loading, draft: Draft): void {
  const counts = new Map<string, Loading['rows']['choice_counts'][number]>();
  for (const { draft_id, choices, chosen = 0 } of rows.compositions) {
    if (draft_id !== draft.id || chosen === 0) continue;
    for (const [part, choice] of Object.entries(JSON.parse(choices) as Composition)) {
      const key = `${part}.${choice}`;
      const known = counts.get(key) ?? { draft_id, part, choice, chosen: 0 };
      known.chosen = (known.chosen ?? 0) + chosen;
      counts.set(key, known);
    }
  }
  rows.choice_counts.push(...counts.values());
}
