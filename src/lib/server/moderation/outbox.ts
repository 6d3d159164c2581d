import type { Reader, Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { scheduleJob } from '../jobs/scheduling.ts';
import { beyond, pageOf, pageSize, type Mark } from './paging.ts';

export const mailStates = ['waiting', 'sent', 'failed'] as const;
/** `waiting` is on its way, or kept to be read here where the site sends no mail. */
export type MailState = (typeof mailStates)[number];

/** The letters that the site wrote, the latest first. */
export const outbox = async (
  read: Reader,
  { state, before }: { state: MailState | null; before: Mark | null },
) => {
  let select = read
    .selectFrom('mails')
    .select([
      'id',
      'kind',
      'to_address as to',
      'subject',
      'created_at as at',
      'sent_at as sentAt',
      'failed_at as failedAt',
      'last_error as error',
    ])
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(pageSize + 1);
  if (state === 'sent') select = select.where('sent_at', 'is not', null);
  if (state === 'failed') select = select.where('failed_at', 'is not', null);
  if (state === 'waiting') select = select.where('sent_at', 'is', null).where('failed_at', 'is', null);
  if (before) select = select.where(beyond(before, 'created_at', 'id'));
  const { rows, next } = pageOf(await select.execute(), ({ at, id }) => ({ at, id }));
  return {
    mails: rows.map(({ sentAt, failedAt, ...row }) => ({ ...row, state: stateOf(sentAt, failedAt) })),
    next,
  };
};

const stateOf = (sentAt: number | null, failedAt: number | null): MailState =>
  sentAt !== null ? 'sent' : failedAt !== null ? 'failed' : 'waiting';

export const mailRead = async (read: Reader, id: string) => {
  const row = await read
    .selectFrom('mails')
    .leftJoin('members', 'members.id', 'mails.member_id')
    .select([
      'mails.id',
      'mails.kind',
      'mails.to_address as to',
      'mails.subject',
      'mails.text',
      'mails.html',
      'mails.created_at as at',
      'mails.sent_at as sentAt',
      'mails.failed_at as failedAt',
      'mails.attempts',
      'mails.last_error as error',
      'members.id as member',
      'members.name as memberName',
    ])
    .where('mails.id', '=', id)
    .executeTakeFirst();
  return row && { ...row, state: stateOf(row.sentAt, row.failedAt) };
};

/** Tries a letter again that could not be delivered; the job starts anew. */
export const retryMail = async (tx: Transaction, id: string, now: number): Promise<Refusal | undefined> => {
  const mail = await tx
    .updateTable('mails')
    .set({ failed_at: null })
    .where('id', '=', id)
    .where('failed_at', 'is not', null)
    .where('sent_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!mail) return refuse('changed-meanwhile');
  await scheduleJob(tx, { kind: 'send-mail', payload: { mail: id }, runAt: now, key: `mail:${id}` }, now);
  return undefined;
};

/** All of them at once: after the mail server was away. */
export const retryFailedMails = async (tx: Transaction, now: number): Promise<number> => {
  const failed = await tx
    .selectFrom('mails')
    .select('id')
    .where('failed_at', 'is not', null)
    .where('sent_at', 'is', null)
    .orderBy('failed_at')
    .limit(500)
    .execute();
  for (const { id } of failed) await retryMail(tx, id, now);
  return failed.length;
};
