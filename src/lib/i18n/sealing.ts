import { m } from './paraglide/messages.js';

/** What a page of a challenge says of its sealed rule: as much of the hash as people compare. */
export const sealWords = (hash: string | null) =>
  hash ? { words: m.results_seal(), hash: hash.slice(0, 8) } : null;
