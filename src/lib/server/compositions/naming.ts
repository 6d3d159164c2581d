import type { Reader } from '../../../../db/schema.ts';
import { composedWidths, namesOf } from '../../domain/composing.ts';
import { compositionIn, configurationIn, type Composition } from '../../domain/configuring.ts';

/** A composition as lists and orders show it: in words as it was composed, and the size of its picture. */
export interface NamedComposition {
  id: string;
  choices: Composition;
  names: { part: string; choice: string }[];
  width: number;
  height: number;
  /** The width that its picture is served in for lists. */
  file: number;
}

/** Compositions in words, by their ids: two queries however many, and none for none. */
export const namedCompositions = async (
  read: Reader,
  ids: readonly (string | null)[],
): Promise<Map<string, NamedComposition>> => {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await read
    .selectFrom('compositions')
    .select(['id', 'choices', 'configuration_id'])
    .where('id', 'in', wanted)
    .execute();
  const specs = await read
    .selectFrom('configurations')
    .select(['id', 'spec'])
    .where('id', 'in', [...new Set(rows.map((row) => row.configuration_id))])
    .execute();
  const configurations = new Map(specs.map(({ id, spec }) => [id, configurationIn(spec)]));
  return new Map(
    rows.map(({ id, choices, configuration_id }) => {
      const configuration = configurations.get(configuration_id)!;
      const { width, height } = configuration;
      const composition = compositionIn(choices);
      const names = namesOf(configuration, composition);
      return [id, { id, choices: composition, names, width, height, file: composedWidths(width)[0]! }];
    }),
  );
};
