import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  combinationsOf,
  mostVariants,
  planVariants,
  readOptions,
  typedValues,
  unitsLeft,
  type Option,
  type PlannedVariant,
} from '../../src/lib/domain/variants.ts';

const colour: Option = { name: 'Colour', values: ['Moss', 'Indigo'] };
const size: Option = { name: 'Size', values: ['S', 'M'] };

/** Variants as they stand in the database after they were planned: new ones get an id, here their label. */
const kept = (options: readonly Option[], stock: Record<string, number> = {}) => ({
  options,
  variants: planVariants({ options: [], variants: [] }, options).map(({ choices, label }) => ({
    id: label,
    choices,
    stock: stock[label] ?? null,
  })),
});
const lineage = (plan: PlannedVariant[]) => Object.fromEntries(plan.map(({ label, id }) => [label, id]));

test('every combination, the last option changing fastest', () => {
  const plan = planVariants({ options: [], variants: [] }, [colour, size]);
  expect(plan.map(({ label }) => label)).toEqual(['Moss / S', 'Moss / M', 'Indigo / S', 'Indigo / M']);
  expect(plan[1]).toEqual({
    id: null,
    choices: { Colour: 'Moss', Size: 'M' },
    label: 'Moss / M',
    stock: null,
  });
});

test('without options there is one variant', () => {
  expect(combinationsOf([])).toEqual([{}]);
  expect(planVariants(kept([colour]), [])).toMatchObject([{ id: 'Moss', label: '' }]);
});

test('the same options keep every variant and its stock', () => {
  const before = kept([colour, size], { 'Moss / M': 40 });
  const plan = planVariants(before, [colour, size]);
  expect(lineage(plan)).toEqual({
    'Moss / S': 'Moss / S',
    'Moss / M': 'Moss / M',
    'Indigo / S': 'Indigo / S',
    'Indigo / M': 'Indigo / M',
  });
  expect(plan[1]!.stock).toBe(40);
});

test('a value renamed in its place, an option renamed in its place', () => {
  const plan = planVariants(kept([colour, size]), [{ name: 'Farbe', values: ['Tea green', 'Indigo'] }, size]);
  expect(lineage(plan)).toEqual({
    'Tea green / S': 'Moss / S',
    'Tea green / M': 'Moss / M',
    'Indigo / S': 'Indigo / S',
    'Indigo / M': 'Indigo / M',
  });
});

test('values in another order, one more, one less', () => {
  const plan = planVariants(kept([colour, size]), [
    { name: 'Colour', values: ['Indigo', 'Clay', 'Moss'] },
    { name: 'Size', values: ['M'] },
  ]);
  expect(lineage(plan)).toEqual({ 'Indigo / M': 'Indigo / M', 'Clay / M': null, 'Moss / M': 'Moss / M' });
});

test('a new option goes on from its first value', () => {
  const plan = planVariants(kept([colour]), [size, colour]);
  expect(lineage(plan)).toEqual({
    'S / Moss': 'Moss',
    'S / Indigo': 'Indigo',
    'M / Moss': null,
    'M / Indigo': null,
  });
});

test('an option taken away leaves the first of those that fall together', () => {
  const plan = planVariants(kept([colour, size], { 'Moss / S': 7 }), [colour]);
  expect(plan).toMatchObject([
    { label: 'Moss', id: 'Moss / S', stock: 7 },
    { label: 'Indigo', id: 'Indigo / S' },
  ]);
});

const options = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom('Colour', 'Size', 'Cloth', 'Cut'),
    values: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 }),
  }),
  { maxLength: 3, selector: ({ name }) => name },
);

test('whatever the edit: one variant a combination, no identity twice, none made up', () => {
  fc.assert(
    fc.property(options, options, (first, second) => {
      const before = kept(first);
      const plan = planVariants(before, second);
      expect(plan.map(({ choices }) => choices)).toEqual(combinationsOf(second));
      const ids = plan.flatMap(({ id }) => (id === null ? [] : [id]));
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of ids) expect(before.variants.map((variant) => variant.id)).toContain(id);
    }),
  );
});

test('there and back again keeps every variant that stood throughout', () => {
  fc.assert(
    fc.property(options, (only) => {
      const plan = planVariants(kept(only), only);
      expect(plan.every(({ id, label }) => id === label)).toBe(true);
    }),
  );
});

test('options are read as they are typed', () => {
  expect(
    readOptions([
      { name: ' 顏色 ', values: '茶綠 #6C7A5A\n靛藍#24395a\n\n栗' },
      { name: '', values: '' },
      { name: '尺寸', values: 'S、M，L, XL' },
    ]),
  ).toEqual({
    options: [
      {
        name: '顏色',
        values: ['茶綠', '靛藍', '栗'],
        swatches: { 茶綠: '#6c7a5a', 靛藍: '#24395a' },
      },
      { name: '尺寸', values: ['S', 'M', 'L', 'XL'] },
    ],
  });
});

test('and read back as they stand in the field', () => {
  const option = { name: 'Colour', values: ['Moss', 'Clay'], swatches: { Moss: '#6c7a5a' } };
  expect(readOptions([{ name: option.name, values: typedValues(option) }])).toEqual({ options: [option] });
});

const many = (count: number) => Array.from({ length: count }, (_, i) => `v${i}`).join('\n');
test.for([
  ['name-missing', [{ name: '', values: 'S' }]],
  ['values-missing', [{ name: 'Size', values: ' , ' }]],
  ['twice', [{ name: 'Size', values: 'S, S' }]],
  [
    'twice',
    [
      { name: 'Size', values: 'S' },
      { name: 'Size', values: 'M' },
    ],
  ],
  ['too-long', [{ name: 'Size', values: 'x'.repeat(61) }]],
  // Would otherwise be looked at for a colour at each of its spaces.
  ['too-long', [{ name: 'Size', values: `x${' '.repeat(200_000)}x` }]],
  ['too-many-variants', [{ name: 'Size', values: many(mostVariants + 1) }]],
  [
    'too-many-variants',
    [
      { name: 'Size', values: many(11) },
      { name: 'Colour', values: many(10) },
    ],
  ],
  ['too-many-options', ['a', 'b', 'c', 'd'].map((name) => ({ name, values: 'x' }))],
] as const)('%s', ([problem, typed]) => {
  expect(readOptions(typed)).toMatchObject({ problem });
});

test('what is left of a variant', () => {
  expect(unitsLeft({ stock: null, ordered: 5 })).toBeNull();
  expect(unitsLeft({ stock: 7, ordered: 5 })).toBe(2);
  expect(unitsLeft({ stock: 5, ordered: 5 })).toBe(0);
});
