import type { Reader } from '../../../../db/schema.ts';

/** Whether the member put this picture up: an address of a picture is no right to use it. */
export const isOwnPicture = async (read: Reader, member: { id: string }, id: string): Promise<boolean> =>
  (await read
    .selectFrom('pictures')
    .select('id')
    .where('id', '=', id)
    .where('member_id', '=', member.id)
    .executeTakeFirst()) !== undefined;
