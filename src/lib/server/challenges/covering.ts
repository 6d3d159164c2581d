import type { Reader } from '../../../../db/schema.ts';

/** Whether the member may put this picture on a challenge: it is an own upload, or its cover already. */
export const mayCover = async (
  read: Reader,
  member: { id: string },
  picture: string | null,
  present: string | null,
): Promise<boolean> =>
  picture === null ||
  picture === present ||
  (await read
    .selectFrom('pictures')
    .select('id')
    .where('id', '=', picture)
    .where('member_id', '=', member.id)
    .executeTakeFirst()) !== undefined;
