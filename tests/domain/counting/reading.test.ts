import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeBlt } from '../../../src/lib/domain/counting/blt.ts';
import type { Vote } from '../../../src/lib/domain/counting/elections.ts';
import { namedOutcome } from '../../../src/lib/domain/counting/naming.ts';
import { countElection } from '../../../src/lib/domain/counting/counting.ts';
import { readElection } from '../../../src/lib/domain/counting/reading.ts';
import { election, rankingVote } from './electing.ts';

const lines = (...text: string[]) => text.join('\n');
const blt = (...ballots: string[]) =>
  lines('3 1', ...ballots, '0', '"Ada" # a comment', '"Bo # no comment"', '"Cy"', '"A title"');

describe('BLT', () => {
  test('holds candidates, seats, weights, equal ranks, ranks left out, and comments', () => {
    expect(readElection(blt('# ballots', '4 1 2 3 0', '(id 7) 2 2=3 1 0', '1 - 3 0', '3 0'), 'blt')).toEqual({
      candidates: ['Ada', 'Bo # no comment', 'Cy'],
      costs: [null, null, null],
      seats: 1,
      votes: [
        { count: 4, ranking: [[0], [1], [2]] },
        { count: 2, ranking: [[1, 2], [0]] },
        { count: 1, ranking: [[2]] },
        { count: 3, ranking: [] },
      ],
    });
  });

  test('leaves out whoever has withdrawn', () => {
    expect(readElection(blt('-2', '4 2 1 0', '1 2=3 0'), 'blt')).toMatchObject({
      candidates: ['Ada', 'Cy'],
      votes: [
        { count: 4, ranking: [[0]] },
        { count: 1, ranking: [[1]] },
      ],
    });
  });

  test('tells apart candidates of the same name', () => {
    const text = lines('3 1', '1 1 0', '0', '"Ada"', '"Ada"', '""', '"T"');
    expect(readElection(text, 'blt').candidates).toEqual(['Ada (1)', 'Ada (2)', 'Candidate (3)']);
  });

  test.each([
    ['', 'The file ends before its first line.'],
    ['3', 'Line 1: The first line must be how many candidates and how many seats there are.'],
    ['0 1\n0', 'Line 1: There must be from 1 to 65535 candidates.'],
    ['3 0\n0', 'Line 1: There must be at least one seat.'],
    [blt('4 1 2 3'), 'Line 2: A ballot must begin with its weight and end with 0.'],
    [blt('1 1 0', '1 4 0'), 'Line 3: “4” is none of the 3 candidates.'],
    [blt('1 1 x 0'), 'Line 2: “x” is none of the 3 candidates.'],
    [blt('1 2 1 2 0'), 'Line 2: Candidate 2 stands twice on one ballot.'],
    [blt('0.5 1 0'), 'Line 2: The weight “0.5” must be a whole number from 1 up.'],
    [blt('-9'), 'Line 2: “-9” is no candidate who has withdrawn.'],
    ['3 1\n1 1 0', 'The file ends before the 0 that ends the ballots.'],
    ['2 1\n1 1 0\n0\n"Ada"', 'The file ends before the name of candidate 2.'],
    ['2 1\n1 1 0\n0\nAda\n"Bo"', 'Line 4: A name must stand in quotation marks, in a line of its own.'],
  ])('that is wrong says where: %j', (text, message) => {
    expect(() => readElection(text, 'blt')).toThrow(new Error(message));
  });

  test('is written so that any counter reads the same election', () => {
    fc.assert(
      fc.property(fc.array(rankingVote(5), { minLength: 1, maxLength: 20 }), (votes) => {
        const one = election(5, JSON.parse(JSON.stringify(votes)) as Vote[]);
        const read = readElection(writeBlt(one, { seats: 2, title: 'A "vote"' }), 'blt');
        expect(read).toEqual({ ...one, seats: 2 });
      }),
    );
  });
});

describe('PrefLib', () => {
  const head = [
    '# FILE NAME: a.toc',
    '# NUMBER ALTERNATIVES: 3',
    ...['Ada', 'Bo', 'Cy'].map((name, i) => `# ALTERNATIVE NAME ${i + 1}: ${name}`),
  ];
  const old = ['3', '1,Ada', '2,Bo', '3,Cy', '6,6,2'];

  test.each([
    [
      'soc',
      lines(...head, '4: 1,2,3', '2: 3,1,2'),
      [
        [[0], [1], [2]],
        [[2], [0], [1]],
      ],
    ],
    ['soi', lines(...head, '4: 1', '2: 3,1'), [[[0]], [[2], [0]]]],
    [
      'toc',
      lines(...head, '4: {1,2},3', '2: 3,{1, 2}'),
      [
        [[0, 1], [2]],
        [[2], [0, 1]],
      ],
    ],
    ['toi', lines(...head, '4: {1,2}', '2: 3,{}'), [[[0, 1]], [[2]]]],
    [
      'toc',
      lines(...old, '4,{1,2},3', '2,3,1,2'),
      [
        [[0, 1], [2]],
        [[2], [0], [1]],
      ],
    ],
  ])('.%s holds orders', (ending, text, rankings) => {
    expect(readElection(text, ending)).toEqual({
      candidates: ['Ada', 'Bo', 'Cy'],
      costs: [null, null, null],
      seats: null,
      votes: [
        { count: 4, ranking: rankings[0] },
        { count: 2, ranking: rankings[1] },
      ],
    });
  });

  test.each([
    [
      'soc',
      lines(...head, '4: 1,2'),
      'Line 6: A .soc file has every alternative in every order; here are 2 of 3.',
    ],
    ['soi', lines(...head, '4: {1,2}'), 'Line 6: A .soi file has no ties.'],
    ['toc', lines(...head, '4: 1,2,4'), 'Line 6: “4” is none of the alternatives.'],
    ['toi', lines(...head, '4: 1,{2,1}'), 'Line 6: Alternative 1 stands twice in one order.'],
    [
      'toi',
      lines(...head, '4: 1,{2'),
      'Line 6: The order must be numbers between commas, those that are tied in { }.',
    ],
    ['toi', lines(...head, '0: 1'), 'Line 6: “0” must be a whole number from 1 up.'],
    ['toi', lines(...head, '1,2'), 'Line 6: A ballot must begin with how many cast it and “:”.'],
    [
      'toi',
      lines('# NUMBER ALTERNATIVES: 2', '1: 1'),
      'No alternative is named: “# ALTERNATIVE NAME 1: …” is missing.',
    ],
    ['toi', lines(head[1]!, head[2]!, '1: 1'), 'Line 1: 3 alternatives are announced, and 1 named.'],
    ['toi', lines('2', '1,Ada', 'Bo'), 'Line 3: Here the number and the name of an alternative must stand.'],
    ['toi', 'x', 'Line 1: “x” must be a whole number from 1 up.'],
  ])('.%s that is wrong says where: %j', (ending, text, message) => {
    expect(() => readElection(text, ending)).toThrow(new Error(message));
  });
});

describe('JSON', () => {
  const of = (...ballots: string[]) =>
    lines('{', '  "candidates": ["a", "b", "c"],', '  "ballots": [', ballots.join(',\n'), '  ]', '}');

  test('holds every kind of ballot, costs and seats', () => {
    const text = `{ "candidates": ["a","b","c"], "costs": {"a": 700}, "seats": 2, "ballots": [
      {"count": 12, "ranking": [["a"],["b","c"]]}, {"ranking": ["c", "a"]}, {"count": 3, "approvals": ["a","c"]},
      {"scores": {"a": 5, "b": 0}}, {"count": 4, "duel": ["a","b"]} ] }`;
    expect(readElection(text, 'txt')).toEqual({
      candidates: ['a', 'b', 'c'],
      costs: [700, null, null],
      seats: 2,
      votes: [
        { count: 12, ranking: [[0], [1, 2]] },
        { count: 1, ranking: [[2], [0]] },
        { count: 3, approvals: [0, 2] },
        {
          count: 1,
          scores: [
            [0, 5],
            [1, 0],
          ],
        },
        { count: 4, duel: [0, 1] },
      ],
    });
  });

  test.each([
    [of('{"scores": {"a": 6}}'), 'Line 4: The score of “a” is 6: it must be a whole number from 0 to 5.'],
    [
      of('{"scores": {"a": 1}}', '{"scores": {"a": 1,\n"b": 2.5}}'),
      'Line 6: The score of “b” is 2.5: it must be a whole number from 0 to 5.',
    ],
    [
      of('{"ranking": [["a"],["b"]]}', '{"ranking": [["a"],["b","a"]]}'),
      'Line 5: “a” stands twice on one ballot.',
    ],
    [of('{"approvals": ["d"]}'), 'Line 4: "d" is none of the candidates.'],
    [of('{"duel": ["a"]}'), 'Line 4: A duel must be its winner and its loser.'],
    [of('{"duel": ["a","a"]}'), 'Line 4: “a” stands twice on one ballot.'],
    [of('{"count": 0, "approvals": []}'), 'Line 4: The count of a ballot must be a whole number from 1 up.'],
    [
      of('{"count": 2}'),
      'Line 4: A ballot must have one of ranking, approvals, scores, duel, and one alone.',
    ],
    [
      of('{"approvals": [], "duel": ["a","b"]}'),
      'Line 4: A ballot must have one of ranking, approvals, scores, duel, and one alone.',
    ],
    [of('7'), 'Line 4: A ballot must be an object.'],
    ['{"candidates": ["a","a"],\n"ballots": []}', 'Line 1: “a” stands twice among the candidates.'],
    ['{"candidates": [],\n"ballots": []}', 'Line 1: The candidates must be a list of names.'],
    ['{"candidates": ["a"],\n"ballots": {}}', 'Line 2: The ballots must be a list.'],
    [
      '{"candidates": ["a"],\n"costs": {\n"a": 1.5},"ballots": []}',
      'Line 3: The cost of “a” must be a whole number from 1 up.',
    ],
    ['{"candidates": ["a"],\n"costs": {\n"b": 1},"ballots": []}', 'Line 3: "b" is none of the candidates.'],
    ['{"candidates": ["a"],\n"ballots": [\n', 'Line 2: This is no JSON'],
    ['{"candidates": ["a"],\n"ballots": [\nx]}', 'Line 3: This is no JSON'],
    ['[]', 'Line 1: An election is an object with candidates and ballots.'],
  ])('that is wrong says where: %j', (text, message) => {
    expect(() => readElection(text, 'json')).toThrow(message);
  });

  test('takes names that every object has for what they are', () => {
    const text =
      '{"candidates": ["__proto__","constructor"], "ballots": [{"count":2,"scores":{"__proto__":5,"constructor":1}}]}';
    const one = readElection(text, 'json');
    const outcome = namedOutcome('score', one, countElection(one, { method: 'score' }));
    expect(JSON.parse(JSON.stringify(outcome))).toMatchObject({ winners: ['__proto__'] });
    expect(Object.entries(outcome.scores!)).toEqual([
      ['__proto__', 5],
      ['constructor', 1],
    ]);
  });
});

test('60,000 names are told apart by looking at each once', () => {
  const n = 60_000;
  const names = Array.from({ length: n }, (_, i) => `"${i === n - 1 ? 'Name 0' : `Name ${i}`}"`);
  let looks = 0;
  const indexOf = Array.prototype.indexOf;
  Array.prototype.indexOf = function (this: unknown[], ...asked: [unknown]) {
    looks++;
    return indexOf.apply(this, asked);
  };
  try {
    const { candidates } = readElection(`${n} 1\n1 1 0\n0\n${names.join('\n')}\n"Board"\n`, 'blt');
    expect(candidates[0]).toBe('Name 0 (1)');
    expect(candidates.at(-1)).toBe(`Name 0 (${n})`);
    expect(candidates[1]).toBe('Name 1');
  } finally {
    Array.prototype.indexOf = indexOf;
  }
  expect(looks).toBeLessThan(100);
});
