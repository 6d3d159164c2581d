import type { Method } from '../../../src/lib/domain/methods.ts';
import type { Locale } from '../../../src/lib/domain/locales.ts';

/** A picture of the world: how it is drawn, what it shows in words, and how wide it is made (px). */
export interface PictureSeed {
  draw: () => string;
  alt: string;
  width: number;
  /** Laid over others: what is transparent stays so. */
  layer?: boolean;
}

/** What a thing is, so that comments talk about it. */
export type Product =
  | 'overshirt'
  | 'tee'
  | 'hoodie'
  | 'cap'
  | 'bag'
  | 'trousers'
  | 'bandana'
  | 'sneaker'
  | 'fridge'
  | 'kettle'
  | 'cooker'
  | 'toaster'
  | 'fan'
  | 'washer'
  | 'dehumidifier'
  | 'ceramic'
  | 'keyboard'
  | 'keycaps'
  | 'artisan'
  | 'deskmat'
  | 'switch'
  | 'poster';

export interface DraftSeed {
  title: string;
  story: string;
  product: Product;
  pictures: PictureSeed[];
  /** How well it is liked: 1 is usual. */
  pull: number;
  /** Notes of the later revisions, oldest first. */
  revisions?: readonly string[];
  /** What the revisions before the last had otherwise, oldest first. The same picture object is the same picture. */
  earlier?: readonly { title?: string; story?: string; pictures?: readonly PictureSeed[] }[];
  /** A revision that came while voting was open: what changed, and the story after it. */
  later?: { note: string; story: string };
  /** Who drew it: the number of a member, in open challenges. Else one of the brand's designers. */
  by?: number;
  /** Members who set out to submit and have not. */
  editing?: boolean;
  withdrawn?: string;
  /** In open challenges: the numbers of members who are named beside the first. */
  withOthers?: readonly number[];
  /** Members who are asked to be, and have not answered. */
  invites?: readonly number[];
  /** In open challenges with a review: it waits for it, or was returned with these words. */
  review?: 'waiting' | { returned: string };
}

/** How members enter, where they do. */
export interface OpenSeed {
  limit: number;
  reviewed?: boolean;
  blind?: boolean;
  entryRules: string;
  licence: string;
}

export interface ChallengeSeed {
  key: string;
  title: string;
  brief: string;
  /** Prepared, and told to publish itself when collecting opens. */
  scheduled?: boolean;
  state: 'preparing' | 'collecting' | 'voting' | 'deciding' | 'decided' | 'cancelled';
  /** Days from now. */
  collecting: number;
  opens: number;
  closes: number;
  decided?: number;
  /** `picks` where it is left out, or `specification` where there is one. */
  method?: Exclude<Method, 'picks' | 'specification'>;
  /** Of a vote within a budget, with what each draft costs, in their order. */
  budget?: number;
  costs?: readonly number[];
  /** "None of these" stands on the ballot. */
  none?: boolean;
  eligibility?: 'codes';
  /** Its first three drafts beat one another in a circle. */
  cycle?: boolean;
  picks: number;
  seats: number;
  quorum: number;
  live?: boolean;
  /** Drafts may be revised while voting is open. */
  revising?: boolean;
  /** How many ballots. */
  ballots: number;
  /** How many of the world's comments its drafts get, in proportion. */
  talk: number;
  cover?: PictureSeed;
  open?: OpenSeed;
  /** Its one draft is voted on part by part. */
  specification?: {
    /** The draft that offers the same to compose. */
    as: string;
    ballots: number;
    /** How well choices are liked, `part.choice`; 1 is usual. */
    liked: Readonly<Record<string, number>>;
  };
  drafts: DraftSeed[];
  /** Two drafts (by index) that end exactly level, at the edge of the seats. */
  tie?: readonly [number, number];
  decision?: { reason: string; winners?: readonly number[]; tieBroken?: boolean };
  cancelled?: { at: number; reason: string };
}

export interface CampaignSeed {
  challenge: string;
  draft: string;
  title: string;
  story: string;
  state: 'preparing' | 'live' | 'succeeded' | 'producing' | 'shipping' | 'delivered' | 'failed' | 'cancelled';
  price: number;
  /** Quantities, each with the price that everyone pays from there on. */
  breaks?: readonly (readonly [quantity: number, price: number])[];
  minimum: number;
  /** Units ordered and not cancelled, at now or when it settled. */
  units: number;
  launched: number;
  deadline: number;
  deliveryMonths: number;
  limit?: number;
  options: readonly {
    name: string;
    values: readonly string[];
    swatches?: Readonly<Record<string, string>>;
  }[];
  /** The compositions that the brand picked as variants; what can be composed is what another of its drafts offers. */
  composed?: {
    as: string;
    picked: readonly { name: string; choices: Readonly<Record<string, string>>; difference?: number }[];
  };
  /** Units of each first option's stock, where it is limited. */
  stock?: number;
  /** Weight of each value of the last option. */
  weights?: readonly number[];
  countries: Readonly<Record<string, number>>;
  milestones?: readonly { title: string; due: number; reached?: number }[];
  updates?: readonly { at: number; title: string; body: string }[];
  cancelled?: { at: number; reason: string };
  shipped?: number;
  received?: number;
}

export interface BrandSeed {
  key: 'halo' | 'dashu' | 'paragraph';
  slug: string;
  name: string;
  tagline: string;
  about: string;
  website: string;
  timeZone: string;
  currency: string;
  payment: string;
  founded: number;
  locale: Locale;
  logo: PictureSeed;
  cover: PictureSeed;
  challenges: ChallengeSeed[];
  campaigns: CampaignSeed[];
}
