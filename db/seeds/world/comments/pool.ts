import type { Product } from '../shape.ts';

export type Family = 'garment' | 'appliance' | 'keyboard';

/** What people say of each kind of thing in one language; `{title}` is the draft's. Each text is used twice
 * at most; one that begins with `@` and parts of titles (`_` for a space) is only said of those drafts. */
export type Pool = Record<Product, readonly string[]> & {
  /** What those who drew it answer, to a comment with that word in it; to any where there is none. */
  answers: Record<Family, readonly (readonly [about: string, text: string])[]>;
  /** What others reply to a comment in which the pattern is found; to any where it is empty. */
  reactions: readonly (readonly [pattern: string, text: string])[];
};

export const familyOf: Record<Product, Family> = {
  overshirt: 'garment',
  tee: 'garment',
  hoodie: 'garment',
  cap: 'garment',
  bag: 'garment',
  trousers: 'garment',
  bandana: 'garment',
  sneaker: 'garment',
  poster: 'garment',
  fridge: 'appliance',
  kettle: 'appliance',
  cooker: 'appliance',
  toaster: 'appliance',
  fan: 'appliance',
  washer: 'appliance',
  dehumidifier: 'appliance',
  ceramic: 'appliance',
  keyboard: 'keyboard',
  keycaps: 'keyboard',
  artisan: 'keyboard',
  deskmat: 'keyboard',
  switch: 'keyboard',
};
