import { expect, test } from 'vitest';
import { isRefusal, refuse } from '../../src/lib/domain/refusals.ts';
import { brandFor, mayAct } from '../../src/lib/server/brands/belonging.ts';
import { changeBrand, changeCover, changeLogo } from '../../src/lib/server/brands/changing.ts';
import { createBrand, type NewBrand } from '../../src/lib/server/brands/creating.ts';
import { brandsOf } from '../../src/lib/server/brands/listing.ts';
import { hasCampaign, picturesOf } from '../../src/lib/server/brands/settings.ts';
import { findEntries } from '../../src/lib/server/search/finding.ts';
import { onBothDatabases, type World } from '../harness.ts';
import { makeBrand, makeChallenge, makeMember, makePicture } from '../making.ts';

const halo: NewBrand = {
  name: 'Halo Supply',
  slug: 'halo-supply',
  tagline: '台北的街頭服飾',
  about: 'Overshirts for *rain*.',
  currency: 'TWD',
  timeZone: 'Asia/Taipei',
};

const change = {
  name: 'Halo Supply Co.',
  tagline: 'Street clothes',
  about: 'From Keelung.',
  website: 'https://halo.example',
  timeZone: 'Asia/Tokyo',
  currency: 'TWD',
  paymentInstructions: 'Bank 808, account 1234.',
};

const events = (world: World, kind: string) =>
  world.read((read) =>
    read
      .selectFrom('events')
      .select(['actor_id', 'subject_member_id', 'brand_id', 'payload'])
      .where('kind', '=', kind)
      .orderBy('at')
      .orderBy('id')
      .execute(),
  );

const brandRow = (world: World, id: string) =>
  world.read((read) => read.selectFrom('brands').selectAll().where('id', '=', id).executeTakeFirstOrThrow());

const giveCampaign = (world: World, brand: { id: string }) =>
  world.write(async (tx) => {
    const { id, drafts } = await makeChallenge(tx, world.now, brand, { state: 'decided' });
    await tx
      .insertInto('campaigns')
      .values({
        id: `campaign-${id}`,
        brand_id: brand.id,
        challenge_id: id,
        draft_id: drafts[0]!.id,
        revision_id: drafts[0]!.revision_id,
        title: 'Tea-field check',
        currency: 'TWD',
        price_minor: 128000,
        minimum_quantity: 50,
        time_zone: 'Asia/Taipei',
        created_at: world.now,
      })
      .execute();
  });

onBothDatabases('brands', (world) => {
  test('who makes a brand owns it, and it can be found, in Chinese too', async () => {
    const member = await world.write((tx) => makeMember(tx, world.now));
    const made = await world.write((tx) => createBrand(tx, member, halo, world.now));
    if (isRefusal(made)) throw new Error(made.reason);
    const brand = await world.read((read) => brandFor(read, member, 'halo-supply', ['owner']));
    expect(brand).toMatchObject({ id: made.id, name: 'Halo Supply', roles: ['owner'], currency: 'TWD' });
    const found = await world.read((read) => findEntries(read, '街頭'));
    expect(found).toEqual([{ kind: 'brand', id: made.id }]);
    expect(await events(world, 'brand-created')).toMatchObject([{ actor_id: member.id, brand_id: made.id }]);
  });

  test('an address is given once, even to two who ask at the same moment', async () => {
    const member = await world.write((tx) => makeMember(tx, world.now));
    const made = await Promise.all(
      ['a', 'b', 'c'].map((name) =>
        world.write((tx) => createBrand(tx, member, { ...halo, name }, world.now)),
      ),
    );
    expect(made.filter((one) => !isRefusal(one))).toHaveLength(1);
    expect(made.filter(isRefusal)).toEqual([refuse('slug-taken'), refuse('slug-taken')]);
    expect(await events(world, 'brand-created')).toHaveLength(1);
  });

  test('settings are changed and found under their new words', async () => {
    const { owner, brand } = await world.write(async (tx) => {
      const owner = await makeMember(tx, world.now);
      return { owner, brand: (await createBrand(tx, owner, halo, world.now)) as { id: string } };
    });
    await world.write((tx) => changeBrand(tx, owner, brand, change, world.now));
    expect(await brandRow(world, brand.id)).toMatchObject({
      name: 'Halo Supply Co.',
      slug: 'halo-supply',
      website: 'https://halo.example',
      time_zone: 'Asia/Tokyo',
      payment_instructions: 'Bank 808, account 1234.',
    });
    expect(await world.read((read) => findEntries(read, 'keelung'))).toHaveLength(1);
    expect(await world.read((read) => findEntries(read, '街頭'))).toEqual([]);
    expect(await events(world, 'brand-changed')).toMatchObject([{ actor_id: owner.id, brand_id: brand.id }]);
  });

  test('the currency may change until there is a campaign; then nothing of the form is saved', async () => {
    const { owner, brand } = await world.write(async (tx) => {
      const owner = await makeMember(tx, world.now);
      return { owner, brand: await makeBrand(tx, world.now, [{ member: owner, role: 'owner' }]) };
    });
    expect(await world.read((read) => hasCampaign(read, brand))).toBe(false);
    await world.write((tx) => changeBrand(tx, owner, brand, { ...change, currency: 'JPY' }, world.now));
    expect(await brandRow(world, brand.id)).toMatchObject({ currency: 'JPY' });
    await giveCampaign(world, brand);
    expect(await world.read((read) => hasCampaign(read, brand))).toBe(true);
    const before = await brandRow(world, brand.id);
    expect(
      await world.write((tx) =>
        changeBrand(tx, owner, brand, { ...change, name: 'Other', currency: 'USD' }, world.now),
      ),
    ).toEqual(refuse('currency-fixed'));
    expect(await brandRow(world, brand.id)).toEqual(before);
    expect(await events(world, 'brand-changed')).toHaveLength(1);
    expect(
      await world.write((tx) =>
        changeBrand(tx, owner, brand, { ...change, name: 'Other', currency: 'JPY' }, world.now),
      ),
    ).toBeUndefined();
  });

  test('logo and cover are put up and taken down', async () => {
    const { owner, brand, picture } = await world.write(async (tx) => {
      const owner = await makeMember(tx, world.now);
      return {
        owner,
        brand: await makeBrand(tx, world.now, [{ member: owner, role: 'owner' }]),
        picture: await makePicture(tx, world.now, owner),
      };
    });
    await world.write((tx) => changeLogo(tx, owner, brand, picture.id, world.now));
    await world.write((tx) =>
      changeCover(tx, owner, brand, { picture: picture.id, alt: 'A rainy street' }, world.now),
    );
    const dressed = await brandRow(world, brand.id);
    expect(dressed).toMatchObject({ cover_alt: 'A rainy street' });
    expect(await world.read((read) => picturesOf(read, dressed))).toMatchObject({
      logo: { id: picture.id },
      cover: { id: picture.id },
    });
    await world.write((tx) => changeLogo(tx, owner, brand, null, world.now));
    await world.write((tx) => changeCover(tx, owner, brand, null, world.now));
    const bare = await brandRow(world, brand.id);
    expect(bare).toMatchObject({ logo_picture_id: null, cover_picture_id: null, cover_alt: '' });
    expect(await world.read((read) => picturesOf(read, bare))).toEqual({ logo: null, cover: null });
    expect(await events(world, 'brand-changed')).toHaveLength(4);
  });

  test('a brand is there for those who hold the role that is asked for, and for nobody else', async () => {
    const { owner, designer, stranger } = await world.write(async (tx) => {
      const owner = await makeMember(tx, world.now);
      const designer = await makeMember(tx, world.now);
      const stranger = await makeMember(tx, world.now);
      await makeBrand(
        tx,
        world.now,
        [
          { member: owner, role: 'owner' },
          { member: designer, role: 'designer' },
        ],
        { slug: 'halo' },
      );
      await makeBrand(tx, world.now, [{ member: stranger, role: 'owner' }], { slug: 'other' });
      return { owner, designer, stranger };
    });
    const ask = (member: { id: string } | null, roles?: ('owner' | 'designer' | 'merchant')[]) =>
      world.read((read) => brandFor(read, member, 'halo', roles));
    expect(await ask(designer)).toMatchObject({ roles: ['designer'] });
    expect(await ask(designer, ['designer'])).toBeDefined();
    expect(await ask(designer, ['merchant'])).toBeUndefined();
    expect(await ask(designer, ['owner'])).toBeUndefined();
    expect(await ask(owner, ['designer'])).toBeDefined();
    expect(await ask(owner, ['merchant'])).toBeDefined();
    expect(await ask(stranger)).toBeUndefined();
    expect(await ask(null)).toBeUndefined();
    expect(mayAct({ roles: ['designer'] }, 'merchant')).toBe(false);
    expect(mayAct({ roles: ['owner'] }, 'merchant')).toBe(true);
  });

  test('the brands of a member are read in one query', async () => {
    const { member } = await world.write(async (tx) => {
      const member = await makeMember(tx, world.now);
      for (const name of ['Zeta', 'Alpha'])
        await makeBrand(
          tx,
          world.now,
          [
            { member, role: 'merchant' },
            { member, role: 'designer' },
          ],
          { name },
        );
      await makeBrand(tx, world.now, [], { name: 'Not mine' });
      return { member };
    });
    world.statements.length = 0;
    expect(await world.read((read) => brandsOf(read, member))).toMatchObject([
      { name: 'Alpha', roles: ['designer', 'merchant'], logo: null },
      { name: 'Zeta', roles: ['designer', 'merchant'] },
    ]);
    expect(world.statements).toHaveLength(1);
  });
});
