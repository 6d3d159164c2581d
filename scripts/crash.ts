// `npm run crash`: kills the site with `kill -9` in the middle of 200 votes and preorders sent at once, starts it again,
// and proves that nothing that was answered with success is missing and nothing is half there. Then it lets one campaign
// after the other come to its deadline, kills the site while it charges the cards, and proves that each was charged once
// and the ledger is true. Ten rounds of both in one growing site. ROUNDS says how many, SEED repeats what was sent, BUILD names another build, and with DATABASE_URL (an empty
// database) it does the same on PostgreSQL.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { sql } from 'kysely';
import { randomFrom, type Random } from '../db/seeds/random.ts';
import { openDatabase, type Database } from '../src/lib/server/database.ts';
import { run, type Running } from '../tests/running.ts';
import { whatIsWrong, whoWasNotTold, wrongBallots, wrongPreorders } from './crash/proving.ts';
import { isDeclined, planRound, sendOrder, voteBefore, type Round, type Site } from './crash/sending.ts';
import { untilSomeAreCharged, wrongMoney } from './crash/settling.ts';
import { isInUse, makeCrashWorld, type CrashWorld, type Ground } from './crash/world.ts';
import { stop } from './place.ts';

const root = resolve(import.meta.dirname, '..');
const rounds = Number(process.env.ROUNDS || 10);
const seed = Number(process.env.SEED || Date.now() % 1_000_000);
const url = process.env.DATABASE_URL || undefined;
const dataDir = mkdtempSync(join(tmpdir(), 'muster-crash-'));
const clock = join(dataDir, 'clock-of-all-rounds');
/** Longer than a card may take to answer, and than a dead worker's claim of a job holds. */
const aWhile = 16 * 60_000;

let app: Running | undefined;
let leapt = 0;
const totals = { answered: 0, cutOff: 0, stood: 0, charged: 0, late: 0 };

const main = async () => {
  if (!process.env.BUILD && !existsSync(join(root, 'build/index.js'))) {
    console.log('Building …');
    const vite = join(root, 'node_modules/vite/bin/vite.js');
    if (spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: root }).status !== 0) {
      stop('The build failed: run `npm run build` to see why.');
    }
  }
  const database = openDatabase({ url, dataDir });
  if (await isInUse(database)) stop('There is a site in this database. Name an empty one.');
  const world = await makeCrashWorld(database, rounds);
  console.log(`${rounds} rounds on ${database.dialect}, SEED=${seed}`);
  writeFileSync(clock, '0');
  await startApp();
  for (let round = 0; round < rounds; round++) await playRound(database, world, round);
  for (let round = 0; round < rounds; round++) await settleRound(database, world.grounds[round]!, round);
  await database.close();
  if (totals.late === 0) throw new Error('no settling was ever cut off: the kills came too late');
  if (totals.cutOff === 0) throw new Error('nothing was ever cut off: the kills came too late');
  console.log(
    `${2 * rounds} kills: ${totals.answered} requests answered before them are all there, ${totals.cutOff} were cut off ` +
      `(${totals.stood} preorders among them stood all the same, once), nothing is half there; ` +
      `${totals.charged} cards were charged once, ${totals.late} of them by a process after the one that was killed.`,
  );
};

const startApp = async () => {
  app = await run({
    dataDir,
    env: { DATABASE_URL: url ?? '', CLOCK_FILE: clock, LOG_LEVEL: 'error' },
  });
  return app;
};

const playRound = async (database: Database, world: CrashWorld, number: number) => {
  const random = randomFrom(`${seed}-${number}`);
  const round = planRound(world, world.grounds[number]!, random);
  await voteBefore(round, random, { origin: app!.origin, answered: () => {} });
  const killedAfter = await sendAndKill(round, random);

  const { origin } = await startApp();
  const { status } = await fetch(`${origin}/readyz`);
  const ballots = await wrongBallots(database, round);
  const preorders = await wrongPreorders(database, round);
  hold(number, [
    ...(status === 200 ? [] : [`/readyz answers ${status}`]),
    ...(await whatIsWrong(database)),
    ...ballots.wrong,
    ...preorders.wrong,
  ]);
  const count = (...endings: (string | undefined)[]) =>
    requestsOf(round).filter(({ ending }) => endings.includes(ending)).length;
  const line = `answered ${count('done') + count('refused')}, cut off ${count('cut off')}`;
  totals.answered += count('done', 'refused');
  totals.cutOff += count('cut off');
  totals.stood += preorders.stood;

  const sent = await sendAgain(round, origin);
  const after = await wrongPreorders(database, round, true);
  hold(number, [...(await whatIsWrong(database)), ...after.wrong]);
  await waitForJobs(database);
  hold(number, [...(await whatIsWrong(database)), ...(await whoWasNotTold(database))]);
  console.log(
    `Round ${number + 1}: killed after ${killedAfter} answers; ${line}; found ${ballots.ballots} ballots, ` +
      `${preorders.preorders} preorders (${preorders.waiting} waiting for their card); ` +
      `${sent} forms sent again, none made twice (${preorders.stood} of those cut off stood already)`,
  );
};

/** Lets a campaign come to its deadline, and kills the site while it settles. */
const settleRound = async (database: Database, ground: Ground, number: number) => {
  leapt = Math.max(leapt, ground.deadline + 1000 - Date.now());
  writeFileSync(clock, String(leapt));
  const { cards, found } = await untilSomeAreCharged(database, ground, randomFrom(`${seed}-${number}-money`));
  await app!.kill('SIGKILL');
  await startApp();
  await waitForJobs(database);
  hold(number, await wrongMoney(database, ground));
  totals.charged += cards;
  totals.late += cards - found;
  console.log(`Settling ${number + 1}: killed after ${found} of ${cards} charges; each was charged once`);
};

const requestsOf = ({ voters, orders }: Round) => [...voters.flatMap(({ votes }) => votes), ...orders];

/** Everything at once, and the end of the process after so many answers and a moment. */
const sendAndKill = async (round: Round, random: Random) => {
  const target = random.integer(1, requestsOf(round).length - 20);
  const moment = random.between(0, 8);
  let answers = 0;
  let killed: Promise<void> | undefined;
  const kill = () => (killed ??= app!.kill('SIGKILL'));
  const site: Site = {
    origin: app!.origin,
    answered: () => {
      if (++answers === target) setTimeout(kill, moment);
    },
  };
  await Promise.all(round.lanes.map((lane) => lane(site)));
  await kill();
  return target;
};

/** As a browser does after "the connection was lost", or when somebody goes back: the same form again. */
const sendAgain = async (round: Round, origin: string) => {
  const sent = round.orders.filter(({ ending }) => ending !== 'refused');
  for (const order of sent) {
    const { ending, preorder } = order;
    await sendOrder({ origin, answered: () => {} }, round.ground, order);
    // Of two windows one may have been shown a preorder that still waited for its card.
    const refused = order.ending === 'refused' && isDeclined(order);
    if (order.ending === 'cut off' || (ending === 'done' && order.preorder !== preorder && !refused)) {
      throw new Error(`after the restart ${preorder || 'no preorder'} became ${JSON.stringify(order)}`);
    }
  }
  return sent.length;
};

/** What the killed process left undone is done: cards that will never answer end, and everybody is told once. */
const waitForJobs = async (database: Database) => {
  writeFileSync(clock, String((leapt += aWhile)));
  const due = () =>
    sql<{ kind: string; last_error: string | null }>`
      select kind, last_error from jobs where state in ('running', 'failed')
        or (state = 'waiting' and run_at <= ${Date.now() + leapt})
    `.execute(database.root);
  for (let tries = 0; ; tries++) {
    const { rows } = await due();
    if (rows.length === 0) return;
    if (tries > 600) throw new Error(`jobs are not done: ${JSON.stringify(rows.slice(0, 5))}`);
    await new Promise((done) => setTimeout(done, 100));
  }
};

const hold = (number: number, wrong: string[]) => {
  if (wrong.length === 0) return;
  console.error(`Round ${number + 1} is wrong:`);
  for (const line of wrong.slice(0, 20)) console.error(`- ${line}`);
  throw new Error(`${wrong.length} things are wrong.`);
};

try {
  await main();
  await app?.stop();
  rmSync(dataDir, { recursive: true, force: true });
} catch (error) {
  await app?.kill('SIGKILL');
  stop(String(error), `SEED was ${seed}. What is left of the site is in ${dataDir}.`);
}
