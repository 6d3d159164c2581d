import { at, circle, darker, flat, ink, line, mix } from './ink.ts';

/** A small drawing around (0, 0), about 100 wide, in two or three colours: for prints, patches, artisan keycaps. */
export type Motif =
  | 'mountain'
  | 'teapot'
  | 'swallow'
  | 'sun'
  | 'wave'
  | 'begonia'
  | 'scooter'
  | 'lantern'
  | 'cat'
  | 'leopard-cat'
  | 'bubble-tea'
  | 'typhoon'
  | 'plum'
  | 'moon'
  | 'fish'
  | 'bento'
  | 'magpie'
  | 'banyan'
  | 'eye'
  | 'hand'
  | 'halo'
  | 'dumpling';

const thin = `stroke="${ink}" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round"`;
const part = (d: string, fill: string) => `<path d="${d}" fill="${fill}" ${thin}/>`;

const motifs: Record<Motif, (a: string, b: string, c: string) => string> = {
  mountain: (a, b, c) =>
    circle(18, -20, 17, c, thin) +
    part('M-52 34L-16-30 2-4 14-18 52 34Z', a) +
    part('M-16-30L2-4-8 2-15-6-24 2-32-2Z', b) +
    part('M14-18L30 4 22 8 15 2 7 8 2-4Z', b) +
    line('M-58 34H58', 1.8) +
    line('M-40 44H40M-24 53H24', 1.8),
  teapot: (a, b, c) =>
    part('M-34 16Q-52 10-58-14L-70-22-66-30-50-26Q-44-8-34-8Z', a) +
    `<path d="M34-14q30-8 28 14t-30 20" fill="none" stroke="${ink}" stroke-width="9.6" stroke-linecap="round"/><path d="M34-14q30-8 28 14t-30 20" fill="none" stroke="${b}" stroke-width="6" stroke-linecap="round"/>` +
    part('M-36-22H36Q52 8 26 36H-26Q-52 8-36-22Z', a) +
    part('M-24-22q24-22 48 0z', b) +
    circle(0, -38, 6, c, thin) +
    part('M-43 2Q0 14 43 2Q42 14 38 20Q0 32-38 20Q-42 12-43 2Z', c),
  swallow: (a, b, c) =>
    part('M12 6L62 44 28 28 38 60 2 18Z', a) +
    part('M-10-4Q-22-40-64-52-42-22-30 12Z', a) +
    part('M2-8Q30-42 70-38 36-20 18 12Z', a) +
    part('M-44 10Q-38-8-14-8 10-10 22 8 8 24-12 25-32 26-44 10Z', a) +
    part('M-40 16Q-20 14 16 12 4 24-12 25-30 25-40 16Z', b) +
    part('M-44 8L-58 14-42 15Z', c) +
    circle(-31, 5, 2.8, b, thin),
  sun: (a, b) => {
    let rays = '';
    for (let i = 0; i < 16; i++)
      rays += `<path d="M-4-30L0-52 4-30Z" fill="${i % 2 ? a : b}" ${thin} transform="rotate(${i * 22.5})"/>`;
    return rays + circle(0, 0, 27, a, thin) + line('M-10-4v3M10-4v3M-10 8q10 9 20 0', 2.4);
  },
  wave: (a, b, c) =>
    circle(22, -22, 18, c, thin) +
    part('M-56 40Q-58-34 0-40 30-42 40-18 20-28 10-10 30-16 34 4 18-2 14 10 40 20 56 40Z', a) +
    `<path d="M-46 40Q-44-14 0-30M-32 40Q-30 0-2-10M-16 40Q-14 16 4 14" fill="none" stroke="${b}" stroke-width="4" stroke-linecap="round"/>` +
    line('M-58 40H58', 1.8),
  begonia: (a, b, c) => {
    const lobe = (turn: number) =>
      `<path d="M0-4C-30-20-26-54 0-54S30-20 0-4Z" fill="${a}" ${thin} transform="rotate(${turn})"/>`;
    return (
      [0, 90, 180, 270].map(lobe).join('') +
      [45, 135, 225, 315]
        .map(
          (t) =>
            `<path d="M0-8L0-40" stroke="${b}" stroke-width="3.4" stroke-linecap="round" transform="rotate(${t})"/>`,
        )
        .join('') +
      circle(0, 0, 11, c, thin)
    );
  },
  scooter: (a, b, c) =>
    circle(-32, 30, 15, '#fbf8f1', thin) +
    circle(-32, 30, 6, c, thin) +
    circle(36, 30, 15, '#fbf8f1', thin) +
    circle(36, 30, 6, c, thin) +
    part('M-52 22Q-50-2-26-4H6Q14 12 22 14L30-30H40L48 8Q54 22 46 24L14 26H-14Q-20 10-32 10T-50 28Z', a) +
    part('M-34-4q0-10 10-10H4q8 0 8 10z', b) +
    line('M34-30l-10-12h-10M40-30l4-4', 2.6) +
    circle(40, -12, 5, c, thin),
  lantern: (a, b, c) =>
    line('M0-54V-40M0 34V44', 2) +
    part('M-18-40H18V-32H-18Z', b) +
    part('M-18-32H18Q44-4 18 28H-18Q-44-4-18-32Z', a) +
    line('M0-32V28M-8-32Q-20-2-8 28M8-32Q20-2 8 28', 1.5, 0.8) +
    part('M-18 28H18V36H-18Z', b) +
    line('M-6 44V56M0 44V58M6 44V56', 2, 1, c),
  cat: (a, b, c) =>
    part('M-40-6L-36-42-14-28Q0-32 14-28L36-42 40-6Q44 32 0 34-44 32-40-6Z', a) +
    part('M-34-34L-30-18-20-26ZM34-34L30-18 20-26Z', b) +
    circle(-16, -2, 6.5, c, thin) +
    circle(16, -2, 6.5, c, thin) +
    line('M-16-6v8M16-6v8', 2.6) +
    part('M-4 10h8l-4 5z', b) +
    line('M0 15q-6 8-12 3M0 15q6 8 12 3M-28 10l-22-4M-28 15l-20 6M28 10l22-4M28 15l20 6', 1.6),
  'leopard-cat': (a, b, c) =>
    part('M-40-6L-34-40-16-28Q0-32 16-28L34-40 40-6Q44 32 0 34-44 32-40-6Z', a) +
    flat('M-8-30L-5-12-9-12ZM8-30L5-12 9-12ZM-26-22l4 12-6-2zM26-22l-4 12 6-2z', b) +
    flat('M-3-30h6l-3 16z', '#fbf8f1') +
    circle(-16, -2, 7, c, thin) +
    circle(16, -2, 7, c, thin) +
    circle(-16, -2, 3, ink, '') +
    circle(16, -2, 3, ink, '') +
    flat(
      'M-30 8q8 2 8 8-8 2-12-2zM30 8q-8 2-8 8 8 2 12-2zM-22 22q6-2 8 3-4 3-8-3zM22 22q-6-2-8 3 4 3 8-3z',
      b,
    ) +
    part('M-5 9h10l-5 6z', '#d98a7a') +
    line('M0 15q-6 8-12 3M0 15q6 8 12 3', 1.6),
  'bubble-tea': (a, b, c) => {
    const pearls = [
      [-18, 34],
      [-6, 38],
      [6, 38],
      [18, 34],
      [-12, 26],
      [0, 29],
      [12, 26],
    ]
      .map(([x, y]) => circle(x!, y!, 5.2, c, ''))
      .join('');
    return (
      line('M6-28L20-60', 7) +
      line('M6-28L20-60', 4, 1, b) +
      part('M-32-26H32L24 44Q0 50-24 44Z', a) +
      flat('M-30-12Q0-4 30-12L32-26H-32Z', '#fbf8f1', 'opacity=".55"') +
      pearls +
      part('M-36-34H36V-26H-36Z', b)
    );
  },
  typhoon: (a, b, c) => {
    const arm = (t: number, colour: string) =>
      `<path d="M-6-12Q10-40 50-38 20-28 16-2Q8-12-6-12Z" fill="${colour}" ${thin} transform="rotate(${t})"/>`;
    return (
      [0, 60, 120, 180, 240, 300].map((t, i) => arm(t, i % 2 ? b : a)).join('') +
      circle(0, 0, 15, a, thin) +
      circle(0, 0, 6.5, c, thin)
    );
  },
  plum: (a, b, c) =>
    [0, 72, 144, 216, 288]
      .map((t) => `<circle cx="0" cy="-28" r="20" fill="${a}" ${thin} transform="rotate(${t})"/>`)
      .join('') +
    circle(0, 0, 15, b, '') +
    [0, 40, 80, 120, 160, 200, 240, 280, 320]
      .map(
        (t) =>
          `<path d="M0-8V-22" stroke="${ink}" stroke-width="1.6" transform="rotate(${t})"/><circle cx="0" cy="-24" r="2.6" fill="${c}" transform="rotate(${t})"/>`,
      )
      .join('') +
    circle(0, 0, 7, c, thin),
  moon: (a, b, c) =>
    part('M8-46A46 46 0 1 0 46 12 38 38 0 0 1 8-46Z', a) +
    circle(-18, 6, 6, b, '') +
    circle(-4, 28, 4, b, '') +
    circle(-26, -14, 3.4, b, '') +
    `<path d="M34-34l3 8 8 3-8 3-3 8-3-8-8-3 8-3z" fill="${c}" ${thin}/>`,
  fish: (a, b, c) =>
    part('M26 0L58-24Q50 0 58 24Z', b) +
    part('M-56 2Q-26-34 30-2Q-26 40-56 2Z', a) +
    part('M-10-18Q4-36 20-18 12-12 8-10Z', b) +
    line('M-30-12Q-22 2-30 16', 1.8) +
    line('M-14-8q6 8 0 16M0-7q6 8 0 15M13-4q4 5 0 9', 1.6, 0.8) +
    circle(-40, -2, 4.4, c, thin) +
    circle(-41, -2, 1.8, ink, ''),
  bento: (a, b, c) =>
    part('M-50-34H50Q54-34 54-30V30Q54 34 50 34H-50Q-54 34-54 30V-30Q-54-34-50-34Z', a) +
    part('M-46-26H-2V26H-46Z', '#fbf8f1') +
    circle(-24, 0, 8, c, thin) +
    part('M6-26H46V-4H6Z', b) +
    part('M6 4H24V26H6ZM32 4H46V26H32Z', mix(b, c, 0.5)) +
    line('M12-15H40M12-19H34', 1.6, 0.6),
  magpie: (a, b, c) =>
    part('M-54-20L-34-24Q-26-40-10-36 4-32 4-14L44 30 58 52 30 40 6 20Q-22 22-30-10Z', a) +
    part('M-8-6Q14 2 26 26 4 22-8-6Z', b) +
    part('M-36-22L-56-20-38-14Z', c) +
    circle(-20, -24, 3.4, '#fbf8f1', thin) +
    line('M-4 20l-4 16M6 20l2 16', 2),
  banyan: (a, b, c) =>
    part('M-8 40Q-4 10-14-6H14Q4 10 8 40Z', c) +
    line('M-22 0V28M-14 2V22M16 0V26M26-2V22', 1.8) +
    part(
      'M-54-4Q-60-26-38-30-30-50-6-46 16-56 34-38 58-34 54-10 50 6 30 2 12 12-2 2-22 14-34 4-50 8-54-4Z',
      a,
    ) +
    flat('M-34-14q10-12 22-4-10 8-22 4zM8-22q12-8 20 2-12 6-20-2zM-8-34q8-6 14 0-8 6-14 0z', b),
  eye: (a, b, c) =>
    part('M-54 0Q0-46 54 0 0 46-54 0Z', b) +
    circle(0, 0, 21, a, thin) +
    circle(0, 0, 10, c, thin) +
    line('M-34-30l-6-10M-12-38l-2-12M12-38l2-12M34-30l6-10', 2),
  hand: (a, b, c) =>
    part(
      'M-26 48V4Q-40-8-44-24-38-32-30-22L-22-10V-40Q-16-48-10-40V-14V-48Q-4-56 2-48V-14V-44Q8-52 14-44V-12V-34Q20-42 26-34V14Q26 34 20 48Z',
      a,
    ) +
    circle(-2, 14, 12, b, thin) +
    circle(-2, 14, 5, c, thin),
  halo: (a, b) =>
    `<ellipse cx="0" cy="-18" rx="46" ry="15" fill="none" stroke="${ink}" stroke-width="13"/><ellipse cx="0" cy="-18" rx="46" ry="15" fill="none" stroke="${a}" stroke-width="9.4"/>` +
    line('M-40 22H40M-28 34H28M-14 46H14', 4.4, 1, b),
  dumpling: (a, b, c) =>
    part('M-50 26Q-54-4-20-18-6-34 8-20 14-34 24-16 54-2 50 26 0 42-50 26Z', a) +
    line(
      'M-8-20q-8 16-10 30M4-18q0 16 0 26M14-16q8 14 12 26M24-12q10 8 16 22M-18-12q-10 8-16 22',
      1.6,
      0.75,
    ) +
    line('M-14-40q-6-8 0-14M4-42q-6-8 0-14M22-40q-6-8 0-14', 2.4, 1, b) +
    circle(0, -24, 3, c, thin),
};

export const motif = (
  name: Motif,
  x: number,
  y: number,
  size: number,
  colours: readonly string[],
  turn = 0,
): string => {
  const [a, b = darker(a!, 0.3), c = b] = colours;
  return `<g transform="translate(${at(x)} ${at(y)}) rotate(${turn}) scale(${at(size)})">${motifs[name](a!, b, c)}</g>`;
};
