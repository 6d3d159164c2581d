import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { newId, randomLetters } from '../ids.ts';
import { writeDurably } from '../images/storing.ts';

export const newAttachmentId = (now: number) => newId(now) + randomLetters(10);

/** Apart from pictures, which are served to whoever has their address. */
export const attachmentFile = (dataDir: string, id: string) => join(dataDir, 'attachments', id.slice(-2), id);

export const storeAttachment = (dataDir: string, id: string, bytes: Uint8Array): Promise<void> =>
  writeDurably(attachmentFile(dataDir, id), bytes);

export const openAttachment = (dataDir: string, id: string): Promise<Uint8Array<ArrayBuffer>> =>
  readFile(attachmentFile(dataDir, id));

export const removeAttachmentFile = async (dataDir: string, id: string): Promise<void> => {
  const file = attachmentFile(dataDir, id);
  for (const place of [file, `${file}.part`]) await rm(place, { force: true });
};
