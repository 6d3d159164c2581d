import { at, ink, mix, type Drawing } from './ink.ts';
import { centred } from './letters.ts';
import { motif, type Motif } from './motifs.ts';
import { clothOf, type Cloth } from './patterns.ts';

/** A finished picture. `tint` colours the sheet; `zoom` enlarges a part of it, given by its middle. */
export interface Sheet {
  tint?: string;
  zoom?: { x: number; y: number; by: number };
}
const open = (width: number, height: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`;

export function sheet(drawing: Drawing, of: Sheet = {}): string {
  const { x, y, by } = of.zoom ?? { x: 200, y: 250, by: 1 };
  const transform = by === 1 ? '' : ` transform="translate(200 250) scale(${by}) translate(${-x} ${-y})"`;
  return `${open(400, 500)}<defs>${drawing.defs}</defs><rect width="400" height="500" fill="${of.tint ?? '#fbf8f1'}"/><g${transform}>${drawing.body}</g></svg>`;
}

/** A wide picture (8 by 5) for a challenge or a brand: a row of things on a ground. */
export function cover(things: readonly Drawing[], tint: string, floor: string, back?: Cloth): string {
  const cloth = back ? clothOf(back) : { defs: '', fill: '' };
  const n = things.length;
  const scale = n <= 2 ? 0.92 : n === 3 ? 0.7 : n === 4 ? 0.56 : 0.46;
  const step = 800 / n;
  const row = things
    .map(
      (thing, i) =>
        `<g transform="translate(${at(step * (i + 0.5) - 200 * scale)} ${at(446 - 440 * scale)}) scale(${scale})">${thing.body}</g>`,
    )
    .join('');
  return `${open(800, 500)}<defs>${cloth.defs}${things.map((thing) => thing.defs).join('')}</defs><rect width="800" height="500" fill="${tint}"/>${back ? `<rect width="800" height="372" fill="${cloth.fill}" opacity=".5"/>` : ''}<rect y="372" width="800" height="128" fill="${floor}"/><path d="M0 372H800" stroke="${mix(floor, ink, 0.4)}" stroke-width="1.6"/>${row}</svg>`;
}
/**
 * A picture for the head of a brand, 16 by 9. It is also shown lower and wider, so that everything that matters stands
 * in the middle two thirds.
 */
export function frieze(
  things: readonly { thing: Drawing; x: number; y: number; scale: number }[],
  wall: string,
  floor: string,
  back?: Cloth,
): string {
  const cloth = back ? clothOf(back) : { defs: '', fill: '' };
  const row = things.map(
    ({ thing, x, y, scale }) =>
      `<g transform="translate(${at(x)} ${at(y)}) scale(${scale})">${thing.body}</g>`,
  );
  return `${open(800, 450)}<defs>${cloth.defs}${things.map(({ thing }) => thing.defs).join('')}</defs><rect width="800" height="450" fill="${wall}"/>${back ? `<rect width="800" height="318" fill="${cloth.fill}" opacity=".55"/>` : ''}<rect y="318" width="800" height="132" fill="${floor}"/>${wall === floor ? '' : `<path d="M0 318H800" stroke="${mix(floor, ink, 0.4)}" stroke-width="1.6"/>`}${row.join('')}</svg>`;
}
/** A brand's mark: a motif or letters on a square. */
export function mark(
  ground: string,
  of: { motif?: Motif; letters?: string; colours: readonly string[] },
): string {
  return `${open(400, 400)}<rect width="400" height="400" fill="${ground}"/>${of.motif ? motif(of.motif, 200, of.letters ? 160 : 204, of.letters ? 2 : 2.6, of.colours) : ''}${of.letters ? centred(of.letters, 200, of.motif ? 292 : 140, of.motif ? 50 : 120, of.colours[0]!, of.motif ? 9 : 20) : ''}</svg>`;
}
