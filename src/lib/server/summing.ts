import { createHash, createPublicKey, verify } from 'node:crypto';
import type { Sums } from '../domain/heads.ts';

/** An Ed25519 public key behind these bytes is one that OpenSSL reads (RFC 8410). */
const prefix = Buffer.from('302a300506032b6570032100', 'hex');

/** How the server hashes, and looks at signatures. */
export const sums: Sums = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest(),
  verifies: (key, message, signature) => {
    try {
      const publicKey = createPublicKey({
        key: Buffer.concat([prefix, key]),
        format: 'der',
        type: 'spki',
      });
      return verify(null, message, publicKey, signature);
    } catch {
      return false; // No point of the curve.
    }
  },
};
