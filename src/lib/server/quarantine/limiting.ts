import type { Transaction } from '../../../../db/schema.ts';
import type { Refusal } from '../../domain/refusals.ts';
import { votingLimits } from '../../domain/surging.ts';
import { countWithin, hashedAddress, hashedNetwork } from '../members/spans.ts';

/** Counts a vote or a change of one for the account, the address and the network; refused where one of them had too many in ten minutes. */
export const countVoting = (
  tx: Transaction,
  member: { id: string },
  { address }: { address: string },
  now: number,
): Promise<Refusal | undefined> =>
  countWithin(
    tx,
    {
      [`vote:account:${member.id}`]: votingLimits.account,
      [`vote:address:${hashedAddress(address)}`]: votingLimits.address,
      [`vote:network:${hashedNetwork(address)}`]: votingLimits.network,
    },
    now,
  );
