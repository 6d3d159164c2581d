import { expect, test } from 'vitest';
import { isRefusal } from '../../src/lib/domain/refusals.ts';
import { auditLedger } from '../../src/lib/server/ledger/auditing.ts';
import { orderPreorder } from '../../src/lib/server/preorders/ordering.ts';
import { settleCampaign } from '../../src/lib/server/preorders/settling.ts';
import { onBothDatabases } from '../harness.ts';
import { makeBrand, makeMember } from '../making.ts';
import { makeLiveCampaign, orderOf } from '../making-campaigns.ts';
import { bookkeepingProvider, card } from '../standing-in.ts';
import { workThrough } from '../working.ts';

/** `TIMES=100` for the whole proof; a few of them in every run. */
const times = Number(process.env.TIMES ?? 2);
const [buyers, units] = [500, 50];

onBothDatabases('the last units', (world) => {
  test(
    `${buyers} buyers at once for ${units} units: ${units} are sold, ${times} of ${times} times`,
    async () => {
      const { brand, members } = await world.write(async (tx) => {
        const brand = await makeBrand(tx, world.now);
        const members = [];
        for (let i = 0; i < buyers; i++) members.push(await makeMember(tx, world.now));
        return { brand, members };
      });
      const bank = bookkeepingProvider();
      const means = { read: world.read, write: world.write, cards: bank.provider };
      for (let time = 0; time < times; time++) {
        const campaign = await world.write((tx) =>
          makeLiveCampaign(tx, world.now, { brand, minimum: units, stock: [units] }),
        );
        const answers = await Promise.all(
          members.map((member, i) =>
            orderPreorder(
              means,
              member,
              orderOf(campaign, { paymentMethod: i % 2 ? 'card' : 'manual' }),
              card,
              world.now,
            ),
          ),
        );
        const refused = answers.filter((answer) => isRefusal(answer));
        expect(refused).toHaveLength(buyers - units);
        expect(new Set(refused.map(({ reason }) => reason))).toEqual(new Set(['sold-out']));

        const after = campaign.deadline + 1;
        await settleCampaign(world.database, campaign.id, after);
        await workThrough(world, bank.provider, after);
        const row = await world.read((read) =>
          read
            .selectFrom('campaigns')
            .innerJoin('variants', 'variants.campaign_id', 'campaigns.id')
            .select(['campaigns.state', 'campaigns.units', 'campaigns.preorder_count', 'variants.ordered'])
            .where('campaigns.id', '=', campaign.id)
            .executeTakeFirstOrThrow(),
        );
        expect(row).toEqual({ state: 'succeeded', units, preorder_count: units, ordered: units });
        const cards = answers.filter((answer, i) => i % 2 && !isRefusal(answer)) as { id: string }[];
        expect(cards.length).toBeGreaterThan(0);
        for (const { id } of cards) expect(bank.taken(id)).toBe(136_000);
        expect(bank.did('charge').length).toBe(bank.did('authorise').length);
      }
      expect((await world.read(auditLedger)).violations).toEqual([]);
    },
    60_000 * times,
  );
});
