/** What can be chosen between: a name such as *Colour*, and its values in order. */
export interface Option {
  name: string;
  values: readonly string[];
  /** `#rrggbb` for each value that shows as a dot of its colour. */
  swatches?: Readonly<Record<string, string>>;
  /** For each value its composition, where the values are what the brand picked: the first option, without a name. */
  compositions?: Readonly<Record<string, string>>;
}

/** From each option's name the value: `{ Colour: 'Moss', Size: 'M' }`. */
export type Choices = Readonly<Record<string, string>>;

export const mostOptions = 3;
export const mostVariants = 100;
const longestWord = 60;

/** One composition that a campaign offers: its id, and what it is called there. */
export interface Picked {
  composition: string;
  name: string;
}

/** Picked compositions as the option that comes before all that were typed; none where nothing was picked. */
export const pickedOption = (picked: readonly Picked[]): Option[] =>
  picked.length === 0
    ? []
    : [
        {
          name: '',
          values: picked.map(({ name }) => name),
          compositions: Object.fromEntries(picked.map(({ composition, name }) => [name, composition])),
        },
      ];

/** The options without that of picked compositions: those that were typed. */
export const typedOptions = (options: readonly Option[]): Option[] =>
  options.filter(({ compositions }) => compositions === undefined);

/** Every combination of the options' values, the last option changing fastest; one empty combination for no options. */
export const combinationsOf = (options: readonly Option[]): Choices[] =>
  options.reduce<Choices[]>(
    (combinations, { name, values }) =>
      combinations.flatMap((choices) => values.map((value) => ({ ...choices, [name]: value }))),
    [{}],
  );

/** How a variant is called: `Moss / M`; empty where there is nothing to choose. */
export const variantLabel = (options: readonly Option[], choices: Choices): string =>
  options
    .map(({ name }) => choices[name])
    .filter(Boolean)
    .join(' / ');

export type OptionProblem =
  'too-many-options' | 'too-many-variants' | 'name-missing' | 'values-missing' | 'twice' | 'too-long';

/**
 * Reads options as they are typed: a name, and values one a line or between commas. `#rrggbb` after a value is
 * its colour. An option with neither name nor values is not there.
 */
export const readOptions = (
  typed: readonly { name: string; values: string }[],
): { options: Option[] } | { problem: OptionProblem; index: number } => {
  const options: Option[] = [];
  for (const [index, { name: typedName, values: typedValues }] of typed.entries()) {
    const name = typedName.trim();
    const parts = typedValues
      .split(/[\n,，、]/)
      .map((part) => part.trim())
      .filter(Boolean);
    if (!name && parts.length === 0) continue;
    if (!name) return { problem: 'name-missing', index };
    if (parts.length === 0) return { problem: 'values-missing', index };
    if (parts.some((part) => part.length > longestWord + 10)) return { problem: 'too-long', index };
    const swatches: Record<string, string> = {};
    const values = parts.map((part) => {
      const [, value, colour] = /^(.*?)\s*(#[0-9a-fA-F]{6})$/.exec(part) ?? [];
      if (!value || !colour) return part;
      swatches[value] = colour.toLowerCase();
      return value;
    });
    if ([name, ...values].some((word) => word.length > longestWord)) return { problem: 'too-long', index };
    if (new Set(values).size < values.length || options.some((other) => other.name === name)) {
      return { problem: 'twice', index };
    }
    options.push({ name, values, ...(Object.keys(swatches).length > 0 && { swatches }) });
    if (options.length > mostOptions) return { problem: 'too-many-options', index };
    if (options.reduce((count, option) => count * option.values.length, 1) > mostVariants) {
      return { problem: 'too-many-variants', index };
    }
  }
  return { options };
};

/** An option's values as they stand in a field; `readOptions` reads them back as they were. */
export const typedValues = ({ values, swatches }: Option): string =>
  values.map((value) => (swatches?.[value] ? `${value} ${swatches[value]}` : value)).join('\n');

export interface PlannedVariant {
  /** The variant that goes on under these choices; null for a new one. */
  id: string | null;
  choices: Choices;
  label: string;
  stock: number | null;
}

/**
 * The variants of new options, each keeping its identity and stock wherever the old one can be recognised: under
 * the same values; under a value that was renamed in its place; with a new option's first value. Where an option
 * was taken away, the first of the variants that fall together goes on. No variant goes on twice.
 */
export const planVariants = (
  before: {
    options: readonly Option[];
    variants: readonly { id: string; choices: Choices; stock: number | null }[];
  },
  options: readonly Option[],
): PlannedVariant[] => {
  const origins = options.map((option, index) => originOf(before.options, options, option, index));
  const unclaimed = [...before.variants];
  return combinationsOf(options).map((choices) => {
    const wanted: Record<string, string> = {};
    let possible = true;
    options.forEach(({ name, values }, index) => {
      const origin = origins[index]!;
      const value = choices[name]!;
      if (!origin) possible &&= value === values[0];
      else if (origin.values.has(value)) wanted[origin.name] = origin.values.get(value)!;
      else possible = false;
    });
    const found = possible
      ? unclaimed.findIndex((variant) =>
          Object.entries(wanted).every(([name, value]) => variant.choices[name] === value),
        )
      : -1;
    const [kept] = found >= 0 ? unclaimed.splice(found, 1) : [];
    return {
      id: kept?.id ?? null,
      choices,
      label: variantLabel(options, choices),
      stock: kept?.stock ?? null,
    };
  });
};

/** Which old option this one was, and which old value each of its values was. */
const originOf = (before: readonly Option[], after: readonly Option[], option: Option, index: number) => {
  const inPlace = before[index];
  const old =
    before.find(({ name }) => name === option.name) ??
    // Renamed in its place: the old name is used no more.
    (inPlace && !after.some(({ name }) => name === inPlace.name) ? inPlace : undefined);
  if (!old) return null;
  const values = new Map<string, string>();
  option.values.forEach((value, place) => {
    const oldInPlace = old.values[place];
    if (old.values.includes(value)) values.set(value, value);
    else if (oldInPlace !== undefined && !option.values.includes(oldInPlace)) values.set(value, oldInPlace);
  });
  return { name: old.name, values };
};

/** How many units of a variant may still be ordered; null for no limit. */
export const unitsLeft = ({ stock, ordered }: { stock: number | null; ordered: number }): number | null =>
  stock === null ? null : Math.max(0, stock - ordered);
