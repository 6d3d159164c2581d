import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Reader } from '../../../../db/schema.ts';
import { passwordTries } from '../../domain/attempting.ts';
import { hashSecret, newSecret } from '../secrets.ts';
import type { TryKey } from './attempting.ts';

/**
 * Given to a browser in which the member has signed in, or set a password by letter. It opens nothing: the tries of a
 * browser that shows it are counted by themselves, so that whoever keeps trying passwords from elsewhere cannot keep
 * the member out.
 */
export const deviceMark = async (read: Reader, member: { id: string }): Promise<string> => {
  const device = newSecret();
  return `${device}.${await proofOf(read, member, device)}`;
};

/** How the tries of this browser are counted; nothing where it shows no mark, or another member's. */
export const triesOfDevice = async (
  read: Reader,
  member: { id: string } | undefined,
  mark: string | undefined,
): Promise<TryKey | undefined> => {
  const [device, proof] = mark?.split('.') ?? [];
  if (!member || !device || !proof) return undefined;
  const wanted = Buffer.from(await proofOf(read, member, device));
  const given = Buffer.from(proof);
  if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return undefined;
  return { key: `password:device:${hashSecret(device)}`, policy: passwordTries };
};

const proofOf = async (read: Reader, member: { id: string }, device: string) => {
  const { secret } = await read
    .selectFrom('site')
    .select('secret')
    .where('id', '=', 1)
    .executeTakeFirstOrThrow();
  return createHmac('sha256', secret).update(`device:${member.id}:${device}`).digest('base64url');
};
