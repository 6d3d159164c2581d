import { expect, test } from 'vitest';
import { isRefusal, refuse } from '../../src/lib/domain/refusals.ts';
import { brandFor } from '../../src/lib/server/brands/belonging.ts';
import { siteMemory } from '../../src/lib/server/brands/remembering.ts';
import {
  beginSetup,
  finishSetup,
  makeSiteOwner,
  nameSite,
  setupHeldBy,
} from '../../src/lib/server/brands/setting-up.ts';
import { prepareSite } from '../../src/lib/server/members/preparing.ts';
import { onBothDatabases, type World } from '../harness.ts';

const day = 24 * 3600_000;
const site = {
  name: 'Made in Keelung',
  tagline: 'What passes',
  locale: 'zh-TW',
  timeZone: 'Asia/Taipei',
} as const;
const owner = { name: 'Lin', email: 'Lin@Example.com', passwordHash: 'hash', locale: 'zh-TW' } as const;
const brand = {
  name: 'Halo',
  slug: 'halo',
  tagline: '',
  about: '',
  currency: 'TWD',
  timeZone: 'Asia/Taipei',
};

const prepare = async (world: World) => (await world.write((tx) => prepareSite(tx)))!;
const begin = async (world: World) => {
  const code = await prepare(world);
  const secret = await world.write((tx) => beginSetup(tx, code, world.now));
  if (isRefusal(secret)) throw new Error(secret.reason);
  return secret;
};
const held = (world: World, secret: string) => world.read((read) => setupHeldBy(read, secret, world.now));
const count = async (world: World, table: 'members' | 'brands') =>
  (await world.read((read) => read.selectFrom(table).select('id').execute())).length;

onBothDatabases('setup', (world) => {
  test('the code leads from a fresh site to an owner, a brand and an open site', async () => {
    const secret = await begin(world);
    expect(await held(world, secret)).toMatchObject({ site: { name: 'Muster' }, owner: null });
    await world.write((tx) => nameSite(tx, secret, site, world.now));
    expect(await held(world, secret)).toMatchObject({ site });
    await world.write((tx) => makeSiteOwner(tx, secret, owner, world.now));
    expect(await held(world, secret)).toMatchObject({ owner: { name: 'Lin', email: 'lin@example.com' } });
    const done = await world.write((tx) => finishSetup(tx, secret, brand, world.now));
    if (isRefusal(done)) throw new Error(done.reason);
    expect(done.slug).toBe('halo');

    const member = await world.read((read) =>
      read.selectFrom('members').selectAll().where('id', '=', done.owner).executeTakeFirstOrThrow(),
    );
    expect(member).toMatchObject({
      role: 'admin',
      email_confirmed_at: world.now,
      password_hash: 'hash',
      locale: 'zh-TW',
      time_zone: 'Asia/Taipei',
    });
    expect(await world.read((read) => brandFor(read, member, 'halo', ['owner']))).toBeDefined();
    const row = await world.read((read) => read.selectFrom('site').selectAll().executeTakeFirstOrThrow());
    expect(row).toMatchObject({ set_up_at: world.now, setup_code_hash: null, name: 'Made in Keelung' });
    const kinds = await world.read((read) => read.selectFrom('events').select('kind').execute());
    expect(kinds.map(({ kind }) => kind).sort()).toEqual(['brand-created', 'member-joined', 'site-set-up']);
  });

  test('the code may be typed with capitals, spaces and letters that look alike', async () => {
    const code = await prepare(world);
    const typed = ` ${code.toUpperCase().replace('-', ' ').replaceAll('0', 'O').replaceAll('1', 'l')} `;
    expect(typeof (await world.write((tx) => beginSetup(tx, typed, world.now)))).toBe('string');
  });

  test('a wrong code opens nothing', async () => {
    await prepare(world);
    for (const wrong of ['', 'abcde-fghjk', '-', 'x'.repeat(500)])
      expect(await world.write((tx) => beginSetup(tx, wrong, world.now))).toEqual(refuse('setup-code-wrong'));
    for (const secret of ['', 'guess']) {
      expect(await held(world, secret)).toBeUndefined();
      expect(await world.write((tx) => nameSite(tx, secret, site, world.now))).toEqual(refuse('not-found'));
      expect(await world.write((tx) => makeSiteOwner(tx, secret, owner, world.now))).toEqual(
        refuse('not-found'),
      );
      expect(await world.write((tx) => finishSetup(tx, secret, brand, world.now))).toEqual(
        refuse('not-found'),
      );
    }
    expect(await count(world, 'members')).toBe(0);
  });

  test('a restart prints another code: the one before is void, and what was done so far stands', async () => {
    const old = await prepare(world);
    const first = await world.write((tx) => beginSetup(tx, old, world.now));
    await world.write((tx) => nameSite(tx, first as string, site, world.now));
    await world.write((tx) => makeSiteOwner(tx, first as string, owner, world.now));
    const code = await prepare(world);
    expect(await held(world, first as string)).toBeUndefined();
    expect(await world.write((tx) => beginSetup(tx, old, world.now))).toEqual(refuse('setup-code-wrong'));
    const second = await world.write((tx) => beginSetup(tx, code, world.now));
    expect(await held(world, second as string)).toMatchObject({ site, owner: { name: 'Lin' } });
  });

  test('the way through holds for a day', async () => {
    const secret = await begin(world);
    world.now += day;
    expect(await held(world, secret)).toBeUndefined();
  });

  test('any step may be done again; there is one owner however often', async () => {
    const secret = await begin(world);
    await Promise.all([1, 2, 3].map(() => world.write((tx) => makeSiteOwner(tx, secret, owner, world.now))));
    await world.write((tx) =>
      makeSiteOwner(tx, secret, { ...owner, name: 'Lin Yu-chen', passwordHash: null }, world.now),
    );
    expect(await count(world, 'members')).toBe(1);
    const row = await world.read((read) => read.selectFrom('members').selectAll().executeTakeFirstOrThrow());
    expect(row).toMatchObject({ name: 'Lin Yu-chen', password_hash: 'hash' });
  });

  test('there is no brand without an owner', async () => {
    const secret = await begin(world);
    expect(await world.write((tx) => finishSetup(tx, secret, brand, world.now))).toEqual(refuse('not-found'));
    expect(await count(world, 'brands')).toBe(0);
  });

  test('it is done once, even by two at the same moment; then there is no code and no way back', async () => {
    const secret = await begin(world);
    await world.write((tx) => makeSiteOwner(tx, secret, owner, world.now));
    const done = await Promise.all(
      ['halo', 'other'].map((slug) =>
        world.write((tx) => finishSetup(tx, secret, { ...brand, slug }, world.now)),
      ),
    );
    expect(done.filter(isRefusal)).toEqual([refuse('not-found')]);
    expect(await count(world, 'brands')).toBe(1);
    expect(await held(world, secret)).toBeUndefined();
    expect(await world.write((tx) => prepareSite(tx))).toBeNull();
    expect(await world.write((tx) => beginSetup(tx, 'abcde-fghjk', world.now))).toEqual(refuse('not-found'));
    expect(await world.write((tx) => nameSite(tx, secret, site, world.now))).toEqual(refuse('not-found'));
  });

  test('the memory asks until the site is set up, then once a minute', async () => {
    const known = siteMemory(world.database);
    expect(await known(world.now)).toEqual({ setUp: false, locale: 'en' });
    const secret = await begin(world);
    expect(await known(world.now)).toEqual({ setUp: false, locale: 'en' });
    await world.write((tx) => nameSite(tx, secret, site, world.now));
    await world.write((tx) => makeSiteOwner(tx, secret, owner, world.now));
    await world.write((tx) => finishSetup(tx, secret, brand, world.now));
    expect(await known(world.now)).toEqual({ setUp: true, locale: 'zh-TW' });
    world.statements.length = 0;
    await known(world.now + 59_000);
    expect(world.statements).toHaveLength(0);
    await known(world.now + 61_000);
    expect(world.statements).toHaveLength(1);
  });
});
