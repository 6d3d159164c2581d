import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Reader } from '../../../../db/schema.ts';
import type { Database } from '../database.ts';
import { removePicture } from './storing.ts';

/** A form that was left open keeps its pictures for so long. */
const grace = 24 * 3600_000;
const batch = 200;

/**
 * Removes the pictures that nothing shows, and the files that no row knows (an upload that was cut off, or a removal).
 * The row goes first: a picture that is there has its files. Gives how many were removed.
 */
export const sweepPictures = async (
  database: Pick<Database, 'read' | 'write'>,
  dataDir: string,
  now: number,
): Promise<number> => {
  let removed = 0;
  for (;;) {
    const unused = await database.read((read) => unusedPictures(read, now - grace));
    if (unused.length === 0) break;
    // Asked again within the transaction: somebody may have put one to use meanwhile.
    const gone = await database.write(async (tx) => {
      const still = await unusedPictures(tx, now - grace, unused);
      await tx.deleteFrom('pictures').where('id', 'in', still).execute();
      return still;
    });
    for (const id of gone) await removePicture(dataDir, id);
    removed += gone.length;
    if (unused.length < batch || gone.length === 0) break;
  }
  for (const id of await strayFiles(database, dataDir, now - grace)) {
    await removePicture(dataDir, id);
    removed += 1;
  }
  return removed;
};

const unusedPictures = async (read: Reader, before: number, among?: string[]): Promise<string[]> => {
  let query = read
    .selectFrom('pictures')
    .select('id')
    .where('created_at', '<', before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('revision_pictures').select('position').whereRef('picture_id', '=', 'pictures.id')),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('configuration_layers')
            .select('configuration_id')
            .whereRef('picture_id', '=', 'pictures.id'),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('prototype_pictures').select('position').whereRef('picture_id', '=', 'pictures.id'),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('challenges').select('number').whereRef('cover_picture_id', '=', 'pictures.id'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('brands').select('slug').whereRef('cover_picture_id', '=', 'pictures.id'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('brands').select('slug').whereRef('logo_picture_id', '=', 'pictures.id'))),
    )
    .where('id', 'not in', (eb) =>
      eb
        .selectFrom('site')
        .select('logo_picture_id')
        .where('site.id', '=', 1)
        .where('logo_picture_id', 'is not', null)
        .$castTo<{ id: string }>(),
    )
    .orderBy('created_at')
    .limit(batch);
  if (among) query = query.where('id', 'in', among);
  return (await query.execute()).map((row) => row.id);
};

const strayFiles = async (database: Pick<Database, 'read'>, dataDir: string, before: number) => {
  const places = new Map<string, string>();
  for (const root of ['pictures', 'originals']) {
    for (const shelf of await namesIn(join(dataDir, root))) {
      for (const name of await namesIn(join(dataDir, root, shelf))) {
        places.set(name.replace(/\.part$/, ''), join(dataDir, root, shelf, name));
      }
    }
  }
  const ids = [...places.keys()];
  for (let at = 0; at < ids.length; at += batch) {
    const some = ids.slice(at, at + batch);
    const rows = await database.read((read) =>
      read.selectFrom('pictures').select('id').where('id', 'in', some).execute(),
    );
    for (const { id } of rows) places.delete(id);
  }
  const stray: string[] = [];
  for (const [id, place] of places) {
    const { mtimeMs } = await stat(place).catch(() => ({ mtimeMs: Infinity }));
    if (mtimeMs < before) stray.push(id);
  }
  return stray;
};

const namesIn = (folder: string) => readdir(folder).catch(() => [] as string[]);
