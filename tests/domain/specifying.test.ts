import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isLegal,
  priceDifference,
  type Composition,
  type Configuration,
  type ConfigurationRule,
} from '../../src/lib/domain/configuring.ts';
import {
  cheapestLegal,
  countSpecification,
  mostTiedListed,
  nearestLegal,
  specificationReason,
  votesFor,
  type ChoiceVotes,
} from '../../src/lib/domain/specifying.ts';

const part = (id: string, ...choices: string[]) => ({
  id,
  name: id,
  choices: choices.map((choice) => ({ id: choice, name: choice, swatch: null, layer: null, priceMinor: 0 })),
});
const rule = (kind: ConfigurationRule['kind'], one: string, other: string): ConfigurationRule => {
  const chosen = (text: string) => ({ part: text.split(':')[0]!, choice: text.split(':')[1]! });
  return { kind, one: chosen(one), other: chosen(other) };
};
const fridge: Configuration = {
  width: 1,
  height: 1,
  base: null,
  parts: [part('front', 'mint', 'walnut'), part('handle', 'steel', 'brass', 'none')],
  rules: [rule('excludes', 'front:walnut', 'handle:steel')],
};
const votesOf = (configuration: Configuration, ballots: readonly Composition[]): ChoiceVotes[] =>
  configuration.parts.flatMap(({ id, choices }) =>
    choices.map((choice) => ({
      part: id,
      choice: choice.id,
      votes: ballots.filter((ballot) => ballot[id] === choice.id).length,
    })),
  );
const count = (configuration: Configuration, ballots: readonly Composition[], quorum = 0) =>
  countSpecification(configuration, votesOf(configuration, ballots), { ballots: ballots.length, quorum });
const ballots = (front: string, handle: string, times: number): Composition[] =>
  Array.from({ length: times }, () => ({ front, handle }));

describe('the count of a specification vote', () => {
  test('is the leading choice of each part where they go together', () => {
    const counted = count(fridge, [
      ...ballots('mint', 'steel', 3),
      ...ballots('mint', 'brass', 1),
      ...ballots('walnut', 'brass', 1),
    ]);
    expect(counted.proposal).toEqual({ front: 'mint', handle: 'steel' });
    expect(counted.votes).toBe(7);
    expect(counted.parts.map(({ leading, overruled }) => ({ leading, overruled }))).toEqual([
      { leading: ['mint'], overruled: false },
      { leading: ['steel'], overruled: false },
    ]);
  });

  test('says where a rule made another choice win', () => {
    const counted = count(fridge, [
      ...ballots('walnut', 'brass', 4),
      ...ballots('walnut', 'none', 3),
      ...ballots('mint', 'steel', 6),
    ]);
    expect(counted.proposal).toEqual({ front: 'mint', handle: 'steel' });
    expect(counted.parts[0]).toMatchObject({ leading: ['walnut'], proposed: ['mint'], overruled: true });
    expect(counted.parts[1]).toMatchObject({ leading: ['steel'], proposed: ['steel'], overruled: false });
  });

  test('names equal results as a tie and breaks none', () => {
    const counted = count(fridge, [...ballots('mint', 'brass', 2), ...ballots('walnut', 'brass', 2)]);
    expect(counted.proposal).toBeNull();
    expect(counted.tied).toEqual([
      { front: 'mint', handle: 'brass' },
      { front: 'walnut', handle: 'brass' },
    ]);
    expect(counted.tiedBeyond).toBe(false);
    expect(specificationReason(counted, { front: 'mint', handle: 'brass' })).toBe('tie-broken');
    expect(specificationReason(counted, { front: 'mint', handle: 'none' })).toBe('departs');
  });

  test.each([
    ['nobody voted', [], 0, true],
    ['the quorum is missed', ballots('mint', 'steel', 4), 5, false],
  ])('proposes nothing where %s', (_, cast, quorum, quorumReached) => {
    const counted = count(fridge, cast, quorum);
    expect(counted).toMatchObject({ proposal: null, tied: [], votes: 0, quorumReached });
    const decided = { front: 'mint', handle: 'steel' };
    expect(specificationReason(counted, decided)).toBe(quorumReached ? 'departs' : 'quorum-not-reached');
    expect(specificationReason(counted, null)).toBe(quorumReached ? null : 'quorum-not-reached');
  });

  test('is confirmed without a reason, and left only with one', () => {
    const counted = count(fridge, ballots('mint', 'steel', 4), 4);
    expect(specificationReason(counted, { front: 'mint', handle: 'steel' })).toBeNull();
    expect(specificationReason(counted, { front: 'mint', handle: 'brass' })).toBe('departs');
    expect(specificationReason(counted, null)).toBe('departs');
  });
});

const configurations = fc
  .record({
    sizes: fc.array(fc.integer({ min: 2, max: 4 }), { minLength: 2, maxLength: 5 }),
    prices: fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 20, maxLength: 20 }),
  })
  .chain(({ sizes, prices }) => {
    const parts = sizes.map((size, p) => {
      const made = part(`p${p}`, ...Array.from({ length: size }, (_, c) => `c${c}`));
      return {
        ...made,
        choices: made.choices.map((one, c) => ({ ...one, priceMinor: prices[p * 4 + c]! })),
      };
    });
    const chosen = fc
      .nat({ max: parts.length - 1 })
      .chain((p) => fc.nat({ max: sizes[p]! - 1 }).map((c) => `p${p}:c${c}`));
    const rules = fc.array(
      fc
        .tuple(fc.constantFrom('excludes' as const, 'needs' as const), chosen, chosen)
        .map(([kind, one, other]) => rule(kind, one, other)),
      { maxLength: 12 },
    );
    return rules.map((rules): Configuration => ({ width: 1, height: 1, base: null, parts, rules }));
  });
const everyLegal = (configuration: Configuration) =>
  configuration.parts
    .reduce<Record<string, string>[]>(
      (all, { id, choices }) => all.flatMap((one) => choices.map((choice) => ({ ...one, [id]: choice.id }))),
      [{}],
    )
    .filter((one) => isLegal(configuration, one));
/** A configuration with members' ballots: legal ones, as only those are cast. */
const votes = configurations
  .map((configuration) => ({ configuration, legal: everyLegal(configuration) }))
  .filter(({ legal }) => legal.length > 0)
  .chain(({ configuration, legal }) =>
    fc
      .array(fc.constantFrom(...legal), { minLength: 1, maxLength: 12 })
      .map((cast) => ({ configuration, legal, cast })),
  );
const sameSet = (some: readonly Composition[]) =>
  some.map((one) => JSON.stringify(Object.entries(one).sort())).sort();

describe('whatever the rules and the ballots', () => {
  test('the result is what trying every composition finds, and legal', () => {
    fc.assert(
      fc.property(votes, ({ configuration, legal, cast }) => {
        const counted = count(configuration, cast);
        const most = Math.max(...legal.map((one) => votesFor(counted, one)));
        const best = legal.filter((one) => votesFor(counted, one) === most);
        const named = counted.proposal ? [counted.proposal] : counted.tied;
        expect(counted.votes).toBe(most);
        expect(named.every((one) => isLegal(configuration, one))).toBe(true);
        expect(counted.tiedBeyond).toBe(best.length > mostTiedListed);
        if (!counted.tiedBeyond) expect(sameSet(named)).toEqual(sameSet(best));
        for (const { part, proposed } of counted.parts)
          expect([...proposed].sort()).toEqual([...new Set(best.map((one) => one[part]!))].sort());
      }),
      { numRuns: 300 },
    );
  });

  test('leading choices that go together are the result, and nothing else', () => {
    fc.assert(
      fc.property(votes, ({ configuration, cast }) => {
        const counted = count(configuration, cast);
        if (counted.parts.some(({ leading }) => leading.length !== 1)) return;
        const leading = Object.fromEntries(counted.parts.map(({ part, leading }) => [part, leading[0]!]));
        if (isLegal(configuration, leading)) expect(counted.proposal).toEqual(leading);
        else expect(counted.proposal).not.toEqual(leading);
      }),
      { numRuns: 300 },
    );
  });

  test('the order of parts, choices, rules and ballots changes nothing but the order of the list', () => {
    fc.assert(
      fc.property(votes, ({ configuration, cast }) => {
        const turned: Configuration = {
          ...configuration,
          parts: [...configuration.parts]
            .reverse()
            .map((one) => ({ ...one, choices: [...one.choices].reverse() })),
          rules: [...configuration.rules].reverse(),
        };
        const counted = count(configuration, cast);
        const other = count(turned, [...cast].reverse());
        expect(other.proposal).toEqual(counted.proposal);
        expect(other.votes).toBe(counted.votes);
        expect(other.tiedBeyond).toBe(counted.tiedBeyond);
        if (!counted.tiedBeyond) expect(sameSet(other.tied)).toEqual(sameSet(counted.tied));
        for (const { part, leading, proposed, overruled } of counted.parts) {
          const same = other.parts.find((one) => one.part === part)!;
          expect([...same.leading].sort()).toEqual([...leading].sort());
          expect([...same.proposed].sort()).toEqual([...proposed].sort());
          expect(same.overruled).toBe(overruled);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('the nearest legal composition changes the fewest parts, and the cheapest costs least', () => {
    fc.assert(
      fc.property(configurations, fc.array(fc.nat({ max: 3 }), { minLength: 5, maxLength: 5 }), (all, at) => {
        const legal = everyLegal(all);
        const wanted = Object.fromEntries(
          all.parts.map(({ id, choices }, p) => [id, choices[at[p]! % choices.length]!.id]),
        );
        const changed = (one: Composition) => all.parts.filter(({ id }) => one[id] !== wanted[id]).length;
        const nearest = nearestLegal(all, wanted);
        expect(nearest === null).toBe(legal.length === 0);
        if (nearest) {
          expect(isLegal(all, nearest)).toBe(true);
          expect(changed(nearest)).toBe(Math.min(...legal.map(changed)));
          if (isLegal(all, wanted)) expect(nearest).toEqual(wanted);
        }
        const cheapest = cheapestLegal(all);
        expect(cheapest?.differenceMinor ?? null).toBe(
          legal.length > 0 ? Math.min(...legal.map((one) => priceDifference(all, one))) : null,
        );
        if (cheapest) expect(priceDifference(all, cheapest.composition)).toBe(cheapest.differenceMinor);
      }),
      { numRuns: 200 },
    );
  });

  test('the largest configuration is counted exactly, with as many rules as there may be', () => {
    const parts = Array.from({ length: 12 }, (_, p) =>
      part(`p${p}`, ...Array.from({ length: 24 }, (_, c) => `c${c}`)),
    );
    const draw = fc.sample(
      fc.tuple(fc.nat({ max: 11 }), fc.nat({ max: 23 }), fc.nat({ max: 10 }), fc.nat({ max: 23 })),
      { numRuns: 100, seed: 7 },
    );
    const rules = draw.map(([p, c, q, d], index) =>
      rule(index % 4 === 0 ? 'needs' : 'excludes', `p${p}:c${c}`, `p${q >= p ? q + 1 : q}:c${d}`),
    );
    const configuration: Configuration = { width: 1, height: 1, base: null, parts, rules };
    const weights = fc.sample(fc.nat({ max: 40 }), { numRuns: 288, seed: 11 });
    const cast = parts.flatMap(({ id, choices }, p) =>
      choices.map((choice, c) => ({ part: id, choice: choice.id, votes: weights[p * 24 + c]! })),
    );
    const counted = countSpecification(configuration, cast, { ballots: 400, quorum: 0 });
    for (const one of counted.proposal ? [counted.proposal] : counted.tied)
      expect(isLegal(configuration, one)).toBe(true);
    expect(counted.votes).toBeLessThanOrEqual(
      counted.parts.reduce((sum, one) => sum + Math.max(...one.choices.map(({ votes }) => votes)), 0),
    );
    // Everything equal is the hardest: whatever is legal ties.
    const equal = countSpecification(
      configuration,
      cast.map((one) => ({ ...one, votes: 1 })),
      {
        ballots: 1,
        quorum: 0,
      },
    );
    expect(equal).toMatchObject({ votes: 12, tiedBeyond: true, proposal: null });
  });
});
