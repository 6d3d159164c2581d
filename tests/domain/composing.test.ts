import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareConfigurations } from '../../src/lib/domain/comparing-configurations.ts';
import {
  choiceName,
  composedWidths,
  namedComposition,
  namesOf,
  nearestChanges,
  startOf,
  stillOffered,
  waysOut,
} from '../../src/lib/domain/composing.ts';
import {
  configurationFaults,
  isLegal,
  legalWith,
  type Composition,
  type Configuration,
} from '../../src/lib/domain/configuring.ts';
import { parseDifference, typedDifference } from '../../src/lib/domain/money.ts';
import { pressed, type TypedConfiguration } from '../../src/lib/domain/typing-configurations.ts';
import { fridgeOf, rule } from '../making-configurations.ts';

const fridge = fridgeOf(['base', 'a', 'b', 'c', 'd', 'e', 'f']);
const [front, handle, feet] = fridge.parts as [
  Configuration['parts'][0],
  Configuration['parts'][0],
  Configuration['parts'][0],
];

describe('what is wrong with a configuration', () => {
  const renamed = (name: string) => ({ ...fridge, parts: [front, { ...handle, name }, feet] });
  test.each<[string, Configuration, object[]]>([
    ['nothing', fridge, []],
    ['no parts', { ...fridge, parts: [], rules: [] }, [{ kind: 'no-parts' }]],
    ['a part without a name', renamed('  '), [{ kind: 'part-unnamed', part: 'handle' }]],
    ['a name too long', renamed('x'.repeat(41)), [{ kind: 'part-unnamed', part: 'handle' }]],
    ['a name twice', renamed(' FRONT'), [{ kind: 'part-name-twice', part: 'handle' }]],
    [
      'one choice alone',
      { ...fridge, parts: [front, { ...handle, choices: [handle.choices[1]!] }, feet] },
      [{ kind: 'too-few-choices', part: 'handle' }],
    ],
    [
      'choices of one name, a wrong colour and a wrong price',
      {
        ...fridge,
        parts: [
          front,
          handle,
          {
            ...feet,
            choices: [
              { ...feet.choices[0]!, swatch: 'red' },
              { ...feet.choices[1]!, name: 'low', priceMinor: 1.5 },
            ],
          },
        ],
      },
      [
        { kind: 'swatch-wrong', part: 'feet', choice: 'low' },
        { kind: 'choice-name-twice', part: 'feet', choice: 'tall' },
        { kind: 'price-wrong', part: 'feet', choice: 'tall' },
      ],
    ],
    [
      'rules within a part, of what is not there, and twice the other way round',
      {
        ...fridge,
        rules: [
          rule('excludes', 'front:mint', 'front:walnut'),
          rule('needs', 'front:gold', 'handle:brass'),
          rule('excludes', 'front:mint', 'feet:tall'),
          rule('excludes', 'feet:tall', 'front:mint'),
        ],
      },
      [
        { kind: 'rule-within-part', rule: 0 },
        { kind: 'rule-unknown', rule: 1 },
        { kind: 'rule-twice', rule: 3 },
      ],
    ],
  ])('%s', (_, configuration, faults) => {
    expect(configurationFaults(configuration)).toEqual(faults);
  });

  test('rules that leave nothing are named', () => {
    const rules = [
      rule('needs', 'front:mint', 'feet:tall'),
      rule('needs', 'front:walnut', 'feet:tall'),
      rule('excludes', 'feet:tall', 'handle:steel'),
      rule('excludes', 'feet:tall', 'handle:brass'),
    ];
    expect(configurationFaults({ ...fridge, rules })).toEqual([{ kind: 'nothing-possible', rules }]);
  });
});

describe('the way out of what is illegal', () => {
  const illegal = { front: 'walnut', handle: 'steel', feet: 'low' };

  test('keeps one side of the rule or the other, the last change first', () => {
    expect(waysOut(fridge, illegal, 'front')).toEqual([
      [{ part: 'handle', choice: 'brass' }],
      [{ part: 'front', choice: 'mint' }],
    ]);
    expect(waysOut(fridge, illegal, 'handle')).toEqual([
      [{ part: 'front', choice: 'mint' }],
      [{ part: 'handle', choice: 'brass' }],
    ]);
    expect(waysOut(fridge, { ...illegal, front: 'mint' })).toEqual([]);
    expect(nearestChanges(fridge, illegal, ['front', 'handle'])).toBeNull();
  });

  const configurations = fc
    .array(fc.integer({ min: 2, max: 3 }), { minLength: 2, maxLength: 4 })
    .chain((sizes) => {
      const parts = sizes.map((size, p) => ({
        id: `p${p}`,
        name: `p${p}`,
        choices: Array.from({ length: size }, (_, c) => ({
          id: `c${c}`,
          name: `c${c}`,
          swatch: null,
          layer: null,
          priceMinor: 0,
        })),
      }));
      const one = fc
        .nat({ max: parts.length - 1 })
        .chain((p) => fc.nat({ max: sizes[p]! - 1 }).map((c) => ({ part: `p${p}`, choice: `c${c}` })));
      const rules = fc.array(
        fc
          .record({ kind: fc.constantFrom('excludes' as const, 'needs' as const), one, other: one })
          .filter((rule) => rule.one.part !== rule.other.part),
        { maxLength: 8 },
      );
      const chosen = fc.tuple(...sizes.map((size) => fc.nat({ max: size - 1 })));
      return fc.record({
        configuration: rules.map((rules): Configuration => ({
          width: 1,
          height: 1,
          base: null,
          parts,
          rules,
        })),
        composition: chosen.map((all): Composition =>
          Object.fromEntries(all.map((c, p) => [`p${p}`, `c${c}`])),
        ),
        kept: fc.nat({ max: sizes.length - 1 }).map((p) => `p${p}`),
      });
    });
  const every = ({ parts }: Configuration) =>
    parts.reduce<Record<string, string>[]>(
      (all, { id, choices }) => all.flatMap((one) => choices.map((choice) => ({ ...one, [id]: choice.id }))),
      [{}],
    );

  test('is the shortest there is, as trying everything shows', () => {
    fc.assert(
      fc.property(configurations, ({ configuration, composition, kept }) => {
        const found = nearestChanges(configuration, composition, [kept]);
        const lengths = every(configuration)
          .filter((one) => one[kept] === composition[kept] && isLegal(configuration, one))
          .map((one) => Object.keys(one).filter((part) => one[part] !== composition[part]).length);
        if (lengths.length === 0) {
          expect(found).toBeNull();
          return;
        }
        expect(found).toHaveLength(Math.min(...lengths));
        const after = {
          ...composition,
          ...Object.fromEntries(found!.map(({ part, choice }) => [part, choice])),
        };
        expect(isLegal(configuration, after)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a composition', () => {
  test('is read from names, unknown ones left as they were', () => {
    const named = new Map([
      ['front', 'walnut'],
      ['handle', 'gold'],
      ['wheels', 'two'],
    ]);
    const start = startOf(fridge);
    expect(start).toEqual({ front: 'mint', handle: 'steel', feet: 'low' });
    expect(namedComposition(fridge, (part) => named.get(part), start)).toEqual({ ...start, front: 'walnut' });
  });

  test('begins with what is legal', () => {
    const rules = [rule('excludes', 'front:mint', 'handle:steel')];
    expect(startOf({ ...fridge, rules })).toEqual(legalWith({ ...fridge, rules }));
  });

  test('is offered as long as each of its choices is and no rule forbids it', () => {
    const walnut = { front: 'walnut', handle: 'brass', feet: 'low' };
    expect(stillOffered(fridge, walnut)).toBe(true);
    expect(stillOffered(null, walnut)).toBe(false);
    expect(stillOffered({ ...fridge, parts: [front, handle] }, walnut)).toBe(false);
    const rules = [rule('excludes', 'front:walnut', 'feet:low')];
    expect(stillOffered({ ...fridge, rules }, walnut)).toBe(false);
  });

  test('is said in words, a name that two parts have with its part', () => {
    const both = {
      ...fridge,
      parts: [
        front,
        { ...handle, choices: [handle.choices[0]!, { ...handle.choices[1]!, name: 'Mint' }] },
        feet,
      ],
    };
    expect(choiceName(both, { part: 'front', choice: 'mint' })).toBe('Front: Mint');
    expect(choiceName(fridge, { part: 'front', choice: 'mint' })).toBe('Mint');
    expect(namesOf(fridge, { front: 'mint', handle: 'brass', feet: 'low' })[1]).toEqual({
      part: 'Handle',
      choice: 'Brass',
    });
  });

  test.each([
    [500, [500]],
    [800, [640, 800]],
    [4000, [640, 2048]],
  ])('of layers %i px wide is served %j px wide', (width, widths) => {
    expect(composedWidths(width)).toEqual(widths);
  });
});

describe('two configurations compared', () => {
  test('name what came, went, and changed', () => {
    const [mint, walnut] = front.choices;
    const later: Configuration = {
      ...fridge,
      base: 'another',
      parts: [
        {
          ...front,
          name: 'Door',
          choices: [
            { ...mint!, name: 'Sage', layer: 'z' },
            { ...walnut!, id: 'oak', name: 'Oak' },
          ],
        },
        { ...handle, choices: [handle.choices[0]!, { ...handle.choices[1]!, priceMinor: 1 }] },
        { ...feet, id: 'wheels', name: 'Wheels' },
      ],
      rules: [],
    };
    expect(compareConfigurations(fridge, later)).toEqual([
      { kind: 'base-changed' },
      { kind: 'part-renamed', part: 'Door', from: 'Front' },
      { kind: 'choice-renamed', part: 'Door', choice: 'Sage', from: 'Mint' },
      { kind: 'choice-redrawn', part: 'Door', choice: 'Sage' },
      { kind: 'choice-added', part: 'Door', choice: 'Oak' },
      { kind: 'choice-removed', part: 'Door', choice: 'Walnut' },
      { kind: 'choice-repriced', part: 'Handle', choice: 'Brass' },
      { kind: 'part-added', part: 'Wheels' },
      { kind: 'part-removed', part: 'Feet' },
      { kind: 'rules-changed' },
    ]);
    expect(compareConfigurations(fridge, fridge)).toEqual([]);
    expect(compareConfigurations(null, fridge).map(({ kind }) => kind)).toEqual([
      'part-added',
      'part-added',
      'part-added',
    ]);
    expect(compareConfigurations(fridge, null)).toHaveLength(3);
  });
});

describe('the form of a configuration', () => {
  let serial = 0;
  const newId = () => `n${++serial}`;
  const empty: TypedConfiguration<string> = { base: null, parts: [], rules: [] };

  test('has rows added, raised and removed by its buttons, rules going with what they are about', () => {
    const one = pressed(empty, 'add-part', newId);
    const [part] = one.typed.parts;
    expect(part!.choices).toHaveLength(2);
    expect(one.focus).toBe(`name-${part!.id}`);
    const two = pressed(pressed(one.typed, 'add-part', newId).typed, `add-choice:${part!.id}`, newId).typed;
    const [first, second] = two.parts;
    expect(first!.choices).toHaveLength(3);
    const key = `${first!.id}:${first!.choices[2]!.id}`;
    const ruled = pressed(two, 'add-rule', newId).typed;
    const filled = {
      ...ruled,
      rules: [{ ...ruled.rules[0]!, one: key, other: `${second!.id}:${second!.choices[0]!.id}` }],
    };
    expect(pressed(filled, `up-part:${second!.id}`, newId).typed.parts[0]!.id).toBe(second!.id);
    expect(pressed(filled, `up-choice:${key}`, newId).typed.parts[0]!.choices[1]!.id).toBe(
      first!.choices[2]!.id,
    );
    expect(pressed(filled, `remove-choice:${key}`, newId).typed).toMatchObject({ rules: [] });
    expect(pressed(filled, `remove-part:${second!.id}`, newId).typed).toMatchObject({ rules: [] });
    expect(pressed(filled, `remove-rule:${filled.rules[0]!.id}`, newId).typed.rules).toEqual([]);
    expect(pressed(filled, 'nothing', newId).typed).toBe(filled);
  });

  test.each([
    ['', 0],
    ['1,200', 120_000],
    ['+300', 30_000],
    ['-300', -30_000],
    ['−5.50', -550],
    ['－３００', -30_000],
    ['--3', null],
    ['1.280,50', null],
    ['-', null],
  ])('reads the price difference %j as %j', (text, minor) => {
    expect(parseDifference(text, 'TWD')).toBe(minor);
    if (minor) expect(parseDifference(typedDifference(minor, 'TWD'), 'TWD')).toBe(minor);
  });
});
