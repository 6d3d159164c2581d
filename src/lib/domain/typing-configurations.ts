import { configurationLimits, keyOf } from './configuring.ts';

/** A configuration as a form holds it: whatever was typed, complete or not. `Layer` is a picture as the form shows it. */
export interface TypedChoice<Layer> {
  id: string;
  name: string;
  swatch: string;
  price: string;
  layer: Layer | null;
}
export interface TypedPart<Layer> {
  id: string;
  name: string;
  choices: TypedChoice<Layer>[];
}
export interface TypedRule {
  id: string;
  kind: 'excludes' | 'needs';
  /** Choices as `keyOf` writes them; empty where none is chosen yet. */
  one: string;
  other: string;
}
export interface TypedConfiguration<Layer> {
  base: Layer | null;
  parts: TypedPart<Layer>[];
  rules: TypedRule[];
}

const blankChoice = (id: string) => ({ id, name: '', swatch: '', price: '', layer: null });

/** A part with as many choices as it takes at least. */
const blankPart = <Layer>(newId: () => string): TypedPart<Layer> => ({
  id: newId(),
  name: '',
  choices: Array.from({ length: configurationLimits.fewestChoices }, () => blankChoice(newId())),
});

/**
 * A form after one of its buttons: `add-part`, `remove-part:<part>`, `up-part:<part>`, `add-choice:<part>`,
 * `remove-choice:<part>:<choice>`, `up-choice:<part>:<choice>`, `add-rule`, `remove-rule:<rule>`. Rules about what is
 * removed go with it.
 *
 * @returns the field that is to be typed into next, if there is a new one
 */
export const pressed = <Layer>(
  typed: TypedConfiguration<Layer>,
  button: string,
  newId: () => string,
): { typed: TypedConfiguration<Layer>; focus?: string } => {
  const [act, part = '', choice = ''] = button.split(':');
  const { parts, rules } = typed;
  const inPart = (change: (choices: TypedChoice<Layer>[]) => TypedChoice<Layer>[]) =>
    parts.map((one) => (one.id === part ? { ...one, choices: change(one.choices) } : one));
  switch (act) {
    case 'add-part': {
      if (parts.length >= configurationLimits.parts) return { typed };
      const added = blankPart<Layer>(newId);
      return { typed: { ...typed, parts: [...parts, added] }, focus: `name-${added.id}` };
    }
    case 'add-choice': {
      const id = newId();
      const changed = inPart((choices) =>
        choices.length >= configurationLimits.choices ? choices : [...choices, blankChoice(id)],
      );
      return { typed: { ...typed, parts: changed }, focus: `name-${part}-${id}` };
    }
    case 'add-rule': {
      if (rules.length >= configurationLimits.rules) return { typed };
      const added: TypedRule = { id: newId(), kind: 'needs', one: '', other: '' };
      return { typed: { ...typed, rules: [...rules, added] }, focus: `one-${added.id}` };
    }
    case 'remove-part':
      return { typed: withoutStrayRules({ ...typed, parts: parts.filter(({ id }) => id !== part) }) };
    case 'remove-choice':
      return {
        typed: withoutStrayRules({
          ...typed,
          parts: inPart((choices) => choices.filter(({ id }) => id !== choice)),
        }),
      };
    case 'remove-rule':
      return { typed: { ...typed, rules: rules.filter(({ id }) => id !== part) } };
    case 'up-part':
      return { typed: { ...typed, parts: raised(parts, part) } };
    case 'up-choice':
      return { typed: { ...typed, parts: inPart((choices) => raised(choices, choice)) } };
    default:
      return { typed };
  }
};

const withoutStrayRules = <Layer>(typed: TypedConfiguration<Layer>): TypedConfiguration<Layer> => {
  const known = new Set([
    '',
    ...typed.parts.flatMap(({ id: part, choices }) =>
      choices.map(({ id: choice }) => keyOf({ part, choice })),
    ),
  ]);
  return { ...typed, rules: typed.rules.filter(({ one, other }) => known.has(one) && known.has(other)) };
};

const raised = <Row extends { id: string }>(rows: Row[], id: string): Row[] => {
  const at = rows.findIndex((row) => row.id === id);
  if (at <= 0) return rows;
  const next = [...rows];
  next.splice(at - 1, 0, ...next.splice(at, 1));
  return next;
};
