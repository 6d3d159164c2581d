import type { Compilable, CompiledQuery } from 'kysely';
import type { Reader } from '../../../db/schema.ts';

/** Stands in a query for a value that is given each time it runs. */
class Place {
  readonly index: number;
  constructor(index: number) {
    this.index = index;
  }
  /** Caught where a query would calculate with a value that is not there yet. */
  [Symbol.toPrimitive](): never {
    throw new Error('a query that is compiled once may only place its values');
  }
}

/**
 * A query that is put into words once: doing so anew takes several times as long as running it. `build` may place its
 * values in the query and do nothing else with them, since it sees stand-ins. For what every request asks; optional
 * conditions are no matter for it. Lists may be given as its last values: for each length there are words of their own.
 */
export const compiledOnce = <
  Power extends Reader,
  Values extends readonly (string | number)[],
  Row = Record<string, never>,
>(
  build: (power: Power, ...values: Values) => Compilable<Row>,
) => {
  // By adapter, which each database has one of: the words differ between them.
  const compiled = new WeakMap<object, Map<number, CompiledQuery<Row>>>();
  const wordsFor = (power: Power, values: Values) => {
    const { adapter } = power.getExecutor();
    let known = compiled.get(adapter);
    if (!known) compiled.set(adapter, (known = new Map<number, CompiledQuery<Row>>()));
    let query = known.get(values.length);
    if (!query) {
      const places = values.map((_, index) => new Place(index));
      query = build(power, ...(places as unknown as Values)).compile();
      known.set(values.length, query);
    }
    return query;
  };
  return async (power: Power, ...values: Values): Promise<Row[]> => {
    const query = wordsFor(power, values);
    const parameters = query.parameters.map((one) => (one instanceof Place ? values[one.index] : one));
    const { rows } = await power.getExecutor().executeQuery<Row>({ ...query, parameters });
    return rows;
  };
};
