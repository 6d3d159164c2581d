import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { displayFace, textFace } from './faces.ts';
import { sharp } from './sharp.ts';

let loaded: Promise<void> | undefined;

/** Makes the two typefaces known to the renderer. It reads fonts from files alone, and keeps those it was once shown. */
export const loadFaces = () =>
  (loaded ??= (async () => {
    const folder = mkdtempSync(join(tmpdir(), 'muster-faces-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    for (const [name, face] of Object.entries({ display: displayFace, text: textFace })) {
      const fontfile = join(folder, `${name}.ttf`);
      writeFileSync(fontfile, brotliDecompressSync(face));
      await sharp({ text: { text: 'Muster', fontfile } }).metadata();
    }
  })());

/** About how wide a text is, in em of its size: by classes of letters of our two faces, a little on the wide side. */
export const widthInEm = (text: string): number => {
  let width = 0;
  for (const letter of text) width += letterInEm(letter);
  return width;
};

const letterInEm = (letter: string): number => {
  const code = letter.codePointAt(0)!;
  if (code >= 0x1100 && !(code >= 0x2000 && code < 0x2030)) return code >= 0x1f000 ? 1.3 : 1;
  if (/[ '.,;:!|ijlI]/.test(letter)) return 0.27;
  if (/[()[\]{}ftr"\-/*1]/.test(letter)) return 0.38;
  if (/[mwMW@%]/.test(letter)) return 0.93;
  return /[A-Z&#]/.test(letter) ? 0.69 : 0.6;
};

// What may not begin a line, and what may not end one.
const closing = /^[\s，。、；：！？」』）》〉】〕…·.,;:!?)\]}%”’-]/u;
const opening = /[「『（《〈【〔([{“‘$#]$/u;
const wide = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\u{1f000}-\u{3ffff}]/u;
const words = new Intl.Segmenter('zh', { granularity: 'word' });

/** The pieces between which a line may break: words, the Chinese ones too, each with the marks that cling to it. */
const piecesOf = (text: string): string[] => {
  const pieces: string[] = [];
  for (const { segment } of words.segment(text.trim())) {
    const before = pieces.at(-1) ?? ' ';
    const apart = /\s$/.test(before) || wide.test(segment) || wide.test(before);
    if (pieces.length > 0 && (closing.test(segment) || opening.test(before) || !apart)) {
      pieces[pieces.length - 1] += segment;
    } else pieces.push(segment);
  }
  return pieces;
};

/** Breaks a text into lines of at most `em`. A piece that is longer than a line is cut. */
export const breakLines = (text: string, em: number): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(text)) {
    if (line && widthInEm(line + piece.trimEnd()) > em) {
      lines.push(line.trimEnd());
      line = '';
    }
    for (const letter of piece) {
      if (line && widthInEm(line + letter.trimEnd()) > em) {
        lines.push(line.trimEnd());
        line = '';
      }
      line += letter;
    }
  }
  return line ? [...lines, line.trimEnd()] : lines;
};

/** How wide the widest word is, in em: in less room it is cut. */
export const widestWord = (text: string): number =>
  Math.max(0, ...piecesOf(text).map((piece) => widthInEm(piece.trimEnd())));

/** The same number of lines, as even in length as they can be without cutting a word. */
export const balanceLines = (text: string, em: number): string[] => {
  let best = breakLines(text, em);
  const least = Math.max(2, widestWord(text));
  for (let narrower = em - 0.25; narrower >= least; narrower -= 0.25) {
    const lines = breakLines(text, narrower);
    if (lines.length > best.length) break;
    best = lines;
  }
  return best;
};

/** Cuts a text to `em`, with an ellipsis where something is missing. */
export const clip = (text: string, em: number): string =>
  widthInEm(text) <= em ? text : withEllipsis(text, em);

export const withEllipsis = (text: string, em: number): string => {
  let kept = '';
  for (const letter of text) {
    if (widthInEm(kept + letter) + 1 > em) break;
    kept += letter;
  }
  return `${kept.trimEnd()}…`;
};
