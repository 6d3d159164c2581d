import type { Transaction } from '../../../../db/schema.ts';
import { newId } from '../ids.ts';
import { scheduleJob } from '../jobs/scheduling.ts';

export interface NewMail {
  /** What it is for, as the outbox lists it: 'confirm-address', 'notification', … */
  kind: string;
  member?: string | null;
  to: string;
  subject: string;
  text: string;
  html: string;
  headers?: Record<string, string>;
  /** One mail at most with the same key, however often its cause is handled. */
  key?: string;
  /** Leaves no earlier than then. */
  notBefore?: number | undefined;
}

/** Puts a letter into the outbox with the transaction that causes it; it leaves after the commit, if the site has SMTP. */
export const queueMail = async (tx: Transaction, mail: NewMail, now: number): Promise<void> => {
  const queued = await tx
    .insertInto('mails')
    .values({
      id: newId(now),
      kind: mail.kind,
      member_id: mail.member ?? null,
      to_address: mail.to,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      headers: JSON.stringify(mail.headers ?? {}),
      unique_key: mail.key ?? null,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('unique_key').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (queued) {
    await scheduleJob(
      tx,
      {
        kind: 'send-mail',
        payload: { mail: queued.id },
        runAt: Math.max(now, mail.notBefore ?? now),
        key: `mail:${queued.id}`,
      },
      now,
    );
  }
};
