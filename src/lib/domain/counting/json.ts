import { nestsDeeper } from '../nesting.ts';
import { greatestScore, leastScore, type Election, type Vote } from './elections.ts';
import { at, CannotRead } from './reading-lines.ts';
import { isPositive } from '../shapes.ts';

/** Names stand in a group of a ranking of a ballot in a list. */
const deepest = 8;

/**
 * Reads the site's own form: `candidates`, `costs`, `seats` and `ballots`, each with `count` (1 where it is left out)
 * and one of `ranking`, `approvals`, `scores`, `duel`, by the names of the candidates.
 *
 * @throws CannotRead with the line and what is wrong there
 */
export const readJson = (text: string): Election => {
  const lines = new Lines(text);
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch (error) {
    throw lines.ofSyntax(error);
  }
  const whole = lines.root;
  if (!isObject(found)) throw whole.wrong('An election is an object with candidates and ballots.');
  if (nestsDeeper(found, deepest)) throw whole.wrong('An election is not nested so deep.');
  const { candidates: names, costs, ballots, seats } = found;
  const inNames = whole.at('candidates');
  if (!Array.isArray(names) || names.length === 0)
    throw inNames.wrong('The candidates must be a list of names.');
  const places = new Map<string, number>();
  names.forEach((name: unknown, i) => {
    if (typeof name !== 'string' || name === '') throw inNames.at(i).wrong('A candidate must have a name.');
    if (places.has(name)) throw inNames.at(i).wrong(`“${name}” stands twice among the candidates.`);
    places.set(name, i);
  });
  if (places.size > 65_535) throw inNames.wrong('There must be at most 65535 candidates.');
  const reading = new Reading(places);
  const inBallots = whole.at('ballots');
  if (!Array.isArray(ballots)) throw inBallots.wrong('The ballots must be a list.');
  if (seats !== undefined && !isPositive(seats))
    throw whole.at('seats').wrong('The seats must be a whole number from 1 up.');
  return {
    candidates: [...places.keys()],
    costs: reading.costs(costs, whole.at('costs')),
    seats: isPositive(seats) ? seats : null,
    votes: ballots.map((ballot: unknown, i) => reading.vote(ballot, inBallots.at(i))),
  };
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
class Reading {
  readonly #places: ReadonlyMap<string, number>;

  constructor(places: ReadonlyMap<string, number>) {
    this.#places = places;
  }

  costs(costs: unknown, where: Place): (number | null)[] {
    const found: (number | null)[] = Array.from(this.#places, () => null);
    if (costs === undefined) return found;
    if (!isObject(costs)) throw where.wrong('The costs must be an object of whole numbers by candidate.');
    for (const [name, cost] of Object.entries(costs)) {
      if (!isPositive(cost))
        throw where.at(name).wrong(`The cost of “${name}” must be a whole number from 1 up.`);
      found[this.#place(name, where.at(name))] = cost;
    }
    return found;
  }

  vote(ballot: unknown, where: Place): Vote {
    if (!isObject(ballot)) throw where.wrong('A ballot must be an object.');
    const { count = 1 } = ballot;
    if (!isPositive(count))
      throw where.at('count').wrong('The count of a ballot must be a whole number from 1 up.');
    const said = kinds.filter((kind) => ballot[kind] !== undefined);
    const [kind] = said;
    if (!kind || said.length > 1)
      throw where.wrong(`A ballot must have one of ${kinds.join(', ')}, and one alone.`);
    return { count, ...this.#readers[kind](ballot[kind], where.at(kind)) } as Vote;
  }

  readonly #readers = {
    ranking: (value: unknown, where: Place) => {
      if (!Array.isArray(value)) throw where.wrong('A ranking must be a list of groups, best first.');
      const seen = new Set<number>();
      const ranking = value.map((group: unknown, i) =>
        this.#once(typeof group === 'string' ? [group] : group, where.at(i), seen),
      );
      return { ranking: ranking.filter((group) => group.length > 0) };
    },
    approvals: (value: unknown, where: Place) => ({ approvals: this.#once(value, where, new Set()) }),
    scores: (value: unknown, where: Place) => {
      if (!isObject(value)) throw where.wrong('Scores must be an object of numbers by candidate.');
      const scores = Object.entries(value).map(([name, score]) => {
        const inside =
          Number.isInteger(score) && (score as number) >= leastScore && (score as number) <= greatestScore;
        if (!inside)
          throw where
            .at(name)
            .wrong(
              `The score of “${name}” is ${JSON.stringify(score)}: it must be a whole number from ${leastScore} to ${greatestScore}.`,
            );
        return [this.#place(name, where.at(name)), score as number] as const;
      });
      return { scores };
    },
    duel: (value: unknown, where: Place) => {
      if (!Array.isArray(value) || value.length !== 2)
        throw where.wrong('A duel must be its winner and its loser.');
      const [winner, loser] = this.#once(value, where, new Set());
      return { duel: [winner!, loser!] as const };
    },
  };

  /** Names of candidates, none of which may stand twice on one ballot. */
  #once(value: unknown, where: Place, seen: Set<number>): number[] {
    if (!Array.isArray(value)) throw where.wrong('Here a list of candidates must stand.');
    return value.map((name: unknown, i) => {
      const place = this.#place(name, where.at(i));
      if (seen.has(place)) throw where.at(i).wrong(`“${String(name)}” stands twice on one ballot.`);
      seen.add(place);
      return place;
    });
  }

  #place(name: unknown, where: Place): number {
    const place = typeof name === 'string' ? this.#places.get(name) : undefined;
    if (place === undefined) throw where.wrong(`${JSON.stringify(name)} is none of the candidates.`);
    return place;
  }
}

const kinds = ['ranking', 'approvals', 'scores', 'duel'] as const;

/** Where in a text something stands, found only once it is asked for. */
export class Lines {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get root(): Place {
    return new Place(this.#text, []);
  }

  ofSyntax(error: unknown): CannotRead {
    const message = error instanceof Error ? error.message : String(error);
    const position = /position (\d+)/.exec(message)?.[1];
    const line =
      position === undefined ? this.#text.trimEnd().split('\n').length : lineAt(this.#text, Number(position));
    return at(line, `This is no JSON: ${message.replace(/ in JSON at position .*$/s, '')}.`);
  }
}

const lineAt = (text: string, position: number) => text.slice(0, position).split('\n').length;

export class Place {
  readonly #text: string;
  readonly #path: readonly (string | number)[];

  constructor(text: string, path: readonly (string | number)[]) {
    this.#text = text;
    this.#path = path;
  }

  at(step: string | number): Place {
    return new Place(this.#text, [...this.#path, step]);
  }

  wrong(what: string): CannotRead {
    return at(lineAt(this.#text, positionOf(this.#text, this.#path)), what);
  }
}

/** Where the value at a path begins; where there is none, where the last one on the way to it does. The text is JSON. */
const positionOf = (text: string, path: readonly (string | number)[]): number => {
  let position = 0;
  const skipSpace = () => {
    while (/\s/.test(text[position] ?? '')) position++;
  };
  const skipString = () => {
    const from = position++;
    while (text[position] !== '"') position += text[position] === '\\' ? 2 : 1;
    position++;
    return JSON.parse(text.slice(from, position)) as string;
  };
  const skipValue = () => {
    if (text[position] === '"') return void skipString();
    if (text[position] !== '{' && text[position] !== '[') {
      while (/[^\s,\]}]/.test(text[position] ?? ' ')) position++;
      return;
    }
    let depth = 0;
    do {
      if (text[position] === '"') {
        skipString();
        continue;
      }
      if (text[position] === '{' || text[position] === '[') depth++;
      if (text[position] === '}' || text[position] === ']') depth--;
      position++;
    } while (depth > 0);
  };
  skipSpace();
  for (const step of path) {
    const begin = position;
    const isList = text[position] === '[';
    if (!isList && text[position] !== '{') return begin;
    position++;
    for (let i = 0; ; i++) {
      skipSpace();
      if (text[position] === ']' || text[position] === '}') return begin;
      let name: string | number = i;
      if (!isList) {
        name = skipString();
        skipSpace();
        position++;
        skipSpace();
      }
      if (name === step) break;
      skipValue();
      skipSpace();
      if (text[position] === ',') position++;
    }
  }
  return position;
};
