import type { Transaction } from '../../../../db/schema.ts';
import { plainAddress } from '../../domain/accounts.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { m } from '../../i18n/paraglide/messages.js';
import { recordEvent } from '../events/recording.ts';
import { forgetAccount } from './forgetting-accounts.ts';
import { forgetOffers } from './forgetting-offers.ts';
import { forgetPreorders } from './forgetting-preorders.ts';
import { forgetTraces } from './forgetting-traces.ts';
import { forgetVoices } from './forgetting-voices.ts';
import { brandsHeldUp, hasOtherAdmin, holdSeats, openPreorders } from './leaving.ts';
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
  await forgetVoices(tx, id, comments, now);
  await forgetPreorders(tx, id);
  await forgetOffers(tx, id);
  await forgetTraces(tx, id, { name: member.name, email });
  await forgetAccount(tx, id, email, now);
  await recordEvent(tx, { kind: 'member-deleted', actor: id, subject: id, payload: { comments } }, now);
  await sayGoodbye(tx, { ...member, email }, now);
  return undefined;
};

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
