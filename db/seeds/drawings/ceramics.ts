import { darker, flat, ground, ink, light, line, pen, shade, shape, within, type Drawing } from './ink.ts';
import { clothOf, type Cloth } from './patterns.ts';
import { motif, type Motif } from './motifs.ts';

export interface Pot {
  clay: Cloth;
  /** The glaze over it, and where it ends. */
  glaze?: Cloth;
  finish?: 'dip' | 'drip' | 'band' | 'whole';
  motif?: Motif;
  colours?: readonly string[];
  kind?: 'mug' | 'teapot' | 'vase' | 'bowl' | 'tumbler' | 'plate';
}
const outlines = {
  mug: 'M112 168H264Q270 168 270 176L262 372Q258 408 222 410H154Q118 408 114 372L106 176Q106 168 112 168Z',
  teapot: 'M104 284C104 220 150 204 196 204S288 220 288 284 262 396 234 400H158C130 396 104 348 104 284Z',
  vase: 'M168 72H232Q240 72 238 82 228 112 230 150C290 178 306 240 290 310 278 370 254 410 236 418H164C146 410 122 370 110 310 94 240 110 178 170 150 172 112 162 82 160 72Z',
  bowl: 'M76 224H324Q334 224 332 236 322 344 240 376V396Q240 402 232 402H168Q160 402 160 396V376Q78 344 68 236 66 224 76 224Z',
  tumbler:
    'M120 142H280Q288 142 287 152L268 396Q266 412 250 412H150Q134 412 132 396L113 152Q112 142 120 142Z',
  plate: 'M200 96a150 150 0 1 1 0 300a150 150 0 1 1 0-300Z',
};
export function pot(of: Pot): Drawing {
  const { kind = 'mug', finish = 'dip' } = of;
  const d = outlines[kind];
  const clay = clothOf(of.clay);
  const glaze = of.glaze ? clothOf(of.glaze) : clay;
  const colour = of.glaze?.colours[0] ?? of.clay.colours[0]!;
  const middle = { mug: 290, teapot: 300, vase: 270, bowl: 300, tumbler: 276, plate: 246 }[kind];
  const coat =
    finish === 'whole'
      ? flat('M0 0H400V500H0Z', glaze.fill)
      : finish === 'band'
        ? flat(`M40 ${middle - 42}H360V${middle + 42}H40Z`, glaze.fill) +
          line(`M40 ${middle - 42}H360M40 ${middle + 42}H360`, 1.8) +
          line(`M40 ${middle - 50}H360M40 ${middle + 50}H360`, 3, 1, colour)
        : finish === 'drip'
          ? shape(
              `M40 0H360V${middle - 8}Q346 ${middle + 30} 330 ${middle - 4}T300 ${middle + 8} 276 ${middle + 2} 246 ${middle + 34} 220 ${middle + 4} 190 ${middle + 6} 166 ${middle + 46} 142 ${middle + 6} 112 ${middle + 2} 84 ${middle + 18} 40 ${middle}Z`,
              glaze.fill,
            )
          : shape(
              `M40 0H360V${middle + 26}Q280 ${middle - 10} 200 ${middle + 16}T40 ${middle + 2}Z`,
              glaze.fill,
            );
  if (kind === 'plate') {
    const inner = within(
      d,
      flat('M0 0H400V500H0Z', clay.fill) +
        `<circle cx="200" cy="246" r="112" fill="${of.glaze ? glaze.fill : darker(colour, 0.06)}" ${pen}/><circle cx="200" cy="246" r="130" fill="none" stroke="${colour}" stroke-width="5"/>`,
    );
    return {
      defs: clay.defs + glaze.defs + inner.defs,
      body:
        `<circle cx="206" cy="258" r="150" fill="${ink}" opacity=".1"/>` +
        inner.body +
        `<path d="${d}" fill="none" ${pen}/>` +
        (of.motif ? motif(of.motif, 200, 246, 1.25, of.colours ?? [colour]) : '') +
        light('M92 190A120 120 0 0 1 150 128L156 138A108 108 0 0 0 104 196Z', 0.4),
    };
  }
  const inside = within(
    d,
    coat +
      (of.motif
        ? motif(
            of.motif,
            kind === 'mug' ? 188 : 200,
            middle,
            kind === 'vase' ? 1.05 : 0.9,
            of.colours ?? ['#c2311d'],
          )
        : '') +
      shade('M262 40H400V480H232Q270 300 246 40Z', 0.12) +
      light(
        kind === 'vase'
          ? 'M126 220Q112 280 134 350L144 346Q124 280 138 214Z'
          : kind === 'bowl'
            ? 'M88 246Q98 316 140 350L146 344Q108 308 100 246Z'
            : 'M126 190H135L140 370H131Z',
        0.42,
      ),
  );
  const handle =
    kind === 'mug'
      ? line('M266 214C338 196 344 356 262 344', 22) +
        line(
          'M266 214C338 196 344 356 262 344',
          17.4,
          1,
          finish === 'dip' || finish === 'drip' || finish === 'whole' ? colour : of.clay.colours[0]!,
        )
      : '';
  const extra =
    kind === 'teapot'
      ? {
          back:
            line('M120 230C108 84 284 84 272 230', 15) +
            line('M120 230C108 84 284 84 272 230', 10.4, 1, '#a9713f') +
            shape(
              'M280 330Q318 318 330 262L348 244Q366 250 362 262 352 350 286 366Z',
              finish === 'band' ? clay.fill : glaze.fill,
            ),
          front:
            shape('M146 214Q150 184 196 184T246 214Q196 232 146 214Z', glaze.fill) +
            shape('M184 184q-4-18 12-18t12 18z', darker(colour, 0.2)),
        }
      : { back: '', front: '' };
  const mouth =
    kind === 'mug'
      ? [188, 168, 78, 11]
      : kind === 'bowl'
        ? [200, 226, 126, 15]
        : kind === 'tumbler'
          ? [200, 144, 82, 11]
          : kind === 'vase'
            ? [200, 73, 36, 6]
            : null;
  const stems =
    kind === 'vase'
      ? line('M196 74C190 50 176 30 160 22M204 74C210 44 226 30 236 14', 3.4, 1, '#3f5c43') +
        flat(
          'M160 22q-26-2-30-20 24-2 30 20zM168 34q-24 6-36-8 20-10 36 8zM236 14q4-22 24-22 2 20-24 22zM228 30q20 6 34-6-14-14-34 6z',
          '#5d8a5a',
          `stroke="${ink}" stroke-width="1.4"`,
        )
      : '';
  return {
    defs: clay.defs + glaze.defs + inside.defs,
    body:
      ground(196, kind === 'vase' ? 430 : 420, 104) +
      (kind === 'vase' ? `<g transform="translate(0 14)">` : '') +
      extra.back +
      handle +
      shape(d, clay.fill) +
      inside.body +
      `<path d="${d}" fill="none" ${pen}/>` +
      (mouth
        ? `<ellipse cx="${mouth[0]}" cy="${mouth[1]}" rx="${mouth[2]}" ry="${mouth[3]}" fill="${darker(colour, 0.42)}" ${pen}/>`
        : '') +
      stems +
      extra.front +
      (kind === 'vase' ? '</g>' : ''),
  };
}
