import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const drawing = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

/** Draws once for the same content, however many ask at once: the file's name is the hash of all that is drawn. */
export const keptDrawing = async (
  dataDir: string,
  content: unknown,
  draw: () => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Uint8Array<ArrayBuffer>> => {
  const name = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 40);
  const folder = join(dataDir, 'shared', name.slice(0, 2));
  const file = join(folder, `${name}.jpg`);
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  let drawn = drawing.get(file);
  if (!drawn) {
    drawn = drawInto(folder, file, draw).finally(() => drawing.delete(file));
    drawing.set(file, drawn);
  }
  return drawn;
};

const drawInto = async (folder: string, file: string, draw: () => Promise<Uint8Array<ArrayBuffer>>) => {
  const bytes = await draw();
  await mkdir(folder, { recursive: true });
  const aside = `${file}.${randomUUID()}.part`;
  await writeFile(aside, bytes);
  await rename(aside, file);
  return bytes;
};

const keptFor = 30 * 24 * 3600_000;

/** A campaign has another picture with each order: what was drawn long ago is removed, and drawn again if asked for. */
export const sweepDrawings = async (dataDir: string, now: number): Promise<number> => {
  let removed = 0;
  const root = join(dataDir, 'shared');
  for (const shelf of await readdir(root).catch(() => [] as string[])) {
    for (const name of await readdir(join(root, shelf)).catch(() => [] as string[])) {
      const file = join(root, shelf, name);
      const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Infinity }));
      if (mtimeMs >= now - keptFor) continue;
      await rm(file, { force: true });
      removed += 1;
    }
  }
  return removed;
};
