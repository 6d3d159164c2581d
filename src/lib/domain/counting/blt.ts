import type { Election, Vote } from './elections.ts';
import { at, CannotRead } from './reading-lines.ts';

/** What a line of a BLT file holds, with its number; comments and empty lines are gone. */
interface Line {
  number: number;
  text: string;
}

/**
 * Reads BLT, the format of Hill, Wichmann and Woodall's STV, of OpenSTV and of Scotland's councils: candidates and
 * seats, whoever has withdrawn as a negative number, a line for each ballot ending in 0, a 0, the names, a title. Equal
 * ranks are joined by `=`; a rank that was left out is `-`.
 *
 * @throws CannotRead with the line and what is wrong there
 */
export const readBlt = (text: string): Election => {
  const lines = text.split(/\r\n|\r|\n/).flatMap((raw, i): Line[] => {
    const content = withoutComment(raw).trim();
    return content ? [{ number: i + 1, text: content }] : [];
  });
  let place = 0;
  const next = (what: string): Line => {
    const line = lines[place++];
    if (!line) throw new CannotRead(`The file ends before ${what}.`);
    return line;
  };
  const head = next('its first line');
  const numbers = /^(\d+)\s+(\d+)$/.exec(head.text);
  if (!numbers)
    throw at(head.number, 'The first line must be how many candidates and how many seats there are.');
  const [n, seats] = [Number(numbers[1]), Number(numbers[2])];
  if (n < 1 || n > 65_535) throw at(head.number, 'There must be from 1 to 65535 candidates.');
  if (seats < 1) throw at(head.number, 'There must be at least one seat.');
  const withdrawn = new Set<number>();
  while (lines[place]?.text.startsWith('-')) {
    const line = next('the ballots');
    for (const word of line.text.split(/\s+/)) {
      const out = /^-(\d+)$/.exec(word);
      if (!out || !isCandidate(Number(out[1]), n))
        throw at(line.number, `“${word}” is no candidate who has withdrawn.`);
      withdrawn.add(Number(out[1]) - 1);
    }
  }
  const votes: Vote[] = [];
  for (;;) {
    const line = next('the 0 that ends the ballots');
    if (line.text === '0') break;
    votes.push(ballotOf(line, n, withdrawn));
  }
  const names = Array.from({ length: n }, (_, i) => nameOf(next(`the name of candidate ${i + 1}`)));
  return without(withdrawn, { candidates: unlike(names), costs: names.map(() => null), seats, votes });
};

const isCandidate = (number: number, n: number) => Number.isInteger(number) && number >= 1 && number <= n;

/** `#` begins a comment, but not within a name. */
const withoutComment = (line: string) => {
  const found = /^((?:[^"#]|"[^"]*")*)#/.exec(line);
  return found ? found[1]! : line;
};

const ballotOf = ({ number, text }: Line, n: number, withdrawn: ReadonlySet<number>): Vote => {
  const words = text.replace(/^\([^)]*\)\s*/, '').split(/\s+/);
  if (words.at(-1) !== '0' || words.length < 2)
    throw at(number, 'A ballot must begin with its weight and end with 0.');
  const count = Number(words[0]);
  if (!Number.isSafeInteger(count) || count < 1)
    throw at(number, `The weight “${words[0]}” must be a whole number from 1 up.`);
  const seen = new Set<number>();
  const ranking = words.slice(1, -1).flatMap((word): number[][] => {
    if (word === '-') return [];
    const group = word.split('=').map((one) => {
      if (!/^\d+$/.test(one) || !isCandidate(Number(one), n))
        throw at(number, `“${one}” is none of the ${n} candidates.`);
      if (seen.has(Number(one))) throw at(number, `Candidate ${one} stands twice on one ballot.`);
      seen.add(Number(one));
      return Number(one) - 1;
    });
    const standing = group.filter((one) => !withdrawn.has(one));
    return standing.length > 0 ? [standing] : [];
  });
  return { count, ranking };
};

const nameOf = ({ number, text }: Line): string => {
  const name = /^"(.*)"$/.exec(text)?.[1];
  if (name === undefined) throw at(number, 'A name must stand in quotation marks, in a line of its own.');
  return name;
};

/** Names are what a result speaks of: two that are the same are told apart by their number. */
const unlike = (names: readonly string[]): string[] => {
  const times = new Map<string, number>();
  for (const name of names) times.set(name, (times.get(name) ?? 0) + 1);
  return names.map((name, i) => (name && times.get(name) === 1 ? name : `${name || 'Candidate'} (${i + 1})`));
};

/** Whoever has withdrawn is no candidate. */
const without = (withdrawn: ReadonlySet<number>, election: Election): Election => {
  if (withdrawn.size === 0) return election;
  const left = election.candidates.map((_, i) => i).filter((i) => !withdrawn.has(i));
  const places = new Map(left.map((before, now) => [before, now]));
  return {
    ...election,
    candidates: left.map((i) => election.candidates[i]!),
    costs: left.map((i) => election.costs[i]!),
    votes: election.votes.map((vote) =>
      'ranking' in vote
        ? { ...vote, ranking: vote.ranking.map((group) => group.map((one) => places.get(one)!)) }
        : vote,
    ),
  };
};

/** Writes rankings as BLT, for any other counter. Ballots of other kinds have no place in it. */
export const writeBlt = (
  { candidates, votes }: Election,
  { seats, title }: { seats: number; title: string },
): string => {
  const ballots = votes.flatMap((vote) =>
    'ranking' in vote
      ? [
          `${vote.count} ${vote.ranking.map((group) => `${group.map((one) => one + 1).join('=')} `).join('')}0`,
        ]
      : [],
  );
  const quoted = (name: string) => `"${name.replace(/["\r\n]/g, ' ')}"`;
  return `${[`${candidates.length} ${seats}`, ...ballots, '0', ...candidates.map(quoted), quoted(title)].join('\n')}\n`;
};
