import type { Database } from '../database.ts';
import { withoutKeys } from './closing.ts';
import type { Postman } from './sending.ts';

/** The job behind each letter of the outbox. Without SMTP it ends at once and the letter stays to be read. */
export const deliverMail = async (
  { read, write }: Database,
  postman: Postman,
  mailId: string,
  now: number,
): Promise<void> => {
  if (!postman.delivers) return;
  const mail = await read((r) =>
    r
      .selectFrom('mails')
      .selectAll()
      .where('id', '=', mailId)
      .where('sent_at', 'is', null)
      .executeTakeFirst(),
  );
  if (!mail) return;
  try {
    await postman.send({
      to: mail.to_address,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      // The same letter sent twice after a crash has the same number, so that mail programs show one.
      headers: { ...(JSON.parse(mail.headers) as Record<string, string>), 'X-Muster-Mail': mail.id },
    });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    await write((tx) =>
      tx
        .updateTable('mails')
        .set((eb) => ({ attempts: eb('attempts', '+', 1), failed_at: now, last_error: text }))
        .where('id', '=', mailId)
        .execute(),
    );
    throw error;
  }
  // It has reached whom it was for: from here on its links are nobody else's to follow, not even by a copy of the database.
  await write((tx) =>
    tx
      .updateTable('mails')
      .set((eb) => ({
        attempts: eb('attempts', '+', 1),
        sent_at: now,
        failed_at: null,
        last_error: null,
        text: withoutKeys(mail.text),
        html: withoutKeys(mail.html),
        headers: withoutKeys(mail.headers),
      }))
      .where('id', '=', mailId)
      .execute(),
  );
};
