import { readFileSync } from 'node:fs';

/**
 * The one place that asks what time it is. With `CLOCK_FILE` (tests only) the file holds a number of
 * milliseconds to add, so that a browser test can walk past a deadline.
 */
export const clockFrom = (file: string | undefined) => (): number => {
  if (!file) return Date.now();
  try {
    return Date.now() + Number(readFileSync(file, 'utf8') || 0);
  } catch {
    return Date.now();
  }
};
