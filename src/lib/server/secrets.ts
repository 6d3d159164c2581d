import { createHash, randomBytes } from 'node:crypto';

/** 32 random bytes for links and cookies; only their hash is stored. */
export const newSecret = () => randomBytes(32).toString('base64url');

export const hashSecret = (secret: string) => createHash('sha256').update(secret).digest('hex');
