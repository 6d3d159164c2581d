import type { Product } from '../shape.ts';

export type Family = 'garment' | 'appliance' | 'keyboard';

/** What people say of each kind of thing in one language; `{title}` is the draft's. Each text is used twice at most. */
export type Pool = Record<Product, readonly string[]> & {
  /** What those who drew it answer. */
  answers: Record<Family, readonly string[]>;
  /** What others reply. */
  reactions: readonly string[];
};

export const familyOf: Record<Product, Family> = {
  overshirt: 'garment',
  tee: 'garment',
  hoodie: 'garment',
  cap: 'garment',
  bag: 'garment',
  trousers: 'garment',
  bandana: 'garment',
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
