import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, ruleText, type Rule } from '../../src/lib/domain/sealing.ts';

const rule: Rule = {
  challenge: 'c1',
  method: 'picks',
  picksPerMember: 3,
  seats: 2,
  quorum: 500,
  eligibility: 'confirmed-members',
  tallyShown: 'live',
  ties: 'decided-in-public',
  votingOpensAt: 1000,
  votingClosesAt: 2000,
  drafts: [
    { draft: 'b', revision: 'r2' },
    { draft: 'a', revision: 'r1' },
  ],
};

describe('the text of a rule', () => {
  test('is this one', () => {
    expect(ruleText(rule)).toBe(
      '{"challenge":"c1","drafts":[{"draft":"a","revision":"r1"},{"draft":"b","revision":"r2"}],' +
        '"eligibility":"confirmed-members","method":"picks","picksPerMember":3,"quorum":500,"seats":2,' +
        '"tallyShown":"live","ties":"decided-in-public","votingClosesAt":2000,"votingOpensAt":1000}',
    );
  });

  test('is the same however the rule was put together', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(Object.entries(rule), { minLength: Object.keys(rule).length }),
        fc.boolean(),
        (entries, turned) => {
          const shuffled = Object.fromEntries(entries) as unknown as Rule;
          const drafts = turned ? [...rule.drafts].reverse() : rule.drafts;
          expect(ruleText({ ...shuffled, drafts })).toBe(ruleText(rule));
        },
      ),
    );
  });

  test.each([
    { picksPerMember: 4 },
    { seats: 1 },
    { quorum: 0 },
    { tallyShown: 'after-close' as const },
    { votingOpensAt: 1001 },
    { votingClosesAt: 2001 },
    { drafts: rule.drafts.slice(1) },
    { drafts: [{ draft: 'a', revision: 'r9' }, rule.drafts[0]!] },
    { challenge: 'c2' },
  ])('is another with %j', (change) => {
    expect(ruleText({ ...rule, ...change })).not.toBe(ruleText(rule));
  });
});

test('canonical JSON reads back as what it was made of', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  expect(() => canonicalJson({ a: NaN })).toThrow(TypeError);
});
