import type { Reader } from '../../../../db/schema.ts';

/** One act of the brand, or all that voters confirmed themselves. */
export interface PublicAct {
  outcome: 'released' | 'excluded';
  count: number;
  /** Empty where voters confirmed by their second letter. */
  reason: string;
  /** The last of them. */
  at: number;
}

export interface PublicQuarantine {
  /** How many ballots were ever set aside in this round, and what became of them. */
  put: number;
  waiting: number;
  released: number;
  excluded: number;
  acts: PublicAct[];
}

/** What everybody may know about the quarantine of a round, for the page of the result: numbers and reasons, nobody's name. */
export const quarantinePublicly = async (
  read: Reader,
  { challenge, round }: { challenge: string; round: number },
): Promise<PublicQuarantine> => {
  const rows = await read
    .selectFrom('quarantines')
    .select((eb) => [
      'outcome',
      'reason',
      'settled_by',
      eb.fn.countAll<number>().as('count'),
      eb.fn.max('settled_at').as('at'),
    ])
    .where('challenge_id', '=', challenge)
    .where('round', '=', round)
    .groupBy(['outcome', 'reason', 'settled_by'])
    .execute();
  const sum = (outcome: string | null) =>
    rows.reduce((all, row) => all + (row.outcome === outcome ? row.count : 0), 0);
  return {
    put: rows.reduce((all, { count }) => all + count, 0),
    waiting: sum(null),
    released: sum('released'),
    excluded: sum('excluded'),
    acts: rows
      .flatMap(({ outcome, count, reason, at }) => (outcome ? [{ outcome, count, reason, at: at ?? 0 }] : []))
      .sort((one, other) => one.at - other.at),
  };
};
