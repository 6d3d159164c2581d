import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import { inject } from 'vitest';
import type { Method } from '../../src/lib/domain/methods.ts';
import { run, type Running } from '../running.ts';
import { accounts, signInAs } from './accounts.ts';
import type { Visitor } from './chromium.ts';

export interface VotedOn {
  app: Running;
  challenge: string;
  /** Of the drafts on the table, in its order. */
  drafts: { id: string; title: string }[];
}

/** The demonstration world, with one of its open votes held by another method and nothing cast in it yet. */
export const votedBy = async (
  method: Method,
  { none = false, budget = null as number | null } = {},
): Promise<VotedOn> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'muster-ballots-'));
  cpSync(inject('demo'), dataDir, { recursive: true });
  const database = new DatabaseSync(join(dataDir, 'muster.sqlite'));
  const [challenge] = Object.values(
    database
      .prepare(
        `select id from challenges where state = 'voting' and method = 'picks' and revising_until is null
         order by draft_count desc, id limit 1`,
      )
      .get()!,
  ) as [string];
  database
    .prepare('delete from ballot_picks where ballot_id in (select id from ballots where challenge_id = ?)')
    .run(challenge);
  database.prepare('delete from ballots where challenge_id = ?').run(challenge);
  database
    .prepare(
      'update drafts set picks = 0, picks_outdated = 0, tooling_cost = 1000 * (1 + position) where challenge_id = ?',
    )
    .run(challenge);
  database
    .prepare(
      'update challenges set method = ?, default_option = ?, budget = ?, ballot_count = 0, none_picks = 0 where id = ?',
    )
    .run(method, none ? 1 : 0, budget, challenge);
  const drafts = database
    .prepare(
      `select drafts.id, title from drafts join revisions on revisions.id = revision_id
       where challenge_id = ? and drafts.state = 'submitted'
       and not exists (select 1 from draft_removals where draft_id = drafts.id) order by position, drafts.id`,
    )
    .all(challenge) as { id: string; title: string }[];
  database.close();
  return { app: await run({ dataDir, env: { WORKER: 'off' } }), challenge, drafts };
};

export const ballotPage = async (visitor: Visitor, { app, challenge }: VotedOn, scripts = true) => {
  await visitor.page.goto(`${app.origin}/challenges/${challenge}/ballot`, {
    waitUntil: scripts ? 'networkidle' : 'load',
  });
};

/** What the fan's ballot says, as it is kept. */
export const marksOf = ({ app, challenge }: VotedOn): unknown => {
  const [row] = app.query<{ marks: string | null }>(
    `select marks from ballots join members on members.id = member_id
     where members.email = ? and ballots.challenge_id = ?`,
    accounts.fan,
    challenge,
  );
  return row?.marks ? JSON.parse(row.marks) : null;
};

export const asFan = (visitor: Visitor, { app }: VotedOn) => signInAs(visitor, app, accounts.fan);

/** Goes by Tab until what is wanted has the focus. */
export const tabTo = async ({ page }: Visitor, selector: string) => {
  for (let presses = 0; presses < 200; presses++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not get to ${selector}`);
};

export const widthOf = ({ page }: Visitor) => page.evaluate(() => document.documentElement.scrollWidth);

/** What the scripts of the ballot's page weigh as they travel, in bytes. */
export const scriptsOf = async (visitor: Visitor, world: VotedOn) => {
  const sizes: Promise<number>[] = [];
  visitor.page.on('response', (response) => {
    if (response.request().resourceType() === 'script' || response.url().endsWith('.js'))
      sizes.push(response.body().then((body) => gzipSync(body).length));
  });
  await ballotPage(visitor, world);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
};
