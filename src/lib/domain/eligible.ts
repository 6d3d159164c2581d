import { plainAddress } from './accounts.ts';

/** The most addresses on a list of those who may vote, and the most codes that are made at once. */
export const eligibleLimits = { addresses: 20_000, codes: 500, label: 60 } as const;

export interface ReadAddresses {
  /** As members' addresses are kept: trimmed, in small letters, each once. */
  addresses: string[];
  /** Lines that hold no address, the first for 1. */
  wrong: { line: number; text: string }[];
}

/**
 * Reads a list of addresses as people paste it: one in a line, or the first column that has an `@` of what a spreadsheet
 * exports. A first line without one is a heading; empty lines are passed over.
 */
export const readAddresses = (text: string): ReadAddresses => {
  const addresses = new Set<string>();
  const wrong: ReadAddresses['wrong'] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    if (!line.trim()) continue;
    const cell = line
      .split(/[,;\t]/)
      .map(bare)
      .find((one) => one.includes('@'));
    if (cell && isAddress(cell)) addresses.add(plainAddress(cell));
    else if (index > 0 || line.includes('@')) wrong.push({ line: index + 1, text: line.trim().slice(0, 80) });
  }
  return { addresses: [...addresses], wrong };
};

const bare = (cell: string) =>
  cell
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .replace(/^.*<([^<>]+)>$/, '$1')
    .trim();

const isAddress = (text: string) => text.length <= 254 && /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text);

/** A code as it is compared: without spaces and hyphens, large letters, and what is easily mistaken set right. */
export const plainCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
    .replaceAll('U', 'V');

/** A code as it is printed: in groups of four. */
export const printedCode = (plain: string): string => plain.replace(/.{4}(?=.)/g, '$&-');
