// What a value is that somebody's JSON was read as.

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isText = (value: unknown): value is string => typeof value === 'string';

export const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);

/** A whole number from 0. */
export const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0;

/** A whole number from 1. */
export const isPositive = (value: unknown): value is number => isCount(value) && value > 0;

/** Whether each of these names has a text. */
export const hasTexts = (value: unknown, ...names: string[]): boolean =>
  isRecord(value) && names.every((name) => isText(value[name]));
