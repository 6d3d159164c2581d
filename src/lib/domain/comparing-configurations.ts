import type { Configuration } from './configuring.ts';

/** One thing that differs between what can be composed of two revisions. Names are those of the later, or of what is gone. */
export type ConfigurationChange =
  | { kind: 'part-added' | 'part-removed'; part: string }
  | { kind: 'part-renamed'; part: string; from: string }
  | {
      kind: 'choice-added' | 'choice-removed' | 'choice-redrawn' | 'choice-repriced';
      part: string;
      choice: string;
    }
  | { kind: 'choice-renamed'; part: string; choice: string; from: string }
  | { kind: 'base-changed' | 'rules-changed' };

const none: Pick<Configuration, 'base' | 'parts' | 'rules'> = { base: null, parts: [], rules: [] };

/** What changed from one to the other, part by part in the order of the later; null stands for a revision that has none. */
export const compareConfigurations = (
  from: Configuration | null,
  to: Configuration | null,
): ConfigurationChange[] => {
  const [earlier, later] = [from ?? none, to ?? none];
  const changes: ConfigurationChange[] = [];
  if (from && to && earlier.base !== later.base) changes.push({ kind: 'base-changed' });
  for (const part of later.parts) {
    const before = earlier.parts.find(({ id }) => id === part.id);
    if (!before) {
      changes.push({ kind: 'part-added', part: part.name });
      continue;
    }
    if (before.name !== part.name) changes.push({ kind: 'part-renamed', part: part.name, from: before.name });
    changes.push(...choiceChanges(part.name, before.choices, part.choices));
  }
  for (const { id, name } of earlier.parts)
    if (!later.parts.some((part) => part.id === id)) changes.push({ kind: 'part-removed', part: name });
  if (from && to && JSON.stringify(earlier.rules) !== JSON.stringify(later.rules))
    changes.push({ kind: 'rules-changed' });
  return changes;
};

type Choices = Configuration['parts'][number]['choices'];

const choiceChanges = (part: string, earlier: Choices, later: Choices): ConfigurationChange[] => [
  ...later.flatMap((choice): ConfigurationChange[] => {
    const before = earlier.find(({ id }) => id === choice.id);
    const of = { part, choice: choice.name };
    if (!before) return [{ kind: 'choice-added', ...of }];
    return [
      ...(before.name === choice.name ? [] : [{ kind: 'choice-renamed' as const, ...of, from: before.name }]),
      ...(before.layer === choice.layer && before.swatch === choice.swatch
        ? []
        : [{ kind: 'choice-redrawn' as const, ...of }]),
      ...(before.priceMinor === choice.priceMinor ? [] : [{ kind: 'choice-repriced' as const, ...of }]),
    ];
  }),
  ...earlier
    .filter(({ id }) => !later.some((choice) => choice.id === id))
    .map(({ name }) => ({ kind: 'choice-removed' as const, part, choice: name })),
];
