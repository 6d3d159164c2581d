import {
  at,
  box,
  circle,
  darker,
  flat,
  ground,
  ink,
  light,
  line,
  mix,
  moved,
  pen,
  shade,
  shape,
  stitch,
  within,
  type Drawing,
} from './ink.ts';
import { choice, drawn, excludes, needs, type DrawnConfiguration } from './layers.ts';
import { motif } from './motifs.ts';
import { clothOf, plain, type Cloth } from './patterns.ts';

const rounded = (x: number, y: number, w: number, h: number, r: number) =>
  `M${x + r} ${y}H${x + w - r}Q${x + w} ${y} ${x + w} ${y + r}V${y + h - r}Q${x + w} ${y + h} ${x + w - r} ${y + h}H${x + r}Q${x} ${y + h} ${x} ${y + h - r}V${y + r}Q${x} ${y} ${x + r} ${y}Z`;
const thin = `stroke="${ink}" stroke-width="1.5" stroke-linejoin="round" stroke-linecap="round"`;

interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}
const upper: Box = { x: 94, y: 42, w: 204, h: 132 };
const lower: Box = { x: 94, y: 184, w: 204, h: 240 };
const outline = ({ x, y, w, h }: Box) => rounded(x, y, w, h, 15);
const upperDoor = outline(upper);
const lowerDoor = outline(lower);
const cabinet = rounded(85, 33, 222, 412, 23);

/** A door's surface with its rounded edge, and the light that falls on it from the left. */
function door(at: Box, cloth: Cloth, more: Drawing = drawn(''), gloss = 0.34): Drawing {
  const { x, y, w, h } = at;
  const d = outline(at);
  const fill = clothOf(cloth);
  const inside = within(
    d,
    more.body +
      shade(`M${x + w - 17} ${y}h20v${h}h-20z`, 0.1) +
      shade(`M${x + w - 7} ${y}h10v${h}h-10z`, 0.1) +
      shade(`M${x} ${y + h - 7}h${w}v10h${-w}z`, 0.1) +
      light(`M${x} ${y}h${w}v4h${-w}z`, 0.22) +
      (gloss ? light(`M${x + 8} ${y + 16}q0-8 4-9v${h - 24}q-4 0-4-8z`, gloss) : ''),
  );
  return {
    defs: fill.defs + more.defs + inside.defs,
    body: flat(d, fill.fill) + inside.body + `<path d="${d}" fill="none" ${pen}/>`,
  };
}

const jar = (x: number, y: number, w: number, h: number, fill: string, lid: string) =>
  box(x, y - h, w, h, 3, fill, thin) +
  box(x + 2, y - h - 5, w - 4, 6, 2, lid, thin) +
  light(`M${x + 3} ${y - h + 4}h3v${h - 9}h-3z`, 0.5);
const bottle = (x: number, y: number, fill: string, label: string) =>
  flat(`M${x} ${y}v-30q0-7 4-10v-11h8v11q4 3 4 10v30z`, fill, thin) +
  box(x + 1, y - 23, 14, 12, 1, label, '') +
  box(x + 3.4, y - 55, 9.2, 5, 1.4, label, thin);
const egg = (x: number, y: number, fill: string) =>
  flat(`M${x - 5.4} ${y - 5}q0-10 5.4-10t5.4 10q0 5-5.4 5t-5.4-5z`, fill, thin);

/** The glass door: one sees what there is for supper. */
const glass = (): Drawing => {
  const whole = rounded(106, 54, 180, 108, 8);
  const pane = rounded(126, 54, 160, 96, 7);
  const inside = within(
    pane,
    moved(
      flat(whole, '#e9efe4') +
        flat('M106 54H286V68H106Z', '#fff3c9') +
        light('M106 68L150 162H242L286 68Z', 0.4) +
        shade('M106 54h6v108h-6zM280 54h6v108h-6z', 0.1) +
        flat('M106 111H286V115H106Z', '#c9d8d2') +
        line('M106 111H286M106 115H286', 1.4) +
        bottle(114, 111, '#2f6f5f', '#f3ead8') +
        bottle(134, 111, '#9a5a1c', '#efb94d') +
        jar(158, 111, 23, 24, '#e9a93f', '#c2311d') +
        jar(185, 111, 23, 31, '#f3ead8', '#2c4460') +
        box(213, 91, 42, 20, 3, '#fbf8f1', thin) +
        flat('M213 98h42v7h-42z', '#7fb5a0') +
        circle(268, 102, 8.6, '#d9622b', thin) +
        flat('M268 94q4-7 9-5-2 6-9 5z', '#5d8a4a', thin) +
        flat('M110 158q2-26 27-26t27 26z', '#d9a23a', thin) +
        line('M124 140q3-5 8-5', 1.4, 0.7, '#fff') +
        [176, 188, 200].map((x, i) => egg(x, 152, i === 1 ? '#f6e6cc' : '#e2b48c')).join('') +
        box(170, 148, 38, 10, 3, '#8a9aa2', thin) +
        flat('M216 158q-8-26 10-29 4-8 11-3 9-3 12 6 10 5 5 26z', '#6d9a55', thin) +
        line('M234 156q-1-14 3-22M234 148q-6-6-10-7M235 144q6-4 9-3', 1.3, 0.75, '#e8efd2') +
        flat('M258 158v-20l5-6h12l5 6v20z', '#fbf8f1', thin) +
        flat('M258 144h22v8h-22z', '#2c4460') +
        light('M114 54H152L106 140V80ZM164 54H176L106 186V162Z', 0.36),
      'translate(126 54) scale(.8889) translate(-106 -54)',
    ),
  );
  const rim = `<path d="${pane}" fill="none" ${pen}/>`;
  return door(upper, plain('#4b5452'), { defs: inside.defs, body: inside.body + rim }, 0.18);
};

const leaves: Cloth = { weave: 'leaves', colours: ['#e9e2cd', '#5f7f63', '#8ba37c', '#33513f'], scale: 0.62 };
const terrazzo: Cloth = {
  weave: 'terrazzo',
  colours: ['#ece5d8', '#7d9488', '#cf6a3c', '#414a50'],
  scale: 0.66,
};
const majolica: Cloth = {
  weave: 'majolica',
  colours: ['#f2ead6', '#6fa597', '#cf5a45', '#e3b04b'],
  scale: 0.53125,
};
const waves: Cloth = { weave: 'waves', colours: ['#e7ecea', '#3d6388', '#e7ecea', '#e7ecea'], scale: 0.85 };
const tray: Cloth = { weave: 'gingham', colours: ['#f2e8d4', '#c9553c'], scale: 1.2 };
const weave: Cloth = { weave: 'herringbone', colours: ['#cdbd9f', '#b9a684'], scale: 0.42 };

/** Cloth is hemmed around the door, so that one sees where it can be taken off and washed. */
const hem = ({ x, y, w, h }: Box) =>
  drawn(
    stitch(rounded(x + 7, y + 7, w - 14, h - 14, 9), '#5c4c33', 0.75) +
      line(rounded(x + 10, y + 10, w - 20, h - 20, 7), 1, 0.22),
  );
/** Upright slats: round ones, each with its own light. */
const slats = ({ x, y, w, h }: Box): Drawing => {
  let body = '';
  for (let i = 0; i < 17; i++) {
    const left = x + (i * w) / 17;
    const tone = ['#c89a62', '#c49660', '#cda069', '#c19059'][(i * 7) % 4]!;
    body +=
      flat(`M${at(left)} ${y}h${at(w / 17)}v${h}h${at(-w / 17)}z`, tone) +
      light(`M${at(left + 2)} ${y}h2.2v${h}h-2.2z`, 0.2) +
      shade(`M${at(left + w / 17 - 1.5)} ${y}h1.5v${h}h-1.5z`, 0.6);
  }
  for (const [i, from] of [
    [2, 60],
    [6, 150],
    [11, 96],
    [14, 190],
  ] as const) {
    const left = x + (i * w) / 17 + 5.5;
    body += line(`M${at(left)} ${y + from - 20}q3 20-1 40`, 0.9, 0.35, '#6f4a20');
  }
  return drawn(body);
};
/** The lower third in a darker glaze, as walls of old houses have it. */
const skirted = (top: string, skirt: string) => {
  const { x, y, w, h } = lower;
  const edge = y + h * 0.58;
  return door(
    lower,
    plain(top),
    drawn(
      flat(`M${x} ${at(edge)}h${w}v${h}h${-w}z`, skirt) +
        flat(`M${x} ${at(edge - 5)}h${w}v2.6h${-w}z`, skirt) +
        line(`M${x} ${at(edge)}h${w}`, 1.5),
    ),
  );
};

const frame = (colour: string, sheen: 'matt' | 'brushed' | 'gloss' = 'matt'): Drawing => {
  const side = darker(colour, 0.42);
  const inside = within(
    cabinet,
    (sheen === 'brushed'
      ? [37, 39.5, 179, 428, 431, 436, 440].map((y) => line(`M85 ${y}H307`, 0.7, 0.3, '#fff')).join('') +
        light('M85 33h26v412h-26z', 0.22)
      : '') +
      (sheen === 'gloss' ? light('M85 33H307V36.5H85ZM88 50h2.4v380h-2.4z', 0.55) : '') +
      shade('M300 33h10v412h-10zM85 441H307V446H85Z', 0.16),
  );
  const slots = Array.from({ length: 15 }, (_, i) => `M${126 + i * 10} 431v7`).join('');
  return {
    defs: inside.defs,
    body:
      // The top hinge, and the side that stands in the shade.
      box(270, 27, 28, 9, 3, darker(colour, 0.3)) +
      shape('M284 33Q317 33 317 58V422Q317 445 290 445Z', side) +
      flat(cabinet, colour) +
      inside.body +
      `<path d="${cabinet}" fill="none" ${pen}/>` +
      // The gasket, seen as a dark line around each door.
      [upperDoor, lowerDoor]
        .map(
          (d) =>
            `<path d="${d}" fill="${ink}" stroke="${mix(ink, colour, 0.22)}" stroke-width="5.4"/><path d="${d}" fill="${ink}"/>`,
        )
        .join('') +
      box(268, 175.6, 24, 6.8, 2, darker(colour, 0.3), thin) +
      circle(274, 179, 1.4, ink, '') +
      circle(286, 179, 1.4, ink, '') +
      line(slots, 2.6, 0.85),
  };
};

const both = (draw: (x: number, mirror: 1 | -1) => string) => drawn(draw(112, 1) + draw(286, -1));
/** A leg that stands outwards and grows thin. */
const tapered = (x: number, m: 1 | -1, wood: string) =>
  m > 0
    ? shape(`M${x - 12} 445h26L${x + 0.8} 475h-9z`, wood) + light(`M${x - 8} 448h5l-1 24h-3z`, 0.3)
    : shape(`M${x - 14} 445h26L${x + 8.2} 475h-9z`, wood) + light(`M${x - 9} 448h5l6 24h-3z`, 0.3);
const feet = {
  oak: () => both((x, m) => tapered(x, m, '#c08a52')),
  brass: () =>
    both((x, m) => {
      const tip = m > 0 ? `M${x - 10} 464h13.4l-2.6 11h-9z` : `M${x - 3.4} 464h13.4l-1.8 11h-9z`;
      return tapered(x, m, '#4a3527') + shape(tip, '#d0a54c');
    }),
  steel: () =>
    both(
      (x) =>
        box(x - 9, 445, 18, 9, 2, '#8f9390') +
        box(x - 5, 453, 10, 14, 1, '#c7cac5') +
        line(`M${x - 5} 457h10M${x - 5} 460.5h10M${x - 5} 464h10`, 1.1, 0.7) +
        box(x - 11, 466, 22, 9, 3.5, '#6b6f6c'),
    ),
  castors: () =>
    both(
      (x) =>
        box(x - 10, 445, 20, 8, 2, '#a9ada9') +
        shape(`M${x - 7} 453h14l3 11h-20z`, '#c7cac5') +
        circle(x, 466, 9, '#3a3733') +
        circle(x, 466, 4, '#c7cac5', thin) +
        circle(x, 466, 1.2, ink, ''),
    ),
  plinth: () =>
    drawn(
      shape('M98 445H304V475H98Z', '#2b2a27') +
        light('M102 449H300V451.4H102Z', 0.2) +
        line('M110 462H292', 1.4, 0.5, '#8b877d'),
    ),
  sled: () =>
    drawn(
      line('M108 446L100 472H302L294 446', 7.6) +
        line('M108 446L100 472H302L294 446', 3.6, 1, '#c2492c') +
        line('M112 470H240', 1, 0.55, '#fff'),
    ),
};

const cast = (d: string, width: number) => line(d, width, 0.15);
const upright = (x: number, y: number, h: number, colour: string, cap: string) =>
  cast(`M${x + 5} ${y + 9}v${h - 11}`, 11) +
  box(x - 5.2, y, 10.4, h, 5.2, colour) +
  box(x - 3, y + 18, 2.2, h - 36, 1.1, '#fff', 'opacity=".65"') +
  box(x - 7, y + 4, 14, 11, 3, cap) +
  box(x - 7, y + h - 15, 14, 11, 3, cap) +
  light(`M${x - 4.4} ${y + 6.6}h2.6v6h-2.6zM${x - 4.4} ${y + h - 12.4}h2.6v6h-2.6z`, 0.5);
const level = (y: number, colour: string, cap: string) =>
  cast(`M130 ${y + 6}H262`, 9) +
  box(126, y - 5.2, 140, 10.4, 5.2, colour) +
  box(150, y - 3, 92, 2.2, 1.1, '#fff', 'opacity=".6"') +
  box(132, y - 7, 11, 14, 3, cap) +
  box(249, y - 7, 11, 14, 3, cap);
const knob = (x: number, y: number) =>
  `<ellipse cx="${x + 4}" cy="${y + 6}" rx="14" ry="13" fill="${ink}" opacity=".16"/>` +
  circle(x, y, 13.5, '#c18e57') +
  circle(x, y, 9.6, '#d2a570', `stroke="#8a5f30" stroke-width="1"`) +
  line(`M${x - 5} ${y}a5 5 0 0 1 10 0M${x - 2} ${y + 1}a2.4 2.4 0 0 1 4.6 0`, 0.9, 0.7, '#8a5f30') +
  light(`M${x - 8} ${y - 5}q4-6 10-4-6 0-8 6z`, 0.6);
const strap = (x: number, y: number, h: number) =>
  cast(`M${x + 5} ${y + 6}q9 ${h / 2} 0 ${h - 6}`, 11) +
  shape(
    `M${x - 6.5} ${y}h13v12q9 ${h / 2 - 12} 0 ${h - 24}v12h-13v-12q7-${h / 2 - 12} 0-${h - 24}z`,
    '#94592f',
  ) +
  stitch(`M${x - 3} ${y + 14}q8 ${h / 2 - 14} 0 ${h - 28}`, '#f0d9b0', 0.9) +
  circle(x, y + 6, 3, '#d0a54c', thin) +
  circle(x, y + h - 6, 3, '#d0a54c', thin);
const recess = (x: number, y: number) =>
  flat(`M${x - 10} ${y - 32}h4q18 0 18 18v28q0 18-18 18h-4z`, '#29261f', pen) +
  light(`M${x + 8} ${y + 8}v6q0 14-13 14h-5v3h5q16 0 16-17v-6z`, 0.3);
const magnet = (x: number, y: number) =>
  `<ellipse cx="${x + 4}" cy="${y + 5}" rx="15" ry="15" fill="${ink}" opacity=".16"/>` +
  circle(x, y, 15, '#c2492c') +
  circle(x, y, 8.4, '#fbf8f1', thin) +
  circle(x, y, 3.2, '#c2492c', '') +
  light(`M${x - 11} ${y - 4}q3-8 11-8-7 2-8 9z`, 0.55);
const handles = (draw: (x: number, at: 'upper' | 'lower') => string) => () =>
  drawn(draw(114, 'upper') + draw(114, 'lower'));

const segments = { three: 'M0 0h7v7h-5.6M7 7v7H0', degree: 'M0 0h4v4H0z' };
const mint = '#8fe0c4';
const displays = {
  lamp: () => drawn(circle(278, 208, 5.4, '#efb94d', thin) + light('M275 206q2-3 4-2-3 0-3 3z', 0.8)),
  dial: () =>
    drawn(
      `<ellipse cx="268" cy="238" rx="18" ry="18" fill="${ink}" opacity=".16"/>` +
        circle(264, 234, 18, '#d0a54c') +
        circle(264, 234, 14, '#fbf8f1', thin) +
        Array.from({ length: 9 }, (_, i) => {
          const angle = Math.PI * (0.75 + (i * 1.5) / 8);
          const point = (r: number) => `${at(264 + Math.cos(angle) * r)} ${at(234 + Math.sin(angle) * r)}`;
          return line(`M${point(11.6)}L${point(9)}`, 1.1);
        }).join('') +
        line('M264 234L256 227', 1.9, 1, '#c2311d') +
        circle(264, 234, 2, ink, '') +
        light('M252 228q4-8 12-8-8 3-10 10z', 0.75),
    ),
  digits: () =>
    drawn(
      box(238, 222, 46, 25, 8, '#22211e') +
        moved(line(segments.three, 2.3, 1, mint), 'translate(249 227.5)') +
        moved(line(segments.degree, 1.7, 1, mint), 'translate(261 227.5)') +
        circle(274, 239, 1.9, '#e5a03f', '') +
        light('M243 225h36v2h-36z', 0.16),
    ),
  touch: () =>
    drawn(
      box(228, 218, 56, 76, 7, '#201f1c') +
        box(233, 223, 46, 40, 3, '#2f5f73', '') +
        circle(268, 234, 5.4, '#efb94d', '') +
        flat('M233 263v-12l10-9 8 7 9-10 19 17v7z', '#8fb8a8') +
        flat('M233 263v-6q12-5 24 0t22-1v7z', '#2f6f5f') +
        moved(line(segments.three, 1.8, 1, '#fbf8f1'), 'translate(238 226) scale(.8)') +
        circle(241, 274, 4.6, '#e9e2cd', '') +
        circle(256, 274, 4.6, mint, '') +
        circle(271, 274, 4.6, '#e2765a', '') +
        line('M237 286H275', 2.4, 0.6, '#6b675e') +
        line('M237 286H258', 2.4, 1, mint) +
        light('M228 225q0-7 7-7h20l-27 44z', 0.1),
    ),
  sun: () => drawn(motif('sun', 262, 236, 0.42, ['#efb94d', '#d9622b', '#fbf8f1'])),
};

const onDoors = (body: string, which = `${upperDoor}${lowerDoor}`) => within(which, body);
/** Iron window bars with a begonia in each field, bent through both doors. */
const grille = () => {
  const begonia = (x: number, y: number, r: number) =>
    `M${x - r} ${y}a${at(r * 0.62)} ${at(r * 0.62)} 0 0 1 ${r} ${-r}a${at(r * 0.62)} ${at(r * 0.62)} 0 0 1 ${r} ${r}a${at(r * 0.62)} ${at(r * 0.62)} 0 0 1 ${-r} ${r}a${at(r * 0.62)} ${at(r * 0.62)} 0 0 1 ${-r} ${-r}Z`;
  let d = '';
  let buds = '';
  for (let row = 0; row < 6; row++)
    for (let column = 0; column < 3; column++) {
      const [x, y] = [128 + column * 68, 75 + row * 68];
      d += begonia(x, y, 22);
      d += `M${x - 34} ${y - 34}L${x - 15} ${y - 15}M${x + 34} ${y - 34}L${x + 15} ${y - 15}M${x - 34} ${y + 34}L${x - 15} ${y + 15}M${x + 34} ${y + 34}L${x + 15} ${y + 15}`;
      buds += circle(x, y, 5, '#c2492c', '');
    }
  const bars = 'M162 30V440M230 30V440M94 41H300M94 109H300M94 177H300M94 245H300M94 313H300M94 381H300';
  return onDoors(line(`${bars}${d}`, 4.4, 0.9, '#20443a') + line(`${bars}${d}`, 1.1, 0.35, '#ffffff') + buds);
};
/** Tea hills along the foot of the lower door, a sun over them on the upper one. */
const hills = () =>
  onDoors(
    circle(236, 132, 27, '#d9622b', thin) +
      flat('M90 344Q126 296 168 318T248 292 304 316V430H90Z', '#9fb89a', thin) +
      flat('M90 372Q130 334 178 356T304 344V430H90Z', '#5f8a6c', thin) +
      flat('M90 402Q150 366 206 388T304 378V430H90Z', '#2f5a4a', thin) +
      [
        'M100 376q30-24 70-10M100 386q34-22 76-8M184 362q40 6 114-8M190 370q42 6 108-6',
        'M100 406q46-26 96-10M110 414q46-20 90-8M214 392q40 6 84-4M218 400q40 6 80-2',
      ]
        .map((d) => line(d, 1.5, 0.55, '#e9e2cd'))
        .join(''),
  );
/** A banana leaf that grows from the lower door up into the upper one. */
const leaf = () => {
  const blade = (turn: number, x: number, y: number, size: number, fill: string) =>
    moved(
      flat('M0 0C-46-40-54-120-14-184-4-196 6-196 14-184 52-124 44-40 0 0Z', fill, thin) +
        line('M0 10Q-2-90 0-182', 2.4, 0.9, '#e9e2cd') +
        line(
          'M0-30Q-18-46-32-56M0-30Q18-44 30-52M-1-62Q-22-80-40-92M-1-62Q20-78 36-88M-1-96Q-22-112-38-122M-1-96Q18-110 35-120M0-128Q-16-142-27-150M0-128Q14-140 25-148',
          1.2,
          0.75,
          '#e9e2cd',
        ),
      `translate(${x} ${y}) rotate(${turn}) scale(${size})`,
    );
  return onDoors(
    blade(38, 216, 432, 1.02, '#8ba37c') +
      blade(-34, 262, 436, 1.06, '#5f8a6c') +
      blade(-4, 258, 442, 1.62, '#2f6f5f'),
  );
};
/** Red, white and blue: the carrier bag of every market. */
const bag = () =>
  onDoors(
    [
      ['#c2492c', 0],
      ['#fbf8f1', 18],
      ['#2d5c94', 36],
    ]
      .map(([colour, shift]) =>
        flat(
          `M60 ${270 + Number(shift)}L340 ${120 + Number(shift)}v18L60 ${288 + Number(shift)}z`,
          String(colour),
        ),
      )
      .join('') + line('M60 270L340 120M60 324L340 174', 1.5),
  );
const cat = () =>
  onDoors(
    motif('leopard-cat', 190, 352, 1.06, ['#d8a35c', '#5a3a20', '#fbf8f1']) +
      [
        [150, 216],
        [214, 236],
        [176, 262],
        [132, 292],
        [272, 320],
      ]
        .map(([x, y]) => circle(x!, y!, 2.4, '#efb94d', `stroke="${ink}" stroke-width="1"`))
        .join(''),
  );
/** What a door looks like after ten years: notes, a drawing, the number of the gas man. */
const magnets = () => {
  const note = (
    x: number,
    y: number,
    w: number,
    h: number,
    turn: number,
    fill: string,
    body: string,
    pin: string,
  ) =>
    moved(
      `<rect x="${-w / 2 + 2}" y="4" width="${w}" height="${h}" fill="${ink}" opacity=".16"/>` +
        box(-w / 2, 0, w, h, 1, fill, thin) +
        body +
        circle(0, 4, 4.4, pin, thin),
      `translate(${x} ${y}) rotate(${turn})`,
    );
  return drawn(
    note(164, 66, 42, 34, -5, '#fbf8f1', line('M-15 13H14M-15 19H10M-15 25H5', 1.3, 0.55), '#c2492c') +
      note(206, 88, 36, 36, 6, '#f2d27a', line('M-11 14H11M-11 20H6', 1.3, 0.55), '#2f6f5f') +
      note(
        178,
        216,
        62,
        48,
        -4,
        '#fbf8f1',
        flat('M-22 40V26L0 12 22 26V40Z', '#d7a8a0', thin) +
          box(-6, 28, 11, 12, 0, '#7fb5c4', thin) +
          circle(22, 13, 4.4, '#efb94d', thin),
        '#2d5c94',
      ) +
      note(
        254,
        304,
        44,
        62,
        5,
        '#cfe0d8',
        box(-16, 12, 32, 22, 0, '#7fb5c4', thin) +
          flat('M-16 34v-8l9-8 8 8 6-5 9 8v5z', '#2f6f5f') +
          line('M-15 42H14M-15 49H8', 1.2, 0.5),
        '#efb94d',
      ) +
      note(
        182,
        290,
        50,
        42,
        3,
        '#f6e6cc',
        line('M-17 14H17M-17 21H12M-17 28H15M-17 35H2', 1.2, 0.55),
        '#c2492c',
      ) +
      moved(motif('fish', 0, 0, 0.3, ['#d9622b', '#fbf8f1', '#2c4460']), 'translate(152 366)') +
      moved(motif('dumpling', 0, 0, 0.3, ['#fbf8f1', '#e3b04b', '#5f8a6c']), 'translate(222 386)'),
  );
};

const surfaces = {
  milk: plain('#e3cbab'),
  cream: plain('#f1e8d6'),
  mint: plain('#a8cbb9'),
  persimmon: plain('#d7693a'),
  indigo: plain('#31496a'),
  pine: plain('#2f5a4a'),
};

/** The fridge whose front its owners choose. Its names are in the language of its brand; prices in cents. */
export const fridgeLayers: DrawnConfiguration = {
  base: () =>
    drawn(
      ground(204, 475, 150, 10) +
        `<ellipse cx="204" cy="475" rx="112" ry="6" fill="${ink}" opacity=".1"/>` +
        line('M40 475H70M338 475H360', 1.6, 0.22),
    ),
  parts: [
    {
      id: 'feet',
      name: '腳座',
      choices: [
        choice('oak', '斜腳櫸木', '#c08a52', 0, feet.oak),
        choice('brass', '銅套胡桃腳', '#3a2c22', 600_00, feet.brass),
        choice('steel', '可調鋼腳', '#a9ada9', 0, feet.steel),
        choice('castors', '輪子', '#3a3733', 300_00, feet.castors),
        choice('plinth', '落地踢腳板', '#2b2a27', 200_00, feet.plinth),
        choice('sled', '柿紅雪橇腳', '#c2492c', 450_00, feet.sled),
      ],
    },
    {
      id: 'frame',
      name: '框邊',
      choices: [
        choice('cream', '米白烤漆', '#ece2cd', 0, () => frame('#ece2cd')),
        choice('steel', '髮絲不鏽鋼', '#b9bdb8', 1_200_00, () => frame('#b9bdb8', 'brushed')),
        choice('ink', '墨黑', '#3a3a38', 0, () => frame('#3a3a38')),
        choice('pine', '郵筒綠', '#2f6f5f', 300_00, () => frame('#2f6f5f', 'gloss')),
        choice('persimmon', '柿橘', '#cf6236', 300_00, () => frame('#cf6236', 'gloss')),
        choice('brass', '黃銅', '#cda552', 1_800_00, () => frame('#cda552', 'brushed')),
      ],
    },
    {
      id: 'upper',
      name: '上門',
      choices: [
        choice('mint', '薄荷', '#a8cbb9', 0, () => door(upper, surfaces.mint)),
        choice('cream', '豆漿', '#f1e8d6', 0, () => door(upper, surfaces.cream)),
        choice('persimmon', '柿餅', '#d7693a', 0, () => door(upper, surfaces.persimmon)),
        choice('indigo', '靛藍', '#31496a', 0, () => door(upper, surfaces.indigo)),
        choice('terrazzo', '磨石子', '#ece5d8', 900_00, () => door(upper, terrazzo)),
        choice('majolica', '花磚', '#6fa597', 900_00, () => door(upper, majolica)),
        choice('waves', '青海波', '#3d6388', 700_00, () => door(upper, waves)),
        choice('glass', '玻璃，看得到宵夜', '#c9d8d2', 2_400_00, glass),
      ],
    },
    {
      id: 'lower',
      name: '下門',
      choices: [
        choice('mint', '薄荷', '#a8cbb9', 0, () => door(lower, surfaces.mint)),
        choice('pine', '墨綠', '#2f5a4a', 0, () => door(lower, surfaces.pine)),
        choice('skirt', '奶茶，紅磚腰線', '#e3cbab', 500_00, () => skirted('#e3cbab', '#b5533a')),
        choice('terrazzo', '磨石子', '#ece5d8', 1_400_00, () => door(lower, terrazzo)),
        choice('checks', '野餐格', '#c9553c', 700_00, () => door(lower, tray)),
        choice('leaves', '茶葉', '#8ba37c', 1_000_00, () => door(lower, leaves)),
        choice('linen', '可拆洗棉麻', '#cdbd9f', 1_600_00, () => door(lower, weave, hem(lower), 0)),
        choice('slats', '檜木條', '#c89a62', 2_200_00, () => door(lower, plain('#c1915a'), slats(lower), 0)),
      ],
    },
    {
      id: 'pattern',
      name: '門面圖案',
      choices: [
        choice('none', '素面', null, 0, null),
        choice('grille', '鐵窗花', '#20443a', 800_00, grille),
        choice('hills', '茶山日出', '#5f8a6c', 600_00, hills),
        choice('leaf', '香蕉葉', '#2f6f5f', 600_00, leaf),
        choice('bag', '紅白藍', '#2d5c94', 400_00, bag),
        choice('cat', '石虎', '#d8a35c', 600_00, cat),
        choice('magnets', '貼滿十年的磁鐵', '#f2d27a', 150_00, magnets),
      ],
    },
    {
      id: 'display',
      name: '顯示',
      choices: [
        choice('lamp', '一顆小燈', '#efb94d', 0, displays.lamp),
        choice('dial', '指針溫度計', '#d0a54c', 350_00, displays.dial),
        choice('digits', '數字溫度', '#22211e', 400_00, displays.digits),
        choice('touch', '觸控螢幕', '#2f5f73', 2_600_00, displays.touch),
        choice('sun', '大暑琺瑯徽章', '#efb94d', 250_00, displays.sun),
      ],
    },
    {
      id: 'handle',
      name: '把手',
      choices: [
        choice(
          'steel',
          '鋼管直把',
          '#c7cac5',
          0,
          handles((x, at) =>
            at === 'upper'
              ? upright(x, 96, 66, '#c7cac5', '#8f9390')
              : upright(x, 198, 104, '#c7cac5', '#8f9390'),
          ),
        ),
        choice(
          'brass',
          '黃銅直把',
          '#d0a54c',
          700_00,
          handles((x, at) =>
            at === 'upper'
              ? upright(x, 96, 66, '#d8b05a', '#a97f2e')
              : upright(x, 198, 104, '#d8b05a', '#a97f2e'),
          ),
        ),
        choice(
          'bar',
          '橫把，柿橘琺瑯',
          '#d7693a',
          500_00,
          handles((_, at) =>
            at === 'upper' ? level(162, '#d7693a', '#8f9390') : level(202, '#d7693a', '#8f9390'),
          ),
        ),
        choice(
          'knob',
          '櫸木圓鈕',
          '#c18e57',
          200_00,
          handles((x, at) => knob(x - 2, at === 'upper' ? 150 : 208)),
        ),
        choice(
          'strap',
          '牛皮拉帶',
          '#94592f',
          450_00,
          handles((x, at) => (at === 'upper' ? strap(x, 100, 58) : strap(x, 200, 78))),
        ),
        choice(
          'recess',
          '隱形凹把',
          '#29261f',
          0,
          handles((x, at) => recess(x - 8, at === 'upper' ? 128 : 236)),
        ),
        choice(
          'magnet',
          '磁吸把手',
          '#c2492c',
          350_00,
          handles((x, at) => magnet(x - 1, at === 'upper' ? 148 : 210)),
        ),
      ],
    },
  ],
  rules: [
    // Four layers of glass weigh eleven kilos: only steel holds the hinge.
    needs('upper.glass', 'frame.steel'),
    // A screen is let into the door: there is nothing to let it into.
    excludes('lower.linen', 'display.touch'),
    // No magnet holds on cloth or on wood.
    excludes('lower.linen', 'handle.magnet'),
    excludes('lower.linen', 'pattern.magnets'),
    excludes('lower.slats', 'pattern.magnets'),
    // Two lattices over one another are none.
    excludes('upper.majolica', 'pattern.grille'),
    // A stone door is too heavy to roll with.
    excludes('lower.terrazzo', 'feet.castors'),
  ],
};
