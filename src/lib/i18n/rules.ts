import { choiceName } from '../domain/composing.ts';
import type { Configuration, ConfigurationRule } from '../domain/configuring.ts';
import { m } from './paraglide/messages.js';

/** A rule as a sentence: what goes only with what, or what does not go with what. */
export const ruleText = (configuration: Configuration, { kind, one, other }: ConfigurationRule): string => {
  const names = { one: choiceName(configuration, one), other: choiceName(configuration, other) };
  return kind === 'needs' ? m.compose_goes_only_with(names) : m.compose_does_not_go_with(names);
};
