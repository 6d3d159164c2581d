import { createHmac } from 'node:crypto';

/** What the secret of a challenge makes of something that may not be kept: it tells whether two are the same. Nothing of nothing. */
export const keyedHash = (
  secret: string,
  kind: 'network' | 'address' | 'program' | 'mailbox',
  text: string,
): string =>
  text === '' ? '' : createHmac('sha256', secret).update(`${kind}:${text}`).digest('base64url').slice(0, 22);
