import { sql } from 'kysely';
import { expect, test } from 'vitest';
import * as ledger from '../../db/migrations/2026-11-28-ledger.ts';
import { seedWorld } from '../../db/seeds/index.ts';
import { drawPictures, pictureBook } from '../../db/seeds/loading/pictures.ts';
import { beginLoading } from '../../db/seeds/loading/rows.ts';
import {
  compositionText,
  configurationFaults,
  deadChoices,
  isComplete,
  isLegal,
  type Composition,
  type Configuration,
} from '../../src/lib/domain/configuring.ts';
import type { KeptCount } from '../../src/lib/domain/kept-count.ts';
import { campaignLifecycle, challengeLifecycle, preorderLifecycle } from '../../src/lib/domain/lifecycles.ts';
import { settledStates } from '../../src/lib/domain/preorders.ts';
import { closedLog, logFile } from '../../src/lib/server/ballots/publishing-log.ts';
import { verifyLog } from '../../src/lib/domain/verifying.ts';
import { sums } from '../../src/lib/server/summing.ts';
import { sealOf } from '../../src/lib/server/challenges/opening.ts';
import { proposalFor } from '../../src/lib/server/challenges/deciding.ts';
import { passwordMatches } from '../../src/lib/server/members/hashing.ts';
import { auditLedger } from '../../src/lib/server/ledger/auditing.ts';
import { findEntries } from '../../src/lib/server/search/finding.ts';
import { onBothDatabases, type World } from '../harness.ts';

const seeded = (world: World) =>
  seedWorld(world.database, { dataDir: world.dataDir, now: world.now, pictures: false });

onBothDatabases('the demonstration world', (world) => {
  test('has everything that a visitor should find, and every number in it is true', async () => {
    await seeded(world);
    const read = world.database.root;
    const count = async (table: string, where = sql`1 = 1`) =>
      (await sql<{ n: number }>`select count(*) as n from ${sql.table(table)} where ${where}`.execute(read))
        .rows[0]!.n;
    const wrong = async (query: ReturnType<typeof sql>) =>
      expect((await query.execute(read)).rows).toEqual([]);

    expect(await count('members')).toBe(600);
    expect(await count('brands')).toBe(3);
    expect(await count('ballots')).toBeGreaterThanOrEqual(12_000);
    expect(await count('comments')).toBeGreaterThanOrEqual(800);
    expect(await count('comments', sql`parent_id is not null`)).toBeGreaterThan(100);
    expect(await count('drafts', sql`state <> 'editing'`)).toBeGreaterThanOrEqual(60);

    const challenges = await read.selectFrom('challenges').selectAll().execute();
    expect(challenges.length).toBeGreaterThanOrEqual(10);
    expect(new Set(challenges.map(({ state }) => state))).toEqual(new Set(Object.keys(challengeLifecycle)));
    expect(challenges.filter(({ state }) => state === 'voting').length).toBeGreaterThanOrEqual(3);
    for (const challenge of challenges) {
      if (challenge.rule === null) continue;
      expect(sealOf(challenge.rule)).toBe(challenge.rule_hash);
      const { drafts } = JSON.parse(challenge.rule) as { drafts: unknown[] };
      expect(drafts.length).toBe(challenge.draft_count);
    }
    const campaigns = await read.selectFrom('campaigns').selectAll().execute();
    expect(new Set(campaigns.map(({ state }) => state))).toEqual(new Set(Object.keys(campaignLifecycle)));
    const shares = campaigns
      .filter(({ state }) => state === 'live')
      .map((one) => one.units / one.minimum_quantity);
    expect(shares).toContain(0.4);
    expect(shares).toContain(1.15);
    const states = await read.selectFrom('preorders').select('state').distinct().execute();
    expect(new Set(states.map(({ state }) => state))).toEqual(new Set(Object.keys(preorderLifecycle)));
    for (const locale of ['en', 'zh-TW', 'zh-CN'])
      expect(
        await count('comments', sql`member_id in (select id from members where locale = ${locale})`),
      ).toBeGreaterThan(100);

    const found = async (words: string) =>
      (await world.read((r) => findEntries(r, words))).map(({ kind }) => kind);
    expect(await found('鐵窗')).toContain('draft');
    expect(await found('overshirt')).toContain('challenge');
    expect(await found('蒸鍋')).toContain('campaign');
    expect(await found('段落')).toContain('brand');

    // Kept counters.
    await wrong(
      sql`select id from challenges c where ballot_count <> (select count(*) from ballots where challenge_id = c.id and round = c.round)`,
    );
    await wrong(
      sql`select id from challenges c where draft_count <> (select count(*) from drafts where challenge_id = c.id and (state <> 'editing' or id in (select draft_id from blind_entries)))`,
    );
    await wrong(
      sql`select id from challenges c where followers <> (select count(*) from follows where target_id = c.id)`,
    );
    await wrong(
      sql`select id from brands b where followers <> (select count(*) from follows where target_id = b.id)`,
    );
    await wrong(
      sql`select id from brands b where challenge_count <> (select count(*) from challenges where brand_id = b.id and published_at is not null)`,
    );
    await wrong(
      sql`select d.id from drafts d join challenges c on c.id = d.challenge_id where picks <> (select count(*) from ballot_picks p join ballots b on b.id = p.ballot_id where p.draft_id = d.id and b.round = c.round)`,
    );
    await wrong(
      sql`select id from drafts d where comment_count <> (select count(*) from comments where draft_id = d.id)`,
    );
    await wrong(
      sql`select id from campaigns c where units <> (select coalesce(sum(quantity), 0) from preorders where campaign_id = c.id and state <> 'cancelled')`,
    );
    await wrong(
      sql`select id from campaigns c where preorder_count <> (select count(*) from preorders where campaign_id = c.id and state <> 'cancelled')`,
    );
    await wrong(
      sql`select id from variants v where ordered <> (select coalesce(sum(quantity), 0) from preorders where variant_id = v.id and state <> 'cancelled')`,
    );
    await wrong(
      sql`select id from members m where unread <> (select count(*) from notifications where member_id = m.id and read_at is null)`,
    );
    await wrong(
      sql`select id from suggestions s where seconds <> (select count(*) from suggestion_seconds where suggestion_id = s.id)`,
    );
    await wrong(
      sql`select id from brands b where suggestion_count <> (select count(*) from suggestions where brand_id = b.id)`,
    );
    await wrong(
      sql`select id from brands b where suggestions_answered <> (select count(*) from suggestions where brand_id = b.id and state <> 'open')`,
    );
    await wrong(
      sql`select id from drafts d where suggestion_serial <> (select coalesce(max(number), 0) from suggestions where draft_id = d.id)`,
    );
    await composed(world);
    // Suggestions are carried by a later public revision of the same draft, answered before it.
    await wrong(sql`select s.id from suggestions s join revisions r on r.id = s.revision_id join revisions c on c.id = s.carried_by
      where c.draft_id <> s.draft_id or r.draft_id <> s.draft_id or c.number <= r.number or c.published_at is null
      or s.answered_at > c.published_at or s.created_at < r.published_at`);
    await wrong(
      sql`select id from suggestions where created_at > ${world.now} or answered_at > ${world.now} or answered_at < created_at`,
    );
    for (const brand of await read.selectFrom('brands').select(['id', 'slug']).execute())
      expect(
        await count(
          'suggestions',
          sql`brand_id = ${brand.id} and state = 'open' and created_at < ${world.now - 3 * 24 * 3600_000}`,
        ),
        brand.slug,
      ).toBeGreaterThan(0);
    await wrong(
      sql`select id from calls c where offer_count <> (select count(*) from offers where call_id = c.id and state <> 'withdrawn')`,
    );
    await wrong(sql`select id from offers where changed_at > ${world.now} or made_at > ${world.now}`);
    expect(await count('suggestions', sql`carried_by is not null`)).toBeGreaterThan(10);
    // Ballots as the rule allows them.
    await wrong(sql`select ballot_id from ballot_picks p join ballots b on b.id = p.ballot_id join challenges c on c.id = b.challenge_id
      group by ballot_id, c.picks_per_member having count(*) > c.picks_per_member`);
    await wrong(sql`select b.id from ballots b join challenges c on c.id = b.challenge_id join members m on m.id = b.member_id
      where b.cast_at < c.voting_opens_at or b.cast_at >= c.voting_closes_at or b.cast_at > ${world.now} or b.changed_at > ${world.now}
      or b.changed_at >= c.voting_closes_at or m.email_confirmed_at is null or m.email_confirmed_at > b.cast_at`);
    await wrong(sql`select p.ballot_id from ballot_picks p join drafts d on d.id = p.draft_id join ballots b on b.id = p.ballot_id
      join challenges c on c.id = d.challenge_id
      where d.challenge_id <> b.challenge_id or (d.revision_id <> p.revision_id and c.revising_until is null)`);
    await wrong(sql`select d.id from drafts d where picks_outdated <>
      (select count(*) from ballot_picks p where p.draft_id = d.id and p.revision_id <> d.revision_id)`);
    expect(await count('drafts', sql`picks_outdated > 0`)).toBe(1);
    await wrong(
      sql`select c.id from comments c join comments p on p.id = c.parent_id where p.parent_id is not null or p.draft_id <> c.draft_id or p.created_at > c.created_at`,
    );
    await wrong(sql`select id from events where at > ${world.now}`);
    await wrong(sql`select id from comments where created_at > ${world.now}`);
    await wrong(sql`select id from preorders where placed_at > ${world.now} or changed_at > ${world.now}`);
    // Nothing is paid that was not, nothing is sent that was not paid.
    await wrong(
      sql`select id from preorders p where (charged_at is not null) <> (exists (select 1 from payments where preorder_id = p.id and kind = 'charge' and outcome = 'done'))`,
    );
    await wrong(
      sql`select id from preorders p where (state in ('shipped', 'received')) <> (exists (select 1 from shipments where preorder_id = p.id))`,
    );
    await wrong(sql`select p.id from preorders p join campaigns c on c.id = p.campaign_id
      where p.charged_at is not null and c.state not in (${sql.join(settledStates)})`);
    await wrong(sql`select id from preorders where state = 'authorised' and authorised_minor < total_minor`);
    await wrong(sql`select id from payments p where recorded_at > ${world.now}`);
    expect(await world.read(auditLedger)).toMatchObject({ violations: [] });
    expect(await count('ledger_entries', sql`kind = 'refunded'`)).toBeGreaterThan(0);
    // Picked compositions are ordered at their own prices.
    await wrong(sql`select p.id from preorders p join campaigns c on c.id = p.campaign_id
      join variants v on v.id = p.variant_id where p.unit_minor <> v.difference_minor +
      case when c.closing_minor is not null and p.state <> 'cancelled' then c.closing_minor else c.price_minor end`);
    // What was agreed is authorised, what the price fell to is paid.
    await wrong(sql`select p.id from preorders p join campaigns c on c.id = p.campaign_id
      join variants v on v.id = p.variant_id
      where p.agreed_minor <> (c.price_minor + v.difference_minor) * p.quantity + p.shipping_minor`);
    await wrong(sql`select y.id from payments y join preorders p on p.id = y.preorder_id
      where y.amount_minor <> case when y.kind in ('charge', 'refund') then p.total_minor else p.agreed_minor end`);
    await wrong(sql`select c.id from campaigns c where c.closing_minor is not null and c.closing_minor <>
      coalesce((select min(b.price_minor) from price_breaks b where b.campaign_id = c.id and b.quantity <= c.units), c.price_minor)`);
    await wrong(sql`select id from campaigns
      where (closing_minor is not null) <> (state in (${sql.join(settledStates)}))`);
    expect(await count('campaigns', sql`closing_minor < price_minor`)).toBe(1);
    expect(
      await count(
        'campaigns',
        sql`state = 'live' and units between (select min(quantity) from price_breaks where campaign_id = campaigns.id)
          and (select max(quantity) - 1 from price_breaks where campaign_id = campaigns.id)`,
      ),
    ).toBe(1);
    await wrong(sql`select v.id from variants v join campaigns c on c.id = v.campaign_id
      where (c.composing = 'picked') <> (v.composition_id is not null)`);
    expect(await count('campaigns', sql`state = 'live' and composing = 'picked' and units > 0`)).toBe(1);
    await decided(world);
    await verified(world);
    await planned(world);
    await expect(seeded(world)).rejects.toThrow('empty site');
  }, 120_000);

  test('what was paid before there was a ledger is entered when it comes', async () => {
    await seeded(world);
    const { root } = world.database;
    const entered = async () =>
      (
        await root
          .selectFrom('ledger_entries')
          .select(['preorder_id', 'payment_id', 'kind', 'debit', 'credit', 'amount_minor', 'currency'])
          .orderBy('preorder_id')
          .orderBy('kind')
          .orderBy('debit')
          .orderBy('credit')
          .execute()
      ).map((row) => JSON.stringify(row));
    const loaded = await entered();
    expect(loaded.length).toBeGreaterThan(500);
    for (const table of ['ledger_balances', 'ledger_entries'])
      await sql`drop table ${sql.table(table)}`.execute(root);
    if (world.dialect === 'postgres') await sql`drop function ledger_is_added_to`.execute(root);
    await ledger.up(root as never, world.dialect);
    expect(await entered()).toEqual(loaded);
    expect(await world.read(auditLedger)).toMatchObject({ violations: [] });
  }, 120_000);

  test('is the same each time', async () => {
    await seeded(world);
    const before = await snapshot(world);
    // A challenge that votes on parts and the draft which has them refer to each other.
    await world.database.root.updateTable('challenges').set({ configuration_id: null }).execute();
    const tables = [...everything].reverse().map((table) => sql.table(table));
    // Row by row, PostgreSQL would look for each among those that are deleted already: minutes, where no vacuum came by.
    if (world.dialect === 'postgres')
      await sql`truncate ${sql.join(tables)} cascade`.execute(world.database.root);
    else {
      await sql`drop trigger ledger_entries_no_delete`.execute(world.database.root);
      for (const table of tables) await sql`delete from ${table}`.execute(world.database.root);
    }
    await seeded(world);
    expect(await snapshot(world)).toEqual(before);
  }, 240_000);

  test('loads over the pictures that a loading left which was broken off', async () => {
    const draw = async () => {
      const loading = beginLoading(world.now);
      const book = pictureBook(loading);
      const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 50"></svg>';
      book.add({ draw: () => svg, width: 400, alt: 'nothing' }, null, world.now);
      await drawPictures(loading, book, world.dataDir, () => {});
      return loading.rows.pictures;
    };
    expect(await draw()).toEqual(await draw());
  });
});

/** Whoever downloads the log of a vote that is over comes to the published result, by every method. */
const verified = async (world: World) => {
  const closed = await world.read((read) =>
    read
      .selectFrom('challenges')
      .select(['id', 'method'])
      .where('state', 'in', ['deciding', 'decided'])
      .execute(),
  );
  const found: string[] = [];
  for (const { id, method } of closed) {
    const log = await world.read((read) => closedLog(read, id, null));
    let text = '';
    for await (const part of logFile(world.read, log!)) text += part;
    const verdict = verifyLog(text, sums);
    expect(verdict).toMatchObject({ holds: true });
    found.push(method);
  }
  expect(new Set(found)).toEqual(
    new Set(['picks', 'score', 'schulze', 'irv', 'stv', 'duels', 'equal-shares']),
  );
};

/** Decided as the rule proposes, or it is said why not; one tie waits for its brand. */
const decided = async (world: World) => {
  const read = world.database.root;
  const decisions = await read.selectFrom('decisions').selectAll().execute();
  expect(decisions.filter(({ departs }) => departs === 1)).toHaveLength(1);
  for (const decision of decisions) {
    const challenge = await read
      .selectFrom('challenges')
      .selectAll()
      .where('id', '=', decision.challenge_id)
      .executeTakeFirstOrThrow();
    const { proposal } = (await proposalFor(read, challenge))!;
    expect(JSON.parse(decision.proposal)).toEqual(JSON.parse(JSON.stringify(proposal)));
    expect(decision.reason).not.toMatch(/[{}]/);
    const winners = await read
      .selectFrom('decision_winners')
      .select('draft_id')
      .where('challenge_id', '=', challenge.id)
      .execute();
    if (decision.tie_broken)
      expect(winners.every(({ draft_id }) => proposal.tied.includes(draft_id))).toBe(true);
    else if (!decision.departs)
      expect(winners.map((winner) => winner.draft_id).sort()).toEqual([...proposal.winners].sort());
    expect(
      await read
        .selectFrom('drafts')
        .select('id')
        .where('challenge_id', '=', challenge.id)
        .where('state', '=', 'won')
        .execute(),
    ).toHaveLength(winners.length);
  }
  await everyMethod(read);
  const deciding = await read.selectFrom('challenges').selectAll().where('state', '=', 'deciding').execute();
  const proposals = await Promise.all(
    deciding.map(async (challenge) => (await proposalFor(read, challenge))!.proposal),
  );
  expect(proposals.filter(({ tied }) => tied.length === 2)).toHaveLength(1);
};

/** Two drafts can be composed; each composition is legal where it was made, and every count is true. */
const composed = async (world: World) => {
  const read = world.database.root;
  const wrong = async (query: ReturnType<typeof sql>) => expect((await query.execute(read)).rows).toEqual([]);
  const rows = await read.selectFrom('configurations').selectAll().execute();
  const specs = new Map(rows.map(({ id, spec }) => [id, JSON.parse(spec) as Configuration]));
  expect(new Set(rows.map(({ draft_id }) => draft_id)).size).toBeGreaterThanOrEqual(2);
  for (const configuration of specs.values()) {
    expect(configurationFaults(configuration)).toEqual([]);
    expect(deadChoices(configuration)).toEqual([]);
    expect(configuration.parts.length).toBeGreaterThanOrEqual(5);
  }
  const compositions = await read.selectFrom('compositions').selectAll().execute();
  for (const { configuration_id, choices } of compositions) {
    const configuration = specs.get(configuration_id)!;
    const composition = JSON.parse(choices) as Composition;
    expect(isLegal(configuration, composition), choices).toBe(true);
    expect(compositionText(configuration, composition)).toBe(choices);
  }
  for (const { configuration_id, layers } of await read
    .selectFrom('configuration_layers')
    .select(['configuration_id', sql<string>`count(*)`.as('layers')])
    .groupBy('configuration_id')
    .execute()) {
    const { base, parts } = specs.get(configuration_id)!;
    const shown = [base, ...parts.flatMap(({ choices }) => choices.map(({ layer }) => layer))];
    expect(Number(layers)).toBe(new Set(shown.filter((layer) => layer !== null)).size);
  }
  await wrong(
    sql`select id from compositions c where chosen <> (select count(*) from chosen_compositions where composition_id = c.id)`,
  );
  await wrong(sql`select c.composition_id from chosen_compositions c join compositions o on o.id = c.composition_id
    where o.draft_id <> c.draft_id or c.chosen_at > ${world.now} or o.created_at > c.chosen_at`);
  await wrong(
    sql`select id from remixes r where votes <> (select count(*) from remix_votes where remix_id = r.id)`,
  );
  await wrong(sql`select remix_id from remix_votes v join remixes r on r.id = v.remix_id
    where v.voted_at < r.created_at or v.voted_at > ${world.now} or v.member_id = r.member_id`);
  const chosen = await read
    .selectFrom('chosen_compositions')
    .innerJoin('compositions', 'compositions.id', 'chosen_compositions.composition_id')
    .select(['compositions.draft_id', 'compositions.choices'])
    .execute();
  expect(chosen.length).toBeGreaterThanOrEqual(300);
  const counted = new Map<string, number>();
  for (const { draft_id, choices } of chosen)
    for (const [part, choice] of Object.entries(JSON.parse(choices) as Composition)) {
      const key = `${draft_id} ${part} ${choice}`;
      counted.set(key, (counted.get(key) ?? 0) + 1);
    }
  const counts = await read.selectFrom('choice_counts').selectAll().where('chosen', '>', 0).execute();
  expect(
    new Map(counts.map(({ draft_id, part, choice, chosen: n }) => [`${draft_id} ${part} ${choice}`, n])),
  ).toEqual(counted);
  // People agree on some, and a remix shows what is offered no more.
  expect(Math.max(...compositions.map((one) => one.chosen))).toBeGreaterThan(15);
  const remixes = await read
    .selectFrom('remixes')
    .innerJoin('compositions', 'compositions.id', 'remixes.composition_id')
    .innerJoin('drafts', 'drafts.id', 'remixes.draft_id')
    .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .select(['compositions.choices', 'revisions.configuration_id'])
    .execute();
  expect(remixes.length).toBeGreaterThanOrEqual(12);
  expect(
    remixes.filter(
      ({ choices, configuration_id }) =>
        !isComplete(specs.get(configuration_id!)!, JSON.parse(choices) as Composition),
    ),
  ).toHaveLength(2);
};

/** What is still to happen is left to the clock, and the accounts are let in. */
const planned = async (world: World) => {
  const read = world.database.root;
  const jobs = await read.selectFrom('jobs').selectAll().execute();
  expect(jobs.every((job) => job.state === 'waiting' && job.run_at > world.now)).toBe(true);
  const keys = new Set(jobs.map((job) => job.unique_key));
  const challenges = await read.selectFrom('challenges').selectAll().execute();
  for (const { id, state, scheduled_at } of challenges) {
    expect(keys.has(`close-voting:${id}`)).toBe(state === 'voting');
    expect(keys.has(`open-voting:${id}`)).toBe(state === 'collecting');
    expect(keys.has(`open-collecting:${id}`)).toBe(scheduled_at !== null);
  }
  for (const { id, state } of await read.selectFrom('campaigns').selectAll().execute())
    expect(keys.has(`settle-campaign:${id}`)).toBe(state === 'live');
  const due = await read
    .selectFrom('preorders')
    .select(['id', 'due_at', 'state'])
    .where('due_at', 'is not', null)
    .execute();
  expect(due.length).toBeGreaterThan(10);
  for (const { id, state, due_at } of due) {
    const key = state === 'authorised' ? `charge-preorder:${id}` : `drop-preorder:${id}`;
    expect(jobs.find((job) => job.unique_key === key)?.run_at).toBe(due_at);
  }
  const accounts = await read
    .selectFrom('members')
    .selectAll()
    .where('email', 'in', [
      'fan@example.com',
      'designer@example.com',
      'merchant@example.com',
      'buyer@example.com',
      'admin@example.com',
    ])
    .execute();
  expect(accounts).toHaveLength(5);
  expect(await passwordMatches(accounts[0]!.password_hash, 'muster-demo')).toBe(true);
  expect(accounts.filter(({ role }) => role === 'admin').map(({ email }) => email)).toEqual([
    'admin@example.com',
  ]);
  expect((await read.selectFrom('site').selectAll().executeTakeFirstOrThrow()).set_up_at).toBe(world.now);
};

const everything = [
  'members',
  'pictures',
  'brands',
  'brand_roles',
  'challenges',
  'challenge_terms',
  'terms_acceptances',
  'blind_entries',
  'drafts',
  'draft_authors',
  'author_invitations',
  'draft_reviews',
  'configurations',
  'configuration_layers',
  'compositions',
  'chosen_compositions',
  'choice_counts',
  'remixes',
  'remix_votes',
  'revisions',
  'revision_pictures',
  'comments',
  'suggestions',
  'suggestion_seconds',
  'follows',
  'ballots',
  'ballot_picks',
  'specification_counts',
  'ballot_choices',
  'ballot_duels',
  'duel_counts',
  'log_leaves',
  'log_heads',
  'log_nodes',
  'receipts',
  'signing_keys',
  'withdrawn_ballots',
  'kept_counts',
  'eligible_addresses',
  'voting_codes',
  'shortlists',
  'finalists',
  'stages',
  'criteria',
  'experts',
  'reviews',
  'review_scores',
  'prototypes',
  'prototype_pictures',
  'decisions',
  'decision_winners',
  'calls',
  'offers',
  'offer_versions',
  'offer_prices',
  'attachments',
  'offer_looks',
  'campaigns',
  'price_breaks',
  'variants',
  'shipping_rates',
  'preorders',
  'payments',
  'ledger_entries',
  'ledger_balances',
  'shipments',
  'milestones',
  'updates',
  'events',
  'notifications',
  'reports',
  'hidings',
  'bans',
  'jobs',
] as const;

/** Every row as text, but for what must differ: the salt of the password, and the ids of jobs. */
const snapshot = async (world: World) => {
  const texts: Record<string, string[]> = {};
  // A site's key is drawn by chance, and what it signs is another each time.
  for (const table of everything.filter((one) => one !== 'signing_keys' && one !== 'log_heads')) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(
      world.database.root,
    );
    texts[table] = rows
      .map((row) => JSON.stringify({ ...row, password_hash: null, ...(table === 'jobs' && { id: null }) }))
      .sort();
  }
  return texts;
};

/** A decided challenge of every method, one with a circle of drafts that beat one another, and one with a declared tie. */
const everyMethod = async (read: World['database']['root']) => {
  const decided = await read
    .selectFrom('challenges')
    .innerJoin('kept_counts', 'kept_counts.challenge_id', 'challenges.id')
    .innerJoin('decisions', 'decisions.challenge_id', 'challenges.id')
    .select(['challenges.method', 'kept_counts.outcome', 'kept_counts.final', 'decisions.tie_broken'])
    .where('challenges.state', '=', 'decided')
    .execute();
  const counted = decided.filter(({ method }) => method !== 'picks' && method !== 'specification');
  expect(counted.map(({ method }) => method).sort()).toEqual([
    'duels',
    'equal-shares',
    'irv',
    'schulze',
    'score',
    'stv',
  ]);
  expect(counted.every(({ final }) => final === 1)).toBe(true);
  const count = (method: string) =>
    JSON.parse(counted.find((one) => one.method === method)!.outcome) as KeptCount;
  const { pairwise } = count('schulze').outcome;
  const drafts = [0, 1, 2];
  const beats = drafts.map((one) =>
    drafts.filter((other) => pairwise![one]![other]! > pairwise![other]![one]!),
  );
  expect(beats.map((some) => some.length)).toEqual([1, 1, 1]);
  expect(counted.filter(({ tie_broken }) => tie_broken === 1).map(({ method }) => method)).toEqual(['irv']);
  expect(count('irv').outcome.ties.map((tie) => tie.length)).toEqual([2]);
  expect(count('stv').outcome.winners).toHaveLength(2);
};
