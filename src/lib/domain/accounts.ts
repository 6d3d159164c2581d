/** What two people would call the same address: without spaces around it, in small letters. */
export const plainAddress = (email: string): string => email.trim().toLowerCase();

/**
 * A name as it is shown: one line, single spaces, without the signs that cannot be seen or turn the text around them
 * (Unicode's Cc and the marks of UAX #9). Those that join what stands on both sides of them (U+200C, U+200D) stay:
 * Persian and many emoji need them. What would show nothing is empty.
 */
export const plainName = (name: string): string => {
  const plain = name
    .normalize('NFC')
    .replace(
      /[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\uffff\u{e0000}-\u{e007f}]/gu,
      '',
    )
    .replace(/[\p{Cc}\s\u2800]+/gu, ' ')
    .trim();
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(plain) ? plain : '';
};

/** In characters. */
export const nameLength = { most: 60 } as const;
