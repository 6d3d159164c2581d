import { composedWidths, namesOf } from '$lib/domain/composing.ts';
import { choiceCounts, mostChosen } from '$lib/server/compositions/preferring.ts';
import { remixesOf } from '$lib/server/remixes/showing.ts';
import { configurationIn, type Composition } from '$lib/domain/configuring.ts';

type Reader = Parameters<typeof choiceCounts>[0];

/** What the community composes of a draft: preferred choices part by part, what is chosen most, and remixes. */
export const composingOn = async (
  read: Reader,
  visitor: { id: string } | null,
  draft: { id: string; composable: { spec: string; currency: string } | null },
) => {
  if (!draft.composable) return null;
  const configuration = configurationIn(draft.composable.spec);
  const counts = await choiceCounts(read, draft.id);
  const { most, own } = await mostChosen(read, visitor, draft.id);
  const wordsOf = (spec: string, choices: Composition) =>
    namesOf(configurationIn(spec), choices).map(({ choice }) => choice);
  const remixes = await remixesOf(read, visitor, draft.id);
  const { width, height } = configuration;
  return {
    size: { width, height, file: composedWidths(width)[0]! },
    parts: configuration.parts.map(({ id, name, choices }) => ({
      id,
      name,
      choices: choices.map((choice) => ({
        id: choice.id,
        name: choice.name,
        swatch: choice.swatch,
        chosen: counts[id]?.[choice.id] ?? 0,
      })),
    })),
    most: most.map(({ id, chosen, spec, choices }) => ({ id, chosen, words: wordsOf(spec, choices) })),
    own,
    remixes: remixes.map(({ id, composition, title, author, votes, voted }) => ({
      id,
      composition,
      title,
      author,
      votes,
      voted,
    })),
  };
};
