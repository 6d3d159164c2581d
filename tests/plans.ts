import type SQLite from 'better-sqlite3';

/** What may be read whole, and why. */
const allowed: { scan: RegExp; because: string }[] = [
  { scan: /^SCAN brands\b/, because: 'a site has as many brands as it has customers, and lists them all' },
  {
    scan: /^SCAN members USING COVERING INDEX members_by_role$/,
    because: 'how many members there are is counted for the admin’s overview alone, along an index',
  },
];

/**
 * What SQLite would read whole to answer a statement: a table, or an index where nothing limits how much of it; a table
 * that it would build an index for each time anew; and the tables that it would search for rows that refer to a deleted
 * one. Plans do not depend on what is in the tables, because nothing is ever analysed.
 */
export const scansOf = (database: SQLite.Database, statement: string): string[] => {
  if (!/^\s*(with|select|insert|update|delete)\b/i.test(statement)) return [];
  // Where an empty list is asked for nothing is read at all.
  if (/\bwhere 1 = 0\b/.test(statement)) return [];
  // An insert is planned with a search for rows that refer to the new one, and never carries it out.
  database.pragma(`foreign_keys = ${/^\s*insert/i.test(statement) ? 'off' : 'on'}`);
  const plan = (
    database
      .prepare(`explain query plan ${statement}`)
      .all(...Array<null>(statement.split('?').length - 1).fill(null)) as { detail: string }[]
  ).map(({ detail }) => detail);
  // What was made on the way is scanned by its own name; where it came from has a line of its own.
  const made = plan.flatMap((detail) => /^(?:CO-ROUTINE|MATERIALIZE) (\S+)/.exec(detail)?.[1] ?? []);
  const limited = /\blimit\b/i.test(statement);
  return plan.filter((detail) => {
    if (/USING AUTOMATIC/.test(detail)) return true;
    const [, table, how] = /^SCAN (\S+) ?(.*)$/.exec(detail) ?? [];
    if (!table || made.includes(table) || allowed.some(({ scan }) => scan.test(detail))) return false;
    // One row of nothing, a list of values, a list in JSON, what the text search has found.
    if (table === 'CONSTANT' || /VALUES CLAUSE|VIRTUAL TABLE INDEX (?!0:$)/.test(detail)) return false;
    return !(limited && /^USING (COVERING )?INDEX/.test(how ?? ''));
  });
};
