// What casting a ballot costs with 1,000 ballots in the challenge and with 1,000,000, its entry in the log included, in
// turns and against raw durable inserts: `node scripts/bench/casting.ts`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { castBallot } from '../../src/lib/server/ballots/casting.ts';
import { openDatabase } from '../../src/lib/server/database.ts';
import { noteOrigin } from '../../src/lib/server/quarantine/noting.ts';
import { makeBenchWorld } from './world.ts';

const [few, many] = [1_000, 1_000_000];
const rounds = 7;
const perRound = 640;
/** As many as share a commit under load. */
const atOnce = 32;

const folder = mkdtempSync(join(tmpdir(), 'muster-casting-'));

const openWorld = async (ballots: number) => {
  const dataDir = join(folder, String(ballots));
  const world = await makeBenchWorld(dataDir, ballots, rounds * perRound + perRound);
  const file = new SQLite(join(dataDir, 'muster.sqlite'));
  const leaf = file.prepare(
    'insert into log_leaves (challenge_id, round, position, text) values (?, 1, ?, ?)',
  );
  file.transaction(() => {
    for (let i = 0; i < ballots; i++) {
      const ballot = i.toString(16).padStart(32, '0');
      leaf.run(
        world.challenge,
        i,
        `{"ballot":"${ballot}","entry":"cast","picks":${JSON.stringify(world.drafts.slice(0, 3))}}`,
      );
    }
    file.prepare('update challenges set log_size = ? where id = ?').run(ballots, world.challenge);
  })();
  file.close();
  const database = openDatabase({ dataDir });
  let voter = ballots;
  /** Microseconds for one ballot, where so many come at once. */
  const cast = async () => {
    const from = performance.now();
    for (let done = 0; done < perRound; done += atOnce)
      await Promise.all(
        Array.from({ length: atOnce }, () => {
          const number = voter++;
          const now = Date.now();
          const member = { id: `m${String(number).padStart(9, '0')}`, confirmed: true };
          const drafts = [0, 1, 2].map((i) => world.drafts[(number * 7 + i * 5) % world.drafts.length]!);
          return database.write(async (tx) => {
            const result = await castBallot(tx, member, { challenge: world.challenge, drafts }, now);
            if (!('ballot' in result) || !result.ballot) throw new Error(JSON.stringify(result));
            await noteOrigin(tx, { ballot: result.ballot, address: '203.0.113.9', program: 'bench' }, now);
          });
        }),
      );
    return ((performance.now() - from) * 1000) / perRound;
  };
  return { cast, close: () => database.close() };
};

const raw = () => {
  const file = new SQLite(join(folder, 'raw.sqlite'));
  file.pragma('journal_mode = wal');
  file.pragma('synchronous = full');
  file.exec('create table if not exists votes (id integer primary key, text text)');
  const insert = file.prepare('insert into votes (text) values (?)');
  const from = performance.now();
  for (let i = 0; i < perRound; i++) insert.run('a vote');
  const each = ((performance.now() - from) * 1000) / perRound;
  file.close();
  return each;
};

const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]!;

const worlds = { few: await openWorld(few), many: await openWorld(many) };
const measured = { few: [] as number[], many: [] as number[], raw: [] as number[] };
for (let round = 0; round <= rounds; round++) {
  const taken = { few: await worlds.few.cast(), many: await worlds.many.cast(), raw: raw() };
  // The first round warms everything up and is not counted.
  if (round === 0) continue;
  for (const name of ['few', 'many', 'raw'] as const) measured[name].push(taken[name]);
}
const [atFew, atMany, inserted] = [median(measured.few), median(measured.many), median(measured.raw)];
console.log(
  JSON.stringify({
    microseconds: { [few]: Math.round(atFew), [many]: Math.round(atMany), rawInsert: Math.round(inserted) },
    manyToFew: Number((atMany / atFew).toFixed(2)),
    fewToRaw: Number((atFew / inserted).toFixed(2)),
  }),
);
await worlds.few.close();
await worlds.many.close();
rmSync(folder, { recursive: true, force: true });
