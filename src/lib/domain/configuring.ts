/** One way a part can be made. */
export interface Choice {
  /** Unique within its part, and never given to another choice later. */
  id: string;
  name: string;
  /** `#rrggbb`, or null where no colour stands for it. */
  swatch: string | null;
  /** The picture that is laid over the ones before it; null where the choice shows nothing. */
  layer: string | null;
  /** What it adds to the price, in the currency's minor unit; negative where it costs less. */
  priceMinor: number;
}

/** The ids that parts and choices have: nothing that a form sends besides can be one. */
export const isPartId = (text: string): boolean => /^[0-9a-z-]{1,24}$/.test(text);

/** A configuration as it is stored, and as it is sealed. */
export const configurationIn = (text: string): Configuration => JSON.parse(text) as Configuration;

/** A composition as `compositionText` writes it. */
export const compositionIn = (text: string): Composition => JSON.parse(text) as Composition;

/** What can be chosen of a draft: a front, a handle, a trim. */
export interface Part {
  id: string;
  name: string;
  /** The first one is what the designer proposes. */
  choices: readonly Choice[];
}

/** A choice with the part it belongs to. */
export interface Chosen {
  part: string;
  choice: string;
}

/** `excludes`: who has the one cannot have the other. `needs`: who has the one must have the other. */
export interface ConfigurationRule {
  kind: 'excludes' | 'needs';
  one: Chosen;
  other: Chosen;
}

/** What a draft lets members compose. Immutable: a change makes a new one, with a new revision. */
export interface Configuration {
  /** The size that every layer has, px. */
  width: number;
  height: number;
  /** What lies beneath all layers; null for plain paper. */
  base: string | null;
  /** From the back to the front. */
  parts: readonly Part[];
  rules: readonly ConfigurationRule[];
}

/** For each part, by its id, the id of the choice. */
export type Composition = Readonly<Record<string, string>>;

export const configurationLimits = {
  parts: 12,
  /** In one part; a part with one choice is no choice. */
  choices: 24,
  fewestChoices: 2,
  rules: 100,
  /** Signs of a name. */
  name: 40,
  /** The greatest price difference, either way, in minor units. */
  price: 1e11,
  /** New ones that one member may keep within a day. */
  compositionsADay: 200,
} as const;

const has = (composition: Composition, { part, choice }: Chosen) => composition[part] === choice;

/** Whether a composition of all or some parts breaks the rule already. */
export const breaks = (composition: Composition, { kind, one, other }: ConfigurationRule): boolean => {
  if (!has(composition, one)) return false;
  if (kind === 'excludes') return has(composition, other);
  return composition[other.part] !== undefined && !has(composition, other);
};

/** The rules that a composition breaks; none for a legal one. Parts that are not chosen yet break nothing. */
export const brokenRules = (
  { rules }: Pick<Configuration, 'rules'>,
  composition: Composition,
): ConfigurationRule[] => rules.filter((rule) => breaks(composition, rule));

/** Whether each part has one of its own choices, nothing else is chosen, and no rule is broken. */
export const isLegal = (configuration: Configuration, composition: Composition): boolean =>
  isComplete(configuration, composition) && brokenRules(configuration, composition).length === 0;

/** Whether each part has one of its own choices, and nothing else is chosen. */
export const isComplete = ({ parts }: Configuration, composition: Composition): boolean =>
  Object.keys(composition).length === parts.length &&
  parts.every(({ id, choices }) => choices.some((choice) => choice.id === composition[id]));

/** The rules that keep a choice from being taken while everything else stays as it is: the reasons to tell. */
export const whyNot = (
  configuration: Configuration,
  composition: Composition,
  { part, choice }: Chosen,
): ConfigurationRule[] =>
  brokenRules(configuration, { ...composition, [part]: choice }).filter(
    ({ one, other }) => one.part === part || other.part === part,
  );

/**
 * A legal composition that has all of `wanted`, as near to the designer's first choices as the order of parts allows;
 * null where there is none. Parts that no rule names take their first choice; of the others, those that rules tie together
 * are searched apart from the rest, depth first, a branch being left as soon as some part has no choice any more (forward
 * checking: Haralick and Elliott 1980).
 */
export const legalWith = (configuration: Configuration, wanted: Composition = {}): Composition | null => {
  const { parts, rules } = configuration;
  if (rules.some((rule) => breaks(wanted, rule))) return null;
  const found: Composition = { ...wanted };
  for (const group of tiedTogether(configuration)) {
    const settled = settle(group, wanted);
    if (!settled) return null;
    Object.assign(found, settled);
  }
  return Object.fromEntries([
    ...parts.flatMap(({ id, choices }) => {
      const choice = found[id] ?? choices[0]?.id;
      return choice === undefined ? [] : [[id, choice] as const];
    }),
    ...Object.entries(wanted),
  ]);
};

type Group = Pick<Configuration, 'parts' | 'rules'>;

/** The parts that rules name, with their rules, in groups that have nothing to do with each other. */
const tiedTogether = ({ parts, rules }: Group): Group[] => {
  const groupOf = new Map<string, string>();
  const head = (part: string): string => {
    const next = groupOf.get(part) ?? part;
    return next === part ? part : head(next);
  };
  for (const { one, other } of rules) {
    for (const { part } of [one, other]) if (!groupOf.has(part)) groupOf.set(part, part);
    groupOf.set(head(one.part), head(other.part));
  }
  return [...new Set([...groupOf.keys()].map(head))].map((name) => ({
    parts: parts.filter(({ id }) => groupOf.has(id) && head(id) === name),
    rules: rules.filter(({ one }) => head(one.part) === name),
  }));
};

const settle = ({ parts, rules }: Group, wanted: Composition): Composition | null => {
  const search = (at: number, chosen: Composition): Composition | null => {
    const part = parts[at];
    if (!part) return chosen;
    const open = parts.slice(at + 1).filter(({ id }) => chosen[id] === undefined);
    for (const { id } of chosen[part.id] === undefined ? part.choices : [{ id: chosen[part.id]! }]) {
      const next = { ...chosen, [part.id]: id };
      if (rules.some((rule) => breaks(next, rule))) continue;
      const dead = open.some(({ id: other, choices }) =>
        choices.every((choice) => rules.some((rule) => breaks({ ...next, [other]: choice.id }, rule))),
      );
      const found = dead ? null : search(at + 1, next);
      if (found) return found;
    }
    return null;
  };
  return search(0, wanted);
};

/**
 * Why nothing can be composed: rules of which no single one could be left out without something becoming possible.
 * Empty where there is a legal composition. Found by leaving out one rule after the other (a minimal unsatisfiable set).
 */
export const conflictIn = (configuration: Configuration): ConfigurationRule[] => {
  if (legalWith(configuration)) return [];
  let kept = [...configuration.rules];
  for (const rule of configuration.rules) {
    const without = kept.filter((other) => other !== rule);
    if (!legalWith({ ...configuration, rules: without })) kept = without;
  }
  return kept;
};

/** The choices that no legal composition can have. */
export const deadChoices = (configuration: Configuration): Chosen[] =>
  configuration.parts.flatMap(({ id: part, choices }) =>
    choices
      .filter(({ id }) => !legalWith(configuration, { [part]: id }))
      .map(({ id }) => ({ part, choice: id })),
  );

/** What a composition costs more than the draft as it is, in minor units; below zero where it costs less. */
export const priceDifference = ({ parts }: Configuration, composition: Composition): number =>
  parts.reduce(
    (sum, { id, choices }) =>
      sum + (choices.find((choice) => choice.id === composition[id])?.priceMinor ?? 0),
    0,
  );

/** The layers of a composition from the back to the front, the base first: ids of pictures. */
export const layersOf = ({ base, parts }: Configuration, composition: Composition): string[] => [
  ...(base === null ? [] : [base]),
  ...parts.flatMap(({ id, choices }) => {
    const layer = choices.find((choice) => choice.id === composition[id])?.layer;
    return layer ? [layer] : [];
  }),
];

/** The one text of a composition: its choices as JSON, in the order of the parts. Equal compositions, equal texts. */
export const compositionText = ({ parts }: Configuration, composition: Composition): string =>
  JSON.stringify(Object.fromEntries(parts.map(({ id }) => [id, composition[id]])));

/** What is wrong with a configuration, and where: ids of its parts and choices, places of its rules. */
export type ConfigurationFault =
  | { kind: 'no-parts' | 'too-many-parts' | 'too-many-rules' }
  | { kind: 'part-unnamed' | 'part-name-twice' | 'too-few-choices' | 'too-many-choices'; part: string }
  | {
      kind: 'choice-unnamed' | 'choice-name-twice' | 'swatch-wrong' | 'price-wrong';
      part: string;
      choice: string;
    }
  | { kind: 'rule-unknown' | 'rule-within-part' | 'rule-twice'; rule: number }
  /** Rules of which no single one can stay: `conflictIn`. */
  | { kind: 'nothing-possible'; rules: ConfigurationRule[] };

const swatchPattern = /^#[0-9a-f]{6}$/i;

/**
 * Everything that keeps a configuration from being saved, from its top to its end; none for a good one. Whether its
 * rules leave something is asked once all else is in order. Names are the same whatever their case and their spaces.
 */
export const configurationFaults = (configuration: Configuration): ConfigurationFault[] => {
  const { parts, rules } = configuration;
  const faults: ConfigurationFault[] = [];
  if (parts.length === 0) faults.push({ kind: 'no-parts' });
  if (parts.length > configurationLimits.parts) faults.push({ kind: 'too-many-parts' });
  const names = repeated(parts);
  for (const part of parts) {
    if (!isName(part.name)) faults.push({ kind: 'part-unnamed', part: part.id });
    else if (names.has(part.id)) faults.push({ kind: 'part-name-twice', part: part.id });
    faults.push(...choiceFaults(part));
  }
  if (rules.length > configurationLimits.rules) faults.push({ kind: 'too-many-rules' });
  faults.push(...ruleFaults(configuration));
  if (faults.length === 0) {
    const conflict = conflictIn(configuration);
    if (conflict.length > 0) faults.push({ kind: 'nothing-possible', rules: conflict });
  }
  return faults;
};

const choiceFaults = ({ id: part, choices }: Part): ConfigurationFault[] => {
  const faults: ConfigurationFault[] = [];
  if (choices.length < configurationLimits.fewestChoices) faults.push({ kind: 'too-few-choices', part });
  if (choices.length > configurationLimits.choices) faults.push({ kind: 'too-many-choices', part });
  const names = repeated(choices);
  for (const { id: choice, name, swatch, priceMinor } of choices) {
    if (!isName(name)) faults.push({ kind: 'choice-unnamed', part, choice });
    else if (names.has(choice)) faults.push({ kind: 'choice-name-twice', part, choice });
    if (swatch !== null && !swatchPattern.test(swatch)) faults.push({ kind: 'swatch-wrong', part, choice });
    if (!Number.isSafeInteger(priceMinor) || Math.abs(priceMinor) > configurationLimits.price)
      faults.push({ kind: 'price-wrong', part, choice });
  }
  return faults;
};

const ruleFaults = ({ parts, rules }: Configuration): ConfigurationFault[] => {
  const known = new Set(
    parts.flatMap(({ id, choices }) => choices.map((choice) => keyOf({ part: id, choice: choice.id }))),
  );
  const seen = new Set<string>();
  return rules.flatMap(({ kind, one, other }, rule): ConfigurationFault[] => {
    if (!known.has(keyOf(one)) || !known.has(keyOf(other))) return [{ kind: 'rule-unknown', rule }];
    if (one.part === other.part) return [{ kind: 'rule-within-part', rule }];
    const pair = [keyOf(one), keyOf(other)];
    const text = [kind, ...(kind === 'excludes' ? pair.sort() : pair)].join(' ');
    if (seen.has(text)) return [{ kind: 'rule-twice', rule }];
    seen.add(text);
    return [];
  });
};

/** A choice with its part as one word, as forms and sets hold it. */
export const keyOf = ({ part, choice }: Chosen): string => `${part}:${choice}`;

const isName = (name: string) => name.trim() !== '' && [...name].length <= configurationLimits.name;

/** The ids of what is named as something before it is. */
const repeated = (named: readonly { id: string; name: string }[]): Set<string> => {
  const seen = new Set<string>();
  return new Set(
    named.flatMap(({ id, name }) => {
      const same = name.trim().replace(/\s+/g, ' ').toLowerCase();
      if (seen.has(same)) return [id];
      seen.add(same);
      return [];
    }),
  );
};
