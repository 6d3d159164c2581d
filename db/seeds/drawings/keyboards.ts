import {
  at,
  box,
  circle,
  darker,
  flat,
  ground,
  ink,
  lighter,
  lightness,
  light,
  line,
  pen,
  readable,
  shade,
  shape,
  stitch,
  within,
  type Drawing,
} from './ink.ts';
import { written } from './letters.ts';
import { motif, type Motif } from './motifs.ts';
import { clothOf, type Cloth } from './patterns.ts';

/** The colours of a keycap set: letters, modifiers, accents, and what is printed on each. */
export interface Colourway {
  alphas: string;
  mods: string;
  accents: string;
  legends?: string;
  modLegends?: string;
  /** Pattern on the space bar or over all letters. */
  pattern?: Cloth;
  novelty?: Motif;
}
type Kind = 'alpha' | 'mod' | 'accent' | 'space' | 'gap';
type Key = [width: number, legend: string, kind?: Kind];

const letters = (text: string): Key[] => [...text].map((letter) => [1, letter]);
const mod = (width: number, legend: string): Key => [width, legend, 'mod'];
const accent = (width: number, legend: string): Key => [width, legend, 'accent'];
const gap = (width: number): Key => [width, '', 'gap'];

const main = (right: Key[][]): Key[][] => [
  [accent(1, ''), ...letters('1234567890-='), mod(2, '<'), ...right[0]!],
  [mod(1.5, 'TAB'), ...letters('QWERTYUIOP[]'), mod(1.5, '\\'), ...right[1]!],
  [mod(1.75, 'CAPS'), ...letters("ASDFGHJKL;'"), accent(2.25, 'ENTER'), ...right[2]!],
  [mod(2.25, 'SHIFT'), ...letters('ZXCVBNM,./'), ...right[3]!],
  [mod(1.25, 'CTRL'), mod(1.25, ''), mod(1.25, 'ALT'), [6.25, '', 'space'], ...right[4]!],
];
const layouts = {
  '65': main([
    [mod(1, '*')],
    [mod(1, '+')],
    [mod(1, '-')],
    [mod(1.75, 'SHIFT'), accent(1, '^'), mod(1, '=')],
    [mod(1.25, 'ALT'), mod(1.25, 'FN'), gap(0.5), accent(1, '<'), accent(1, '_'), accent(1, '>')],
  ]),
  tkl: [
    [
      accent(1, ''),
      gap(1),
      ...letters('1234'),
      gap(0.5),
      mod(1, '5'),
      mod(1, '6'),
      mod(1, '7'),
      mod(1, '8'),
      gap(0.5),
      ...letters('9012'),
      gap(0.25),
      mod(1, 'P'),
      mod(1, 'S'),
      mod(1, 'B'),
    ] as Key[],
    ...main([
      [gap(0.25), mod(1, 'I'), mod(1, 'H'), mod(1, 'U')],
      [gap(0.25), mod(1, 'X'), mod(1, 'E'), mod(1, 'D')],
      [],
      [mod(2.75, 'SHIFT'), gap(1.25), accent(1, '^')],
      [
        mod(1.25, 'ALT'),
        mod(1.25, ''),
        mod(1.25, 'FN'),
        mod(1.25, 'CTRL'),
        gap(0.25),
        accent(1, '<'),
        accent(1, '_'),
        accent(1, '>'),
      ],
    ]),
  ],
} satisfies Record<string, Key[][]>;

function cap(
  x: number,
  y: number,
  w: number,
  u: number,
  fill: string,
  legend: string,
  ink2: string,
  side = fill,
): string {
  const h = u - 1.6;
  const width = w - 1.6;
  const size = legend.length > 1 ? u * 0.2 : u * 0.3;
  const dent = u * 0.11;
  return (
    `<rect x="${at(x)}" y="${at(y)}" width="${at(width)}" height="${at(h)}" rx="${at(u * 0.13)}" fill="${darker(side.startsWith('#') ? side : '#8a8478', 0.2)}" stroke="${ink}" stroke-width="${at(Math.min(1.6, u / 16))}"/>` +
    `<rect x="${at(x + dent)}" y="${at(y + dent * 0.5)}" width="${at(width - dent * 2)}" height="${at(h - dent * 2.4)}" rx="${at(u * 0.13)}" fill="${fill}"/>` +
    (legend
      ? written(legend, x + dent + u * 0.13, y + dent * 0.5 + u * 0.13, size, ink2, Math.max(0.8, u * 0.052))
      : '')
  );
}
function colours(way: Colourway, kind: Kind): { fill: string; text: string } {
  const fill = kind === 'mod' ? way.mods : kind === 'accent' ? way.accents : way.alphas;
  const text =
    kind === 'alpha' || kind === 'space'
      ? (way.legends ?? readable(fill, '#2c2a26', '#fbf8f1'))
      : kind === 'mod'
        ? (way.modLegends ?? readable(fill, '#2c2a26', '#fbf8f1'))
        : readable(fill, '#2c2a26', '#fbf8f1');
  return { fill, text };
}
function rows(
  keys: Key[][],
  x: number,
  y: number,
  u: number,
  way: Colourway,
  patternFill = '',
  gapAfterFirst = 0,
  escape = true,
): string {
  let body = '';
  keys.forEach((row, r) => {
    let across = x;
    row.forEach(([w, legend, kind = 'alpha'], i) => {
      if (kind !== 'gap') {
        const { fill, text } = colours(way, kind);
        const top = y + r * u + (r > 0 ? gapAfterFirst : 0);
        const patterned = patternFill && (kind === 'space' || (kind === 'alpha' && way.pattern!.turn === 1));
        body += cap(across, top, w * u, u, patterned ? patternFill : fill, legend, text, fill);
        if (escape && r === 0 && i === 0 && way.novelty)
          body += motif(way.novelty, across + u * 0.48, top + u * 0.42, u * 0.0052, [text, text, fill]);
      }
      across += w * u;
    });
  });
  return body;
}

export interface Keyboard {
  layout: '65' | 'tkl' | 'alice';
  caseColour: string;
  caseCloth?: Cloth;
  weight?: string;
  knob?: string;
  plate?: string;
  way: Colourway;
  view?: 'sheet' | 'angle' | 'close' | 'top';
}
const alice: Record<'left' | 'right', Key[][]> = {
  left: [
    [accent(1, ''), ...letters('123456')],
    [mod(1.5, 'TAB'), ...letters('QWERT')],
    [mod(1.75, 'CAPS'), ...letters('ASDFG')],
    [mod(2.25, 'SHIFT'), ...letters('ZXCVB')],
    [mod(1.5, 'CTRL'), gap(1), mod(1.25, 'ALT'), [2.25, '', 'space'], mod(1, 'FN')],
  ],
  right: [
    [...letters('7890-='), mod(2, '<')],
    [gap(0.25), ...letters('YUIOP[]'), mod(1.25, '\\')],
    [gap(0.5), ...letters("HJKL;'"), accent(2, 'ENTER')],
    [letters('B')[0]!, ...letters('NM,./'), mod(1.75, 'SHIFT'), accent(1, '^')],
    [[2.75, '', 'space'], mod(1.5, 'ALT'), gap(1.25), accent(1, '<'), accent(1, '_'), accent(1, '>')],
  ],
};

/** The board from above: its case, plate and keys; `u` is the width of one key. */
function board(of: Keyboard, x: number, y: number, u: number): Drawing & { width: number; height: number } {
  const metal = of.caseCloth ? clothOf(of.caseCloth) : { defs: '', fill: of.caseColour };
  const pattern = of.way.pattern ? clothOf(of.way.pattern) : { defs: '', fill: '' };
  const plate = of.plate ?? darker(of.caseColour, 0.5);
  const defs = metal.defs + pattern.defs;
  if (of.layout === 'alice') {
    const [w, h] = [u * 19.3, u * 7.2];
    const half = (side: 'left' | 'right', px: number, py: number, turn: number) =>
      `<g transform="translate(${at(px)} ${at(py)}) rotate(${turn})">${rows(alice[side], 0, 0, u, of.way, pattern.fill, 0, side === 'left')}</g>`;
    const d = `M${at(x + u * 0.6)} ${at(y)}H${at(x + w * 0.4)}Q${at(x + w / 2)} ${at(y + u * 0.9)} ${at(x + w * 0.6)} ${at(y)}H${at(x + w - u * 0.6)}Q${at(x + w)} ${at(y)} ${at(x + w)} ${at(y + u * 0.6)}L${at(x + w - u * 0.2)} ${at(y + h - u * 0.5)}Q${at(x + w - u * 0.4)} ${at(y + h)} ${at(x + w - u)} ${at(y + h)}L${at(x + w / 2)} ${at(y + h + u * 0.5)} ${at(x + u)} ${at(y + h)}Q${at(x + u * 0.4)} ${at(y + h)} ${at(x + u * 0.2)} ${at(y + h - u * 0.5)}L${at(x)} ${at(y + u * 0.6)}Q${at(x)} ${at(y)} ${at(x + u * 0.6)} ${at(y)}Z`;
    return {
      defs,
      width: w,
      height: h,
      body:
        shape(d, metal.fill) +
        light(`M${at(x + u * 0.7)} ${at(y + 3)}H${at(x + w * 0.38)}v2H${at(x + u * 0.7)}Z`, 0.5) +
        half('left', x + u * 1.3, y + u * 0.45, 8) +
        half('right', x + u * 9.35, y + u * 1.7, -8) +
        motif(of.way.novelty ?? 'sun', x + u * 8.95, y + u * 5.9, u * 0.008, [
          of.way.accents,
          lighter(of.caseColour, 0.6),
          of.caseColour,
        ]),
    };
  }
  const tkl = of.layout === 'tkl';
  const keys: Key[][] = layouts[of.layout];
  const units = tkl ? 18.25 : 16;
  const pad = u * 0.62;
  const extra = tkl ? u * 0.3 : 0;
  const [w, h] = [units * u + pad * 2, keys.length * u + extra + pad * 2];
  return {
    defs,
    width: w,
    height: h,
    body:
      box(x, y, w, h, u * 0.42, metal.fill) +
      light(`M${at(x + u * 0.5)} ${at(y + 2.6)}H${at(x + w - u * 0.5)}v1.8H${at(x + u * 0.5)}Z`, 0.5) +
      box(x + pad - 3, y + pad - 3, w - pad * 2 + 5, h - pad * 2 + 5, 3, plate, '') +
      rows(keys, x + pad, y + pad, u, of.way, pattern.fill, extra) +
      (of.knob
        ? circle(x + w - pad - u * 0.5, y + pad + u * 0.48, u * 0.46, of.knob) +
          circle(
            x + w - pad - u * 0.5,
            y + pad + u * 0.48,
            u * 0.3,
            lighter(of.knob, 0.25),
            `stroke="${ink}" stroke-width="1"`,
          ) +
          line(`M${at(x + w - pad - u * 0.5)} ${at(y + pad + u * 0.1)}v${at(u * 0.22)}`, 1.6)
        : '') +
      (tkl
        ? motif(of.way.novelty ?? 'wave', x + pad + u * 16.75, y + pad + extra + u * 3.48, u * 0.007, [
            of.way.accents,
            of.way.alphas,
            of.way.mods,
          ])
        : ''),
  };
}

export function keyboard(of: Keyboard): Drawing {
  const weight = of.weight ?? '#b08a4a';
  if (of.view === 'angle' || of.view === 'close') {
    const u = of.view === 'close' ? 58 : 27;
    const top = board(of, 0, 0, u);
    const [dx, dy] = of.view === 'close' ? [-60, 128] : [-34, 306];
    return {
      defs: top.defs,
      body: `<g transform="translate(${dx} ${dy}) rotate(${of.view === 'close' ? -14 : -27})"><rect x="8" y="14" width="${at(top.width)}" height="${at(top.height)}" rx="12" fill="${ink}" opacity=".12"/>${top.body}</g>`,
    };
  }
  if (of.view === 'top') {
    const top = board(of, 0, 0, of.layout === 'tkl' ? 18 : of.layout === 'alice' ? 18.4 : 20);
    return {
      defs: top.defs,
      body: `<rect x="5" y="9" width="${at(top.width)}" height="${at(top.height)}" rx="10" fill="${ink}" opacity=".16"/>${top.body}`,
    };
  }
  const u = of.layout === 'tkl' ? 19.2 : of.layout === 'alice' ? 19 : 21.4;
  const probe = board(of, 0, 0, u);
  const x = 200 - probe.width / 2;
  const y = of.layout === 'alice' ? 92 : 100;
  const top = board(of, x, y, u);
  const metal = of.caseCloth ? clothOf(of.caseCloth).fill : of.caseColour;
  const right = x + top.width;
  const s = 332;
  // Its side, with the angle of typing, and its underside with the weight.
  const side = `M${at(x + 4)} ${s + 20}L${at(right - 10)} ${s}Q${at(right)} ${s} ${at(right)} ${s + 8}V${s + 36}H${at(x + 10)}Q${at(x)} ${s + 36} ${at(x)} ${s + 28}Z`;
  let caps = '';
  for (let i = 0; i < 5; i++) {
    const cx = x + 18 + i * ((top.width - 60) / 4.4);
    const cy = s + 18 - i * 4;
    caps += shape(
      `M${at(cx)} ${at(cy)}l5-17h${at(u * 1.25)}l5 17z`,
      i === 2 ? of.way.accents : i % 2 ? of.way.alphas : of.way.mods,
    );
  }
  const b = 392;
  return {
    defs: top.defs,
    body:
      ground(200, 480, 150, 7) +
      `<rect x="${at(x + 4)}" y="${at(y + 8)}" width="${at(top.width)}" height="${at(top.height)}" rx="10" fill="${ink}" opacity=".09"/>` +
      top.body +
      caps +
      shape(side, metal) +
      flat(`M${at(x + 4)} ${s + 28}H${at(right)}v2H${at(x + 4)}Z`, weight) +
      circle(x + 26, s + 40, 4, ink, '') +
      circle(right - 26, s + 40, 4, ink, '') +
      box(x, b, top.width, 74, 9, metal) +
      box(x + 40, b + 16, top.width - 80, 42, 6, weight) +
      light(`M${at(x + 62)} ${b + 20}h${at(top.width * 0.3)}l-14 34h${at(-top.width * 0.3)}z`, 0.35) +
      motif(of.way.novelty ?? 'sun', 200, b + 37, 0.28, [
        darker(weight, 0.35),
        lighter(weight, 0.4),
        weight,
      ]) +
      [
        [x + 16, b + 14],
        [right - 16, b + 14],
        [x + 16, b + 60],
        [right - 16, b + 60],
      ]
        .map(([cx, cy]) => circle(cx!, cy!, 6, '#2c2a26', `stroke="${ink}" stroke-width="1.2"`))
        .join(''),
  };
}

/** A keycap set laid out as its kits: the base, the numbers, the novelties, the space bars. */
export function keycaps(of: { way: Colourway; novelties?: readonly Motif[] }): Drawing {
  const u = 22.6;
  const pattern = of.way.pattern ? clothOf(of.way.pattern) : { defs: '', fill: '' };
  const x = 200 - u * 8;
  const { way } = of;
  const novelties = of.novelties ?? (way.novelty ? [way.novelty] : ['sun']);
  let body =
    `<rect x="${at(x - 4)}" y="70" width="${at(u * 16 + 6)}" height="${at(u * 5 + 10)}" rx="6" fill="${ink}" opacity=".07"/>` +
    rows(layouts['65'], x, 74, u, way, pattern.fill);
  const pad: Key[][] = [
    [accent(1, '*'), mod(1, '/'), mod(1, '-'), mod(1, '+')],
    [...letters('789'), mod(1, '+')],
    [...letters('456'), mod(1, '=')],
    [...letters('123'), accent(1, '<')],
    [[2, '0'], [1, '.'], accent(1, '>')],
  ];
  body += rows(pad, x, 214, u, way, '', 0, false);
  for (let i = 0; i < 6; i++) {
    const cx = x + u * 5 + (i % 3) * u * 2.05;
    const cy = 214 + Math.floor(i / 3) * u * 2.05;
    const fill = [way.accents, way.mods, way.alphas][(i + Math.floor(i / 3)) % 3]!;
    const on = readable(fill, '#2c2a26', '#fbf8f1');
    const other = lightness(fill) > 0.55 ? way.mods : way.alphas;
    body +=
      cap(cx, cy, u * 1.9, u * 1.9, fill, '', on) +
      motif(novelties[i % novelties.length]!, cx + u * 0.92, cy + u * 0.82, u * 0.0108, [
        other === fill ? on : other,
        way.accents === fill ? way.alphas : way.accents,
        fill,
      ]);
  }
  body += rows(
    [
      [accent(2.25, 'ENTER')],
      [mod(2.25, 'SHIFT')],
      [mod(2, '<'), ...letters('N')],
      [mod(1.75, 'SHIFT'), accent(1, 'B')],
      [mod(1.5, 'TAB'), accent(1, '^')],
    ],
    x + u * 11.6,
    214,
    u,
    way,
    '',
    0,
    false,
  );
  body += rows(
    [
      [[6.25, '', 'space'], gap(0.4), [7, '', 'space']],
      [
        [3, '', 'space'],
        gap(0.2),
        [2.75, '', 'space'],
        gap(0.2),
        [2.25, '', 'space'],
        gap(0.2),
        accent(2, ''),
        gap(0.2),
        mod(2, ''),
      ],
    ],
    x + u * 0.9,
    354,
    u,
    way,
    pattern.fill,
    0,
    false,
  );
  return { defs: pattern.defs, body: `<g transform="translate(0 32)">${body}</g>` };
}

export interface Artisan {
  body: string;
  kind?: 'sculpt' | 'resin' | 'round';
  motif: Motif;
  colours: readonly string[];
  scene?: Cloth;
}
/** One keycap, large. */
export function artisan(of: Artisan): Drawing {
  const outline =
    'M84 388L124 152Q128 134 146 134H254Q272 134 276 152L316 388Q318 410 296 410H104Q82 410 84 388Z';
  const top =
    'M138 150Q200 142 262 150 268 151 269 158L284 312Q284 322 274 323 200 332 126 323 116 322 116 312L131 158Q132 151 138 150Z';
  const scene = of.scene ? clothOf(of.scene) : { defs: '', fill: '' };
  const sides = within(
    outline,
    shade('M269 140L340 420H290L284 322Z', 0.2) +
      flat('M110 322H290L330 420H70Z', darker(of.body, 0.26)) +
      light('M128 160L92 384H100L134 166Z', 0.28),
  );
  const face = within(
    top,
    (of.scene ? flat('M100 130H300V340H100Z', scene.fill) : '') +
      (of.kind === 'round' ? circle(200, 236, 70, darker(of.body, 0.08), '') : '') +
      light('M138 154Q168 148 200 148L132 230Z', 0.22),
  );
  return {
    defs: sides.defs + face.defs + scene.defs,
    body:
      ground(200, 428, 132) +
      shape(outline, of.body) +
      sides.body +
      `<path d="${outline}" fill="none" ${pen}/>` +
      shape(top, lighter(of.body, of.kind === 'resin' ? 0.1 : 0.16)) +
      face.body +
      `<path d="${top}" fill="none" ${pen}/>` +
      (of.kind === 'resin'
        ? ''
        : `<g opacity=".2" transform="translate(5 9)">${motif(of.motif, 200, 238, 1.18, [ink, ink, ink])}</g>`) +
      motif(of.motif, 200, 236, 1.18, of.colours) +
      (of.kind === 'resin'
        ? light('M138 154Q200 146 230 150L124 300Q124 240 138 154ZM248 156H262L150 322H132Z', 0.26)
        : ''),
  };
}
/** Four keycaps of one idea. */
export function artisans(of: {
  bodies: readonly string[];
  motifs: readonly Motif[];
  colours: readonly string[];
}): Drawing {
  let defs = '';
  let body = '';
  for (let i = 0; i < 4; i++) {
    const one = artisan({
      body: of.bodies[i % of.bodies.length]!,
      motif: of.motifs[i % of.motifs.length]!,
      colours: of.colours,
    });
    defs += one.defs;
    body += `<g transform="translate(${i % 2 ? 198 : 2} ${i < 2 ? 22 : 236}) scale(.5)">${one.body}</g>`;
  }
  return { defs, body };
}

export interface Deskmat {
  cloth: Cloth;
  edge: string;
  motif?: Motif;
  motifColours?: readonly string[];
  land?: readonly [string, string, string, string];
}
/** A mat for the desk, and a close look at its sewn edge. */
export function deskmat(of: Deskmat): Drawing {
  const fill = clothOf(of.cloth);
  const large = clothOf({ ...of.cloth, scale: (of.cloth.scale ?? 1) * 2.4 });
  const [x, y, w, h] = [22, 92, 356, 168];
  const d = `M${x + 10} ${y}H${x + w - 10}Q${x + w} ${y} ${x + w} ${y + 10}V${y + h - 10}Q${x + w} ${y + h} ${x + w - 10} ${y + h}H${x + 10}Q${x} ${y + h} ${x} ${y + h - 10}V${y + 10}Q${x} ${y} ${x + 10} ${y}Z`;
  const ridge = (base: number, high: number, n: number, shift: number) => {
    let path = `M0 300L0 ${base}`;
    for (let i = 0; i <= n; i++)
      path += `L${at((i / n) * 400)} ${at(base - high * Math.abs(Math.sin(i * 1.7 + shift)) - (i % 2) * high * 0.3)}`;
    return path + 'L400 300Z';
  };
  const landscape = of.land
    ? flat('M0 80H400V280H0Z', of.land[0]) +
      circle(292, 146, 30, of.land[3], '') +
      flat(ridge(206, 52, 16, 0.4), of.land[1]) +
      flat(ridge(226, 40, 20, 1.3), of.land[2]) +
      flat(ridge(252, 26, 24, 2.2), darker(of.land[2], 0.35)) +
      line('M262 190H330M270 198H318', 1.6, 0.5, of.land[3])
    : flat('M0 80H400V280H0Z', fill.fill);
  const mat = within(
    d,
    landscape + (of.motif ? motif(of.motif, 306, 176, 1.05, of.motifColours ?? [of.edge]) : ''),
  );
  const lens = 'M296 294a88 88 0 1 1 0 176a88 88 0 1 1 0-176Z';
  const close = within(
    lens,
    flat('M200 280H400V480H200Z', '#d9d2c3') +
      `<g transform="rotate(-16 296 382)">${flat('M300 240H460V520H300Z', of.land ? of.land[1] : large.fill)}${flat('M288 240H306V520H288Z', of.edge)}${line('M288 240V520M306 240V520', 2.2)}${Array.from({ length: 26 }, (_, i) => line(`M289 ${246 + i * 11}l16 7`, 2.2, 0.85, darker(of.edge, 0.35))).join('')}</g>`,
  );
  return {
    defs: fill.defs + large.defs + mat.defs + close.defs,
    body:
      `<rect x="${x + 4}" y="${y + 9}" width="${w}" height="${h}" rx="10" fill="${ink}" opacity=".1"/>` +
      shape(d, of.edge) +
      mat.body +
      `<path d="${d}" fill="none" ${pen}/>` +
      stitch(
        `M${x + 5} ${y + 12}V${y + h - 12}M${x + w - 5} ${y + 12}V${y + h - 12}M${x + 12} ${y + 5}H${x + w - 12}M${x + 12} ${y + h - 5}H${x + w - 12}`,
        of.edge,
        1,
      ) +
      line('M234 318L214 262', 1.4, 0.6) +
      circle(296, 388, 90, ink, 'opacity=".1"') +
      close.body +
      `<path d="${lens}" fill="none" ${pen} /><path d="${lens}" fill="none" stroke="${ink}" stroke-width="4"/>` +
      shape(
        'M36 436V372Q36 340 68 340H172Q140 340 140 372V436Q140 452 124 452H52Q36 452 36 436Z',
        '#3a3732',
      ) +
      shape('M68 340H172Q186 340 186 356V384H140V372Q140 340 172 340Z', of.land ? of.land[2] : fill.fill) +
      line('M52 372Q52 356 68 356T84 372 68 388', 1.8, 0.6, '#fff'),
  };
}

/** One switch taken apart: stem, housing, spring. */
export function switches(of: { stem: string; top: string; bottom: string; spring: string }): Drawing {
  let coil = '';
  for (let i = 0; i < 8; i++) coil += `M178 ${236 + i * 9}q22 ${i % 2 ? 12 : 10} 44 0`;
  return {
    defs: '',
    body:
      ground(200, 458, 96) +
      shape('M176 60h48v22h18v40h-84v-40h18z', of.stem) +
      box(192, 44, 16, 34, 3, lighter(of.stem, 0.2)) +
      box(183, 54, 34, 12, 3, lighter(of.stem, 0.2)) +
      shade('M226 82h16v40h-16z', 0.16) +
      shape('M128 146H272L286 206H114Z', of.top) +
      box(166, 146, 68, 34, 3, darker(of.top, 0.3)) +
      light('M136 154h22l-8 44h-22z', 0.3) +
      shape('M118 206h20v14h-20zM262 206h20v14h-20z', of.top) +
      line(coil, 5.4) +
      line(coil, 2.6, 1, of.spring) +
      shape('M110 330H290L282 404H118Z', of.bottom) +
      box(172, 330, 56, 26, 3, darker(of.bottom, 0.35)) +
      shape('M180 404h40v22q0 4-4 4h-32q-4 0-4-4z', of.bottom) +
      line('M142 404v30M252 404v24', 4.4, 1, '#b08a4a') +
      light('M122 340h14l4 54h-12z', 0.3),
  };
}
