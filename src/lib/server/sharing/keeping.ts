import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Draws once for the same content: the file's name is the hash of all that is drawn. */
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
  const bytes = await draw();
  await mkdir(folder, { recursive: true });
  const aside = join(folder, `${name}.${randomUUID()}.part`);
  await writeFile(aside, bytes);
  await rename(aside, file);
  return bytes;
};
