import type { Reader } from '../../../../db/schema.ts';
import { withoutKeys } from '../mail/closing.ts';
import { passwordTriesOf } from './signing-in.ts';

/**
 * Everything that the site holds about a member, for one file: rows as they are kept, times in ISO 8601.
 * Left out are hashes and payment tokens, which tell nothing and could open something.
 */
export const everythingAbout = async (read: Reader, member: { id: string; email: string }, now: number) => {
  const { id, email } = member;
  const site = await read.selectFrom('site').select(['name']).where('id', '=', 1).executeTakeFirstOrThrow();
  return readable({
    site: site.name,
    made_at: now,
    profile: await read
      .selectFrom('members')
      .select(['id', 'name', 'email', 'role', 'locale', 'time_zone', 'joined_at', 'email_confirmed_at'])
      .where('id', '=', id)
      .executeTakeFirst(),
    roles_in_brands: await read
      .selectFrom('brand_roles')
      .innerJoin('brands', 'brands.id', 'brand_roles.brand_id')
      .select(['brands.name as brand', 'brand_roles.role', 'brand_roles.granted_at'])
      .where('brand_roles.member_id', '=', id)
      .execute(),
    invitations: await invitationsTo(read, id, email),
    bans: await read.selectFrom('bans').select(['banned_at', 'reason']).where('member_id', '=', id).execute(),
    sessions: await read
      .selectFrom('sessions')
      .select(['created_at', 'expires_at', 'user_agent'])
      .where('member_id', '=', id)
      .execute(),
    links_sent: await linksTo(read, id),
    wrong_passwords: await read
      .selectFrom('attempts')
      .select(['failures', 'last_at', 'blocked_until'])
      .where('key', 'in', passwordTriesOf(member))
      .execute(),
    follows: await followsOf(read, id),
    ballots: await ballotsOf(read, id),
    comments: await commentsOf(read, id),
    ...(await suggestionsOf(read, id)),
    reports: await read
      .selectFrom('reports')
      .select(['target_kind', 'target_id', 'reason', 'created_at', 'resolved_at', 'outcome'])
      .where('member_id', '=', id)
      .execute(),
    drafts: await draftsOf(read, id),
    pictures: await read
      .selectFrom('pictures')
      .select(['id', 'width', 'height', 'bytes', 'created_at'])
      .where('member_id', '=', id)
      .execute(),
    preorders: await preordersOf(read, id),
    notifications: await read
      .selectFrom('notifications')
      .select(['kind', 'payload', 'link', 'created_at', 'read_at'])
      .where('member_id', '=', id)
      .orderBy('created_at')
      .execute(),
    notification_settings: await read
      .selectFrom('notification_settings')
      .select(['kind', 'in_app', 'by_mail'])
      .where('member_id', '=', id)
      .execute(),
    mails: await mailsTo(read, id, email),
    acts: await actsOf(read, id),
  });
};

const linksTo = async (read: Reader, id: string) => {
  const links = await read
    .selectFrom('tokens')
    .select(['kind', 'payload', 'created_at', 'expires_at', 'used_at'])
    .where('member_id', '=', id)
    .execute();
  return links.map((link) => {
    const { password: _, ...payload } = JSON.parse(link.payload) as Record<string, string>;
    return { ...link, payload: JSON.stringify(payload) };
  });
};

const invitationsTo = (read: Reader, id: string, email: string) =>
  read
    .selectFrom('invitations')
    .innerJoin('brands', 'brands.id', 'invitations.brand_id')
    .select([
      'brands.name as brand',
      'invitations.email',
      'invitations.role',
      'invitations.created_at',
      'invitations.accepted_at',
      'invitations.withdrawn_at',
    ])
    .where((eb) => eb.or([eb('invitations.email', '=', email), eb('invitations.accepted_by', '=', id)]))
    .execute();

const followsOf = (read: Reader, id: string) =>
  read
    .selectFrom('follows')
    .leftJoin('brands', (join) =>
      join.onRef('brands.id', '=', 'follows.target_id').on('follows.target_kind', '=', 'brand'),
    )
    .leftJoin('challenges', (join) =>
      join.onRef('challenges.id', '=', 'follows.target_id').on('follows.target_kind', '=', 'challenge'),
    )
    .select((eb) => [
      'follows.target_kind',
      'follows.target_id',
      eb.fn.coalesce('brands.name', 'challenges.title').as('name'),
      'follows.followed_at',
    ])
    .where('follows.member_id', '=', id)
    .execute();

const ballotsOf = async (read: Reader, id: string) => {
  const rows = await read
    .selectFrom('ballots')
    .innerJoin('challenges', 'challenges.id', 'ballots.challenge_id')
    .leftJoin('ballot_picks', 'ballot_picks.ballot_id', 'ballots.id')
    .leftJoin('revisions', 'revisions.id', 'ballot_picks.revision_id')
    .select([
      'ballots.id',
      'challenges.id as challenge_id',
      'challenges.title as challenge',
      'ballots.cast_at',
      'ballots.changed_at',
      'ballot_picks.draft_id',
      'revisions.title as draft',
      'revisions.number as revision',
    ])
    .where('ballots.member_id', '=', id)
    .orderBy('ballots.cast_at')
    .execute();
  const ballots = new Map<string, Record<string, unknown> & { picks: object[] }>();
  for (const { id: ballot, draft_id, draft, revision, ...rest } of rows) {
    if (!ballots.has(ballot)) ballots.set(ballot, { ...rest, picks: [] });
    if (draft_id) ballots.get(ballot)!.picks.push({ draft_id, draft, revision });
  }
  return [...ballots.values()];
};

const commentsOf = (read: Reader, id: string) =>
  read
    .selectFrom('comments')
    .innerJoin('drafts', 'drafts.id', 'comments.draft_id')
    .leftJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .select([
      'comments.id',
      'comments.draft_id',
      'revisions.title as draft',
      'comments.parent_id',
      'comments.body',
      'comments.created_at',
      'comments.edited_at',
      'comments.deleted_at',
    ])
    .where('comments.member_id', '=', id)
    .orderBy('comments.created_at')
    .execute();

const suggestionsOf = async (read: Reader, id: string) => ({
  suggestions: await read
    .selectFrom('comments')
    .innerJoin('suggestions', 'suggestions.comment_id', 'comments.id')
    .select([
      'suggestions.comment_id',
      'suggestions.draft_id',
      'suggestions.number',
      'suggestions.picture_id',
      'suggestions.x',
      'suggestions.y',
      'suggestions.w',
      'suggestions.h',
      'suggestions.seconds',
      'suggestions.state',
      'suggestions.answer',
      'suggestions.answered_at',
      'suggestions.carried_by',
      'suggestions.created_at',
    ])
    .where('comments.member_id', '=', id)
    .orderBy('comments.created_at')
    .execute(),
  suggestions_seconded: await read
    .selectFrom('suggestion_seconds')
    .innerJoin('suggestions', 'suggestions.id', 'suggestion_seconds.suggestion_id')
    .select(['suggestions.comment_id', 'suggestions.draft_id', 'suggestion_seconds.seconded_at'])
    .where('suggestion_seconds.member_id', '=', id)
    .execute(),
  suggestions_answered: await read
    .selectFrom('suggestions')
    .select(['comment_id', 'draft_id', 'state', 'answer', 'answered_at'])
    .where('answered_by', '=', id)
    .execute(),
});

const draftsOf = (read: Reader, id: string) =>
  read
    .selectFrom('drafts')
    .innerJoin('revisions', 'revisions.draft_id', 'drafts.id')
    .select([
      'drafts.id',
      'drafts.challenge_id',
      'drafts.state',
      'drafts.submitted_at',
      'revisions.number as revision',
      'revisions.title',
      'revisions.story',
      'revisions.created_at',
    ])
    .where('drafts.member_id', '=', id)
    .orderBy('drafts.id')
    .orderBy('revisions.number')
    .execute();

const preordersOf = async (read: Reader, id: string) => {
  const preorders = await read
    .selectFrom('preorders')
    .innerJoin('campaigns', 'campaigns.id', 'preorders.campaign_id')
    .innerJoin('variants', 'variants.id', 'preorders.variant_id')
    .selectAll('preorders')
    .select(['campaigns.title as campaign', 'variants.label as variant'])
    .where('preorders.member_id', '=', id)
    .orderBy('preorders.placed_at')
    .execute();
  const ids = preorders.map((preorder) => preorder.id);
  const payments = await read
    .selectFrom('payments')
    .select(['preorder_id', 'kind', 'outcome', 'amount_minor', 'currency', 'provider', 'recorded_at'])
    .where('preorder_id', 'in', ids)
    .orderBy('recorded_at')
    .execute();
  const shipments = await read
    .selectFrom('shipments')
    .select(['preorder_id', 'carrier', 'tracking_number', 'tracking_url', 'shipped_at', 'received_at'])
    .where('preorder_id', 'in', ids)
    .execute();
  const of = <Row extends { preorder_id: string }>(rows: Row[], preorder: string) =>
    rows.filter((row) => row.preorder_id === preorder).map(({ preorder_id: _, ...row }) => row);
  return preorders.map((preorder) => ({
    ...withoutSecrets(preorder),
    payments: of(payments, preorder.id),
    shipments: of(shipments, preorder.id),
  }));
};

const secret = /token|idempotency|payment_key/;
const withoutSecrets = (row: object) =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !secret.test(name) && name !== 'member_id'));

const mailsTo = async (read: Reader, id: string, email: string) => {
  const mails = () =>
    read.selectFrom('mails').select(['id', 'kind', 'to_address', 'subject', 'text', 'created_at', 'sent_at']);
  const rows = [
    ...(await mails().where('member_id', '=', id).execute()),
    ...(await mails().where('to_address', '=', email).where('member_id', 'is', null).execute()),
  ];
  // A link that still works is as good as the password to whoever finds the file.
  return rows
    .sort((a, b) => a.created_at - b.created_at)
    .map(({ id: _, ...mail }) => ({ ...mail, text: withoutKeys(mail.text) }));
};

/** What the member did, and what was done to the member; of the latter without what others wrote about it. */
const actsOf = async (read: Reader, id: string) => {
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

const isTime = /(^|_)(at|until|since)$/;

/** Epoch milliseconds become dates, JSON kept as text becomes what it says. */
const readable = (value: unknown, name = ''): unknown => {
  if (typeof value === 'number' && isTime.test(name))
    return value === 0 ? null : new Date(value).toISOString();
  if (typeof value === 'string' && name === 'payload') return JSON.parse(value);
  if (Array.isArray(value)) return value.map((each) => readable(each));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, readable(each, key)]));
  return value;
};
