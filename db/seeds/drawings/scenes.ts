import {
  at,
  box,
  circle,
  darker,
  flat,
  ground,
  ink,
  lighter,
  light,
  line,
  mix,
  pen,
  readable,
  shade,
  shape,
  stitch,
  within,
  type Drawing,
} from './ink.ts';
import { motif, type Motif } from './motifs.ts';
import { clothOf, type Cloth } from './patterns.ts';

/** Pictures besides the plain sheet: the thing where it will live, its cloth from near, its colours on a card. */
const plant = (x: number, y: number, size: number, pot: string, leaf: string): string => {
  const leaves = [
    [-40, 0.9],
    [-16, 1.15],
    [8, 1.2],
    [34, 0.95],
    [-62, 0.7],
    [58, 0.72],
  ].map(
    ([turn, length]) =>
      `<g transform="rotate(${turn}) scale(${length})"><path d="M0 0C-18-24-15-58 0-78 15-58 18-24 0 0Z" fill="${leaf}" ${pen}/><path d="M0-4V-66" stroke="${ink}" stroke-width="1.2" opacity=".5"/></g>`,
  );
  return `<g transform="translate(${x} ${y}) scale(${size})"><ellipse cx="0" cy="52" rx="36" ry="6" fill="${ink}" opacity=".1"/><g transform="translate(0 4)">${leaves.join('')}</g><path d="M-26 0H26L20 50H-20Z" fill="${pot}" ${pen}/><path d="M-30-4H30V8H-30Z" fill="${lighter(pot, 0.15)}" ${pen}/></g>`;
};
const wall = (colour: string, from: number, below: string): string =>
  flat(`M0 0H400V${from}H0Z`, colour) + flat(`M0 ${from}H400V500H0Z`, below) + line(`M0 ${from}H400`, 2);

/** On a hanger, on a rail before a wall. */
export function hung(
  thing: Drawing,
  colour: string,
  below: string,
  by: 'hanger' | 'hook' | 'peg' = 'hanger',
): Drawing {
  const rail =
    line('M-10 46H410', 11) +
    line('M-10 46H410', 6.6, 1, '#c9a877') +
    shape('M40 0h10v44h-10zM350 0h10v44h-10z', '#8a6a42');
  const arms =
    by === 'hanger'
      ? line('M200 100L128 126M200 100L272 126', 8) +
        line('M200 100L128 126M200 100L272 126', 4.4, 1, '#c9a877')
      : '';
  const hook =
    by !== 'peg'
      ? line('M200 112V74Q214 72 214 58T200 44 188 54', 3.4) + arms
      : line('M200 46V84', 3.4) + circle(200, 46, 9, '#8a6a42');
  return {
    defs: thing.defs,
    body:
      wall(colour, 440, below) +
      rail +
      hook +
      `<g transform="translate(${by === 'peg' ? '21 12' : '17 26'}) scale(${by === 'peg' ? '.895' : '.915'})">${thing.body.replace(/<ellipse[^>]*opacity="\.09"\/>/, '')}</g>` +
      plant(352, 432, 0.62, darker(below, 0.25), '#5d8a5a'),
  };
}
/** On a kitchen counter, tiles behind it. */
export function kitchen(thing: Drawing, tiles: Cloth, counter: string, wood = '#b98d5a'): Drawing {
  const tile = clothOf(tiles);
  return {
    defs: thing.defs + tile.defs,
    body:
      flat('M0 0H400V424H0Z', tile.fill) +
      flat('M0 0H400V424H0Z', '#fbf8f1', 'opacity=".42"') +
      line('M-10 92H410', 10) +
      line('M-10 92H410', 5.6, 1, wood) +
      motif('bento', 62, 62, 0.44, ['#c2311d', '#2b6650', '#efb94d']) +
      shape('M308 87V58H340V87Z', '#efe4cc') +
      shape('M348 87V48H366V87Z', '#2f5d7a') +
      flat('M0 418H400V500H0Z', counter) +
      line('M0 418H400', 2.2) +
      flat('M0 444H400V448H0Z', ink, 'opacity=".18"') +
      `<g transform="translate(26 62) scale(.87)">${thing.body}</g>`,
  };
}
/** Standing in a room: floor, skirting, a plant and a picture. */
export function room(thing: Drawing, colour: string, floor: string, art: Motif = 'mountain'): Drawing {
  return {
    defs: thing.defs,
    body:
      wall(colour, 408, floor) +
      flat('M0 396H400V408H0Z', lighter(colour, 0.35)) +
      line('M0 396H400', 1.4) +
      box(22, 92, 66, 84, 1, '#fbf8f1') +
      box(30, 100, 50, 68, 0, mix(colour, '#ffffff', 0.5), `stroke="${ink}" stroke-width="1.2"`) +
      motif(art, 55, 136, 0.34, ['#2b6650', '#e8c882', '#c2311d']) +
      `<g transform="translate(${40} ${34}) scale(.88)">${thing.body}</g>` +
      plant(46, 396, 1.05, '#b5593a', '#5d8a5a'),
  };
}
/** On a desk seen from above, with what lies on desks. */
export function desk(thing: Drawing, wood: string): Drawing {
  let grain = '';
  for (let i = 0; i < 9; i++)
    grain += `M-10 ${30 + i * 58}Q120 ${18 + i * 58 + (i % 3) * 10} 230 ${34 + i * 58}T420 ${26 + i * 58}`;
  return {
    defs: thing.defs,
    body:
      flat('M0 0H400V500H0Z', wood) +
      line(grain, 1.4, 0.16) +
      `<g transform="translate(318 70)"><circle r="48" cx="4" cy="7" fill="${ink}" opacity=".12"/>${circle(0, 0, 46, '#f1ece0')}${circle(0, 0, 36, '#5a3a22')}${line('M-22-14A28 28 0 0 1 4-27', 2, 0.4, '#fff')}<path d="M44-8h22q6 0 6 8t-6 8H44z" fill="#f1ece0" ${pen}/></g>` +
      `<g transform="translate(64 74) rotate(-12)">${box(-44, -58, 96, 124, 4, ink, 'opacity=".12"')}${box(-50, -64, 96, 124, 4, '#c2311d')}${box(-40, -64, 8, 124, 0, darker('#c2311d', 0.25), '')}${box(-16, -34, 46, 26, 2, '#fbf8f1', `stroke="${ink}" stroke-width="1.2"`)}</g>` +
      thing.body +
      `<g transform="translate(96 438) rotate(-34)">${shape('M-60-6H44L58 0 44 6H-60Z', '#efb94d')}${flat('M44-6L58 0 44 6Z', '#f3e0c0')}${flat('M-60-6h14v12h-14z', '#d98a7a')}${line('M44-6L58 0 44 6M-46-6V6', 1.4)}</g>`,
  };
}
/** A framed picture above a bench. */
export function gallery(thing: Drawing, colour: string, floor: string): Drawing {
  return {
    defs: thing.defs,
    body:
      wall(colour, 430, floor) +
      `<g transform="translate(74 -6) scale(.63)">${thing.body.replace(/<ellipse[^>]*opacity="\.09"\/>/, '')}</g>` +
      ground(220, 466, 150, 8) +
      shape('M92 352H352V374H92Z', '#c9a877') +
      shape('M108 374h14v88h-14zM322 374h14v88h-14z', '#a9855a') +
      shape('M108 420H336V430H108Z', '#b98d5a') +
      flat('M136 352q0-22 30-22t30 22z', '#2f5d7a', pen) +
      box(210, 338, 86, 14, 1, '#efe4cc') +
      box(218, 326, 70, 12, 1, '#c2311d') +
      box(214, 316, 78, 10, 1, '#2b6650') +
      plant(48, 404, 1.1, '#7a8f84', '#4a7a55'),
  };
}
/** The cloth from near: a fold, a double seam, a woven label. */
export function closeCloth(
  cloth: Cloth,
  label: { motif: Motif; colours: readonly string[]; ground?: string },
  trim?: Cloth,
): Drawing {
  const near = clothOf({ ...cloth, scale: (cloth.scale ?? 1) * 2.6, turn: (cloth.turn ?? 0) - 9 });
  const other = clothOf({
    ...(trim ?? cloth),
    scale: ((trim ?? cloth).scale ?? 1) * 2.6,
    turn: (trim?.turn ?? 0) + 14,
  });
  const under = (trim ?? cloth).colours[0]!;
  const thread = readable(under, darker(under, 0.55), lighter(under, 0.65));
  const seam = (d: string) =>
    `<path d="${d}" fill="none" stroke="${thread}" stroke-width="3.4" stroke-dasharray="13 9" stroke-linecap="round"/>`;
  const ply = 'M-20 356Q120 300 250 336T430 300V520H-20Z';
  const cut = within(
    ply,
    flat('M-20 280H430V520H-20Z', other.fill) +
      shade('M-20 356Q120 300 250 336T430 300V322Q340 338 250 360T-20 382Z', 0.1),
  );
  return {
    defs: near.defs + other.defs + cut.defs,
    body:
      flat('M0 0H400V500H0Z', near.fill) +
      shade('M300 0Q250 150 330 320L400 300V0Z', 0.1) +
      light('M60 0Q120 150 70 330L96 326Q150 150 92 0Z', 0.14) +
      shade('M-20 340Q120 284 250 320T430 284V306Q340 318 250 340T-20 362Z', 0.2) +
      cut.body +
      line(ply, 3.4) +
      seam('M-20 374Q120 318 250 354T430 318') +
      seam('M-20 392Q120 336 250 372T430 336') +
      `<g transform="translate(200 196) rotate(-5)">${box(-88, -60, 180, 128, 3, ink, 'opacity=".18"')}${box(-92, -66, 180, 128, 3, label.ground ?? '#f6efe0', `stroke="${ink}" stroke-width="3"`)}${stitch('M-85-58H80V54H-85Z').replace('stroke-width="1"', 'stroke-width="2.2"').replace('3.4 2.8', '8 6')}${motif(label.motif, -2, 0, 0.92, label.colours)}</g>`,
  };
}
/** A card of the materials: the cloth with a pinked edge, and its colours as chips. */
export function materials(cloth: Cloth, chips: readonly string[], label: Motif = 'halo'): Drawing {
  const fill = clothOf(cloth);
  let edge = 'M70 70';
  for (let x = 70; x < 330; x += 13) edge += 'l6.5-8 6.5 8';
  for (let y = 70; y < 278; y += 13) edge += 'l8 6.5-8 6.5';
  edge += '';
  for (let x = 330; x > 70; x -= 13) edge += 'l-6.5 8-6.5-8';
  for (let y = 278; y > 70; y -= 13) edge += 'l-8-6.5 8-6.5';
  edge += 'Z';
  const n = Math.min(4, chips.length);
  const w = 260 / n - 10;
  return {
    defs: fill.defs,
    body:
      `<g transform="rotate(2 200 250)">${box(45, 31, 318, 452, 5, ink, 'opacity=".11"')}${box(40, 24, 318, 452, 5, '#fdfbf6')}</g>` +
      `<path d="${edge}" transform="translate(4 7)" fill="${ink}" opacity=".14"/>` +
      shape(edge, fill.fill) +
      shape('M182 46h36l-4 34h-28z', '#d9cfbb') +
      line('M188 56h24', 2, 0.6) +
      chips
        .slice(0, n)
        .map(
          (chip, i) =>
            box(70 + i * (w + 13.3), 318, w, 92, 3, chip) +
            box(70 + i * (w + 13.3), 388, w, 22, 0, '#fbf8f1', `stroke="${ink}" stroke-width="1.4"`) +
            line(
              `M${at(78 + i * (w + 13.3))} 396h${at(w * 0.5)}M${at(78 + i * (w + 13.3))} 403h${at(w * 0.3)}`,
              1.8,
              0.55,
            ),
        )
        .join('') +
      motif(label, 314, 440, 0.26, ['#c2311d', '#c2311d']) +
      line('M72 434h120M72 446h84', 2, 0.4),
  };
}
