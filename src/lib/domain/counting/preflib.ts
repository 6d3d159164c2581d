import type { Election, Vote } from './elections.ts';
import { at, CannotRead } from './reading-lines.ts';

export const preflibKinds = ['soc', 'soi', 'toc', 'toi'] as const;
/** Strict or with ties, complete or incomplete orders. */
export type PreflibKind = (typeof preflibKinds)[number];

/**
 * Reads a PrefLib file of orders: as it is since 2022, with a head of `# KEY: value` lines and `count: 1,2,{3,4}`, or
 * as it was before, with the number of candidates, their names, the sums, and `count,1,2,{3,4}`.
 * N. Mattei, T. Walsh, “PrefLib: a library for preferences”, ADT 2013; https://preflib.github.io.
 *
 * @throws CannotRead with the line and what is wrong there
 */
export const readPreflib = (text: string, kind: PreflibKind): Election => {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim());
  const found = lines.some((line) => line.startsWith('#')) ? newHead(lines) : oldHead(lines);
  const { candidates, numbers, begin, separator } = found;
  const votes = lines
    .slice(begin)
    .flatMap((line, i): Vote[] =>
      line === '' || line.startsWith('#')
        ? []
        : [ballotOf(line, begin + i + 1, { numbers, separator, kind })],
    );
  return { candidates, costs: candidates.map(() => null), seats: null, votes };
};

interface Head {
  candidates: string[];
  /** The number that the file gives each candidate, to its place. */
  numbers: Map<number, number>;
  /** Where the ballots begin. */
  begin: number;
  separator: ':' | ',';
}

const newHead = (lines: readonly string[]): Head => {
  const numbers = new Map<number, number>();
  const candidates: string[] = [];
  let announced: { count: number; line: number } | undefined;
  lines.forEach((line, i) => {
    const count = /^#\s*NUMBER ALTERNATIVES:\s*(.*)$/i.exec(line);
    if (count) announced = { count: wholeAt(i + 1, count[1]!), line: i + 1 };
    const name = /^#\s*ALTERNATIVE NAME (\d+):\s*(.*)$/i.exec(line);
    if (!name) return;
    if (numbers.has(Number(name[1]))) throw at(i + 1, `Alternative ${name[1]} is named twice.`);
    numbers.set(Number(name[1]), candidates.length);
    candidates.push(name[2]!);
  });
  if (candidates.length === 0)
    throw new CannotRead('No alternative is named: “# ALTERNATIVE NAME 1: …” is missing.');
  if (announced && announced.count !== candidates.length)
    throw at(
      announced.line,
      `${announced.count} alternatives are announced, and ${candidates.length} named.`,
    );
  const begin = lines.findIndex((line) => line !== '' && !line.startsWith('#'));
  return {
    candidates: unlike(candidates),
    numbers,
    begin: begin === -1 ? lines.length : begin,
    separator: ':',
  };
};

const oldHead = (lines: readonly string[]): Head => {
  const n = wholeAt(1, lines[0] ?? '');
  const numbers = new Map<number, number>();
  const candidates = Array.from({ length: n }, (_, i) => {
    const line = /^(\d+)\s*,\s*(.*)$/.exec(lines[i + 1] ?? '');
    if (!line) throw at(i + 2, 'Here the number and the name of an alternative must stand.');
    if (numbers.has(Number(line[1]))) throw at(i + 2, `Alternative ${line[1]} is named twice.`);
    numbers.set(Number(line[1]), i);
    return line[2]!;
  });
  if (!/^\d+\s*,\s*\d+\s*,\s*\d+$/.test(lines[n + 1] ?? ''))
    throw at(n + 2, 'Here the number of voters, their sum and the number of different orders must stand.');
  return { candidates: unlike(candidates), numbers, begin: n + 2, separator: ',' };
};

const wholeAt = (line: number, text: string): number => {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw at(line, `“${text}” must be a whole number from 1 up.`);
  return Number(text);
};

const unlike = (names: readonly string[]): string[] =>
  names.map((name, i) =>
    names.indexOf(name) === i && names.lastIndexOf(name) === i ? name : `${name} (${i + 1})`,
  );

const ballotOf = (
  text: string,
  line: number,
  { numbers, separator, kind }: { numbers: Map<number, number>; separator: string; kind: PreflibKind },
): Vote => {
  const cut = text.indexOf(separator);
  if (cut === -1) throw at(line, `A ballot must begin with how many cast it and “${separator}”.`);
  const count = wholeAt(line, text.slice(0, cut).trim());
  const order = text.slice(cut + 1).trim();
  if (order !== '' && !/^(\d+|\{[^{}]*\})(\s*,\s*(\d+|\{[^{}]*\}))*$/.test(order))
    throw at(line, 'The order must be numbers between commas, those that are tied in { }.');
  const seen = new Set<number>();
  const ranking = (order.match(/\d+|\{[^{}]*\}/g) ?? []).flatMap((group): number[][] => {
    const tied = group.startsWith('{');
    const words = tied ? group.slice(1, -1).split(',') : [group];
    const places = words.flatMap((word) => {
      if (tied && words.length === 1 && word.trim() === '') return [];
      const place = numbers.get(Number(word));
      if (!/^\s*\d+\s*$/.test(word) || place === undefined)
        throw at(line, `“${word.trim()}” is none of the alternatives.`);
      if (seen.has(place)) throw at(line, `Alternative ${word.trim()} stands twice in one order.`);
      seen.add(place);
      return [place];
    });
    if (places.length > 1 && kind.startsWith('s')) throw at(line, `A .${kind} file has no ties.`);
    return places.length > 0 ? [places] : [];
  });
  if (kind.endsWith('c') && seen.size !== numbers.size)
    throw at(
      line,
      `A .${kind} file has every alternative in every order; here are ${seen.size} of ${numbers.size}.`,
    );
  return { count, ranking };
};
