import { createHash } from 'node:crypto';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { migrate } from '../../db/migrate.ts';
import { migrations } from '../../db/migrations/index.ts';
import { openDatabase } from '../../src/lib/server/database.ts';
import { makeBrand, makeChallenge, makeMember } from '../../tests/making.ts';

export interface BenchWorld {
  dataDir: string;
  challenge: string;
  drafts: string[];
  /** How many members there are; `cookieOf` gives the session of each. */
  voters: number;
}

export const cookieOf = (voter: number) => `session=bench${voter}`;
const picksOf = (voter: number) => [0, 1, 2].map((i) => (voter * 7 + i * 5) % 24);

/** What the ballot form posts: three picks, spread over all drafts. */
export const ballotOf = ({ drafts }: BenchWorld, voter: number) =>
  new URLSearchParams(picksOf(voter).map((pick) => ['drafts[]', drafts[pick]!])).toString();

/**
 * A site with one challenge open for voting: 24 drafts, so many ballots of three picks each by the first of the voters,
 * and a session for each voter, so that all votes come from different members.
 */
export const makeBenchWorld = async (dataDir: string, ballots: number, more: number): Promise<BenchWorld> => {
  const now = Date.now();
  const database = openDatabase({ dataDir });
  await migrate(database.root as never, 'sqlite', migrations);
  const challenge = await database.write(async (tx) => {
    await tx.insertInto('site').values({ id: 1, name: 'Bench', secret: 'bench', set_up_at: now }).execute();
    const author = await makeMember(tx, now, { name: '林小姐' });
    const brand = await makeBrand(tx, now, [{ member: author, role: 'owner' }]);
    return makeChallenge(tx, now, brand, { drafts: 24, picks: 3, quorum: 100, tallyShown: 'live', author });
  });
  await database.close();
  const drafts = challenge.drafts.map(({ id }) => id);
  const voters = ballots + more;

  const file = new SQLite(join(dataDir, 'muster.sqlite'));
  const member = file.prepare(
    `insert into members (id, email, name, joined_at, email_confirmed_at) values (?, ?, ?, ?, ?)`,
  );
  const session = file.prepare(
    `insert into sessions (id_hash, member_id, expires_at, created_at, user_agent) values (?, ?, ?, ?, 'bench')`,
  );
  const ballot = file.prepare(
    `insert into ballots (id, challenge_id, member_id, cast_at, changed_at) values (?, ?, ?, ?, ?)`,
  );
  const pick = file.prepare(`insert into ballot_picks (ballot_id, draft_id, revision_id) values (?, ?, ?)`);
  const month = 30 * 24 * 3600_000;
  file.transaction(() => {
    for (let voter = 0; voter < voters; voter++) {
      // Ids as the app makes them are ordered by time with chance at the end; here the number stands for the time.
      const id = `m${String(voter).padStart(9, '0')}`;
      const hash = createHash('sha256').update(`bench${voter}`).digest('hex');
      member.run(id, `${id}@example.com`, `Member ${voter}`, now, now);
      session.run(hash, id, now + month, now);
      if (voter >= ballots) continue;
      ballot.run(`b${id}`, challenge.id, id, now - voter, now - voter);
      for (const index of picksOf(voter)) {
        const { id: draft, revision_id } = challenge.drafts[index]!;
        pick.run(`b${id}`, draft, revision_id);
      }
    }
    recount(file);
  })();
  file.close();
  return { dataDir, challenge: challenge.id, drafts, voters };
};

/** Takes back what a load has cast, so that the next round finds as many ballots as the first did. */
export const forgetNewBallots = ({ dataDir }: BenchWorld) => {
  const file = new SQLite(join(dataDir, 'muster.sqlite'), { timeout: 5000 });
  file.pragma('foreign_keys = ON');
  file.transaction(() => {
    file.exec(`delete from ballots where id not like 'bm%'`);
    recount(file);
  })();
  file.pragma('wal_checkpoint(truncate)');
  file.close();
};

export const countBallots = ({ dataDir }: BenchWorld) => {
  const file = new SQLite(join(dataDir, 'muster.sqlite'), { readonly: true });
  const { n } = file.prepare('select count(*) as n from ballots').get() as { n: number };
  file.close();
  return n;
};

const recount = (file: SQLite.Database) =>
  file.exec(`
    update challenges set ballot_count = (select count(*) from ballots
      where challenge_id = challenges.id and round = challenges.round);
    update drafts set picks = (select count(*) from ballot_picks
      join ballots on ballots.id = ballot_id join challenges on challenges.id = ballots.challenge_id
      where draft_id = drafts.id and ballots.round = challenges.round);
  `);
