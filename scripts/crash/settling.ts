import { sql } from 'kysely';
import type { Random } from '../../db/seeds/random.ts';
import type { Database } from '../../src/lib/server/database.ts';
import { auditLedger } from '../../src/lib/server/ledger/auditing.ts';
import type { Ground } from './world.ts';

const count = async (database: Database, query: ReturnType<typeof sql<{ n: number }>>) =>
  (await query.execute(database.root)).rows[0]!.n;

const charged = (database: Database, { campaign }: Ground) =>
  count(
    database,
    sql`select count(*) as n from payments join preorders on preorders.id = preorder_id
      where campaign_id = ${campaign} and payments.kind = 'charge' and payments.outcome = 'done'`,
  );

/** Waits until so many cards of a campaign that is settling were charged, by chance as many as none or nearly all. */
export const untilSomeAreCharged = async (database: Database, ground: Ground, random: Random) => {
  const cards = await count(
    database,
    sql`select count(*) as n from preorders where campaign_id = ${ground.campaign} and state = 'authorised'`,
  );
  const target = random.integer(0, cards);
  const until = Date.now() + 30_000;
  let found = await charged(database, ground);
  while (found < target && Date.now() < until) {
    await new Promise((done) => setTimeout(done, 2));
    found = await charged(database, ground);
  }
  if (found < target) throw new Error(`of ${cards} cards only ${found} were charged in half a minute`);
  await new Promise((done) => setTimeout(done, random.between(0, 8)));
  return { cards, found };
};

/** Once the jobs are done: the campaign settled once, every card was charged once, and the ledger is true. */
export const wrongMoney = async (database: Database, { campaign }: Ground): Promise<string[]> => {
  const wrong: string[] = [];
  const settled = await count(
    database,
    sql`select count(*) as n from events where campaign_id = ${campaign} and kind = 'campaign-succeeded'`,
  );
  if (settled !== 1) wrong.push(`the campaign ${campaign} has succeeded ${settled} times`);
  const { rows } = await sql<{ number: string; state: string; paid: number; told: number }>`
    select number, state,
      (select count(*) from payments where preorder_id = preorders.id and kind = 'charge' and outcome = 'done') as paid,
      (select count(*) from events where preorder_id = preorders.id and kind = 'preorder-charged') as told
    from preorders where campaign_id = ${campaign} and payment_method = 'card' and state <> 'cancelled'`.execute(
    database.root,
  );
  for (const row of rows)
    if (row.state !== 'charged' || row.paid !== 1 || row.told !== 1)
      wrong.push(`a card that was not charged, once: ${JSON.stringify(row)}`);
  const { violations } = await database.read(auditLedger);
  wrong.push(...violations.map(({ rule, of, detail }) => `${of}: ${rule} (${detail})`));
  return wrong;
};
