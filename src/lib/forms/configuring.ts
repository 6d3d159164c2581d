import {
  configurationFaults,
  configurationLimits as limits,
  isPartId,
  keyOf,
  type Chosen,
  type Configuration,
  type ConfigurationFault,
} from '$lib/domain/configuring.ts';
import { parseDifference, typedDifference } from '$lib/domain/money.ts';
import { isRefusal, refuse } from '$lib/domain/refusals.ts';
import type { TypedConfiguration } from '$lib/domain/typing-configurations.ts';
import type { FormState } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { refusalText } from '$lib/i18n/refusals.ts';
import { ruleText } from '$lib/i18n/rules.ts';
import { keptPictures, type ShownPicture } from '$lib/server/images/keeping.ts';
import { keepLayer, type Size } from '$lib/server/images/layering.ts';
import { randomLetters } from '$lib/server/ids.ts';

export type Typed = TypedConfiguration<ShownPicture>;
type Errors = FormState['errors'];

/** Letters of no meaning, so that what was removed never comes back as something else. */
export const newPartId = () => randomLetters(6);

/** The form of what was saved, to be changed. */
export const typedConfiguration = async (
  locals: App.Locals,
  saved: { configuration: Configuration; currency: string } | null,
): Promise<Typed> => {
  if (!saved) return { base: null, parts: [], rules: [] };
  const { configuration, currency } = saved;
  const { base, parts, rules } = configuration;
  const ids = [base, ...parts.flatMap(({ choices }) => choices.map(({ layer }) => layer))];
  const pictures = await locals.read((read) =>
    keptPictures(
      read,
      ids.filter((id) => id !== null),
    ),
  );
  const shown = (id: string | null) => (id === null ? null : (pictures.get(id) ?? null));
  return {
    base: shown(base),
    parts: parts.map(({ choices, ...part }) => ({
      ...part,
      choices: choices.map(({ id, name, swatch, layer, priceMinor }) => ({
        id,
        name,
        swatch: swatch ?? '',
        price: priceMinor === 0 ? '' : typedDifference(priceMinor, currency),
        layer: shown(layer),
      })),
    })),
    rules: rules.map(({ kind, one, other }, i) => ({
      id: `r${i + 1}`,
      kind,
      one: keyOf(one),
      other: keyOf(other),
    })),
  };
};

/**
 * What was typed, with the layers that came along: each is kept if it has the size of the base, and refused by itself
 * if not, so that a wrong one costs nothing else.
 */
export const readTyped = async (
  locals: App.Locals,
  member: { id: string },
  form: FormData,
): Promise<{ typed: Typed; errors: Errors }> => {
  const errors: Errors = {};
  const text = (name: string) =>
    String(form.get(name) ?? '')
      .replaceAll('\0', '')
      .trim();
  const ids = (name: string) => [
    ...new Set(form.getAll(name).map((id) => (isPartId(String(id)) ? String(id) : newPartId()))),
  ];
  const kept = await keptIn(locals, form);
  const receive = receiver(locals, member, form, kept, errors);
  const base = await receive('base', null);
  const parts: Typed['parts'] = [];
  // Without a base the first layer that there is says how large the others must be.
  let size: Size | null = base;
  for (const part of ids('part')) {
    const choices: Typed['parts'][number]['choices'] = [];
    for (const choice of ids(`choice-${part}`)) {
      const of = `${part}-${choice}`;
      const layer = await receive(`layer-${of}`, size);
      size ??= layer;
      choices.push({
        id: choice,
        name: text(`name-${of}`),
        swatch: swatchOf(text(`swatch-${of}`)),
        price: text(`price-${of}`),
        layer,
      });
    }
    parts.push({ id: part, name: text(`name-${part}`), choices });
  }
  const rules = ids('rule').map((id) => ({
    id,
    kind: text(`kind-${id}`) === 'excludes' ? ('excludes' as const) : ('needs' as const),
    one: text(`one-${id}`),
    other: text(`other-${id}`),
  }));
  return { typed: { base, parts, rules }, errors };
};

const swatchOf = (text: string) => (/^[0-9a-f]{6}$/i.test(text) ? `#${text}` : text).toLowerCase();

/** The pictures that came with an earlier try of the same form. */
const keptIn = (locals: App.Locals, form: FormData) => {
  const ids = [...form].flatMap(([name, value]) => (name.endsWith('_kept') ? [String(value)] : []));
  return locals.read((read) => keptPictures(read, ids));
};

const receiver =
  (
    locals: App.Locals,
    member: { id: string },
    form: FormData,
    kept: Map<string, ShownPicture>,
    errors: Errors,
  ) =>
  async (name: string, size: Size | null): Promise<ShownPicture | null> => {
    const before = kept.get(String(form.get(`${name}_kept`) ?? '')) ?? null;
    const file = form.get(name);
    if (file instanceof File && file.size > 0) {
      const { write, read, muster, now } = locals;
      const id = await keepLayer(write, muster.dataDir, member, { file, size }, now);
      if (!isRefusal(id)) return (await read((r) => keptPictures(r, [id]))).get(id) ?? null;
      errors[name] = m.form_file_refused({ name: file.name, text: refusalText(id) });
    }
    if (form.get(`${name}_gone`) !== null) return null;
    if (before && size && (before.width !== size.width || before.height !== size.height)) {
      const { width: baseWidth, height: baseHeight } = size;
      const { width, height } = before;
      errors[name] ??= refusalText(refuse('layer-size-wrong', { width, height, baseWidth, baseHeight }));
    }
    return before;
  };

/** What was typed, as a configuration; or the text at each field that keeps it from being one. */
export const configurationFrom = (
  { base, parts, rules }: Typed,
  currency: string,
): { configuration: Configuration; errors: Errors } => {
  const errors: Errors = {};
  const first = base ?? parts.flatMap(({ choices }) => choices.flatMap(({ layer }) => layer ?? []))[0];
  if (!first) errors.base = m.configure_picture_needed();
  const filled = rules.filter(({ one, other }) => one !== '' || other !== '');
  const configuration: Configuration = {
    width: first?.width ?? 0,
    height: first?.height ?? 0,
    base: base?.id ?? null,
    parts: parts.map(({ id, name, choices }) => ({
      id,
      name,
      choices: choices.map(({ layer, price, swatch, ...choice }) => {
        const priceMinor = parseDifference(price, currency);
        if (priceMinor === null) errors[`price-${id}-${choice.id}`] = m.configure_price_wrong();
        return { ...choice, swatch: swatch || null, layer: layer?.id ?? null, priceMinor: priceMinor ?? 0 };
      }),
    })),
    rules: filled.map(({ kind, one, other }) => ({ kind, one: chosenIn(one), other: chosenIn(other) })),
  };
  for (const fault of configurationFaults(configuration)) {
    const [field, text] = faultText(configuration, fault, filled);
    errors[field] ??= text;
  }
  return { configuration, errors };
};

const chosenIn = (key: string): Chosen => {
  const [part = '', choice = ''] = key.split(':');
  return { part, choice };
};

const faultText = (
  configuration: Configuration,
  fault: ConfigurationFault,
  rules: Typed['rules'],
): [field: string, text: string] => {
  const rule = 'rule' in fault ? (rules[fault.rule]?.id ?? '') : '';
  switch (fault.kind) {
    case 'no-parts':
      return ['parts', m.configure_no_parts()];
    case 'too-many-parts':
      return ['parts', m.configure_too_many_parts({ limit: limits.parts })];
    case 'part-unnamed':
      return [`name-${fault.part}`, m.configure_name_needed({ limit: limits.name })];
    case 'part-name-twice':
      return [`name-${fault.part}`, m.configure_part_twice()];
    case 'too-few-choices':
      return [`choices-${fault.part}`, m.configure_too_few_choices()];
    case 'too-many-choices':
      return [`choices-${fault.part}`, m.configure_too_many_choices({ limit: limits.choices })];
    case 'choice-unnamed':
      return [`name-${fault.part}-${fault.choice}`, m.configure_name_needed({ limit: limits.name })];
    case 'choice-name-twice':
      return [`name-${fault.part}-${fault.choice}`, m.configure_choice_twice()];
    case 'swatch-wrong':
      return [`swatch-${fault.part}-${fault.choice}`, m.configure_swatch_wrong()];
    case 'price-wrong':
      return [`price-${fault.part}-${fault.choice}`, m.configure_price_wrong()];
    case 'too-many-rules':
      return ['rules', m.configure_too_many_rules({ limit: limits.rules })];
    case 'rule-unknown':
      return [`one-${rule}`, m.configure_rule_open()];
    case 'rule-within-part':
      return [`one-${rule}`, m.configure_rule_within()];
    case 'rule-twice':
      return [`one-${rule}`, m.configure_rule_twice()];
    case 'nothing-possible': {
      const named = fault.rules.map((one) => ruleText(configuration, one)).join(' · ');
      return ['rules', refusalText(refuse('nothing-composable', { rules: named }))];
    }
  }
};
