import type { Reader } from '../../../../db/schema.ts';
import { pictureLimits, uploadsADay } from '../../domain/pictures.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { aDayBefore, hasAsMany } from '../limiting.ts';
import type { Database } from '../database.ts';

/** Why a file is not even decoded: it is too large, or the member has uploaded as much within a day as one may. */
export const whyNotAdmitted = async (
  write: Database['write'],
  member: { id: string },
  file: Blob,
  now: number,
): Promise<Refusal | undefined> => {
  if (file.size > pictureLimits.bytes) {
    return refuse('picture-too-large', {
      megabytes: Math.ceil(file.size / 1e6),
      limit: Math.floor(pictureLimits.bytes / 1e6),
    });
  }
  if (await write((tx) => hasUploadedEnough(tx, member, now)))
    return refuse('too-many-uploads', { limit: uploadsADay });
  return undefined;
};

const hasUploadedEnough = (read: Reader, member: { id: string }, now: number) =>
  hasAsMany(
    read
      .selectFrom('pictures')
      .select('id')
      .where('member_id', '=', member.id)
      .where('created_at', '>', aDayBefore(now)),
    uploadsADay,
  );
