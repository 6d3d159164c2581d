import type { ChallengeState, Lifecycle } from './lifecycles.ts';
import { refuse, type Refusal } from './refusals.ts';

export type SuggestionState = 'open' | 'accepted' | 'declined';
export type Answer = Exclude<SuggestionState, 'open'>;

/** An answer may be changed, and its words too; that a revision carries the suggestion ends it, which is no state. */
export const suggestionLifecycle: Lifecycle<SuggestionState> = {
  open: ['accepted', 'declined'],
  accepted: ['accepted', 'declined'],
  declined: ['declined', 'accepted'],
};
export const suggestionStates = ['open', 'accepted', 'declined'] as const;

/** Whether a form gave an answer. */
export const isAnswer = (value: unknown): value is Answer => value === 'accepted' || value === 'declined';

/** Whether members may still suggest and second: while something can come of it. */
export const takesSuggestions = (state: ChallengeState): boolean =>
  state === 'collecting' || state === 'voting';

export const suggestionLimits = {
  /** Characters of an answer. */
  answer: 2000,
  /** Milliseconds after which a suggestion without an answer stands at the top of its brand's desk. */
  patience: 3 * 24 * 3600_000,
} as const;

/** The whole width, and the whole height, of a picture: hundredths of a percent. */
export const whole = 10_000;

/** A place on a picture, in hundredths of a percent of its width (x, w) and height (y, h), whole numbers. */
export interface Place {
  x: number;
  y: number;
  /** Both given: a region, of which x and y are the upper left corner. Both null: a point. */
  w: number | null;
  h: number | null;
}

/** Whether a place lies on the picture with all of it: whole numbers from 0 to 10000, and a region not empty. */
export const isInside = ({ x, y, w, h }: Place): boolean =>
  [x, y].every((value) => Number.isInteger(value) && value >= 0 && value <= whole) &&
  (w === null) === (h === null) &&
  (w === null || h === null || (isLength(w) && isLength(h) && x + w <= whole && y + h <= whole));

const isLength = (value: number) => Number.isInteger(value) && value > 0;

/**
 * The place that a form names: numbers that were pointed at, else one of nine fields, row by row from the upper left,
 * whose middle it then is.
 *
 * @param field '0' to '8'; '' for none
 * @returns the place; a refusal ('pin-outside') where what is named does not lie on the picture
 */
export const placeFrom = (
  { x, y, w, h }: Record<'x' | 'y' | 'w' | 'h', string>,
  field: string,
): Place | Refusal => {
  if (x === '' && y === '') {
    const n = field === '' ? 4 : Number(field);
    if (!Number.isInteger(n) || n < 0 || n > 8) return refuse('pin-outside');
    return { ...middleOfField(n), w: null, h: null };
  }
  const length = (value: string) => (value === '' ? null : numberIn(value));
  const place = { x: numberIn(x), y: numberIn(y), w: length(w), h: length(h) };
  return isInside(place) ? place : refuse('pin-outside');
};

const numberIn = (value: string) => (/^\d{1,5}$/.test(value) ? Number(value) : NaN);

/** The middle of one of nine fields, numbered row by row from the upper left, 0 to 8. */
export const middleOfField = (field: number): { x: number; y: number } => ({
  x: Math.round(((2 * (field % 3) + 1) * whole) / 6),
  y: Math.round(((2 * Math.floor(field / 3) + 1) * whole) / 6),
});

/** The field, 0 to 8, in which the middle of a place lies: to say in words where it is. */
export const fieldOf = ({ x, y, w, h }: Place): number => {
  const third = (middle: number) => Math.min(2, Math.floor((3 * middle) / whole));
  return third(x + (w ?? 0) / 2) + 3 * third(y + (h ?? 0) / 2);
};

/** A place moved by so much, never off the picture; a region keeps its size. */
export const movedBy = (place: Place, dx: number, dy: number): Place => ({
  ...place,
  x: Math.max(0, Math.min(whole - (place.w ?? 0), place.x + dx)),
  y: Math.max(0, Math.min(whole - (place.h ?? 0), place.y + dy)),
});

/** A place with its region larger or smaller by so much, never beyond the picture; what gets smaller than `least` is a point. */
export const grownBy = (place: Place, dw: number, dh: number, least = 200): Place => {
  const w = Math.min(whole - place.x, (place.w ?? 0) + dw);
  const h = Math.min(whole - place.y, (place.h ?? 0) + dh);
  const shrinks = dw < 0 || dh < 0;
  if (shrinks && (w < least || h < least)) return { ...place, w: null, h: null };
  const size = { w: Math.max(least, w), h: Math.max(least, h) };
  return { x: Math.min(place.x, whole - size.w), y: Math.min(place.y, whole - size.h), ...size };
};

/**
 * What was drawn between two points, each given as shares of the picture (0 to 1, and beyond where the pointer left it):
 * the region between them, or the first point alone where they hardly differ.
 */
export const placeBetween = (
  from: { x: number; y: number },
  to: { x: number; y: number },
  least = 200,
): Place => {
  const onPicture = (share: number) => Math.max(0, Math.min(whole, Math.round(share * whole)));
  const [x1, y1, x2, y2] = [onPicture(from.x), onPicture(from.y), onPicture(to.x), onPicture(to.y)];
  const [w, h] = [Math.abs(x2 - x1), Math.abs(y2 - y1)];
  if (w < least || h < least) return { x: x1, y: y1, w: null, h: null };
  return { x: Math.min(x1, x2), y: Math.min(y1, y2), w, h };
};

/** Which of so many values in order stand in the middle: from where, and how many (one or two). Of none, none. */
export const middleOf = (count: number): { offset: number; limit: number } =>
  count === 0
    ? { offset: 0, limit: 0 }
    : { offset: Math.floor((count - 1) / 2), limit: count % 2 === 0 ? 2 : 1 };

/** The mean of the one or two values in the middle, rounded; null of none. */
export const medianOf = (middle: number[]): number | null =>
  middle.length === 0 ? null : Math.round(middle.reduce((sum, one) => sum + one, 0) / middle.length);

/** What share, 0 to 1, has an answer; null where nothing was suggested. */
export const shareAnswered = (answered: number, all: number): number | null =>
  all === 0 ? null : Math.min(1, answered / all);
