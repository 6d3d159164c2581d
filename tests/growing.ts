import type { DatabaseSync } from 'node:sqlite';

// A world with several times as much of everything, for what must not depend on how much there is. Rows are copied
// under ids with a suffix, and what refers to a copied row refers to its copy.

/** The columns that take the suffix: the ids that are copied, and what must be unique. */
const copied: Record<string, string[]> = {
  challenges: ['id'],
  drafts: ['id', 'challenge_id', 'revision_id'],
  revisions: ['id', 'draft_id'],
  revision_pictures: ['revision_id'],
  comments: ['id', 'draft_id', 'parent_id'],
  suggestions: ['id', 'comment_id', 'draft_id', 'revision_id', 'carried_by'],
  suggestion_seconds: ['suggestion_id'],
  decisions: ['challenge_id'],
  decision_winners: ['challenge_id', 'draft_id'],
  campaigns: ['id', 'challenge_id', 'draft_id', 'revision_id'],
  variants: ['id', 'campaign_id'],
  shipping_rates: ['campaign_id'],
  updates: ['id', 'campaign_id'],
  milestones: ['id', 'campaign_id'],
  preorders: ['id', 'campaign_id', 'variant_id', 'number', 'idempotency_key'],
  payments: ['id', 'preorder_id', 'idempotency_key'],
  shipments: ['id', 'preorder_id'],
  events: ['id', 'challenge_id', 'draft_id', 'comment_id', 'campaign_id', 'preorder_id'],
  notifications: ['id', 'event_id'],
  hidings: ['target_id'],
  reports: ['id', 'target_id'],
  ballots: ['id', 'challenge_id', 'log_key'],
  ballot_picks: ['ballot_id', 'draft_id', 'revision_id'],
  brands: ['id', 'slug'],
  members: ['id', 'email'],
};
/** What is numbered within something else. */
const numbered = ['number', 'position'];

const copyRows = (
  database: DatabaseSync,
  table: string,
  { by, suffix, where = '1' }: { by: string[]; suffix: string; where?: string },
) => {
  const columns = database.prepare('select name, type from pragma_table_info(?)').all(table) as {
    name: string;
    type: string;
  }[];
  const values = columns.map(({ name, type }) =>
    by.includes(name)
      ? `${name} || '${suffix}'`
      : numbered.includes(name) && type.toLowerCase() === 'integer'
        ? `${name} + 1000 * ${suffix.replace(/\D/g, '')}`
        : name,
  );
  const names = columns.map(({ name }) => name).join(', ');
  database.exec(`insert into ${table} (${names}) select ${values.join(', ')} from ${table} where ${where}`);
};

/** Adds copies of all challenges with what hangs on them, and of all brands and members. */
export const grow = (database: DatabaseSync, times: number, { voter }: { voter: string }) => {
  database.exec('pragma foreign_keys = off; begin');
  // The votes of one member, whose pages are looked at; all of them would only take time.
  const ofVoter = {
    ballots: `member_id = '${voter}'`,
    ballot_picks: `ballot_id in (select id from ballots where member_id = '${voter}')`,
  } as Record<string, string>;
  for (let n = 1; n <= times; n++) {
    for (const [table, by] of Object.entries(copied)) {
      const originals = by.map((column) => `coalesce(${column}, '') not like '%~%'`).join(' and ');
      const where = `${originals} and ${ofVoter[table] ?? '1'}`;
      copyRows(database, table, { by, suffix: `~${n}`, where });
    }
    database.exec(`
      insert into follows select member_id, target_kind, target_id || '~${n}', followed_at
        from follows where target_id not like '%~%';
      insert into search_entries (kind, target_id, grams) select kind, target_id || '~${n}', grams
        from search_entries where target_id not like '%~%';
    `);
  }
  database.exec('commit; pragma foreign_keys = on');
};

/** Adds copies of some rows that belong to what their originals belong to: comments of a draft, drafts of a challenge. */
export const widen = (
  database: DatabaseSync,
  times: number,
  rows: Record<string, { by: string[]; where: string }>,
) => {
  database.exec('pragma foreign_keys = off; begin');
  for (let n = 1; n <= times; n++) {
    for (const [table, { by, where }] of Object.entries(rows)) {
      const originals = by.map((column) => `coalesce(${column}, '') not like '%^%'`).join(' and ');
      copyRows(database, table, { by, suffix: `^${n}`, where: `${originals} and ${where}` });
    }
  }
  database.exec('commit; pragma foreign_keys = on');
};
