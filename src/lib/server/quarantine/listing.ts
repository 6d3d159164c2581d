import type { Reader } from '../../../../db/schema.ts';
import { suspicionsIn } from '../../domain/stuffing/ballots.ts';
import { ownChallenge } from '../challenges/owning.ts';

const day = 24 * 3600_000;
/** So many ballots one by one; more of them are dealt with by their reason. */
export const listedAtMost = 100;

/**
 * The quarantine of a challenge for its brand: how many there are of each leading reason, and those of one of them, or the
 * first, one by one. How old an account was and why its ballot is here, never whose it is, nor what it says: a brand that saw
 * for which draft a ballot is could release by that.
 */
export const quarantineOf = async (
  read: Reader,
  member: { id: string } | null,
  { challenge: id, lead }: { challenge: string; lead: string | null },
) => {
  const challenge = await ownChallenge(read, member, id);
  if (!challenge) return undefined;
  const here = read
    .selectFrom('quarantines')
    .where('quarantines.challenge_id', '=', id)
    .where('quarantines.round', '=', challenge.round);
  const counts = await here
    .select((eb) => [
      'lead',
      'outcome',
      eb.fn.countAll<number>().as('count'),
      eb.fn.count<number>('confirmed_at').as('confirmed'),
    ])
    .groupBy(['lead', 'outcome'])
    .execute();
  const rows = await here
    .leftJoin('ballots', 'ballots.id', 'quarantines.ballot_id')
    .leftJoin('members', 'members.id', 'quarantines.member_id')
    .select([
      'quarantines.id',
      'quarantines.reasons',
      'quarantines.put_at',
      'quarantines.confirmed_at',
      'quarantines.outcome',
      'ballots.cast_at',
      'members.joined_at',
    ])
    .where('quarantines.outcome', 'is', null)
    .$if(lead !== null, (query) => query.where('quarantines.lead', '=', lead))
    // Chance, as the ids are: in the order of the log everybody could look up what each of them says.
    .orderBy('quarantines.id')
    .limit(listedAtMost)
    .execute();
  return {
    groups: groupsIn(counts),
    rows: rows.map(({ cast_at, joined_at, ...row }) => ({
      id: row.id,
      reasons: suspicionsIn(row.reasons),
      /** The day, no closer. */
      putAt: row.put_at - (row.put_at % day),
      confirmed: row.confirmed_at !== null,
      /** Days, rounded down; null where the account is gone. */
      accountAge: joined_at === null ? null : Math.floor(((cast_at ?? row.put_at) - joined_at) / day),
    })),
  };
};

const groupsIn = (
  counts: { lead: string; outcome: 'released' | 'excluded' | null; count: number; confirmed: number }[],
) => {
  const groups = new Map<
    string,
    { lead: string; waiting: number; confirmed: number; released: number; excluded: number }
  >();
  for (const { lead, outcome, count, confirmed } of counts) {
    const group = groups.get(lead) ?? { lead, waiting: 0, confirmed: 0, released: 0, excluded: 0 };
    groups.set(lead, group);
    group[outcome ?? 'waiting'] += count;
    if (outcome === null) group.confirmed += confirmed;
  }
  return [...groups.values()].sort((one, other) => other.waiting - one.waiting);
};
