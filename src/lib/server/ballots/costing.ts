import type { Reader } from '../../../../db/schema.ts';
import { compiledOnce } from '../compiling.ts';

/** What the tooling of each draft costs, in whole units of the brand's currency, where it is known. */
export const toolingCosts = async (read: Reader, challenge: string): Promise<Map<string, number | null>> => {
  const rows = await costs(read, challenge);
  return new Map(rows.map(({ id, cost }) => [id, cost]));
};

const costs = compiledOnce((read: Reader, challenge: string) =>
  read
    .selectFrom('drafts')
    .select(['id', 'tooling_cost as cost'])
    .where('challenge_id', '=', challenge)
    .where('state', '<>', 'editing'),
);
