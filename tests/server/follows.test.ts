import { beforeEach, expect, test } from 'vitest';
import { follow, isFollowing, unfollow, type Followable } from '../../src/lib/server/follows/following.ts';
import { onBothDatabases } from '../harness.ts';
import { makeBrand, makeChallenge, makeMember } from '../making.ts';

onBothDatabases('follows', (world) => {
  let member: { id: string };
  let targets: Record<'brand' | 'challenge', Followable>;

  beforeEach(async () => {
    await world.write(async (tx) => {
      member = await makeMember(tx, world.now);
      const brand = await makeBrand(tx, world.now);
      const challenge = await makeChallenge(tx, world.now, brand);
      targets = {
        brand: { kind: 'brand', id: brand.id },
        challenge: { kind: 'challenge', id: challenge.id },
      };
    });
  });

  const followers = async ({ kind, id }: Followable) =>
    world.read(
      async (read) =>
        (
          await read
            .selectFrom(kind === 'brand' ? 'brands' : 'challenges')
            .select('followers')
            .where('id', '=', id)
            .executeTakeFirstOrThrow()
        ).followers,
    );
  const following = (target: Followable, who: typeof member | null = member) =>
    world.read((read) => isFollowing(read, who, target));

  test.each(['brand', 'challenge'] as const)(
    'a %s is followed and left, and its followers are counted',
    async (kind) => {
      const target = targets[kind];
      expect(await following(target)).toBe(false);
      expect(await world.write((tx) => follow(tx, member, target, world.now))).toBeUndefined();
      expect([await following(target), await followers(target)]).toEqual([true, 1]);
      expect(await following(targets[kind === 'brand' ? 'challenge' : 'brand'])).toBe(false);
      expect(await world.write((tx) => unfollow(tx, member, target))).toBeUndefined();
      expect([await following(target), await followers(target)]).toEqual([false, 0]);
    },
  );

  test('following or leaving twice, even at the same moment, counts once', async () => {
    const target = targets.challenge;
    await Promise.all([1, 2, 3].map(() => world.write((tx) => follow(tx, member, target, world.now))));
    expect(await followers(target)).toBe(1);
    await Promise.all([1, 2, 3].map(() => world.write((tx) => unfollow(tx, member, target))));
    expect(await followers(target)).toBe(0);
  });

  test('is refused to someone who is not signed in', async () => {
    expect(await world.write((tx) => follow(tx, null, targets.brand, world.now))).toMatchObject({
      reason: 'not-signed-in',
    });
    expect(await world.write((tx) => unfollow(tx, null, targets.brand))).toMatchObject({
      reason: 'not-signed-in',
    });
    expect(await following(targets.brand, null)).toBe(false);
  });

  test('what is not there, being prepared or hidden cannot be followed; leaving it is always possible', async () => {
    const refused = { refused: true, reason: 'not-found' };
    const { challenge } = targets;
    expect(
      await world.write((tx) => follow(tx, member, { kind: 'brand', id: 'nothing' }, world.now)),
    ).toMatchObject(refused);
    await world.write((tx) => follow(tx, member, challenge, world.now));
    const other = await world.write((tx) => makeMember(tx, world.now));
    await world.write((tx) =>
      tx
        .insertInto('hidings')
        .values({ target_kind: 'challenge', target_id: challenge.id, hidden_at: world.now, reason: 'Stolen' })
        .execute(),
    );
    expect(await world.write((tx) => follow(tx, other, challenge, world.now))).toMatchObject(refused);
    await world.write((tx) => unfollow(tx, member, challenge));
    expect(await followers(challenge)).toBe(0);
    await world.write(async (tx) => {
      await tx.deleteFrom('hidings').execute();
      await tx.updateTable('challenges').set({ state: 'preparing', published_at: null }).execute();
    });
    expect(await world.write((tx) => follow(tx, other, challenge, world.now))).toMatchObject(refused);
  });
});
