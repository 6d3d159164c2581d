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
 * values in the query and do nothing else with them, since it sees stand-ins. For what every request asks; lists of
 * changing length and optional conditions are no matter for it.
 */
export const compiledOnce = <Values extends readonly (string | number)[], Row>(
  build: (read: Reader, ...values: Values) => Compilable<Row>,
) => {
  // By adapter, which each database has one of: the words differ between them.
  const compiled = new WeakMap<object, CompiledQuery<Row>>();
  return async (read: Reader, ...values: Values): Promise<Row[]> => {
    const executor = read.getExecutor();
    let query = compiled.get(executor.adapter);
    if (!query) {
      const places = values.map((_, index) => new Place(index));
      query = build(read, ...(places as unknown as Values)).compile();
      compiled.set(executor.adapter, query);
    }
    const parameters = query.parameters.map((one) => (one instanceof Place ? values[one.index] : one));
    const { rows } = await executor.executeQuery<Row>({ ...query, parameters });
    return rows;
  };
};
