import { sql } from 'kysely';
import type { Reader, Transaction } from '../../../../db/schema.ts';
import { plainAddress } from '../../domain/accounts.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { m } from '../../i18n/paraglide/messages.js';
import { recordEvent } from '../events/recording.ts';
import { forgiveTries } from './attempting.ts';
import { signInTry } from './signing-in.ts';
import { siteOf, writeToMember } from './writing-to.ts';

/** What becomes of what the member wrote under drafts: it stays without a name, or its text goes. */
export type CommentsLeft = 'keep' | 'remove';

/**
 * The member leaves. What is the member's alone is removed; ballots stay counted without a name, what was charged stays
 * in the books, and what was made for a brand stays with it. Preorders that can still be cancelled are cancelled
 * before, by whoever knows how; those that cannot keep the account until they are settled.
 */
export const deleteMember = async (
  tx: Transaction,
  { id }: { id: string },
  { comments }: { comments: CommentsLeft },
  now: number,
): Promise<Refusal | undefined> => {
  await holdSeats(tx, id);
  const member = await tx
    .selectFrom('members')
    .select(['id', 'name', 'email', 'locale', 'role'])
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!member) return refuse('not-found');
  if (member.role === 'admin' && !(await hasOtherAdmin(tx, id))) return refuse('last-admin');
  const [brand] = await brandsHeldUp(tx, id);
  if (brand) return refuse('last-owner', { brand: brand.name });
  const open = await openPreorders(tx, id);
  if (open > 0) return refuse('preorders-open', { count: open });

  const email = plainAddress(member.email ?? '');
  if (comments === 'remove') await withdrawSuggestions(tx, id);
  await leaveComments(tx, id, comments, now);
  await takeBackSeconds(tx, id);
  await tx.updateTable('ballots').set({ member_id: null }).where('member_id', '=', id).execute();
  await tx.updateTable('reports').set({ member_id: null }).where('member_id', '=', id).execute();
  await unfollowAll(tx, id);
  await forgetPreorders(tx, id);
  await forgetName(tx, id, member.name);
  await forgetInvitations(tx, id, email);
  await tx.deleteFrom('brand_roles').where('member_id', '=', id).execute();
  await tx.deleteFrom('sessions').where('member_id', '=', id).execute();
  await tx.deleteFrom('tokens').where('member_id', '=', id).execute();
  await tx.deleteFrom('notifications').where('member_id', '=', id).execute();
  await tx.deleteFrom('notification_settings').where('member_id', '=', id).execute();
  await tx.deleteFrom('mails').where('member_id', '=', id).execute();
  await tx.deleteFrom('mails').where('to_address', '=', email).execute();
  await forgiveTries(tx, signInTry(email));
  await tx
    .updateTable('members')
    .set({
      name: '',
      email: null,
      password_hash: null,
      role: 'member',
      time_zone: 'UTC',
      email_confirmed_at: null,
      unread: 0,
      deleted_at: now,
    })
    .where('id', '=', id)
    .execute();
  await recordEvent(tx, { kind: 'member-deleted', actor: id, subject: id, payload: { comments } }, now);
  await sayGoodbye(tx, { ...member, email }, now);
  return undefined;
};

/** What the member must see to first, and what will happen: for the page that asks. */
export const leavingOf = async (read: Reader, { id, role }: { id: string; role: string }) => ({
  brands: (await brandsHeldUp(read, id)).map(({ name, slug }) => ({ name, slug })),
  lastAdmin: role === 'admin' && !(await hasOtherAdmin(read, id)),
  openPreorders: await openPreorders(read, id),
});

/** Two who leave at the same moment come one after the other, or each would see the other stand. */
const holdSeats = async (tx: Transaction, id: string) => {
  await tx
    .updateTable('site')
    .set((eb) => ({ name: eb.ref('name') }))
    .where('id', '=', 1)
    .execute();
  await tx
    .updateTable('brands')
    .set((eb) => ({ slug: eb.ref('slug') }))
    .where('id', 'in', (eb) =>
      eb.selectFrom('brand_roles').select('brand_id').where('member_id', '=', id).where('role', '=', 'owner'),
    )
    .execute();
};

const hasOtherAdmin = async (read: Reader, id: string) =>
  (await read
    .selectFrom('members')
    .leftJoin('bans', 'bans.member_id', 'members.id')
    .select('members.id')
    .where('members.role', '=', 'admin')
    .where('members.id', '!=', id)
    .where('members.deleted_at', 'is', null)
    .where('bans.member_id', 'is', null)
    .limit(1)
    .executeTakeFirst()) !== undefined;

/** The brands that nobody else could run. */
export const brandsHeldUp = (read: Reader, id: string) =>
  read
    .selectFrom('brand_roles')
    .innerJoin('brands', 'brands.id', 'brand_roles.brand_id')
    .select(['brands.name', 'brands.slug'])
    .where('brand_roles.member_id', '=', id)
    .where('brand_roles.role', '=', 'owner')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('brand_roles as others')
            .innerJoin('members', 'members.id', 'others.member_id')
            .leftJoin('bans', 'bans.member_id', 'members.id')
            .select('others.member_id')
            .whereRef('others.brand_id', '=', 'brand_roles.brand_id')
            .where('others.role', '=', 'owner')
            .where('others.member_id', '!=', id)
            .where('members.deleted_at', 'is', null)
            .where('bans.member_id', 'is', null),
        ),
      ),
    )
    .orderBy('brands.name')
    .execute();

const openPreorders = async (read: Reader, id: string) =>
  (
    await read
      .selectFrom('preorders')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('member_id', '=', id)
      .where('state', 'in', ['placed', 'authorised', 'charge failed'])
      .executeTakeFirstOrThrow()
  ).count;

const leaveComments = async (tx: Transaction, id: string, left: CommentsLeft, now: number) => {
  if (left === 'remove') {
    await tx
      .updateTable('drafts')
      .set((eb) => ({
        comment_count: eb(
          'comment_count',
          '-',
          eb
            .selectFrom('comments')
            .select((of) => of.fn.countAll<number>().as('n'))
            .whereRef('comments.draft_id', '=', 'drafts.id')
            .where('comments.member_id', '=', id)
            .where('comments.deleted_at', 'is', null),
        ),
      }))
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('comments')
          .select('comments.draft_id')
          .where('comments.member_id', '=', id)
          .where('comments.deleted_at', 'is', null),
      )
      .execute();
    await tx
      .updateTable('comments')
      .set((eb) => ({ body: '', html: '', deleted_at: eb.fn.coalesce('deleted_at', eb.val(now)) }))
      .where('member_id', '=', id)
      .execute();
  }
  await tx.updateTable('comments').set({ member_id: null }).where('member_id', '=', id).execute();
};

/** What had no answer yet goes with its words; what was answered stays on record, without a name. */
const withdrawSuggestions = async (tx: Transaction, id: string) => {
  const open = () =>
    tx
      .selectFrom('suggestions')
      .innerJoin('comments', 'comments.id', 'suggestions.comment_id')
      .where('comments.member_id', '=', id)
      .where('suggestions.state', '=', 'open');
  const counts = await open()
    .select((eb) => ['suggestions.brand_id', eb.fn.countAll<number>().as('count')])
    .groupBy('suggestions.brand_id')
    .execute();
  for (const { brand_id, count } of counts) {
    await tx
      .updateTable('brands')
      .set((eb) => ({ suggestion_count: eb('suggestion_count', '-', count) }))
      .where('id', '=', brand_id)
      .execute();
  }
  await tx.deleteFrom('suggestions').where('id', 'in', open().select('suggestions.id')).execute();
};

const takeBackSeconds = async (tx: Transaction, id: string) => {
  await tx
    .updateTable('suggestions')
    .set((eb) => ({ seconds: eb('seconds', '-', 1) }))
    .where('id', 'in', (eb) =>
      eb.selectFrom('suggestion_seconds').select('suggestion_id').where('member_id', '=', id),
    )
    .execute();
  await tx.deleteFrom('suggestion_seconds').where('member_id', '=', id).execute();
};

const unfollowAll = async (tx: Transaction, id: string) => {
  for (const [table, kind] of [
    ['brands', 'brand'],
    ['challenges', 'challenge'],
  ] as const) {
    await tx
      .updateTable(table)
      .set((eb) => ({ followers: eb('followers', '-', 1) }))
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('follows')
          .select('target_id')
          .where('member_id', '=', id)
          .where('target_kind', '=', kind),
      )
      .execute();
  }
  await tx.deleteFrom('follows').where('member_id', '=', id).execute();
};

/** Where no money moved, the books need no name and no address. */
const forgetPreorders = async (tx: Transaction, id: string) => {
  await tx
    .updateTable('preorders')
    .set({
      member_id: null,
      email: '',
      recipient: '',
      line1: '',
      line2: '',
      city: '',
      region: '',
      postal_code: '',
      phone: '',
      note: '',
      payment_token: null,
      payment_label: '',
    })
    .where('member_id', '=', id)
    .where('state', 'in', ['cancelled', 'released', 'dropped'])
    .execute();
};

/** Notifications of others hold the name of whoever caused them. */
const forgetName = async (tx: Transaction, id: string, name: string) => {
  await tx
    .updateTable('notifications')
    .set({ payload: replaced(`"name":${JSON.stringify(name)}`, '"name":""') })
    .where('event_id', 'in', (eb) => eb.selectFrom('events').select('events.id').where('actor_id', '=', id))
    .execute();
};

const forgetInvitations = async (tx: Transaction, id: string, email: string) => {
  await tx.deleteFrom('invitations').where('email', '=', email).where('accepted_at', 'is', null).execute();
  await tx.updateTable('invitations').set({ email: '' }).where('accepted_by', '=', id).execute();
  await tx
    .updateTable('events')
    .set({ payload: replaced(`"email":${JSON.stringify(email)}`, '"email":""') })
    .where('kind', 'in', ['role-invited', 'invitation-withdrawn'])
    .execute();
};

const replaced = (before: string, after: string) => sql<string>`replace(payload, ${before}, ${after})`;

const sayGoodbye = async (
  tx: Transaction,
  member: { name: string; email: string; locale: 'en' | 'zh-TW' | 'zh-CN' },
  now: number,
) => {
  if (!member.email) return;
  const { locale } = member;
  const site = await siteOf(tx);
  await writeToMember(
    tx,
    {
      kind: 'account-deleted',
      member: null,
      to: member.email,
      locale,
      subject: m.members_mail_deleted_subject({ site: site.name }, { locale }),
      paragraphs: [
        m.members_mail_hello({ name: member.name }, { locale }),
        m.members_mail_deleted_text({ site: site.name }, { locale }),
      ],
    },
    now,
  );
};
