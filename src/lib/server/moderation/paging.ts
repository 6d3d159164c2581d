import { sql, type SqlBool } from 'kysely';

export const pageSize = 50;

/** Where the next page of a list begins: the time and the id of the last row that was shown. */
export interface Mark {
  at: number;
  id: string;
}

export const markOf = (text: string | null): Mark | null => {
  const [, at, id] = /^(\d{1,16})\.([0-9a-z]{1,40})$/.exec(text ?? '') ?? [];
  return at && id ? { at: Number(at), id } : null;
};

/** One row more was read than is shown, to know whether there are further ones. */
export const pageOf = <Row>(rows: Row[], markOfRow: (row: Row) => Mark) => {
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  const { at, id } = last ? markOfRow(last) : { at: 0, id: '' };
  return { rows: shown, next: rows.length > pageSize ? `${at}.${id}` : null };
};

/**
 * What comes after a mark, in a list by time and then by id: the latest first, or the longest waiting first.
 * For the `where` of a query.
 */
export const beyond = (
  mark: Mark,
  atColumn: string,
  idColumn: string,
  order: 'latest' | 'oldest' = 'latest',
) =>
  sql<SqlBool>`(${sql.ref(atColumn)}, ${sql.ref(idColumn)}) ${sql.raw(order === 'latest' ? '<' : '>')} (${mark.at}, ${mark.id})`;
