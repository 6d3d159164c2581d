import type { Locale } from '../../../src/lib/domain/locales.ts';
import type { Drawing } from '../drawings/ink.ts';
import type { Motif } from '../drawings/motifs.ts';
import type { Cloth } from '../drawings/patterns.ts';
import { closeCloth, desk, gallery, hung, kitchen, materials, room } from '../drawings/scenes.ts';
import { cover, frieze, mark, sheet } from '../drawings/sheets.ts';
import type { PictureSeed } from './shape.ts';

const wide = 1280;
const narrow = 800;

/** How a further picture of a thing is called, for those who cannot see it. */
const words: Record<
  Locale,
  Record<
    'back' | 'cloth' | 'hung' | 'card' | 'near' | 'kitchen' | 'room' | 'desk' | 'wall',
    (what: string) => string
  >
> = {
  en: {
    back: (what) => `${what} from behind`,
    cloth: (what) => `Close-up of ${what}: the surface, a double seam and the woven label`,
    hung: (what) => `${what} hanging on a wooden rail, a potted plant below`,
    card: (what) => `Materials card for ${what}: a swatch with a pinked edge and its colours as chips`,
    near: (what) => `${what}, a part of it from near`,
    kitchen: (what) => `${what} on a kitchen counter in front of a tiled wall, a shelf above`,
    room: (what) => `${what} standing in a room with a plant and a small framed picture`,
    desk: (what) => `${what} on a wooden desk, seen from above, with coffee, a red notebook and a pencil`,
    wall: (what) => `${what}, framed on a wall above a low bench`,
  },
  'zh-TW': {
    back: (what) => `${what}的背面`,
    cloth: (what) => `${what}的近看：表面、雙道車線與織標`,
    hung: (what) => `${what}掛在木橫桿上，底下有一盆植物`,
    card: (what) => `${what}的材質卡：一塊樣品與幾個色票`,
    near: (what) => `${what}的局部放大`,
    kitchen: (what) => `${what}放在廚房檯面上，後面是磁磚牆，上方有一層架子`,
    room: (what) => `${what}擺在房間裡，旁邊有盆栽和一幅小畫`,
    desk: (what) => `從上往下看，${what}放在木桌上，旁邊有咖啡、紅色筆記本和鉛筆`,
    wall: (what) => `${what}裱框掛在牆上，下面是一張矮凳`,
  },
  'zh-CN': {
    back: (what) => `${what}的背面`,
    cloth: (what) => `${what}的近景：表面、双道缝线与织标`,
    hung: (what) => `${what}挂在木横杆上，下面有一盆植物`,
    card: (what) => `${what}的材质卡：一块样片和几枚色卡`,
    near: (what) => `${what}的局部放大`,
    kitchen: (what) => `${what}放在厨房台面上，后面是瓷砖墙`,
    room: (what) => `${what}摆在房间里，旁边有盆栽和一幅小画`,
    desk: (what) => `从上往下看，${what}放在木桌上，旁边有咖啡、红色笔记本和铅笔`,
    wall: (what) => `${what}装框挂在墙上，下面是一张矮凳`,
  },
};

type Extra = (locale: Locale, what: string) => PictureSeed;

/** The pictures of one thing: itself on a tinted sheet with its text, then the others. */
export const pictured = (
  locale: Locale,
  what: string,
  alt: string,
  tint: string,
  thing: () => Drawing,
  ...extras: Extra[]
): PictureSeed[] => [
  { draw: () => sheet(thing(), { tint }), alt, width: wide },
  ...extras.map((extra) => extra(locale, what)),
];
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const extra =
  (kind: keyof (typeof words)['en'], draw: () => string): Extra =>
  (locale, what) => ({ draw, alt: capital(words[locale][kind](what)), width: narrow });

export const back = (thing: () => Drawing, tint: string) => extra('back', () => sheet(thing(), { tint }));
export const cloth = (of: Cloth, motif: Motif, colours: readonly string[], trim?: Cloth) =>
  extra('cloth', () => sheet(closeCloth(of, { motif, colours }, trim)));
export const onRail = (thing: () => Drawing, wall: string, below: string, by?: 'hanger' | 'hook' | 'peg') =>
  extra('hung', () => sheet(hung(thing(), wall, below, by)));
export const card = (of: Cloth, chips: readonly string[], tint: string, label?: Motif) =>
  extra('card', () => sheet(materials(of, chips, label), { tint }));
export const near = (thing: () => Drawing, tint: string, x: number, y: number, by: number) =>
  extra('near', () => sheet(thing(), { tint, zoom: { x, y, by } }));
export const inKitchen = (thing: () => Drawing, tiles: Cloth, counter: string) =>
  extra('kitchen', () => sheet(kitchen(thing(), tiles, counter)));
export const inRoom = (thing: () => Drawing, wall: string, floor: string, art?: Motif) =>
  extra('room', () => sheet(room(thing(), wall, floor, art)));
export const onDesk = (thing: () => Drawing, wood: string) => extra('desk', () => sheet(desk(thing(), wood)));
export const onWall = (thing: () => Drawing, wall: string, floor: string) =>
  extra('wall', () => sheet(gallery(thing(), wall, floor)));
/** A view of its own, with its own text. */
export const also =
  (thing: () => Drawing, tint: string, alt: string): Extra =>
  () => ({ draw: () => sheet(thing(), { tint }), alt, width: narrow });

export const row = (
  alt: string,
  tint: string,
  floor: string,
  things: readonly (() => Drawing)[],
  behind?: Cloth,
): PictureSeed => ({
  draw: () =>
    cover(
      things.map((thing) => thing()),
      tint,
      floor,
      behind,
    ),
  alt,
  width: wide,
});
export const logo = (alt: string, ground: string, of: Parameters<typeof mark>[1]): PictureSeed => ({
  draw: () => mark(ground, of),
  alt,
  width: 400,
});

export const head = (
  alt: string,
  wall: string,
  floor: string,
  things: readonly (readonly [thing: () => Drawing, x: number, y: number, scale: number])[],
  behind?: Cloth,
): PictureSeed => ({
  draw: () =>
    frieze(
      things.map(([thing, x, y, scale]) => ({ thing: thing(), x, y, scale })),
      wall,
      floor,
      behind,
    ),
  alt,
  width: wide,
});
