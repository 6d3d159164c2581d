import { hashes, verify } from '@noble/ed25519';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { checkReceipt, type CheckedReceipt, type Sums } from './domain/heads.ts';

// Not by WebCrypto: a site on a plain address of a house's network has none, and older browsers know no Ed25519.
hashes.sha512 = sha512;

/** How a browser hashes, and looks at signatures. */
export const sums: Sums = {
  sha256,
  verifies: (key, message, signature) => {
    try {
      return verify(signature, message, key, { zip215: false });
    } catch {
      return false;
    }
  },
};

export const checkHere = (text: string, key: string | undefined): CheckedReceipt =>
  checkReceipt(sums, text, key);
