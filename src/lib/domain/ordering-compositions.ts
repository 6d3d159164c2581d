import { isComplete, isLegal, type Composition, type Configuration } from './configuring.ts';

/**
 * Whether a composition can be made of what a campaign offers. `gone`: it has a choice that is not offered any more.
 * `incomplete`: a part is offered that it says nothing of. `illegal`: its choices cannot be had together.
 */
export type Orderable = 'orderable' | 'gone' | 'incomplete' | 'illegal';

/** @param configuration what the campaign's revision offers */
export const orderableOf = (configuration: Configuration, composition: Composition): Orderable => {
  const { parts } = configuration;
  const offered = Object.entries(composition).every(([part, choice]) =>
    parts.find(({ id }) => id === part)?.choices.some(({ id }) => id === choice),
  );
  if (!offered) return 'gone';
  if (!isComplete(configuration, composition)) return 'incomplete';
  return isLegal(configuration, composition) ? 'orderable' : 'illegal';
};
