import { sql } from 'kysely';
import { announced } from '../../src/lib/domain/notifications.ts';
import type { Database } from '../../src/lib/server/database.ts';
import { addressOf, isDeclined, totalOf, type Order, type Round, type Voter } from './sending.ts';
import { picksPerMember, shippingMinor, unitMinor } from './world.ts';

const rows = async <Row>(database: Database, text: string): Promise<Row[]> =>
  (await sql.raw<Row>(text).execute(database.root)).rows;

/** What must not be found, whatever was sent and whenever it was cut off: each gives the rows that are wrong. */
const wrongs: [what: string, query: string][] = [
  [
    'a ballot without picks',
    `select id from ballots where not exists (select 1 from ballot_picks where ballot_id = ballots.id)`,
  ],
  [
    'a ballot with too many picks',
    `select ballot_id from ballot_picks group by ballot_id having count(*) > ${picksPerMember}`,
  ],
  [
    'a pick of a draft of another challenge, or of another revision',
    `select ballots.id from ballots join ballot_picks on ballot_id = ballots.id
     join drafts on drafts.id = draft_id
     where drafts.challenge_id <> ballots.challenge_id or drafts.revision_id <> ballot_picks.revision_id`,
  ],
  [
    'a challenge that counts its ballots wrong',
    `select id from challenges
     where ballot_count <> (select count(*) from ballots
     where challenge_id = challenges.id and ballots.round = challenges.round)`,
  ],
  [
    'a draft that counts its picks wrong',
    `select drafts.id from drafts join challenges on challenges.id = drafts.challenge_id
     where picks <> (select count(*) from ballot_picks join ballots on ballots.id = ballot_id
     where draft_id = drafts.id and ballots.round = challenges.round)`,
  ],
  [
    'a campaign that counts its preorders wrong',
    `select id from campaigns where preorder_count <>
     (select count(*) from preorders where campaign_id = campaigns.id and state <> 'cancelled')`,
  ],
  [
    'a campaign that counts its units wrong',
    `select id from campaigns where units <> (select coalesce(sum(quantity), 0) from preorders
     where campaign_id = campaigns.id and state <> 'cancelled')`,
  ],
  [
    'a variant that counts its units wrong',
    `select id from variants where ordered <> (select coalesce(sum(quantity), 0) from preorders
     where variant_id = variants.id and state <> 'cancelled')`,
  ],
  ['an oversold variant', `select id from variants where stock is not null and ordered > stock`],
  [
    'a preorder with a wrong sum',
    `select id from preorders where unit_minor <> ${unitMinor} or shipping_minor <> ${shippingMinor}
     or total_minor <> unit_minor * quantity + shipping_minor`,
  ],
  [
    'a preorder twice',
    `select member_id, idempotency_key from preorders group by member_id, idempotency_key having count(*) > 1`,
  ],
  [
    'a transfer that is neither placed nor told',
    `select id from preorders where payment_method = 'manual' and (state <> 'placed' or 1 <>
     (select count(*) from events where preorder_id = preorders.id and kind = 'preorder-placed'))`,
  ],
  [
    'a card without its reservation, or reserved twice',
    `select id from preorders where payment_method = 'card' and 1 <>
     (select count(*) from events where preorder_id = preorders.id and kind = 'preorder-reserved')`,
  ],
  [
    'a card authorised without its payment, its token or its events',
    `select id from preorders where state = 'authorised' and (payment_token is null
     or authorised_minor <> total_minor
     or 1 <> (select count(*) from payments where preorder_id = preorders.id and kind = 'authorise'
       and outcome = 'done' and amount_minor = total_minor)
     or 1 <> (select count(*) from events where preorder_id = preorders.id and kind = 'preorder-authorised')
     or 1 <> (select count(*) from events where preorder_id = preorders.id and kind = 'preorder-placed'))`,
  ],
  [
    'a card that waits for its answer with something of an answer, or without an end to its waiting',
    `select id from preorders where payment_method = 'card' and state = 'placed' and (payment_token is not null
     or exists (select 1 from payments where preorder_id = preorders.id)
     or not exists (select 1 from jobs where unique_key = 'expire-preorder:' || preorders.id and state = 'waiting'))`,
  ],
  [
    'a preorder that ended without its reason or its event',
    `select id from preorders where state = 'cancelled' and (ended_at is null
     or ended_reason not in ('card-declined', 'card-unanswered')
     or 1 <> (select count(*) from events where preorder_id = preorders.id and kind = 'preorder-declined'))`,
  ],
  [
    'an event of a preorder that is not there',
    `select id from events where preorder_id is not null
     and not exists (select 1 from preorders where preorders.id = events.preorder_id)`,
  ],
  [
    'an event that nobody will be told of',
    `select id from events where kind in (${[...announced].map((kind) => `'${kind}'`).join(', ')})
     and not exists (select 1 from jobs where unique_key = 'announce:' || events.id)`,
  ],
];

/** Everything that can be seen from the database alone. */
export const whatIsWrong = async (database: Database): Promise<string[]> => {
  const found: string[] = [];
  for (const [what, query] of wrongs) {
    const bad = await rows(database, query);
    if (bad.length > 0) found.push(`${what}: ${JSON.stringify(bad.slice(0, 3))} (${bad.length})`);
  }
  if (database.dialect === 'sqlite') {
    for (const pragma of ['integrity_check', 'foreign_key_check']) {
      const lines = JSON.stringify(await rows(database, `pragma ${pragma}`));
      if (lines !== '[]' && lines !== '[{"integrity_check":"ok"}]') found.push(`${pragma}: ${lines}`);
    }
  }
  return found;
};

/** Once the jobs are done: every buyer whose preorder stands was told of it, once in the app and once by mail. */
export const whoWasNotTold = async (database: Database): Promise<string[]> => {
  const untold = await rows<{ id: string }>(
    database,
    `select id from events where kind = 'preorder-placed' and (
       1 <> (select count(*) from notifications where event_id = events.id and member_id = subject_member_id)
       or 1 <> (select count(*) from mails where unique_key = 'event:' || events.id || ':' || subject_member_id))`,
  );
  return untold.map(({ id }) => `nobody was told of the event ${id}, or twice`);
};

const textOf = (picks: string[]) => [...picks].sort().join(' ');

/** What a member's ballot may say now: what was answered last, or what was sent after it. */
const mayStand = ({ before, votes, atOnce }: Voter): Set<string> => {
  const sent = votes.filter(({ ending }) => ending);
  const last = sent.map(({ ending }) => ending).lastIndexOf('done');
  // From two windows at once: either may have been the last.
  const standing = atOnce ? sent : sent.slice(Math.max(0, last));
  const all = [...standing.map(({ picks }) => picks), ...(last < 0 ? [before] : [])];
  return new Set(all.map(textOf));
};

export const wrongBallots = async (database: Database, { ground, voters }: Round) => {
  const found = await rows<{ member_id: string; draft_id: string }>(
    database,
    `select member_id, draft_id from ballots join ballot_picks on ballot_id = ballots.id
     where challenge_id = '${ground.challenge}' and round = (select round from challenges where id = challenge_id)`,
  );
  const ballots = new Map<string, string[]>();
  for (const { member_id, draft_id } of found) {
    ballots.set(member_id, [...(ballots.get(member_id) ?? []), draft_id]);
  }
  const wrong = voters.flatMap((voter) => {
    const stands = textOf(ballots.get(voter.member) ?? []);
    return mayStand(voter).has(stands)
      ? []
      : [`the ballot of ${voter.member} says "${stands}" after ${JSON.stringify(voter)}`];
  });
  const strangers = ballots.size - voters.filter(({ member }) => ballots.has(member)).length;
  if (strangers > 0) wrong.push(`${strangers} ballots that nobody sent`);
  return { wrong, ballots: ballots.size };
};

type Row = Record<string, string | number | null>;

/** Each order against its row; `resent` once every order was answered. */
export const wrongPreorders = async (database: Database, { ground, orders }: Round, resent = false) => {
  const found = await rows<Row>(database, `select * from preorders where campaign_id = '${ground.campaign}'`);
  const wrong: string[] = [];
  for (const order of orders) {
    const say = (what: string, row?: Row) =>
      void wrong.push(`${what}: ${JSON.stringify(order)} ${row ? JSON.stringify(row) : ''}`);
    const own = found.filter((row) => row.idempotency_key === order.key);
    const [row] = own;
    const declined = isDeclined(order);
    if (own.length > 1) say('a preorder was made twice');
    if (order.ending === 'done' && row?.id !== order.preorder) say('a preorder is missing', row);
    if (resent && !row && order.variant !== ground.scarce) say('a preorder was not made though sent again');
    if (order.ending === 'refused' && !declined && (row || order.variant !== ground.scarce)) {
      say('a preorder was refused that should not be, or stands all the same', row);
    }
    if (row?.state === 'cancelled' && !declined) say('a preorder has ended', row);
    // While the first of two windows waits for the card, the second is shown the preorder that waits.
    const twice = orders.filter(({ key }) => key === order.key).length > 1;
    const waits = row?.state === 'placed' && order.payment === 'card';
    if (order.ending === 'done' && waits && !twice && !resent) say('an answered card still waits', row);
    if (row && !isAsSent(row, order, ground)) say('a preorder is not as it was sent', row);
  }
  const keys = new Set(orders.map(({ key }) => key));
  const strangers = found.filter((row) => !keys.has(String(row.idempotency_key))).length;
  if (strangers > 0) wrong.push(`${strangers} preorders that nobody sent`);
  return {
    wrong,
    preorders: found.filter(({ state }) => state !== 'cancelled').length,
    /** Done, though the answer was cut off. */
    stood: orders.filter(
      ({ ending, key }) => ending === 'cut off' && found.some((row) => row.idempotency_key === key),
    ).length,
    waiting: found.filter((row) => row.state === 'placed' && row.payment_method === 'card').length,
  };
};

const isAsSent = (row: Row, order: Order, { campaign }: { campaign: string }) =>
  Object.entries({
    ...addressOf(order),
    campaign_id: campaign,
    variant_id: order.variant,
    member_id: order.member,
    quantity: order.quantity,
    total_minor: totalOf(order),
    payment_method: order.payment,
  }).every(([column, value]) => row[column] === value);
