import type { Reader, Transaction } from '../../../../db/schema.ts';
import { plainAddress } from '../../domain/accounts.ts';
import { entryLimits } from '../../domain/entering.ts';
import { isLocale, type Locale } from '../../domain/locales.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { m } from '../../i18n/paraglide/messages.js';
import { invitationDays } from '../brands/inviting.ts';
import { ownChallenge } from '../challenges/owning.ts';
import { recordEvent } from '../events/recording.ts';
import { newId } from '../ids.ts';
import { queueMail } from '../mail/queueing.ts';
import { writeLetter } from '../mail/writing.ts';
import { hashSecret, newSecret } from '../secrets.ts';
import { aDayBefore, hasAsMany } from '../limiting.ts';
import { isPlannable } from './owning.ts';

/** The experts of a challenge, those asked included, for its desk. */
export const expertsOf = (read: Reader, challenge: string) =>
  read
    .selectFrom('experts')
    .leftJoin('members', 'members.id', 'experts.member_id')
    .select(['experts.id', 'experts.email', 'experts.expires_at', 'experts.accepted_at', 'members.name'])
    .where('experts.challenge_id', '=', challenge)
    .where('experts.withdrawn_at', 'is', null)
    .orderBy('experts.created_at')
    .orderBy('experts.id')
    .execute();

/** Asks somebody by mail to judge the finalists of one challenge. It need not be a member yet. */
export const inviteExpert = async (
  tx: Transaction,
  member: { id: string; name: string; locale: Locale },
  input: { challenge: string; email: string; origin: string },
  now: number,
): Promise<Refusal | undefined> => {
  const challenge = await ownChallenge(tx, member, input.challenge);
  if (!challenge) return refuse('not-found');
  if (!isPlannable(challenge.state)) return refuse('impossible-transition');
  const email = plainAddress(input.email);
  const invitee = await tx
    .selectFrom('members')
    .select(['id', 'locale'])
    .where('email', '=', email)
    .executeTakeFirst();
  if (invitee && (await isExpert(tx, challenge.id, invitee.id))) return refuse('expert-invited');
  if (invitee && (await drewFinalist(tx, challenge.id, invitee.id))) return refuse('expert-is-author');
  if (await hasInvitedEnough(tx, member, now))
    return refuse('too-many-invitations', { limit: entryLimits.invitationsADay });
  const token = newSecret();
  const fresh = {
    token_hash: hashSecret(token),
    invited_by: member.id,
    created_at: now,
    expires_at: now + invitationDays * 24 * 3600_000,
  };
  const invited = await tx
    .insertInto('experts')
    .values({ id: newId(now), challenge_id: challenge.id, email, ...fresh })
    .onConflict((conflict) =>
      conflict
        .columns(['challenge_id', 'email'])
        .where('accepted_at', 'is', null)
        .where('withdrawn_at', 'is', null)
        .doUpdateSet(fresh)
        .where('experts.expires_at', '<=', now),
    )
    .returning('id')
    .executeTakeFirst();
  if (!invited) return refuse('expert-invited');
  const site = await tx.selectFrom('site').select('name').where('id', '=', 1).executeTakeFirstOrThrow();
  const locale = isLocale(invitee?.locale) ? invitee.locale : member.locale;
  const words = { name: member.name, brand: challenge.brand_name, title: challenge.title };
  await queueMail(
    tx,
    {
      kind: 'expert-invitation',
      member: invitee?.id ?? null,
      to: email,
      subject: m.stages_mail_subject(words, { locale }),
      ...writeLetter({
        siteName: site.name,
        locale,
        heading: m.stages_mail_heading(words, { locale }),
        paragraphs: [m.stages_mail_text(words, { locale }), m.stages_mail_public({}, { locale })],
        button: { label: m.stages_mail_button({}, { locale }), href: `${input.origin}/experts/${token}` },
        small: [m.brands_mail_invited_small({ email, days: invitationDays }, { locale })],
      }),
    },
    now,
  );
  await recordEvent(
    tx,
    {
      kind: 'expert-invited',
      actor: member.id,
      subject: invitee?.id ?? null,
      brand: challenge.brand_id,
      challenge: challenge.id,
      payload: { email },
    },
    now,
  );
  return undefined;
};

/** Takes an invitation back, or lets an expert go who has given no score yet: what was given stays. */
export const withdrawExpert = async (
  tx: Transaction,
  member: { id: string },
  { challenge: id, expert }: { challenge: string; expert: string },
  now: number,
): Promise<Refusal | undefined> => {
  const challenge = await ownChallenge(tx, member, id);
  if (!challenge) return refuse('not-found');
  const withdrawn = await tx
    .updateTable('experts')
    .set({ withdrawn_at: now })
    .where('id', '=', expert)
    .where('challenge_id', '=', id)
    .where('withdrawn_at', 'is', null)
    .returning('member_id')
    .executeTakeFirst();
  if (!withdrawn) return refuse('changed-meanwhile');
  const given = await tx
    .selectFrom('reviews')
    .select('id')
    .where('expert_id', '=', expert)
    .limit(1)
    .executeTakeFirst();
  if (given) return refuse('expert-has-scored');
  await recordEvent(
    tx,
    {
      kind: 'expert-withdrawn',
      actor: member.id,
      subject: withdrawn.member_id,
      brand: challenge.brand_id,
      challenge: id,
    },
    now,
  );
  return undefined;
};

const hasInvitedEnough = (read: Reader, member: { id: string }, now: number) =>
  hasAsMany(
    read
      .selectFrom('experts')
      .select('id')
      .where('invited_by', '=', member.id)
      .where('created_at', '>', aDayBefore(now)),
    entryLimits.invitationsADay,
  );

const isExpert = async (read: Reader, challenge: string, member: string) =>
  (await read
    .selectFrom('experts')
    .select('id')
    .where('challenge_id', '=', challenge)
    .where('member_id', '=', member)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()) !== undefined;

/**
 * Whoever drew a finalist, alone or with others, does not judge it, nor those beside it. A co-author who has left since
 * drew it all the same.
 */
export const drewFinalist = async (read: Reader, challenge: string, member: string): Promise<boolean> =>
  (await read
    .selectFrom('finalists')
    .innerJoin('drafts', 'drafts.id', 'finalists.draft_id')
    .leftJoin('draft_authors', (join) =>
      join.onRef('draft_authors.draft_id', '=', 'drafts.id').on('draft_authors.member_id', '=', member),
    )
    .select('drafts.id')
    .where('finalists.challenge_id', '=', challenge)
    .where((eb) => eb.or([eb('drafts.member_id', '=', member), eb('draft_authors.draft_id', 'is not', null)]))
    .limit(1)
    .executeTakeFirst()) !== undefined;
