import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { migrate } from '../../db/migrate.ts';
import { migrations } from '../../db/migrations/index.ts';
import type { Transaction } from '../../db/schema.ts';
import type { Database } from '../../src/lib/server/database.ts';
import { scheduleJob } from '../../src/lib/server/jobs/scheduling.ts';
import { makeLiveCampaign } from '../../tests/making-campaigns.ts';
import { makeBrand, makeChallenge, makeMember } from '../../tests/making.ts';

/** What one round is fought over. */
export interface Ground {
  challenge: string;
  drafts: string[];
  campaign: string;
  /** Plenty. */
  variant: string;
  /** So few that not everybody gets one. */
  scarce: string;
  /** Of the campaign: a day after that of the round before, all of them after the last vote. */
  deadline: number;
}
export interface CrashWorld {
  /** Ids of members; `cookieOf` gives the session of each. */
  members: string[];
  grounds: Ground[];
}

export const picksPerMember = 3;
export const unitMinor = 128_000;
export const shippingMinor = 8_000;
const stock = 8;
const day = 24 * 3600_000;
const month = 30 * day;

export const cookieOf = (member: string) => `session=crash-${member}`;

/** A site with signed-in members, and a challenge open for voting and a live campaign for each round. */
export const makeCrashWorld = async (database: Database, rounds: number): Promise<CrashWorld> => {
  const now = Date.now();
  await migrate(database.root as never, database.dialect, migrations);
  return database.write(async (tx) => {
    await tx.insertInto('site').values({ id: 1, name: 'Crash', secret: 'crash', set_up_at: now }).execute();
    const members: string[] = [];
    for (let i = 0; i < 200; i++) members.push((await makeMember(tx, now)).id);
    await tx
      .insertInto('sessions')
      .values(
        members.map((member) => ({
          id_hash: createHash('sha256').update(`crash-${member}`).digest('hex'),
          member_id: member,
          expires_at: now + month,
          created_at: now,
        })),
      )
      .execute();
    const brand = await makeBrand(tx, now);
    await tx
      .updateTable('brands')
      .set({ payment_instructions: 'To the account on the slip.' })
      .where('id', '=', brand.id)
      .execute();
    const grounds: Ground[] = [];
    for (let round = 0; round < rounds; round++)
      grounds.push(await makeGround(tx, now, brand, now + (6 + round) * day));
    return { members, grounds };
  });
};

const makeGround = async (
  tx: Transaction,
  now: number,
  brand: { id: string },
  deadline: number,
): Promise<Ground> => {
  const challenge = await makeChallenge(tx, now, brand, { drafts: 12, picks: picksPerMember });
  const campaign = await makeLiveCampaign(tx, now, {
    brand,
    price: unitMinor,
    rates: { TW: shippingMinor },
    stock: [null, stock],
    deadline,
  });
  await scheduleJob(
    tx,
    {
      kind: 'settle-campaign',
      payload: { campaign: campaign.id },
      runAt: deadline,
      key: `settle-campaign:${campaign.id}`,
    },
    now,
  );
  return {
    challenge: challenge.id,
    drafts: challenge.drafts.map(({ id }) => id),
    campaign: campaign.id,
    variant: campaign.variants[0]!,
    scarce: campaign.variants[1]!,
    deadline,
  };
};

/** Whether somebody's site is in the database: this script makes its own, and wants an empty one. */
export const isInUse = (database: Database) =>
  sql`select 1 from migrations limit 1`.execute(database.root).then(
    () => true,
    () => false,
  );
