import { randomBytes } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** 16 characters: 9 of time, so that ids sort by creation, and 7 (35 bits) of chance. Access is never granted by knowing one. */
export const newId = (now: number) => {
  let time = '';
  for (let rest = now, i = 0; i < 9; i++, rest = Math.floor(rest / 32)) time = alphabet[rest % 32] + time;
  return time + randomLetters(7);
};

export const randomLetters = (length: number) => {
  let letters = '';
  for (const byte of randomBytes(length)) letters += alphabet[byte % 32];
  return letters;
};
