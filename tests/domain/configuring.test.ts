import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  brokenRules,
  compositionText,
  conflictIn,
  deadChoices,
  isComplete,
  isLegal,
  layersOf,
  legalWith,
  priceDifference,
  whyNot,
  type Configuration,
  type ConfigurationRule,
} from '../../src/lib/domain/configuring.ts';

const choice = (id: string, priceMinor = 0, layer: string | null = `layer-${id}`) => ({
  id,
  name: id,
  swatch: null,
  layer,
  priceMinor,
});
const rule = (kind: ConfigurationRule['kind'], one: string, other: string): ConfigurationRule => {
  const chosen = (text: string) => ({ part: text.split(':')[0]!, choice: text.split(':')[1]! });
  return { kind, one: chosen(one), other: chosen(other) };
};
const fridge: Configuration = {
  width: 1600,
  height: 2000,
  base: 'body',
  parts: [
    { id: 'front', name: 'Front', choices: [choice('mint'), choice('walnut', 120_000)] },
    {
      id: 'handle',
      name: 'Handle',
      choices: [choice('steel'), choice('brass', 30_000), choice('none', -20_000, null)],
    },
  ],
  rules: [rule('needs', 'front:walnut', 'handle:brass'), rule('excludes', 'front:mint', 'handle:none')],
};

describe('a composition', () => {
  test.each([
    [{ front: 'mint', handle: 'steel' }, true, 0],
    [{ front: 'walnut', handle: 'brass' }, true, 150_000],
    [{ front: 'walnut', handle: 'steel' }, false, 120_000],
    [{ front: 'mint', handle: 'none' }, false, -20_000],
    [{ front: 'mint' }, false, 0],
    [{ front: 'mint', handle: 'gold' }, false, 0],
    [{ front: 'mint', handle: 'steel', wheels: 'two' }, false, 0],
  ])('%o is legal: %s, and costs %i more', (composition, legal, difference) => {
    expect(isLegal(fridge, composition)).toBe(legal);
    expect(priceDifference(fridge, composition)).toBe(difference);
  });

  test('says which rules keep a choice from being taken, and none that have nothing to do with it', () => {
    expect(whyNot(fridge, { front: 'walnut', handle: 'brass' }, { part: 'handle', choice: 'steel' })).toEqual(
      [fridge.rules[0]],
    );
    expect(whyNot(fridge, { front: 'mint', handle: 'none' }, { part: 'front', choice: 'walnut' })).toEqual([
      fridge.rules[0],
    ]);
    expect(whyNot(fridge, { front: 'mint', handle: 'steel' }, { part: 'handle', choice: 'brass' })).toEqual(
      [],
    );
  });

  test('has its layers from the back to the front, and none for a choice that shows nothing', () => {
    expect(layersOf(fridge, { handle: 'brass', front: 'mint' })).toEqual([
      'body',
      'layer-mint',
      'layer-brass',
    ]);
    expect(layersOf({ ...fridge, base: null }, { front: 'walnut', handle: 'none' })).toEqual([
      'layer-walnut',
    ]);
  });

  test('has one text, whatever the order in which it was put together', () => {
    expect(compositionText(fridge, { handle: 'steel', front: 'mint' })).toBe(
      '{"front":"mint","handle":"steel"}',
    );
  });
});

describe('rules', () => {
  test('that leave nothing are named, those alone that it takes', () => {
    const stuck = {
      ...fridge,
      rules: [
        rule('excludes', 'front:mint', 'handle:steel'),
        rule('needs', 'front:mint', 'handle:steel'),
        rule('excludes', 'front:walnut', 'handle:none'),
        rule('excludes', 'handle:brass', 'front:walnut'),
        rule('needs', 'front:walnut', 'handle:brass'),
      ],
    };
    const conflict = conflictIn(stuck);
    expect(legalWith(stuck)).toBeNull();
    expect(conflict).toEqual([stuck.rules[0], stuck.rules[1], stuck.rules[3], stuck.rules[4]]);
    for (const left of conflict)
      expect(legalWith({ ...stuck, rules: conflict.filter((other) => other !== left) })).not.toBeNull();
    expect(conflictIn(fridge)).toEqual([]);
  });

  test('name the choices that nobody can ever have', () => {
    const rules = [...fridge.rules, rule('excludes', 'handle:brass', 'front:walnut')];
    expect(deadChoices(fridge)).toEqual([{ part: 'handle', choice: 'none' }]);
    expect(deadChoices({ ...fridge, rules })).toEqual([
      { part: 'front', choice: 'walnut' },
      { part: 'handle', choice: 'none' },
    ]);
  });

  const configurations = fc
    .record({ sizes: fc.array(fc.integer({ min: 2, max: 4 }), { minLength: 2, maxLength: 5 }) })
    .chain(({ sizes }) => {
      const parts = sizes.map((size, p) => ({
        id: `p${p}`,
        name: `p${p}`,
        choices: Array.from({ length: size }, (_, c) => choice(`c${c}`)),
      }));
      const chosen = fc
        .nat({ max: parts.length - 1 })
        .chain((p) => fc.nat({ max: sizes[p]! - 1 }).map((c) => ({ part: `p${p}`, choice: `c${c}` })));
      const rules = fc.array(
        fc
          .record({
            kind: fc.constantFrom('excludes' as const, 'needs' as const),
            one: chosen,
            other: chosen,
          })
          .filter(({ one, other }) => one.part !== other.part),
        { maxLength: 14 },
      );
      return rules.map((rules): Configuration => ({ width: 1, height: 1, base: null, parts, rules }));
    });
  const everyComposition = ({ parts }: Configuration) =>
    parts.reduce<Record<string, string>[]>(
      (all, { id, choices }) => all.flatMap((one) => choices.map((choice) => ({ ...one, [id]: choice.id }))),
      [{}],
    );

  test('leave something exactly where trying every composition finds something', () => {
    fc.assert(
      fc.property(configurations, (configuration) => {
        const legal = everyComposition(configuration).filter(
          (one) => brokenRules(configuration, one).length === 0,
        );
        const found = legalWith(configuration);
        expect(found !== null).toBe(legal.length > 0);
        if (found) expect(isComplete(configuration, found) && isLegal(configuration, found)).toBe(true);
        expect(conflictIn(configuration).length > 0).toBe(legal.length === 0);
        const dead = new Set(deadChoices(configuration).map(({ part, choice }) => `${part}:${choice}`));
        for (const { id: part, choices } of configuration.parts)
          for (const { id } of choices)
            expect(dead.has(`${part}:${id}`)).toBe(!legal.some((one) => one[part] === id));
      }),
      { numRuns: 150 },
    );
  });
});

test('parts that no rule names do not lengthen the search for what others have in conflict', () => {
  const two = (id: string) => ({ id, name: id, choices: [choice(`${id}0`), choice(`${id}1`)] });
  const rules = [0, 1].flatMap((a) => [0, 1].map((b) => rule('excludes', `a:a${a}`, `b:b${b}`)));
  const wide: Configuration = {
    ...fridge,
    parts: [
      ...Array.from({ length: 10 }, (_, n) => ({
        id: `free${n}`,
        name: `free${n}`,
        choices: Array.from({ length: 24 }, (_, i) => choice(`free${n}-${i}`)),
      })),
      two('a'),
      two('b'),
    ],
    rules,
  };
  expect(conflictIn(wide)).toEqual(rules);
  const freed = { ...wide, rules: rules.slice(1) };
  expect(legalWith(freed)).toMatchObject({ free0: 'free0-0', free9: 'free9-0', a: 'a0', b: 'b0' });
  expect(deadChoices(freed)).toEqual([
    { part: 'a', choice: 'a1' },
    { part: 'b', choice: 'b1' },
  ]);
});
