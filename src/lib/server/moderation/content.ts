import type { Reader } from '../../../../db/schema.ts';
import { commentPath } from '../../domain/comments.ts';
import { hideableKinds, type HideableKind } from './places.ts';

/** Something that can be hidden, as an admin must see it to judge: its words, whose they are, and where they stand. */
export interface ShownContent {
  kind: HideableKind;
  id: string;
  /** A title, or nothing for a comment. */
  title: string | null;
  /** What was written, as it was written. */
  text: string;
  author: { id: string; name: string } | null;
  at: number;
  brand: string;
  /** The title of the draft or challenge that it stands in. */
  within: string | null;
  /** Where it stands on the site. */
  href: string;
  /** For a comment that answers: what it answers. */
  answers: { name: string; text: string } | null;
  hidden: { reason: string; at: number; by: string | null } | null;
  deleted: boolean;
}

/** By `kind:id`; what is not there any more is not in it. One query for each kind, and one for the hidings. */
export const contentOf = async (
  read: Reader,
  targets: { kind: HideableKind; target: string }[],
): Promise<Map<string, ShownContent>> => {
  const idsOf = (kind: HideableKind) => [
    ...new Set(targets.filter((one) => one.kind === kind).map(({ target }) => target)),
  ];
  const found: Unhidden[] = [];
  for (const kind of hideableKinds) {
    const ids = idsOf(kind);
    if (ids.length > 0) found.push(...(await readers[kind](read, ids)));
  }
  const hidings = await read
    .selectFrom('hidings')
    .leftJoin('members', 'members.id', 'hidings.hidden_by')
    .select(['target_kind', 'target_id', 'reason', 'hidden_at', 'members.name as by'])
    // Both columns, in the order of the primary key.
    .where('target_kind', 'in', [...hideableKinds])
    .where(
      'target_id',
      'in',
      found.map(({ id }) => id),
    )
    .execute();
  const hidden = new Map(
    hidings.map((row) => [
      `${row.target_kind}:${row.target_id}`,
      { reason: row.reason, at: row.hidden_at, by: row.by },
    ]),
  );
  return new Map(
    found.map((one) => [
      `${one.kind}:${one.id}`,
      { ...one, hidden: hidden.get(`${one.kind}:${one.id}`) ?? null },
    ]),
  );
};

type Unhidden = Omit<ShownContent, 'hidden'>;

const authorOf = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? '' });

const comments = async (read: Reader, ids: string[]): Promise<Unhidden[]> => {
  const rows = await read
    .selectFrom('comments')
    .innerJoin('drafts', 'drafts.id', 'comments.draft_id')
    .innerJoin('brands', 'brands.id', 'drafts.brand_id')
    .leftJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .leftJoin('members', 'members.id', 'comments.member_id')
    .leftJoin('comments as parent', 'parent.id', 'comments.parent_id')
    .leftJoin('members as asked', 'asked.id', 'parent.member_id')
    .select([
      'comments.id',
      'comments.draft_id as draft',
      'comments.body',
      'comments.created_at as at',
      'comments.deleted_at as deletedAt',
      'members.id as author',
      'members.name',
      'brands.name as brand',
      'revisions.title as within',
      'parent.body as parentBody',
      'asked.name as parentName',
    ])
    .where('comments.id', 'in', ids)
    .execute();
  return rows.map((row) => ({
    kind: 'comment',
    id: row.id,
    title: null,
    text: row.body,
    author: authorOf(row.author, row.name),
    at: row.at,
    brand: row.brand,
    within: row.within,
    href: commentPath(row.draft, row.id),
    answers: row.parentBody === null ? null : { name: row.parentName ?? '', text: row.parentBody },
    deleted: row.deletedAt !== null,
  }));
};

const drafts = async (read: Reader, ids: string[]): Promise<Unhidden[]> => {
  const rows = await read
    .selectFrom('drafts')
    .innerJoin('brands', 'brands.id', 'drafts.brand_id')
    .innerJoin('challenges', 'challenges.id', 'drafts.challenge_id')
    .leftJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .leftJoin('members', 'members.id', 'drafts.member_id')
    .select([
      'drafts.id',
      'drafts.created_at as at',
      'revisions.title',
      'revisions.story as text',
      'members.id as author',
      'members.name',
      'brands.name as brand',
      'challenges.title as within',
    ])
    .where('drafts.id', 'in', ids)
    .execute();
  return rows.map(({ author, name, text, ...row }) => ({
    kind: 'draft',
    ...row,
    text: text ?? '',
    author: authorOf(author, name),
    href: `/drafts/${row.id}`,
    answers: null,
    deleted: false,
  }));
};

const challenges = async (read: Reader, ids: string[]): Promise<Unhidden[]> => {
  const rows = await read
    .selectFrom('challenges')
    .innerJoin('brands', 'brands.id', 'challenges.brand_id')
    .leftJoin('members', 'members.id', 'challenges.created_by')
    .select([
      'challenges.id',
      'challenges.created_at as at',
      'challenges.title',
      'challenges.brief as text',
      'members.id as author',
      'members.name',
      'brands.name as brand',
    ])
    .where('challenges.id', 'in', ids)
    .execute();
  return rows.map(({ author, name, ...row }) => ({
    kind: 'challenge',
    ...row,
    author: authorOf(author, name),
    within: null,
    href: `/challenges/${row.id}`,
    answers: null,
    deleted: false,
  }));
};

const campaigns = async (read: Reader, ids: string[]): Promise<Unhidden[]> => {
  const rows = await read
    .selectFrom('campaigns')
    .innerJoin('brands', 'brands.id', 'campaigns.brand_id')
    .innerJoin('challenges', 'challenges.id', 'campaigns.challenge_id')
    .leftJoin('members', 'members.id', 'campaigns.created_by')
    .select([
      'campaigns.id',
      'campaigns.created_at as at',
      'campaigns.title',
      'campaigns.story as text',
      'members.id as author',
      'members.name',
      'brands.name as brand',
      'challenges.title as within',
    ])
    .where('campaigns.id', 'in', ids)
    .execute();
  return rows.map(({ author, name, ...row }) => ({
    kind: 'campaign',
    ...row,
    author: authorOf(author, name),
    href: `/campaigns/${row.id}`,
    answers: null,
    deleted: false,
  }));
};

const remixes = async (read: Reader, ids: string[]): Promise<Unhidden[]> => {
  const rows = await read
    .selectFrom('remixes')
    .innerJoin('drafts', 'drafts.id', 'remixes.draft_id')
    .innerJoin('brands', 'brands.id', 'drafts.brand_id')
    .leftJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .leftJoin('members', 'members.id', 'remixes.member_id')
    .select([
      'remixes.id',
      'remixes.composition_id as composition',
      'remixes.created_at as at',
      'remixes.title',
      'remixes.note as text',
      'members.id as author',
      'members.name',
      'brands.name as brand',
      'revisions.title as within',
    ])
    .where('remixes.id', 'in', ids)
    .execute();
  return rows.map(({ author, name, composition, ...row }) => ({
    kind: 'remix',
    ...row,
    author: authorOf(author, name),
    href: `/compositions/${composition}`,
    answers: null,
    deleted: false,
  }));
};

const readers = {
  comment: comments,
  draft: drafts,
  challenge: challenges,
  campaign: campaigns,
  remix: remixes,
};
