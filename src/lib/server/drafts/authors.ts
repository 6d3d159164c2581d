import type { Reader } from '../../../../db/schema.ts';

export interface Author {
  id: string;
  /** Empty for someone who left the site. */
  name: string;
}

/** Whom drafts in open challenges name, by draft: whoever stands for it first, then in the order in which they joined. */
export const authorsOf = async (read: Reader, drafts: string[]): Promise<Map<string, Author[]>> => {
  const rows = await read
    .selectFrom('draft_authors')
    .innerJoin('members', 'members.id', 'draft_authors.member_id')
    .innerJoin('drafts', 'drafts.id', 'draft_authors.draft_id')
    .select(['draft_authors.draft_id', 'members.id', 'members.name'])
    .where('draft_authors.draft_id', 'in', drafts)
    .where('draft_authors.left_at', 'is', null)
    .orderBy((eb) => eb.case().when('members.id', '=', eb.ref('drafts.member_id')).then(0).else(1).end())
    .orderBy('draft_authors.joined_at')
    .orderBy('members.id')
    .execute();
  const authors = new Map<string, Author[]>();
  for (const { draft_id, id, name } of rows) {
    const list = authors.get(draft_id) ?? [];
    list.push({ id, name });
    authors.set(draft_id, list);
  }
  return authors;
};
