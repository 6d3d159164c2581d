import { at } from './ink.ts';

// A drawn alphabet: strokes on a grid 4 wide and 6 high, so that pictures need no font on the machine.
const glyphs: Record<string, string> = {
  A: 'M0 6L2 0 4 6M.8 4H3.2',
  B: 'M0 0V6H2.4Q4 6 4 4.5T2.4 3H0H2Q3.6 3 3.6 1.5T2 0Z',
  C: 'M4 1Q3 0 2 0Q0 0 0 3T2 6Q3 6 4 5',
  D: 'M0 0V6H1.6Q4 6 4 3T1.6 0Z',
  E: 'M4 0H0V6H4M0 3H3',
  F: 'M4 0H0V6M0 3H3',
  G: 'M4 1Q3 0 2 0Q0 0 0 3T2 6Q4 6 4 3.4H2.4',
  H: 'M0 0V6M4 0V6M0 3H4',
  I: 'M2 0V6M1 0H3M1 6H3',
  J: 'M4 0V4Q4 6 2 6T0 4.4',
  K: 'M0 0V6M4 0L0 3.4M1.4 2.4L4 6',
  L: 'M0 0V6H4',
  M: 'M0 6V0L2 3 4 0V6',
  N: 'M0 6V0L4 6V0',
  O: 'M2 0Q0 0 0 3T2 6 4 3 2 0',
  P: 'M0 6V0H2.2Q4 0 4 1.7T2.2 3.4H0',
  Q: 'M2 0Q0 0 0 3T2 6 4 3 2 0M2.4 4L4 6',
  R: 'M0 6V0H2.2Q4 0 4 1.6T2.2 3.2H0M2 3.2L4 6',
  S: 'M4 .9Q3 0 2 0Q0 0 0 1.5T2 3 4 4.5 2 6Q1 6 0 5.1',
  T: 'M0 0H4M2 0V6',
  U: 'M0 0V4Q0 6 2 6T4 4V0',
  V: 'M0 0L2 6 4 0',
  W: 'M0 0L1 6 2 2 3 6 4 0',
  X: 'M0 0L4 6M4 0L0 6',
  Y: 'M0 0L2 3 4 0M2 3V6',
  Z: 'M0 0H4L0 6H4',
  0: 'M2 0Q0 0 0 3T2 6 4 3 2 0M1 5L3 1',
  1: 'M.8 1.2L2 0V6M.8 6H3.2',
  2: 'M0 1.4Q.4 0 2 0T4 1.6Q4 2.6 2.8 3.6L0 6H4',
  3: 'M.2 .8Q1 0 2 0Q3.8 0 3.8 1.5T2 3Q4 3 4 4.5T2 6Q1 6 0 5.2',
  4: 'M3 6V0L0 4H4',
  5: 'M4 0H.4V2.8Q1 2.2 2 2.2 4 2.2 4 4T2 6Q.8 6 0 5.2',
  6: 'M3.6 .6Q3 0 2 0 0 0 0 3.6 0 6 2 6T4 4.2 2 2.6 0 4',
  7: 'M0 0H4L1.6 6',
  8: 'M2 3Q.4 3 .4 1.5T2 0 3.6 1.5 2 3Q0 3 0 4.5T2 6 4 4.5 2 3',
  9: 'M.4 5.4Q1 6 2 6 4 6 4 2.4 4 0 2 0T0 1.8 2 3.4 4 2',
  '-': 'M.6 3H3.4',
  '=': 'M.6 2H3.4M.6 4H3.4',
  '.': 'M2 5.6V6',
  ',': 'M2.2 5L1.4 6.6',
  '/': 'M0 6L4 0',
  ';': 'M2 2V2.4M2.2 5L1.4 6.6',
  "'": 'M2 0V1.6',
  '[': 'M3 0H1V6H3',
  ']': 'M1 0H3V6H1',
  '\\': 'M0 0L4 6',
  '`': 'M1.4 0L2.4 1.4',
  '+': 'M2 1V5M0 3H4',
  '*': 'M2 1V5M.3 2L3.7 4M3.7 2L.3 4',
  '^': 'M0 4L2 1 4 4M2 1V6',
  '<': 'M3 1L0 3 3 5M0 3H4',
  '>': 'M1 1L4 3 1 5M0 3H4',
  _: 'M0 2L2 5 4 2M2 0V5',
};

/** `text` from its top left corner, `size` the height of a capital. */
export function written(
  text: string,
  x: number,
  y: number,
  size: number,
  colour: string,
  weight = 1,
): string {
  const k = size / 6;
  let d = '';
  for (let i = 0; i < text.length; i++) {
    const glyph = glyphs[text[i]!.toUpperCase()];
    if (glyph) d += `<path d="${glyph}" transform="translate(${at(i * 5.6)} 0)"/>`;
  }
  return `<g transform="translate(${at(x)} ${at(y)}) scale(${Math.round(k * 1000) / 1000})" fill="none" stroke="${colour}" stroke-width="${at(weight / k)}" stroke-linecap="round" stroke-linejoin="round">${d}</g>`;
}
export const widthOf = (text: string, size: number): number => ((text.length * 5.6 - 1.6) * size) / 6;
export const centred = (
  text: string,
  x: number,
  y: number,
  size: number,
  colour: string,
  weight = 1,
): string => written(text, x - widthOf(text, size) / 2, y, size, colour, weight);
