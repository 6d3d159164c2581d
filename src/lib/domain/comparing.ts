import { compareConfigurations } from './comparing-configurations.ts';
import type { Configuration } from './configuring.ts';

/** A stretch of text that both have, or that only the earlier (removed) or only the later (added) has. */
export interface Change {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

/** So many insertions and deletions are looked for word by word in a whole text, and in one of its paragraphs. */
const mostChanges = { text: 1500, paragraph: 400 };

/**
 * What turns one text into the other, word by word. The stretches in their order: those that are the same with those
 * removed are the earlier text, those that are the same with those added the later one. A removal stands before the
 * addition in its place. Texts that differ nearly everywhere are compared by paragraphs first, so that it stays quick.
 *
 * @returns equal texts give one stretch or, where they are empty, none
 */
export const compareTexts = (from: string, to: string): Change[] =>
  readable(
    compareTokens(wordsOf(from), wordsOf(to), mostChanges.text) ??
      inBlocks(compareTokens(paragraphsOf(from), paragraphsOf(to), mostChanges.text)) ??
      exchanged(from, to),
  );

// By a dictionary where words are not spaced: 綠色 stays together, and nobody reads a text letter by letter.
const words = new Intl.Segmenter('zh', { granularity: 'word' });
const wordsOf = (text: string) => Array.from(words.segment(text), ({ segment }) => segment);

const paragraphsOf = (text: string) => text.match(/[^\n]*\n+|[^\n]+/g) ?? [];

/** Compares again within what was exchanged as a whole: its paragraphs in their order, where there are as many. */
const inBlocks = (changes: Change[] | undefined): Change[] | undefined =>
  changes &&
  blocksOf(changes).flatMap(({ same, removed, added }) => {
    const before = paragraphsOf(removed);
    const after = paragraphsOf(added);
    const pairs =
      before.length === after.length
        ? before.map((paragraph, i) => [paragraph, after[i]!] as const)
        : [[removed, added] as const];
    return [
      { kind: 'same' as const, text: same },
      ...pairs.flatMap(
        ([one, other]) =>
          compareTokens(wordsOf(one), wordsOf(other), mostChanges.paragraph) ?? exchanged(one, other),
      ),
    ];
  });

const exchanged = (removed: string, added: string): Change[] => [
  { kind: 'removed', text: removed },
  { kind: 'added', text: added },
];

/**
 * The shortest way from one list to the other by single insertions and deletions: the greedy algorithm of
 * E. W. Myers, “An O(ND) Difference Algorithm and Its Variations”, Algorithmica 1 (1986), figure 2, after what both
 * begin and end with was set aside.
 *
 * @param most gives up beyond so many insertions and deletions: time and memory grow with their square
 */
const compareTokens = (from: string[], to: string[], most: number): Change[] | undefined => {
  let start = 0;
  while (start < from.length && start < to.length && from[start] === to[start]) start++;
  let end = 0;
  while (
    end < from.length - start &&
    end < to.length - start &&
    from[from.length - 1 - end] === to[to.length - 1 - end]
  )
    end++;
  const middle = shortestWay(from.slice(start, from.length - end), to.slice(start, to.length - end), most);
  return (
    middle && [
      { kind: 'same', text: from.slice(0, start).join('') },
      ...middle,
      { kind: 'same', text: from.slice(from.length - end).join('') },
    ]
  );
};

const shortestWay = (from: string[], to: string[], most: number): Change[] | undefined => {
  const bound = Math.min(most, from.length + to.length);
  // How far each diagonal k = x - y reaches in `from`; a copy of it for each number of changes shows the way back.
  const reach = new Int32Array(2 * bound + 3);
  const at = (k: number) => k + bound + 1;
  const trace: Int32Array[] = [];
  for (let changes = 0; changes <= bound; changes++) {
    trace.push(reach.slice(at(-changes) - 1, at(changes) + 2));
    for (let k = -changes; k <= changes; k += 2) {
      const down = k === -changes || (k !== changes && reach[at(k - 1)]! < reach[at(k + 1)]!);
      let x = down ? reach[at(k + 1)]! : reach[at(k - 1)]! + 1;
      while (x < from.length && x - k < to.length && from[x] === to[x - k]) x++;
      reach[at(k)] = x;
      if (x >= from.length && x - k >= to.length) return wayBack(from, to, trace);
    }
  }
  return undefined;
};

const wayBack = (from: string[], to: string[], trace: Int32Array[]): Change[] => {
  const way: Change[] = [];
  let x = from.length;
  let y = to.length;
  for (let changes = trace.length - 1; changes >= 0; changes--) {
    const reach = trace[changes]!;
    const before = (k: number) => reach[k + changes + 1]!;
    const k = x - y;
    const down = k === -changes || (k !== changes && before(k - 1) < before(k + 1));
    const startX = changes === 0 ? 0 : before(down ? k + 1 : k - 1);
    const startY = changes === 0 ? 0 : startX - (down ? k + 1 : k - 1);
    while (x > startX && y > startY && from[x - 1] === to[y - 1]) {
      way.push({ kind: 'same', text: from[--x]! });
      y--;
    }
    if (changes === 0) break;
    if (down) way.push({ kind: 'added', text: to[--y]! });
    else way.push({ kind: 'removed', text: from[--x]! });
  }
  return way.reverse();
};

/** What was the same, then what was exchanged after it. */
interface Block {
  same: string;
  removed: string;
  added: string;
}

const blocksOf = (changes: Change[]): Block[] => {
  const blocks: Block[] = [];
  for (const { kind, text } of changes) {
    const last = blocks.at(-1);
    if (text === '') continue;
    if (kind === 'same' && (!last || last.removed || last.added))
      blocks.push({ same: text, removed: '', added: '' });
    else if (last) last[kind] += text;
    else blocks.push({ same: '', removed: '', added: '', [kind]: text });
  }
  return blocks;
};

/** “the quick” for “a slow” is one exchange, not two with a space between them. */
const readable = (changes: Change[]): Change[] => {
  const blocks: Block[] = [];
  for (const block of blocksOf(changes)) {
    const last = blocks.at(-1);
    if (last && isChance(last, block)) {
      last.removed += block.same + block.removed;
      last.added += block.same + block.added;
    } else blocks.push(block);
  }
  return blocks
    .flatMap(({ same, removed, added }): Change[] => [
      { kind: 'same', text: same },
      { kind: 'removed', text: removed },
      { kind: 'added', text: added },
    ])
    .filter(({ text }) => text !== '');
};

/**
 * Whether what is the same between two exchanges is so by chance: no longer than either of them, in one paragraph.
 * After the clean-up of N. Fraser, “Writing: Diff Strategies” (2006), section 3.2, but never between mere insertions or
 * mere deletions, which would then seem to exchange what they leave alone.
 */
const isChance = (last: Block, next: Block): boolean =>
  (last.removed !== '' || next.removed !== '') &&
  (last.added !== '' || next.added !== '') &&
  !next.same.includes('\n') &&
  next.same.trim().length <= Math.min(extent(last), extent(next));

const extent = ({ removed, added }: Block) => Math.max(removed.trim().length, added.trim().length);

interface Described {
  picture: { id: string };
  alt: string;
}

/** A picture of the one beside its counterpart in the other; places count from 1. */
export interface PicturePair<P extends Described> {
  kind: 'same' | 'changed' | 'added' | 'removed';
  from: (P & { place: number }) | null;
  to: (P & { place: number }) | null;
  /** How its description changed, if it did. */
  alt: Change[] | null;
}

/**
 * Matches the pictures of two revisions: first those that are the same picture, wherever they stand, then those left
 * over that stand in the same place (changed). What remains was added or removed. In the order of the later revision,
 * each removed one at the place where it stood.
 */
export const pairPictures = <P extends Described>(from: P[], to: P[]): PicturePair<P>[] => {
  const earlier = from.map((picture, i) => ({ ...picture, place: i + 1 }));
  const later = to.map((picture, i) => ({ ...picture, place: i + 1 }));
  const counterpart = new Map<number, (typeof earlier)[number]>();
  const taken = new Set<number>();
  const match = (fits: (a: (typeof earlier)[number], b: (typeof later)[number]) => boolean) => {
    for (const b of later) {
      const a = counterpart.has(b.place)
        ? undefined
        : earlier.find((one) => !taken.has(one.place) && fits(one, b));
      if (!a) continue;
      counterpart.set(b.place, a);
      taken.add(a.place);
    }
  };
  match((a, b) => a.picture.id === b.picture.id && a.place === b.place);
  match((a, b) => a.picture.id === b.picture.id);
  match((a, b) => a.place === b.place);
  const pairs: PicturePair<P>[] = [];
  for (let place = 1; place <= Math.max(from.length, to.length); place++) {
    const b = later[place - 1];
    const a = counterpart.get(place);
    if (b && a) {
      const alt = a.alt === b.alt ? null : compareTexts(a.alt, b.alt);
      pairs.push({ kind: a.picture.id === b.picture.id ? 'same' : 'changed', from: a, to: b, alt });
    } else if (b) pairs.push({ kind: 'added', from: null, to: b, alt: null });
    const gone = earlier[place - 1];
    if (gone && !taken.has(place)) pairs.push({ kind: 'removed', from: gone, to: null, alt: null });
  }
  return pairs;
};

/** All that differs between two revisions of a draft. */
export const compareRevisions = <P extends Described>(
  from: { title: string; story: string; pictures: P[]; configuration?: Configuration | null },
  to: { title: string; story: string; pictures: P[]; configuration?: Configuration | null },
) => ({
  title: compareTexts(from.title, to.title),
  story: compareTexts(from.story, to.story),
  pictures: pairPictures(from.pictures, to.pictures),
  configuration: compareConfigurations(from.configuration ?? null, to.configuration ?? null),
});

/** The number of a revision as it stands in an address; nothing for what is no such number. */
export const revisionNumber = (text: string): number | undefined =>
  /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;

/**
 * Which two revisions are asked for, the earlier one first whichever way they were asked for. Left out, the later is
 * the last there is, and the earlier the one before it.
 *
 * @param there the numbers of all that can be seen
 * @returns nothing where a number is none or there is no such revision
 */
export const chosenPair = (
  there: number[],
  asked: { from: string | null; to: string | null },
): { from: number; to: number } | undefined => {
  const numbers = [...there].sort((a, b) => a - b);
  const to = asked.to === null ? numbers.at(-1) : revisionNumber(asked.to);
  if (to === undefined || !numbers.includes(to)) return undefined;
  const from = asked.from === null ? (numbers[numbers.indexOf(to) - 1] ?? to) : revisionNumber(asked.from);
  if (from === undefined || !numbers.includes(from)) return undefined;
  return from <= to ? { from, to } : { from: to, to: from };
};
