import type { RequestEvent } from '@sveltejs/kit';
import { isPublicAddress } from '$lib/domain/networks.ts';
import { isRefusal, type Refusal } from '$lib/domain/refusals.ts';
import { VotingCounts } from '$lib/server/quarantine/limiting.ts';
import { noteOrigin } from '$lib/server/quarantine/noting.ts';
import type { Transaction } from '../../../db/schema.ts';

const counts = new VotingCounts();

type Cast<Result> = (tx: Transaction) => Promise<Result | Refusal>;

/**
 * Casts within the limits of the account, the address and the network, and notes where the ballot came from. What
 * comes from this machine or a private network says nothing about where: a proxy that hides its visitors must not make
 * one crowd of them all. `pair`: it answers one of many.
 */
export const castFrom = async <Result extends { ballot: string | null }>(
  { locals, request, getClientAddress }: Pick<RequestEvent, 'locals' | 'request' | 'getClientAddress'>,
  cast: Cast<Result>,
  { pair = false }: { pair?: boolean } = {},
): Promise<Result | Refusal> => {
  const { member, now } = locals;
  const seen = getClientAddress();
  const address = isPublicAddress(seen) ? seen : '';
  const refused = member && counts.count(member, { address, pair }, now);
  if (refused) return refused;
  return locals.write(async (tx) => {
    const result = await cast(tx);
    if (!isRefusal(result) && result.ballot !== null)
      await noteOrigin(
        tx,
        { ballot: result.ballot, address, program: request.headers.get('user-agent') ?? '' },
        now,
      );
    return result;
  });
};
