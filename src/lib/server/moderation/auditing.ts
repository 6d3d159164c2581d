import type { Reader } from '../../../../db/schema.ts';
import { commentPath } from '../../domain/comments.ts';
import type { EventKind } from '../../domain/events.ts';
import { beyond, pageOf, pageSize, type Mark } from './paging.ts';

/** One line of the audit trail: who did what to what, and when. */
export interface AuditLine {
  id: string;
  kind: EventKind;
  at: number;
  actor: { id: string; name: string } | null;
  subject: { id: string; name: string } | null;
  /** What it was done to, the nearest first: a draft, its challenge, its brand. */
  places: { label: string; href: string }[];
  /** The reason, role, address or outcome that the event carries. */
  detail: { reason?: string; role?: string; email?: string; outcome?: string };
}

/** What happened, the latest first. */
export const auditTrail = async (
  read: Reader,
  { kind, member, before }: { kind: EventKind | null; member: string | null; before: Mark | null },
) => {
  let select = read
    .selectFrom('events')
    .leftJoin('members as actor', 'actor.id', 'events.actor_id')
    .leftJoin('members as subject', 'subject.id', 'events.subject_member_id')
    .leftJoin('brands', 'brands.id', 'events.brand_id')
    .leftJoin('challenges', 'challenges.id', 'events.challenge_id')
    .leftJoin('campaigns', 'campaigns.id', 'events.campaign_id')
    .leftJoin('drafts', 'drafts.id', 'events.draft_id')
    .leftJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .leftJoin('preorders', 'preorders.id', 'events.preorder_id')
    .select([
      'events.id',
      'events.kind',
      'events.at',
      'events.payload',
      'events.comment_id as comment',
      'actor.id as actorId',
      'actor.name as actorName',
      'subject.id as subjectId',
      'subject.name as subjectName',
      'brands.slug',
      'brands.name as brand',
      'challenges.id as challengeId',
      'challenges.title as challenge',
      'campaigns.id as campaignId',
      'campaigns.title as campaign',
      'drafts.id as draftId',
      'revisions.title as draft',
      'preorders.number as preorder',
    ])
    .orderBy('events.at', 'desc')
    .orderBy('events.id', 'desc')
    .limit(pageSize + 1);
  if (kind) select = select.where('events.kind', '=', kind);
  if (member)
    select = select.where((eb) =>
      eb.or([eb('events.actor_id', '=', member), eb('events.subject_member_id', '=', member)]),
    );
  if (before) select = select.where(beyond(before, 'events.at', 'events.id'));
  const { rows, next } = pageOf(await select.execute(), ({ at, id }) => ({ at, id }));
  return { lines: rows.map(lineOf), next };
};

interface EventRow {
  id: string;
  kind: string;
  at: number;
  payload: string;
  comment: string | null;
  actorId: string | null;
  actorName: string | null;
  subjectId: string | null;
  subjectName: string | null;
  slug: string | null;
  brand: string | null;
  challengeId: string | null;
  challenge: string | null;
  campaignId: string | null;
  campaign: string | null;
  draftId: string | null;
  draft: string | null;
  preorder: string | null;
}

const lineOf = (row: EventRow): AuditLine => {
  const payload = JSON.parse(row.payload) as Record<string, unknown>;
  const word = (name: string) => (typeof payload[name] === 'string' ? { [name]: payload[name] } : {});
  const place = (label: string | null, href: string) => (label === null ? [] : [{ label, href }]);
  return {
    id: row.id,
    kind: row.kind as EventKind,
    at: row.at,
    actor: row.actorId === null ? null : { id: row.actorId, name: row.actorName ?? '' },
    subject: row.subjectId === null ? null : { id: row.subjectId, name: row.subjectName ?? '' },
    places: [
      ...place(row.preorder, `/campaigns/${row.campaignId}`),
      ...place(
        row.draft,
        row.comment === null ? `/drafts/${row.draftId}` : commentPath(row.draftId ?? '', row.comment),
      ),
      ...place(row.campaign, `/campaigns/${row.campaignId}`),
      ...place(row.campaign === null ? row.challenge : null, `/challenges/${row.challengeId}`),
      ...place(row.brand, `/brands/${row.slug}`),
    ],
    detail: {
      // With preorders it is a code for the buyer's page, not somebody's words.
      ...(row.preorder === null && word('reason')),
      ...word('role'),
      ...word('email'),
      ...word('outcome'),
    },
  };
};
