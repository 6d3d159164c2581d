/** What two people would call the same address: without spaces around it, in small letters. */
export const plainAddress = (email: string): string => email.trim().toLowerCase();

/**
 * A name as it is shown: one line, single spaces, without the invisible signs that turn the text around it
 * (Unicode's Cc and the marks of UAX #9).
 */
export const plainName = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();

/** In characters. */
export const nameLength = { most: 60 } as const;
