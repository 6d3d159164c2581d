import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import type { Reader, Transaction } from '../../../../db/schema.ts';

export interface SigningKey {
  /** 64 hexadecimal digits. */
  publicKey: string;
  sign(text: string): string;
}

/** The key of the site; made at first need, and the same for all processes: whoever comes second takes what is there. */
export const signingKey = async (tx: Transaction, now: number): Promise<SigningKey> => {
  const found = await keyRow(tx);
  if (found) return keyFrom(found);
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  await tx
    .insertInto('signing_keys')
    .values({
      id: 1,
      public_key: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'),
      private_key: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
      made_at: now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  return keyFrom((await keyRow(tx))!);
};

const keyRow = (read: Reader) =>
  read
    .selectFrom('signing_keys')
    .select(['public_key', 'private_key'])
    .where('id', '=', 1)
    .executeTakeFirst();

const keyFrom = (row: { public_key: string; private_key: string }): SigningKey => {
  const key = createPrivateKey({
    key: Buffer.from(row.private_key, 'base64'),
    format: 'der',
    type: 'pkcs8',
  });
  return {
    publicKey: row.public_key,
    sign: (text) => sign(null, Buffer.from(text), key).toString('hex'),
  };
};

/** What signs a file that is read: null before anything was ever signed. */
export const presentKey = async (read: Reader): Promise<SigningKey | null> => {
  const row = await keyRow(read);
  return row ? keyFrom(row) : null;
};

/** The key by which everybody checks; null before anything was ever signed. */
export const publicKey = async (read: Reader): Promise<string | null> =>
  (await read.selectFrom('signing_keys').select('public_key').where('id', '=', 1).executeTakeFirst())
    ?.public_key ?? null;
