import type { Reader } from '../../../../db/schema.ts';

/** What the member did, and what was done to the member; of the latter without what others wrote about it. */
export const actsOf = async (read: Reader, id: string) => {
  const events = () =>
    read
      .selectFrom('events')
      .select([
        'kind',
        'at',
        'brand_id',
        'challenge_id',
        'draft_id',
        'comment_id',
        'campaign_id',
        'preorder_id',
      ]);
  const done = await events().select('payload').where('actor_id', '=', id).execute();
  const suffered = await events()
    .where('subject_member_id', '=', id)
    .where((eb) => eb.or([eb('actor_id', 'is', null), eb('actor_id', '!=', id)]))
    .execute();
  return [
    ...done.map((event) => ({ by: 'you', ...event })),
    ...suffered.map((event) => ({ by: 'others', ...event })),
  ]
    .sort((a, b) => a.at - b.at)
    .map((event) => Object.fromEntries(Object.entries(event).filter(([, value]) => value !== null)));
};
