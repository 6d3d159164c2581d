import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Reader, Transaction } from '../../../../db/schema.ts';
import { isOptionalKind, quietKinds, type OptionalKind } from '../../domain/notifications.ts';

/** The address says whom and what, and proves that the site wrote it; so that one click works without signing in (RFC 8058). */
export const unsubscribeToken = (secret: string, memberId: string, kind: OptionalKind) =>
  `${memberId}.${kind}.${proofOf(secret, memberId, kind)}`;

const proofOf = (secret: string, memberId: string, kind: string) =>
  createHmac('sha256', secret).update(`unsubscribe:${memberId}:${kind}`).digest('base64url');

/** Whom and what a token speaks of, if the site wrote it and the member is still there. */
export const readUnsubscribe = async (read: Reader, token: string) => {
  const [memberId = '', kind = '', proof = ''] = token.split('.');
  if (!isOptionalKind(kind)) return undefined;
  const { secret } = await read
    .selectFrom('site')
    .select('secret')
    .where('id', '=', 1)
    .executeTakeFirstOrThrow();
  const wanted = Buffer.from(proofOf(secret, memberId, kind));
  const given = Buffer.from(proof);
  if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return undefined;
  const member = await read
    .selectFrom('members')
    .select('id')
    .where('id', '=', memberId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return member && { memberId, kind };
};

export const unsubscribe = async (tx: Transaction, who: { memberId: string; kind: OptionalKind }) => {
  await tx
    .insertInto('notification_settings')
    .values({ member_id: who.memberId, kind: who.kind, in_app: quietKinds.has(who.kind) ? 0 : 1, by_mail: 0 })
    .onConflict((conflict) => conflict.columns(['member_id', 'kind']).doUpdateSet({ by_mail: 0 }))
    .execute();
};
