import type { Transaction } from '../../../../db/schema.ts';
import type { Receipt } from '../../domain/heads.ts';
import { isOptionalKind, notificationKindOf, type NotificationKind } from '../../domain/notifications.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { Database } from '../database.ts';
import { newId } from '../ids.ts';
import { writeLetter } from '../mail/writing.ts';
import { nextRecipients, type Recipient } from './addressing.ts';
import { amountLine, amountOf, type Amount } from './amounts.ts';
import { receiptLines, receiptsOf } from './receipts.ts';
import { happened, linkOf, wordsOf, type Happened } from './telling.ts';
import { unsubscribeToken } from './unsubscribing.ts';
import { lineOf, paragraphOf } from './wording.ts';

const chunk = 200;

/**
 * Tells everybody whom an event concerns, a chunk of members to a transaction. Cut off in the middle it begins
 * again: whoever has the notification or the mail already does not get it twice.
 */
export const announce = async (
  { read, write }: Database,
  origin: string,
  eventId: string,
  now: number,
): Promise<void> => {
  const event = await read((r) => happened(r, eventId));
  const kind = event && notificationKindOf(event.kind);
  if (!event || !kind) return;
  const site = await read((r) =>
    r.selectFrom('site').select(['name', 'secret']).where('id', '=', 1).executeTakeFirstOrThrow(),
  );
  const amount = await read((r) => amountOf(r, event));
  for (let after = ''; ;) {
    const recipients = await read((r) => nextRecipients(r, event, kind, after, chunk));
    const last = recipients.at(-1);
    if (!last) return;
    const receipts = await read((r) => receiptsOf(r, event, recipients));
    await write((tx) => tell(tx, { event, kind, origin, site, amount, receipts, recipients }, now));
    after = last.id;
  }
};

interface Telling {
  event: Happened;
  kind: NotificationKind;
  origin: string;
  site: { name: string; secret: string };
  amount: Amount | undefined;
  /** By member. */
  receipts: ReadonlyMap<string, Receipt>;
  recipients: Recipient[];
}

const tell = async (tx: Transaction, { recipients, ...telling }: Telling, now: number) => {
  const { event, kind } = telling;
  const words = wordsOf(event);
  const inApp = recipients.filter((recipient) => recipient.inApp);
  if (inApp.length > 0) {
    const told = await tx
      .insertInto('notifications')
      .values(
        inApp.map((recipient) => ({
          id: newId(now),
          member_id: recipient.id,
          kind,
          event_id: event.id,
          payload: JSON.stringify(words),
          link: linkOf(event),
          created_at: now,
        })),
      )
      .onConflict((conflict) => conflict.columns(['member_id', 'event_id', 'kind']).doNothing())
      .returning('member_id')
      .execute();
    await tx
      .updateTable('members')
      .set((eb) => ({ unread: eb('unread', '+', 1) }))
      .where(
        'id',
        'in',
        told.map(({ member_id }) => member_id),
      )
      .execute();
  }
  const letters = recipients
    .filter((recipient) => recipient.byMail && recipient.email)
    .map((recipient) => letterTo(recipient, telling, now));
  if (letters.length === 0) return;
  const queued = await tx
    .insertInto('mails')
    .values(letters)
    .onConflict((conflict) => conflict.column('unique_key').doNothing())
    .returning('id')
    .execute();
  if (queued.length === 0) return;
  await tx
    .insertInto('jobs')
    .values(
      queued.map(({ id }) => ({
        id: newId(now),
        kind: 'send-mail',
        payload: JSON.stringify({ mail: id }),
        unique_key: `mail:${id}`,
        run_at: now,
      })),
    )
    .execute();
};

const letterTo = (
  recipient: Recipient,
  { event, kind, origin, site, amount, receipts }: Omit<Telling, 'recipients'>,
  now: number,
) => {
  const { locale } = recipient;
  const words = wordsOf(event);
  const heading = lineOf(words, locale);
  const leave = isOptionalKind(kind)
    ? `${origin}/unsubscribe/${unsubscribeToken(site.secret, recipient.id, kind)}`
    : '';
  const why =
    kind === 'order' ? m.mail_why_order : kind === 'moderation' ? m.mail_why_moderation : m.mail_why;
  const { text, html } = writeLetter({
    siteName: site.name,
    locale,
    heading,
    paragraphs: [
      m.mail_greeting({ name: recipient.name }, { locale }),
      paragraphOf(words, locale),
      amountLine(event.kind, amount, locale),
      ...receiptLines(receipts.get(recipient.id), locale),
    ].filter(Boolean),
    button: { label: m.mail_look({}, { locale }), href: `${origin}${linkOf(event)}` },
    small: [
      why({ site: site.name }, { locale }),
      ...(leave ? [m.mail_leave({ href: leave }, { locale })] : []),
    ],
  });
  return {
    id: newId(now),
    kind: `notification:${kind}`,
    member_id: recipient.id,
    to_address: recipient.email!,
    subject: heading,
    text,
    html,
    headers: JSON.stringify(
      leave
        ? { 'List-Unsubscribe': `<${leave}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
        : {},
    ),
    unique_key: `event:${event.id}:${recipient.id}`,
    created_at: now,
  };
};
