import type { Chosen, Composition, Configuration, ConfigurationRule } from '../domain/configuring.ts';
import { m } from './paraglide/messages.js';

const nameOf = ({ parts }: Configuration, { part, choice }: Chosen) => {
  const found = parts.find(({ id }) => id === part);
  const name = found?.choices.find(({ id }) => id === choice)?.name ?? '';
  return m.specification_part_is({ part: found?.name ?? '', choice: name });
};

/** The choices of a composition in words, part by part. */
export const wordsOf = (configuration: Configuration, composition: Composition): string =>
  configuration.parts
    .flatMap(({ id }) => {
      const choice = composition[id];
      return choice === undefined ? [] : [nameOf(configuration, { part: id, choice })];
    })
    .join(m.specification_joint());

/** A rule as a sentence. */
export const ruleWords = (configuration: Configuration, { kind, one, other }: ConfigurationRule): string => {
  const names = { one: nameOf(configuration, one), other: nameOf(configuration, other) };
  return kind === 'needs' ? m.specification_needs(names) : m.specification_excludes(names);
};
