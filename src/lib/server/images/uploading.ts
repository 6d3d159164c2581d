import { isRefusal, type Refusal } from '../../domain/refusals.ts';
import type { Database } from '../database.ts';
import { whyNotAdmitted } from './admitting.ts';
import { keepPicture } from './keeping.ts';
import { receivePicture } from './receiving.ts';
import { newPictureId, storePicture } from './storing.ts';

/** From a form's file to a picture that is kept. The work on it happens before the transaction, not in it. */
export const keepUpload = async (
  write: Database['write'],
  dataDir: string,
  member: { id: string },
  file: Blob,
  now: number,
): Promise<string | Refusal> => {
  const refused = await whyNotAdmitted(write, member, file, now);
  if (refused) return refused;
  const received = await receivePicture(new Uint8Array(await file.arrayBuffer()));
  if (isRefusal(received)) return received;
  const stored = await storePicture(dataDir, newPictureId(now), received);
  return write((tx) => keepPicture(tx, member, stored, now));
};
