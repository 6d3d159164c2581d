import type { Reader } from '../../../../db/schema.ts';
import { withoutKeys } from '../mail/closing.ts';

/** What the site told the member, in the app and by mail. */
export const lettersTo = async (read: Reader, { id, email }: { id: string; email: string }) => ({
  notifications: await read
    .selectFrom('notifications')
    .select(['kind', 'payload', 'link', 'created_at', 'read_at'])
    .where('member_id', '=', id)
    .orderBy('created_at')
    .execute(),
  mails: await mailsTo(read, id, email),
});

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
