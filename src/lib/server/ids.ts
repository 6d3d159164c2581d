import { randomFillSync } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** 16 characters: 9 of time, so that ids sort by creation, and 7 (35 bits) of chance. Access is never granted by knowing one. */
export const newId = (now: number) => {
  let time = '';
  for (let rest = now, i = 0; i < 9; i++, rest = Math.floor(rest / 32)) time = alphabet[rest % 32] + time;
  return time + randomLetters(7);
};

// To ask the system for a few bytes takes as long as for thousands.
const pool = new Uint8Array(8192);
let used = pool.length;

export const randomLetters = (length: number) => {
  let letters = '';
  if (used + length > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  for (const byte of pool.subarray(used, (used += length))) letters += alphabet[byte % 32];
  return letters;
};
