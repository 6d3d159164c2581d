import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../database.ts';
import { removeAttachmentFile } from './storing.ts';

/** An upload is through by then, and a page that showed an attachment is closed. */
const grace = 24 * 3600_000;
const batch = 200;

/**
 * Removes the files of attachments that were taken off their offer, and those that no row knows: of offers that are gone
 * with their supplier, and of uploads that were cut off. Gives how many there were.
 */
export const sweepAttachments = async (
  { read }: Pick<Database, 'read'>,
  dataDir: string,
  now: number,
): Promise<number> => {
  const root = join(dataDir, 'attachments');
  const old: string[] = [];
  for (const shelf of await namesIn(root)) {
    for (const name of await namesIn(join(root, shelf))) {
      const { mtimeMs } = await stat(join(root, shelf, name)).catch(() => ({ mtimeMs: Infinity }));
      if (mtimeMs < now - grace) old.push(name.replace(/\.part$/, ''));
    }
  }
  let removed = 0;
  for (let at = 0; at < old.length; at += batch) {
    const some = old.slice(at, at + batch);
    const rows = await read((r) =>
      r.selectFrom('attachments').select(['id', 'removed_at']).where('id', 'in', some).execute(),
    );
    const used = new Set(
      rows.flatMap(({ id, removed_at }) => (removed_at === null || removed_at >= now - grace ? id : [])),
    );
    for (const id of some.filter((one) => !used.has(one))) {
      await removeAttachmentFile(dataDir, id);
      removed += 1;
    }
  }
  return removed;
};

const namesIn = (folder: string) => readdir(folder).catch(() => [] as string[]);
