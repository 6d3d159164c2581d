import { expect, test } from 'vitest';
import { isRefusal } from '../../src/lib/domain/refusals.ts';
import { practiceProvider } from '../../src/lib/server/payments/practising.ts';
import { noCards } from '../../src/lib/server/payments/withholding.ts';
import { orderPreorder } from '../../src/lib/server/preorders/ordering.ts';
import { giveCard } from '../../src/lib/server/preorders/replacing.ts';
import { settleCampaign } from '../../src/lib/server/preorders/settling.ts';
import { onBothDatabases, type World } from '../harness.ts';
import { makeBrand, makeMember } from '../making.ts';
import { makeLiveCampaign, orderOf } from '../making-campaigns.ts';
import { card } from '../standing-in.ts';
import { workThrough } from '../working.ts';

const begin = (world: World) =>
  world.write(async (tx) => {
    const owner = await makeMember(tx, world.now);
    const brand = await makeBrand(tx, world.now, [{ member: owner, role: 'owner' }]);
    return {
      buyer: await makeMember(tx, world.now),
      campaign: await makeLiveCampaign(tx, world.now, { brand, minimum: 1 }),
    };
  });
const preorders = (world: World) => world.read((read) => read.selectFrom('preorders').selectAll().execute());
const means = (world: World, cards = noCards()) => ({ read: world.read, write: world.write, cards });

onBothDatabases('a site that takes no cards', (world) => {
  test('takes no preorder by card, whatever the form says, and leaves no trace', async () => {
    const { buyer, campaign } = await begin(world);
    const order = orderOf(campaign, { paymentMethod: 'card' });
    expect(await orderPreorder(means(world), buyer, order, card, world.now)).toMatchObject({
      reason: 'cards-not-taken',
    });
    expect(await preorders(world)).toEqual([]);
    expect(isRefusal(await orderPreorder(means(world), buyer, orderOf(campaign), null, world.now))).toBe(
      false,
    );
  });

  test('charges nothing that was placed by practice card before: it never stands as paid', async () => {
    const { buyer, campaign } = await begin(world);
    const order = orderOf(campaign, { paymentMethod: 'card' });
    const placed = await orderPreorder(means(world, practiceProvider()), buyer, order, card, world.now);
    if (isRefusal(placed)) throw new Error(placed.reason);
    await settleCampaign(world.database, campaign.id, campaign.deadline);
    await workThrough(world, noCards(), campaign.deadline);
    expect(await preorders(world)).toMatchObject([{ state: 'charge failed', charged_at: null }]);
    const another = { preorder: placed.id, card, key: 'another-card' };
    expect(await giveCard(means(world), buyer, another, campaign.deadline)).toMatchObject({
      reason: 'cards-not-taken',
    });
  });
});
