const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const pieces = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+|[\p{L}\p{N}]+/gu;

/**
 * The grams of a text for searching: words of alphabetic scripts in lower case; runs of Chinese, Japanese and
 * Korean as every pair of neighbours and every single character, so that a word of two characters is found.
 * @returns grams in the order of the text, repeated as often as they occur
 */
export const gramsOf = (text: string): string[] => {
  const grams: string[] = [];
  for (const [piece] of text.normalize('NFKC').toLowerCase().matchAll(pieces)) {
    if (!wide.test(piece)) {
      grams.push(piece);
      continue;
    }
    const signs = [...piece];
    signs.forEach((sign, i) => {
      grams.push(sign);
      if (i + 1 < signs.length) grams.push(sign + signs[i + 1]);
    });
  }
  return grams;
};

/**
 * What to look for: pairs where there are pairs, a single character only where it stands alone.
 * @returns at most 24 distinct grams, all of which an entry must hold
 */
export const wantedGrams = (query: string): string[] => {
  const wanted: string[] = [];
  for (const [piece] of query.normalize('NFKC').toLowerCase().matchAll(pieces)) {
    const signs = [...piece];
    if (!wide.test(piece) || signs.length === 1) wanted.push(piece);
    else for (let i = 0; i + 1 < signs.length; i++) wanted.push(signs[i]! + signs[i + 1]!);
  }
  return [...new Set(wanted)].slice(0, 24);
};
