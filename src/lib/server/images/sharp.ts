import { availableParallelism } from 'node:os';
import sharp from 'sharp';

// Pages wait for the same cores: pictures must leave them room.
sharp.concurrency(Math.min(2, availableParallelism()));
// Every picture is seen once; the cache would only hold memory.
sharp.cache(false);

export { sharp };

let free = 2;
const waiting: (() => void)[] = [];

/** At most two pictures are worked on at a time: a decoded one may take 200 MB. The others wait, first come first served. */
export const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
  if (free > 0) free -= 1;
  else await new Promise<void>((start) => waiting.push(start));
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }
};
