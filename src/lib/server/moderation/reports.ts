import type { Reader } from '../../../../db/schema.ts';
import { contentOf, type ShownContent } from './content.ts';
import { beyond, pageOf, pageSize, type Mark } from './paging.ts';

export interface Report {
  id: string;
  by: string | null;
  reason: string;
  at: number;
}
/** Everything that was said against one thing, with the thing itself in its place. */
export interface ReportedContent {
  content: ShownContent;
  reports: Report[];
}

/** What waits for an answer, the longest first; several reports of one thing are answered together. Five queries, however many. */
export const openReports = async (
  read: Reader,
  { after = null }: { after?: Mark | null } = {},
): Promise<{ queue: ReportedContent[]; next: string | null }> => {
  let select = read
    .selectFrom('reports')
    .leftJoin('members', 'members.id', 'reports.member_id')
    .select([
      'reports.id',
      'reports.target_kind as kind',
      'reports.target_id as target',
      'reports.reason',
      'reports.created_at as at',
      'members.name as by',
    ])
    .where('reports.resolved_at', 'is', null)
    .orderBy('reports.created_at')
    .orderBy('reports.id')
    .limit(pageSize + 1);
  if (after) select = select.where(beyond(after, 'reports.created_at', 'reports.id', 'oldest'));
  const { rows, next } = pageOf(await select.execute(), ({ at, id }) => ({ at, id }));
  const contents = await contentOf(read, rows);
  const queue = new Map<string, ReportedContent>();
  for (const { kind, target, ...report } of rows) {
    const content = contents.get(`${kind}:${target}`);
    if (!content) continue;
    const known = queue.get(`${kind}:${target}`);
    if (known) known.reports.push(report);
    else queue.set(`${kind}:${target}`, { content, reports: [report] });
  }
  return { queue: [...queue.values()], next };
};

/** What was answered lately, the latest first. */
export const answeredReports = async (read: Reader, { before = null }: { before?: Mark | null } = {}) => {
  let select = read
    .selectFrom('reports')
    .leftJoin('members as reporter', 'reporter.id', 'reports.member_id')
    .leftJoin('members as resolver', 'resolver.id', 'reports.resolved_by')
    .select([
      'reports.id',
      'reports.target_kind as kind',
      'reports.target_id as target',
      'reports.reason',
      'reports.outcome',
      'reports.resolved_at as at',
      'reporter.name as by',
      'resolver.name as resolvedBy',
    ])
    .where('reports.resolved_at', 'is not', null)
    .orderBy('reports.resolved_at', 'desc')
    .orderBy('reports.id', 'desc')
    .limit(pageSize + 1);
  if (before) select = select.where(beyond(before, 'reports.resolved_at', 'reports.id'));
  const { rows, next } = pageOf(await select.execute(), ({ at, id }) => ({ at: at!, id }));
  const contents = await contentOf(read, rows);
  const answered = rows.map(({ target, ...row }) => ({
    ...row,
    content: contents.get(`${row.kind}:${target}`) ?? null,
  }));
  return { answered, next };
};
