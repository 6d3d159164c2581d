import { hash, randomFrom, type Random } from '../random.ts';
import { at, darker, lighter, mix, smooth } from './ink.ts';

export type Weave =
  | 'plain'
  | 'check'
  | 'gingham'
  | 'window'
  | 'waves'
  | 'cord'
  | 'dots'
  | 'camo'
  | 'stripes'
  | 'pinstripe'
  | 'hemp'
  | 'terrazzo'
  | 'topography'
  | 'mountains'
  | 'majolica'
  | 'grille'
  | 'ripstop'
  | 'herringbone'
  | 'houndstooth'
  | 'sashiko'
  | 'diamonds'
  | 'blossom'
  | 'leaves'
  | 'speckle'
  | 'lattice'
  | 'bricks'
  | 'rain';

/** A surface: its pattern, two to four colours (ground first), its size and its turn in degrees. */
export interface Cloth {
  weave: Weave;
  colours: readonly string[];
  scale?: number;
  turn?: number;
}

type Colours = [string, string, string, string];
interface Tile {
  width: number;
  height: number;
  body: string;
}

const rect = (x: number, y: number, w: number, h: number, fill: string, more = '') =>
  `<rect x="${at(x)}" y="${at(y)}" width="${at(w)}" height="${at(h)}" fill="${fill}" ${more}/>`;
const dot = (x: number, y: number, r: number, fill: string, more = '') =>
  `<circle cx="${at(x)}" cy="${at(y)}" r="${at(r)}" fill="${fill}" ${more}/>`;
const stroke = (d: string, colour: string, width: number, more = '') =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" ${more}/>`;

/** Draws an element that reaches `reach` from (x, y) on a square tile so that it goes on across the edges. */
function wrapped(size: number, x: number, y: number, reach: number, draw: (x: number, y: number) => string) {
  let body = '';
  for (const dx of [-size, 0, size])
    for (const dy of [-size, 0, size])
      if (x + dx + reach > 0 && x + dx - reach < size && y + dy + reach > 0 && y + dy - reach < size)
        body += draw(x + dx, y + dy);
  return body;
}

function blob(
  random: Random,
  radius: number,
  points = 9,
  roughness = 0.35,
): (x: number, y: number, grow?: number) => string {
  const radii = Array.from({ length: points }, () => 1 + random.between(-roughness, roughness));
  const squash = random.between(0.6, 1);
  const turn = random.between(0, Math.PI);
  return (x, y, grow = 1) =>
    smooth(
      radii.map((r, i) => {
        const angle = (i / points) * Math.PI * 2;
        const [u, v] = [Math.cos(angle) * r * radius * grow, Math.sin(angle) * r * radius * grow * squash];
        return [
          x + u * Math.cos(turn) - v * Math.sin(turn),
          y + u * Math.sin(turn) + v * Math.cos(turn),
        ] as const;
      }),
    );
}

/** Points spread evenly on a wrapping tile: each is the best of several tries. */
function spread(random: Random, count: number, size: number): [number, number][] {
  const points: [number, number][] = [];
  const gap = (a: number, b: number) => Math.min(Math.abs(a - b), size - Math.abs(a - b));
  while (points.length < count) {
    let best: [number, number] = [0, 0];
    let far = -1;
    for (let i = 0; i < 12; i++) {
      const p: [number, number] = [random.between(0, size), random.between(0, size)];
      const d = Math.min(1e9, ...points.map((q) => Math.hypot(gap(p[0], q[0]), gap(p[1], q[1]))));
      if (d > far) [best, far] = [p, d];
    }
    points.push(best);
  }
  return points;
}

const petals = (x: number, y: number, r: number, n: number, fill: string, centre: string, turn = 0) => {
  let body = '';
  for (let i = 0; i < n; i++) {
    const a = (i / n) * 360 + turn;
    body += `<ellipse cx="${at(x)}" cy="${at(y - r * 0.58)}" rx="${at(r * 0.36)}" ry="${at(r * 0.46)}" fill="${fill}" transform="rotate(${at(a)} ${at(x)} ${at(y)})"/>`;
  }
  return body + dot(x, y, r * 0.24, centre);
};

const tiles: Record<Weave, (c: Colours, random: Random) => Tile> = {
  plain: (c) => ({ width: 40, height: 40, body: rect(0, 0, 40, 40, c[0]) }),
  check: (c) => ({
    width: 44,
    height: 44,
    body:
      rect(0, 0, 44, 44, c[0]) +
      [0, 20]
        .map(
          (o) =>
            rect(o, 0, o ? 5 : 13, 44, c[1], 'opacity=".55"') +
            rect(0, o, 44, o ? 5 : 13, c[1], 'opacity=".55"'),
        )
        .join('') +
      rect(33, 0, 1.8, 44, c[2]) +
      rect(0, 33, 44, 1.8, c[2]) +
      rect(5.6, 0, 1.2, 44, c[3]) +
      rect(0, 5.6, 44, 1.2, c[3]),
  }),
  gingham: (c) => ({
    width: 18,
    height: 18,
    body:
      rect(0, 0, 18, 18, c[0]) +
      rect(0, 0, 9, 18, c[1], 'opacity=".5"') +
      rect(0, 0, 18, 9, c[1], 'opacity=".5"'),
  }),
  window: (c) => ({
    width: 34,
    height: 42,
    body:
      rect(0, 0, 34, 42, c[0]) +
      rect(0, 0, 1.6, 42, c[1]) +
      rect(0, 0, 34, 1.6, c[1]) +
      rect(4.6, 0, 0.8, 42, c[2]) +
      rect(0, 4.6, 34, 0.8, c[2]),
  }),
  waves: (c) => {
    const scale = (x: number, y: number) =>
      dot(x, y, 20, c[0]) +
      dot(x, y, 18.6, c[1]) +
      dot(x, y, 15.2, c[0]) +
      dot(x, y, 12, c[1]) +
      dot(x, y, 9, c[0]) +
      dot(x, y, 6, c[2]);
    return {
      width: 40,
      height: 20,
      body:
        rect(0, 0, 40, 20, c[0]) +
        [
          [0, 0],
          [40, 0],
          [20, 10],
          [0, 20],
          [40, 20],
          [20, 30],
        ]
          .map(([x, y]) => scale(x!, y!))
          .join(''),
    };
  },
  cord: (c) => ({
    width: 7,
    height: 14,
    body: rect(0, 0, 7, 14, c[0]) + rect(0, 0, 2, 14, c[1]) + rect(4.6, 0, 1, 14, lighter(c[0], 0.14)),
  }),
  dots: (c) => ({
    width: 28,
    height: 28,
    body:
      rect(0, 0, 28, 28, c[0]) +
      dot(7, 7, 4.2, c[1]) +
      dot(21, 21, 4.2, c[1]) +
      dot(21, 7, 1.7, c[2]) +
      dot(7, 21, 1.7, c[2]),
  }),
  camo: (c, random) => {
    let body = rect(0, 0, 130, 130, c[0]);
    for (const [colour, radius, count] of [
      [c[1], 25, 8],
      [c[2], 18, 8],
      [c[3], 10, 8],
    ] as const)
      for (const [x, y] of spread(random, count, 130)) {
        const draw = blob(random, radius, 11, 0.45);
        body += wrapped(130, x, y, radius * 1.6, (u, v) => `<path d="${draw(u, v)}" fill="${colour}"/>`);
      }
    return { width: 130, height: 130, body };
  },
  stripes: (c) => ({
    width: 20,
    height: 34,
    body: rect(0, 0, 20, 34, c[0]) + rect(0, 6, 20, 11, c[1]) + rect(0, 25, 20, 2.4, c[2]),
  }),
  pinstripe: (c) => ({
    width: 16,
    height: 16,
    body: rect(0, 0, 16, 16, c[0]) + rect(4, 0, 1.6, 16, c[1]) + rect(8.4, 0, 0.7, 16, c[2]),
  }),
  hemp: (c) => {
    // Asanoha: six-pointed stars on a triangular grid.
    const w = 34;
    const h = w * Math.sqrt(3);
    const star = (x: number, y: number) => {
      let d = '';
      for (let i = 0; i < 6; i++) {
        const a = (i * Math.PI) / 3;
        const [tx, ty] = [x + Math.cos(a) * w, y + Math.sin(a) * w];
        const b = a + Math.PI / 6;
        const r = w / Math.sqrt(3);
        d += `M${at(x)} ${at(y)}L${at(tx)} ${at(ty)}M${at(x)} ${at(y)}L${at(x + Math.cos(b) * r)} ${at(y + Math.sin(b) * r)}L${at(tx)} ${at(ty)}`;
      }
      return d;
    };
    const d = [
      [0, 0],
      [w, 0],
      [0, h],
      [w, h],
      [w / 2, h / 2],
      [-w / 2, h / 2],
      [w * 1.5, h / 2],
    ]
      .map(([x, y]) => star(x!, y!))
      .join('');
    return { width: w, height: h, body: rect(0, 0, w, h, c[0]) + stroke(d, c[1], 1.5) };
  },
  terrazzo: (c, random) => {
    let body = rect(0, 0, 120, 120, c[0]);
    for (const [x, y] of spread(random, 46, 120)) {
      const r = random.pick([3, 4.5, 6, 8, 10]);
      const sides = random.integer(4, 6);
      const turn = random.between(0, 6);
      const corners = Array.from({ length: sides }, (_, i) => {
        const a = turn + ((i + random.between(-0.28, 0.28)) / sides) * Math.PI * 2;
        const q = r * random.between(0.75, 1.15);
        return [Math.cos(a) * q, Math.sin(a) * q * 0.8] as const;
      });
      const colour = random.pick([c[1], c[2], c[3], mix(c[1], c[0], 0.5)]);
      body += wrapped(
        120,
        x,
        y,
        13,
        (u, v) =>
          `<path d="M${corners.map(([a, b]) => `${at(u + a)} ${at(v + b)}`).join('L')}Z" fill="${colour}"/>`,
      );
    }
    return { width: 120, height: 120, body };
  },
  topography: (c, random) => {
    const size = 170;
    let body = rect(0, 0, size, size, c[0]);
    const hills = spread(random, 5, size).map(([x, y]) => ({ x, y, draw: blob(random, 46, 10, 0.24) }));
    for (let ring = 0; ring < 7; ring++)
      for (const hill of hills) {
        const grow = 1.25 - ring * 0.19;
        body += wrapped(
          size,
          hill.x,
          hill.y,
          75,
          (u, v) =>
            `<path d="${hill.draw(u, v, grow)}" fill="${mix(c[0], c[2], ring / 7)}" stroke="${c[1]}" stroke-width="1.3"/>`,
        );
      }
    return { width: size, height: size, body };
  },
  mountains: (c) => {
    const row = (y: number, dx: number, colour: string, snow: string) =>
      [-60, 0, 60, 120]
        .map((x) => x + dx)
        .map(
          (x) =>
            `<path d="M${x} ${y}l22-30 9 11 7-8 22 27z" fill="${colour}"/><path d="M${x + 22} ${y - 30}l9 11-4.6 5.2-4.4-4.4-5.2 5z" fill="${snow}"/>`,
        )
        .join('');
    return {
      width: 60,
      height: 60,
      body: rect(0, 0, 60, 60, c[0]) + row(30, 0, c[1], c[2]) + row(60, -30, c[3], c[2]),
    };
  },
  majolica: (c) => {
    // The wall tiles of old Taiwanese houses: a flower in a diamond, quarter flowers in the corners.
    const s = 64;
    const corner = (x: number, y: number) => petals(x, y, 15, 8, c[2], c[3], 22.5);
    return {
      width: s,
      height: s,
      body:
        rect(0, 0, s, s, c[0]) +
        `<path d="M32 2L62 32 32 62 2 32Z" fill="${c[1]}"/><path d="M32 8L56 32 32 56 8 32Z" fill="none" stroke="${c[0]}" stroke-width="1.6"/>` +
        petals(32, 32, 18, 8, c[0], c[2]) +
        dot(32, 32, 2, c[0]) +
        corner(0, 0) +
        corner(s, 0) +
        corner(0, s) +
        corner(s, s) +
        stroke(`M0 0H${s}V${s}H0Z`, mix(c[0], '#1c1a16', 0.3), 1.2),
    };
  },
  grille: (c) => {
    // Iron window grilles: bars with a begonia in each field.
    const s = 56;
    const begonia = (x: number, y: number, r: number) =>
      `M${x - r} ${y}a${r * 0.62} ${r * 0.62} 0 0 1 ${r} ${-r}a${r * 0.62} ${r * 0.62} 0 0 1 ${r} ${r}a${r * 0.62} ${r * 0.62} 0 0 1 ${-r} ${r}a${r * 0.62} ${r * 0.62} 0 0 1 ${-r} ${-r}Z`;
    return {
      width: s,
      height: s,
      body:
        rect(0, 0, s, s, c[0]) +
        stroke(`M0 0V${s}M0 0H${s}`, c[1], 3.6) +
        stroke(begonia(28, 28, 17), c[1], 2.6) +
        stroke('M28 4V11M28 45V52M4 28H11M45 28H52', c[1], 2.2) +
        stroke('M3 3L15 15M53 3L41 15M3 53L15 41M53 53L41 41', c[1], 2) +
        `<path d="M28 21l7 7-7 7-7-7z" fill="${c[2]}"/>`,
    };
  },
  ripstop: (c) => ({
    width: 13,
    height: 13,
    body: rect(0, 0, 13, 13, c[0]) + rect(0, 0, 1.2, 13, c[1]) + rect(0, 0, 13, 1.2, c[1]),
  }),
  herringbone: (c) => ({
    width: 28,
    height: 10,
    body:
      rect(0, 0, 28, 10, c[0]) +
      [-10, 0, 10]
        .map((o) =>
          stroke(`M0 ${o + 10}L14 ${o}L28 ${o + 10}M0 ${o + 15}L14 ${o + 5}L28 ${o + 15}`, c[1], 2.1),
        )
        .join(''),
  }),
  houndstooth: (c) => {
    // Woven as the real one is: four dark and four light threads each way, in 2/2 twill.
    let body = rect(0, 0, 24, 24, c[0]);
    for (let y = 0; y < 8; y++)
      for (let x = 0; x < 8; x++)
        if (((x + y) % 4 < 2 ? x : y) < 4) body += rect(x * 3, y * 3, 3.05, 3.05, c[1]);
    return { width: 24, height: 24, body };
  },
  sashiko: (c) => ({
    width: 32,
    height: 32,
    body:
      rect(0, 0, 32, 32, c[0]) +
      stroke(
        'M16 3V13M16 19V29M3 16H13M19 16H29',
        c[1],
        2,
        'stroke-linecap="round" stroke-dasharray="4 2.2"',
      ) +
      stroke(
        'M0 0m-4 0H4M28 0H36M28 32H36M-4 32H4M0-4V4M32-4V4M0 28V36M32 28V36',
        c[1],
        2,
        'stroke-linecap="round"',
      ),
  }),
  diamonds: (c) => ({
    width: 36,
    height: 48,
    body:
      rect(0, 0, 36, 48, c[0]) +
      `<path d="M18 2L34 24 18 46 2 24Z" fill="${c[1]}"/><path d="M18 12L27 24 18 36 9 24Z" fill="${c[2]}"/><path d="M18 19L22 24 18 29 14 24Z" fill="${c[0]}"/>` +
      [
        [0, 0],
        [36, 0],
        [0, 48],
        [36, 48],
      ]
        .map(([x, y]) => `<path d="M${x} ${y! - 7}l5 7-5 7-5-7z" fill="${c[3]}"/>`)
        .join(''),
  }),
  blossom: (c, random) => {
    let body = rect(0, 0, 110, 110, c[0]);
    spread(random, 9, 110).forEach(([x, y], i) => {
      const r = [17, 12, 9][i % 3]!;
      const turn = random.between(0, 72);
      body += wrapped(
        110,
        x,
        y,
        r + 8,
        (u, v) =>
          `<path d="M${at(u)} ${at(v)}q${r} ${r * 0.5} ${r * 1.5} ${-r * 0.2}" fill="none" stroke="${c[3]}" stroke-width="1.6"/>` +
          petals(u, v, r, 5, i % 3 === 1 ? c[2] : c[1], c[3], turn),
      );
    });
    return { width: 110, height: 110, body };
  },
  leaves: (c, random) => {
    let body = rect(0, 0, 120, 120, c[0]);
    spread(random, 12, 120).forEach(([x, y], i) => {
      const turn = random.between(0, 360);
      const length = [34, 26, 20][i % 3]!;
      const colour = i % 2 ? c[1] : c[2];
      body += wrapped(
        120,
        x,
        y,
        length,
        (u, v) =>
          `<g transform="translate(${at(u)} ${at(v)}) rotate(${at(turn)})"><path d="M${-length / 2} 0C${-length / 4} ${-length * 0.34} ${length / 4} ${-length * 0.3} ${length / 2} 0C${length / 4} ${length * 0.3} ${-length / 4} ${length * 0.34} ${-length / 2} 0Z" fill="${colour}"/><path d="M${-length / 2 - 4} 0H${length * 0.4}M${-length * 0.2} 0l5-5M${-length * 0.2} 0l5 5M0 0l6-5M0 0l6 5" stroke="${c[3]}" stroke-width="1.2" fill="none"/></g>`,
      );
    });
    return { width: 120, height: 120, body };
  },
  speckle: (c, random) => {
    let body = rect(0, 0, 70, 70, c[0]);
    for (const [x, y] of spread(random, 34, 70)) {
      const r = random.between(0.5, 1.7);
      const colour = random.pick([c[1], c[1], c[2]]);
      body += wrapped(70, x, y, 3, (u, v) => dot(u, v, r, colour));
    }
    return { width: 70, height: 70, body };
  },
  lattice: (c) => ({
    width: 30,
    height: 30,
    body:
      rect(0, 0, 30, 30, c[0]) +
      stroke('M0 0L30 30M30 0L0 30', c[1], 2) +
      `<path d="M15 10l5 5-5 5-5-5z" fill="${c[2]}"/>` +
      [
        [0, 0],
        [30, 0],
        [0, 30],
        [30, 30],
      ]
        .map(([x, y]) => dot(x!, y!, 2.6, c[2]))
        .join(''),
  }),
  bricks: (c) => ({
    width: 36,
    height: 24,
    body:
      rect(0, 0, 36, 24, c[0]) +
      rect(1, 1, 34, 10, c[1]) +
      rect(-17, 13, 34, 10, c[2]) +
      rect(19, 13, 34, 10, c[2]),
  }),
  rain: (c) => ({
    width: 26,
    height: 40,
    body:
      rect(0, 0, 26, 40, c[0]) +
      stroke('M5 4L2 14M18 24L15 34', c[1], 1.9, 'stroke-linecap="round"') +
      stroke('M14 8L12.4 13M23 14L21 20M8 28L6.4 33', c[2], 1.4, 'stroke-linecap="round"'),
  }),
};

/** The pattern's definition and the fill that uses it. */
export function clothOf(cloth: Cloth): { defs: string; fill: string } {
  const [a, b = darker(a!, 0.25), c = lighter(a!, 0.5), d = b] = cloth.colours;
  if (cloth.weave === 'plain') return { defs: '', fill: a! };
  const id = 'w' + hash(JSON.stringify(cloth)).toString(36);
  const tile = tiles[cloth.weave]([a!, b, c, d], randomFrom(id));
  const transform = `rotate(${cloth.turn ?? 0}) scale(${cloth.scale ?? 1})`;
  return {
    defs: `<pattern id="${id}" width="${at(tile.width)}" height="${at(tile.height)}" patternUnits="userSpaceOnUse" patternTransform="${transform}">${tile.body}</pattern>`,
    fill: `url(#${id})`,
  };
}
export const plain = (colour: string): Cloth => ({ weave: 'plain', colours: [colour] });
