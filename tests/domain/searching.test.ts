import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gramsOf, wantedGrams } from '../../src/lib/domain/searching.ts';

test('Chinese becomes pairs and single signs, Latin becomes words', () => {
  expect(gramsOf('工作襯衫 Overshirt 2.0')).toEqual([
    '工',
    '工作',
    '作',
    '作襯',
    '襯',
    '襯衫',
    '衫',
    'overshirt',
    '2',
    '0',
  ]);
  expect(wantedGrams('襯衫')).toEqual(['襯衫']);
  expect(wantedGrams('衫')).toEqual(['衫']);
  expect(wantedGrams('Ｈａｌｏ 外套')).toEqual(['halo', '外套']);
});

test('whatever stands in a text is found by asking for a piece of it', () => {
  const sign = fc.constantFrom(...'雨天的外套領口很挺a b1c，。'.split(''));
  fc.assert(
    fc.property(fc.array(sign, { minLength: 2, maxLength: 30 }), fc.nat(), fc.nat(), (signs, a, b) => {
      const text = signs.join('');
      const from = a % signs.length;
      const piece = signs.slice(from, from + 1 + (b % 4)).join('');
      const grams = new Set(gramsOf(text));
      for (const wanted of wantedGrams(piece)) {
        // A Latin word cut in two is a beginning or an end, which whole words do not hold.
        if (!/[a-z0-9]/.test(wanted)) expect(grams).toContain(wanted);
      }
    }),
  );
});

test('nothing that a query language could read as more than letters and digits', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      for (const gram of [...gramsOf(text), ...wantedGrams(text)]) expect(gram).toMatch(/^[\p{L}\p{N}]+$/u);
      expect(wantedGrams(text).length).toBeLessThanOrEqual(24);
    }),
  );
});
