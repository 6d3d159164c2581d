import { hash } from '../random.ts';

/** Part of a picture: what it defines (patterns, clips) and what it shows. All pictures are drawn on 400 × 500. */
export interface Drawing {
  defs: string;
  body: string;
}

export const ink = '#1c1a16';
export const paper = '#fbf8f1';

export const pen = `stroke="${ink}" stroke-width="2.2" stroke-linejoin="round" stroke-linecap="round"`;

/** A number short enough for a path. */
export const at = (value: number): string => String(Math.round(value * 100) / 100);

export const shape = (d: string, fill: string, more = ''): string =>
  `<path d="${d}" fill="${fill}" ${pen} ${more}/>`;
export const flat = (d: string, fill: string, more = ''): string => `<path d="${d}" fill="${fill}" ${more}/>`;
export const line = (d: string, width = 2.2, opacity = 1, colour = ink): string =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linejoin="round" stroke-linecap="round" opacity="${opacity}"/>`;
export const seam = (d: string): string => line(d, 1.3, 0.8);
export const stitch = (d: string, colour = ink, opacity = 0.62): string =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="1" stroke-dasharray="3.4 2.8" opacity="${opacity}"/>`;
export const shade = (d: string, opacity = 0.12): string =>
  `<path d="${d}" fill="${ink}" opacity="${opacity}"/>`;
export const light = (d: string, opacity = 0.28): string =>
  `<path d="${d}" fill="#fff" opacity="${opacity}"/>`;
export const circle = (x: number, y: number, r: number, fill: string, more = pen): string =>
  `<circle cx="${at(x)}" cy="${at(y)}" r="${at(r)}" fill="${fill}" ${more}/>`;
export const box = (
  x: number,
  y: number,
  width: number,
  height: number,
  round: number,
  fill: string,
  more = pen,
): string =>
  `<rect x="${at(x)}" y="${at(y)}" width="${at(width)}" height="${at(height)}" rx="${at(round)}" fill="${fill}" ${more}/>`;

/** What is drawn on the left half, and its mirror image on the right. */
export const both = (body: string): string => `${body}<g transform="matrix(-1 0 0 1 400 0)">${body}</g>`;
export const mirrored = (body: string): string => `<g transform="matrix(-1 0 0 1 400 0)">${body}</g>`;
export const moved = (body: string, transform: string): string => `<g transform="${transform}">${body}</g>`;
export const ground = (x: number, y: number, rx: number, ry = 9): string =>
  `<ellipse cx="${at(x)}" cy="${at(y)}" rx="${at(rx)}" ry="${at(ry)}" fill="${ink}" opacity=".09"/>`;

/** `body` cut to the outline `d`. */
export function within(d: string, body: string): Drawing {
  const id = 'c' + hash(d + body).toString(36);
  return {
    defs: `<clipPath id="${id}"><path d="${d}"/></clipPath>`,
    body: `<g clip-path="url(#${id})">${body}</g>`,
  };
}

const channels = (hex: string) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));

/** `hex` moved towards `other` by `amount` (0 to 1). */
export function mix(hex: string, other: string, amount: number): string {
  const to = channels(other);
  return (
    '#' +
    channels(hex)
      .map((value, i) => Math.round(value + (to[i]! - value) * amount))
      .map((value) => value.toString(16).padStart(2, '0'))
      .join('')
  );
}
export const darker = (hex: string, amount = 0.22): string => mix(hex, ink, amount);
export const lighter = (hex: string, amount = 0.25): string => mix(hex, '#ffffff', amount);

/** How light a colour looks, 0 (black) to 1 (white). */
export function lightness(hex: string): number {
  const [r, g, b] = channels(hex) as [number, number, number];
  return (0.299 * r + 0.587 * g + 0.114 * b) / 255;
}
/** The one of two colours that reads on `ground`. */
export const readable = (onto: string, dark: string, bright: string): string =>
  lightness(onto) > 0.55 ? dark : bright;

/** A smooth closed curve through the points (Catmull-Rom as Béziers). */
export function smooth(points: readonly (readonly [number, number])[]): string {
  const n = points.length;
  const p = (i: number) => points[(i + n) % n]!;
  let d = `M${at(p(0)[0])} ${at(p(0)[1])}`;
  for (let i = 0; i < n; i++) {
    const [a, b, c, e] = [p(i - 1), p(i), p(i + 1), p(i + 2)];
    d += `C${at(b[0] + (c[0] - a[0]) / 6)} ${at(b[1] + (c[1] - a[1]) / 6)} ${at(c[0] - (e[0] - b[0]) / 6)} ${at(c[1] - (e[1] - b[1]) / 6)} ${at(c[0])} ${at(c[1])}`;
  }
  return d + 'Z';
}
/** A smooth open curve through the points. */
export function through(points: readonly (readonly [number, number])[]): string {
  const last = points.length - 1;
  const p = (i: number) => points[Math.max(0, Math.min(last, i))]!;
  let d = `M${at(p(0)[0])} ${at(p(0)[1])}`;
  for (let i = 0; i < last; i++) {
    const [a, b, c, e] = [p(i - 1), p(i), p(i + 1), p(i + 2)];
    d += `C${at(b[0] + (c[0] - a[0]) / 6)} ${at(b[1] + (c[1] - a[1]) / 6)} ${at(c[0] - (e[0] - b[0]) / 6)} ${at(c[1] - (e[1] - b[1]) / 6)} ${at(c[0])} ${at(c[1])}`;
  }
  return d;
}
