import type { Reader } from '../../../../db/schema.ts';
import { isRefusal, type Refusal } from '../../domain/refusals.ts';
import { compositionIn, type Configuration } from '../../domain/configuring.ts';
import type { Picked } from '../../domain/variants.ts';
import { isShown } from '../moderation/hiding.ts';
import { compositionsBy, differenceIn, offeredBy } from './composing.ts';

const mostListed = 12;

/**
 * What a brand can pick from: the decided specification's composition, the published remixes and what is chosen most,
 * and what it has picked already: one query.
 */
export const candidatesOf = async (
  read: Reader,
  campaign: { draft_id: string },
  offered: Configuration,
  picked: readonly string[],
) => {
  const rows = await read
    .selectFrom('compositions')
    .leftJoin('remixes', (join) =>
      join.onRef('remixes.composition_id', '=', 'compositions.id').on(isShown('remix', 'remixes.id')),
    )
    .leftJoin('decisions', 'decisions.composition_id', 'compositions.id')
    .select([
      'compositions.id',
      'compositions.draft_id',
      'compositions.choices',
      'compositions.chosen',
      'remixes.title as remix',
      'remixes.votes',
      'decisions.composition_id as decided',
    ])
    .where('compositions.draft_id', '=', campaign.draft_id)
    .where((eb) =>
      eb.or([
        eb('compositions.id', 'in', [...picked, '']),
        eb(
          'compositions.id',
          'in',
          eb
            .selectFrom('remixes as liked')
            .select('liked.composition_id')
            .where('liked.draft_id', '=', campaign.draft_id)
            .where(isShown('remix', 'liked.id'))
            .orderBy('liked.votes', 'desc')
            .orderBy('liked.id')
            .limit(mostListed),
        ),
        eb('decisions.composition_id', 'is not', null),
        eb(
          'compositions.id',
          'in',
          eb
            .selectFrom('compositions as most')
            .select('most.id')
            .where('most.draft_id', '=', campaign.draft_id)
            .where('most.chosen', '>', 0)
            .orderBy('most.chosen', 'desc')
            .orderBy('most.id')
            .limit(mostListed),
        ),
      ]),
    )
    .orderBy('compositions.chosen', 'desc')
    .orderBy('compositions.id')
    .execute();
  const weight = (row: (typeof rows)[number]) =>
    picked.includes(row.id) ? 3 : row.decided !== null ? 2 : row.remix !== null ? 1 : 0;
  return rows
    .sort((a, b) => weight(b) - weight(a))
    .map((row) => {
      const choices = compositionIn(row.choices);
      const difference = differenceIn(offered, campaign.draft_id, { ...row, choices });
      return {
        id: row.id,
        chosen: row.chosen,
        remix: row.remix,
        votes: row.votes ?? 0,
        decided: row.decided !== null,
        /** What it costs more by its choices; null where it cannot be made any more. */
        difference: isRefusal(difference) ? null : difference,
      };
    });
};

export interface PickedAt extends Picked {
  /** What it costs more than the campaign's price, minor units; null for the sum of its choices. */
  difference: number | null;
}

/** The differences of what was picked, by composition, or why one of them cannot be offered. */
export const pickedDifferences = async (
  read: Reader,
  campaign: { draft_id: string; revision_id: string; currency: string },
  picked: readonly PickedAt[],
): Promise<Map<string, number> | Refusal> => {
  const differences = new Map<string, number>();
  if (picked.length === 0) return differences;
  const offered = await offeredBy(read, campaign);
  const rows = await compositionsBy(
    read,
    picked.map(({ composition }) => composition),
  );
  for (const { composition, difference } of picked) {
    const row = rows.find(({ id }) => id === composition);
    const sum = differenceIn(offered, campaign.draft_id, row);
    if (isRefusal(sum)) return sum;
    differences.set(composition, difference ?? sum);
  }
  return differences;
};
