import { configurationFaults, type Configuration } from '../../../src/lib/domain/configuring.ts';
import { baseSheet, layerSheet, type DrawnConfiguration } from '../drawings/layers.ts';
import { configurations, type ConfigurationSeed, type ConfigurationStep } from '../world/configurations.ts';
import type { Challenge, Draft } from './challenges.ts';
import { loadCompositions, type Step } from './compositions.ts';
import type { Account, Member } from './members.ts';
import type { PictureBook } from './pictures.ts';
import type { Loading } from './rows.ts';

const size = { width: 960, height: 1200 };

/** What can be composed of the drafts that allow it, revision by revision, and what members made of it. */
export function loadConfigurations(
  loading: Loading,
  challenges: Challenge[],
  members: Member[],
  accounts: Record<Account, Member>,
  book: PictureBook,
): void {
  for (const seed of configurations) {
    const challenge = challenges.find(({ drafts }) => drafts.some((one) => one.seed.title === seed.draft));
    const draft = challenge?.drafts.find((one) => one.seed.title === seed.draft);
    if (!challenge || !draft) throw new Error(`nothing is called ${seed.draft}`);
    const layers = drawLayers(loading, seed, draft, book);
    const steps = seed.steps.map((step) =>
      write(loading, challenge, draft, offered(seed, layers, step), step),
    );
    loadCompositions(loading, { challenge, draft, seed, steps }, members, accounts);
  }
}

const named = (part: string, choice: string) => `${part}.${choice}`;

/** Each layer becomes one picture, whichever revisions offer it. */
function drawLayers(loading: Loading, seed: ConfigurationSeed, draft: Draft, book: PictureBook) {
  const first = revisionOf(loading, draft, seed.steps[0]!.revision);
  const add = (draw: () => string) =>
    book.add({ draw, alt: seed.alt, width: size.width, layer: true }, draft.author.id, first.created_at);
  const layers = new Map([['base', add(() => baseSheet(seed.drawn.base()))]]);
  for (const { id: part, choices } of seed.drawn.parts)
    for (const { id, draw } of choices)
      if (draw)
        layers.set(
          named(part, id),
          add(() => layerSheet(draw())),
        );
  return layers;
}

const offered = (
  { drawn }: { drawn: DrawnConfiguration },
  layers: Map<string, string>,
  { without = [], unruled = [] }: ConfigurationStep,
): Configuration => {
  const gone = new Set(without);
  return {
    ...size,
    base: layers.get('base')!,
    parts: drawn.parts.map(({ id: part, name, choices }) => ({
      id: part,
      name,
      choices: choices
        .filter(({ id }) => !gone.has(named(part, id)))
        .map(({ draw: _, ...choice }) => ({ ...choice, layer: layers.get(named(part, choice.id)) ?? null })),
    })),
    rules: drawn.rules.filter(
      ({ one, other }) =>
        !unruled.includes(named(one.part, one.choice)) &&
        ![one, other].some(({ part, choice }) => gone.has(named(part, choice))),
    ),
  };
};

const revisionOf = ({ rows }: Loading, draft: Draft, number: number) =>
  rows.revisions.find((row) => row.draft_id === draft.id && row.number === number)!;

function write(
  loading: Loading,
  { brand }: Challenge,
  draft: Draft,
  configuration: Configuration,
  { revision: number }: ConfigurationStep,
): Step {
  const [fault] = configurationFaults(configuration);
  if (fault) throw new Error(`${draft.seed.title}, revision ${number}: ${fault.kind}`);
  const { rows, ids } = loading;
  const revision = revisionOf(loading, draft, number);
  const id = ids.id(revision.created_at);
  rows.configurations.push({
    id,
    draft_id: draft.id,
    spec: JSON.stringify(configuration),
    currency: brand.currency,
    created_by: draft.author.id,
    created_at: revision.created_at,
  });
  const shown = configuration.parts.flatMap(({ choices }) => choices.map(({ layer }) => layer));
  for (const picture of [configuration.base, ...shown])
    if (picture !== null) rows.configuration_layers.push({ configuration_id: id, picture_id: picture });
  for (const row of rows.revisions)
    if (row.draft_id === draft.id && row.number >= number) row.configuration_id = id;
  return { id, configuration, from: revision.published_at! };
}
