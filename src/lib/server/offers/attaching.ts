import type { Transaction } from '../../../../db/schema.ts';
import { attachmentLimits } from '../../domain/attachments.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { receiveAttachment, type ReceivedAttachment } from '../attachments/identifying.ts';
import { newAttachmentId, removeAttachmentFile, storeAttachment } from '../attachments/storing.ts';
import type { Database } from '../database.ts';
import { recordEvent } from '../events/recording.ts';
import { attachmentsOf } from './attached.ts';
import { ownOffer } from './reading.ts';
import { about, holdCall } from './writing.ts';

/** From a form's file to an attachment of the own offer. The work on it happens before the transaction, not in it. */
export const attachFile = async (
  { read, write }: Pick<Database, 'read' | 'write'>,
  dataDir: string,
  supplier: { id: string },
  { offer, file }: { offer: string; file: File },
  now: number,
): Promise<{ id: string } | Refusal> => {
  const own = await read((r) => ownOffer(r, supplier, offer));
  if (!own) return refuse('not-found');
  if (own.state !== 'made') return refuse('offer-settled');
  const full = await read((r) => isFull(r, offer));
  if (full) return full;
  const received = await receiveAttachment(file);
  if (isRefusal(received)) return received;
  const id = newAttachmentId(now);
  await storeAttachment(dataDir, id, received.bytes);
  const added = await write((tx) => addAttachment(tx, supplier, { offer, id, received }, now));
  if (isRefusal(added)) await removeAttachmentFile(dataDir, id);
  return added;
};

const isFull = async (read: Parameters<typeof attachmentsOf>[0], offer: string) => {
  const all = await attachmentsOf(read, [offer]);
  const standing = all.filter(({ removedAt }) => removedAt === null);
  return standing.length >= attachmentLimits.count || all.length >= attachmentLimits.ever
    ? refuse('too-many-attachments', { limit: attachmentLimits.count })
    : undefined;
};

const addAttachment = async (
  tx: Transaction,
  supplier: { id: string },
  { offer, id, received }: { offer: string; id: string; received: ReceivedAttachment },
  now: number,
): Promise<{ id: string } | Refusal> => {
  const call = await holdOwn(tx, supplier, offer, now);
  if (isRefusal(call)) return call;
  const full = await isFull(tx, offer);
  if (full) return full;
  const { kind, name, bytes, width, height } = received;
  await tx
    .insertInto('attachments')
    .values({ id, offer_id: offer, kind, name, bytes: bytes.length, width, height, added_at: now })
    .execute();
  await recordEvent(tx, { kind: 'offer-changed', actor: supplier.id, ...about(call, offer) }, now);
  return { id };
};

/** Takes an attachment off the own offer. Its name stays, so that the brand is shown what is gone. */
export const removeAttachment = async (
  tx: Transaction,
  supplier: { id: string },
  { offer, attachment }: { offer: string; attachment: string },
  now: number,
): Promise<Refusal | undefined> => {
  const call = await holdOwn(tx, supplier, offer, now);
  if (isRefusal(call)) return call;
  const removed = await tx
    .updateTable('attachments')
    .set({ removed_at: now })
    .where('id', '=', attachment)
    .where('offer_id', '=', offer)
    .where('removed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!removed) return refuse('not-found');
  await recordEvent(tx, { kind: 'offer-changed', actor: supplier.id, ...about(call, offer) }, now);
  return undefined;
};

const holdOwn = async (tx: Transaction, supplier: { id: string }, offer: string, now: number) => {
  const own = await ownOffer(tx, supplier, offer);
  if (!own) return refuse('not-found');
  if (own.state !== 'made') return refuse('offer-settled');
  const call = await holdCall(tx, own.call_id, now);
  if (isRefusal(call)) return call;
  await tx.updateTable('offers').set({ changed_at: now }).where('id', '=', offer).execute();
  return call;
};
