import type { Reader, Transaction } from '../../../../db/schema.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { joiningLimits, surgeFrom, surgeSpan, withoutWork } from '../../domain/surging.ts';
import { countInSpans, countsInSpan, countWithin, hashedAddress, hashedNetwork } from './spans.ts';
import { finishTask } from './tasking.ts';

const all = 'join:site';
const without = 'join:without';
const inNetwork = (address: string) => `join:network:${hashedNetwork(address)}`;

/** Whether so many join right now, here or from one network, that a browser has to work for it. */
export const isSurging = async (read: Reader, address: string, now: number): Promise<boolean> => {
  const network = inNetwork(address);
  const counts = await countsInSpan(read, [all, network], now);
  return counts[all]! >= surgeFrom.site || counts[network]! >= surgeFrom.network;
};

export interface AtTheDoor {
  address: string;
  /** What the browser gave back for its task; empty where it did none. */
  work: string;
  /** Whether the browser runs scripts, as far as the form shows. */
  runsScripts: boolean;
}

/**
 * Counts a sign-up, and says when its letter may leave. While many join at once only a browser that has done its task goes
 * straight on; of those that run no scripts a few do, with a letter that comes later, and the others are told.
 */
export const enterDoor = async (
  tx: Transaction,
  { address, work, runsScripts }: AtTheDoor,
  now: number,
): Promise<{ letterAt: number } | Refusal> => {
  const surging = await isSurging(tx, address, now);
  const limits = {
    [`join:address:${hashedAddress(address)}`]: joiningLimits.address,
    [inNetwork(address)]: joiningLimits.network,
  };
  const limited = await countWithin(tx, limits, now);
  if (isRefusal(limited)) return limited;
  await countInSpans(tx, [all], now);
  if (!surging || (work !== '' && (await finishTask(tx, work, now)))) return { letterAt: now };
  if (runsScripts) return refuse('proof-missing');
  if ((await countsInSpan(tx, [without], now))[without]! >= withoutWork.most)
    return refuse('too-many-joining', { minutes: surgeSpan / 60_000 });
  await countInSpans(tx, [without], now);
  return { letterAt: now + withoutWork.letterAfter };
};
