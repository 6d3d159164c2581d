import { bytesOf, hexOf, isIncluded, leafHash, type Hash } from './merkle.ts';
import { nestsDeeper } from './nesting.ts';
import { canonicalJson } from './sealing.ts';
import { isCount } from './shapes.ts';

/** What the world around gives: SHA-256, and whether an Ed25519 signature (RFC 8032) is one. */
export interface Sums {
  sha256: Hash;
  verifies: (key: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;
}

/** What a log was at a moment. Hashes and the key are hexadecimal digits. */
export interface Head {
  challenge: string;
  round: number;
  /** The hash of the rule that is voted by. */
  seal: string;
  /** 0 for the one that is signed when voting opens, then one after the other. */
  number: number;
  /** How many entries the log had. */
  size: number;
  /** The root of the tree of those entries. */
  root: string;
  /** The hash of the text of the head before; of the first one nothing. */
  previous: string;
  /** Epoch milliseconds. */
  signedAt: number;
  /** Voting is over: after it ballots are set aside and returned, and heads of that are final too. */
  final?: true;
  /** The public key that it is signed with. */
  key: string;
}

export interface SignedHead {
  /** `headText` of the head: what is signed. */
  text: string;
  /** 128 hexadecimal digits. */
  signature: string;
}

export const headText = (head: Head): string => canonicalJson(head);

/** Null for what is no head, or not written as heads are. */
export const headIn = (text: unknown): Head | null => {
  if (typeof text !== 'string') return null;
  let found: Partial<Record<keyof Head, unknown>>;
  try {
    found = JSON.parse(text) as typeof found;
  } catch {
    return null;
  }
  if (typeof found !== 'object' || found === null || Array.isArray(found)) return null;
  const sound =
    typeof found.challenge === 'string' &&
    [found.round, found.number, found.size, found.signedAt].every(isCount) &&
    [found.seal, found.root, found.key].every((hex) => bytesOf(hex) !== null) &&
    (found.previous === '' || bytesOf(found.previous) !== null) &&
    (found.final === undefined || found.final === true) &&
    // Nothing of a head is a list or an object, and what is nested deep is not to be put in order.
    !nestsDeeper(found, 1) &&
    canonicalJson(found) === text;
  return sound ? (found as Head) : null;
};

const encoder = new TextEncoder();

/** What a text is called by in the next head. */
export const textHash = (sums: Sums, text: string): string => hexOf(sums.sha256(encoder.encode(text)));

export const entryHash = (sums: Sums, leaf: string): Uint8Array =>
  leafHash(sums.sha256, encoder.encode(leaf));

/** Whether a text was signed with a key, both in hexadecimal digits. */
export const isSigned = (sums: Sums, { text, signature }: SignedHead, key: string): boolean => {
  const [publicKey, given] = [bytesOf(key), bytesOf(signature, 64)];
  return publicKey !== null && given !== null && sums.verifies(publicKey, encoder.encode(text), given);
};

/** What a voter keeps: that this entry stands in the log at that place, as the site has signed. */
export interface Receipt {
  form: 'muster-receipt';
  challenge: string;
  round: number;
  /** Its place in the log, from 0. */
  position: number;
  /** The text of the entry. */
  leaf: string;
  /** Hashes from the leaf upwards. */
  proof: string[];
  head: SignedHead;
}

export type ReceiptFault =
  | 'unreadable'
  | 'not-signed'
  /** Signed, and by somebody else than this site. */
  | 'other-key'
  /** The head is of another challenge or round. */
  | 'other-vote'
  /** The proof does not lead from the entry to the head. */
  | 'not-included';

export type CheckedReceipt = { receipt: Receipt; head: Head } | { fault: ReceiptFault };

/**
 * Whether a receipt holds.
 *
 * @param text as it was downloaded or came by mail
 * @param key the key of the site that should have signed it; without it any key will do, and the head says which
 */
export const checkReceipt = (sums: Sums, text: string, key?: string): CheckedReceipt => {
  const receipt = receiptIn(text);
  const head = receipt && headIn(receipt.head.text);
  if (!head) return { fault: 'unreadable' };
  if (!isSigned(sums, receipt.head, head.key)) return { fault: 'not-signed' };
  if (key !== undefined && head.key !== key) return { fault: 'other-key' };
  if (head.challenge !== receipt.challenge || head.round !== receipt.round) return { fault: 'other-vote' };
  const proof = receipt.proof.map((hex) => bytesOf(hex));
  const included =
    proof.every((hash) => hash !== null) &&
    isIncluded(
      sums.sha256,
      { index: receipt.position, size: head.size, leaf: entryHash(sums, receipt.leaf), proof },
      bytesOf(head.root)!,
    );
  return included ? { receipt, head } : { fault: 'not-included' };
};

const receiptIn = (text: string): Receipt | null => {
  // A mail program may have broken the line: outside of strings that says nothing, and inside JSON has no such sign.
  let found: Partial<Receipt>;
  try {
    found = JSON.parse(text.replace(/[\r\n]+/g, '')) as Partial<Receipt>;
  } catch {
    return null;
  }
  if (typeof found !== 'object' || found === null) return null;
  const { form, challenge, round, position, leaf, proof, head } = found;
  const sound =
    form === 'muster-receipt' &&
    typeof challenge === 'string' &&
    Number.isSafeInteger(round) &&
    Number.isSafeInteger(position) &&
    typeof leaf === 'string' &&
    Array.isArray(proof) &&
    proof.length <= 64 &&
    typeof head === 'object' &&
    head !== null &&
    typeof head.text === 'string' &&
    typeof head.signature === 'string';
  return sound ? (found as Receipt) : null;
};
