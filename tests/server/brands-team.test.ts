import { expect, test } from 'vitest';
import { isRefusal, refuse } from '../../src/lib/domain/refusals.ts';
import { acceptInvitation, invitationBy, isMemberAddress } from '../../src/lib/server/brands/accepting.ts';
import type { Role } from '../../src/lib/server/brands/belonging.ts';
import { changeRoles, leaveBrand } from '../../src/lib/server/brands/granting.ts';
import { inviteAgain, inviteToBrand, withdrawInvitation } from '../../src/lib/server/brands/inviting.ts';
import { openInvitations, teamOf } from '../../src/lib/server/brands/team.ts';
import { onBothDatabases, type World } from '../harness.ts';
import { makeBrand, makeMember } from '../making.ts';

const day = 24 * 3600_000;
const origin = 'https://muster.test';

const begin = (world: World) =>
  world.write(async (tx) => {
    await tx.insertInto('site').values({ id: 1, name: 'Muster', secret: 'x' }).execute();
    const [ann, ben, cat] = [
      await makeMember(tx, world.now, { name: 'Ann', email: 'ann@example.com' }),
      await makeMember(tx, world.now, { name: 'Ben', email: 'ben@example.com' }),
      await makeMember(tx, world.now, { name: 'Cat', email: 'cat@example.com', locale: 'zh-TW' }),
    ];
    const brand = await makeBrand(
      tx,
      world.now,
      [
        { member: ann, role: 'owner' },
        { member: ben, role: 'designer' },
      ],
      { slug: 'halo', name: 'Halo' },
    );
    return { ann, ben, cat, brand };
  });
type Beginning = Awaited<ReturnType<typeof begin>>;

const invite = (world: World, { ann, brand }: Beginning, email: string, role: Role = 'designer') =>
  world.write((tx) => inviteToBrand(tx, ann, brand, { email, role, origin }, ++world.now));

const mails = (world: World) =>
  world.read((read) =>
    read
      .selectFrom('mails')
      .select(['to_address', 'subject', 'text', 'html', 'member_id'])
      .orderBy('created_at')
      .orderBy('id')
      .execute(),
  );

const lastToken = async (world: World) =>
  /\/invitations\/([\w-]+)/.exec((await mails(world)).at(-1)!.text)![1]!;

const kinds = async (world: World) =>
  (
    await world.read((read) =>
      read.selectFrom('events').select(['kind', 'payload']).orderBy('at').orderBy('id').execute(),
    )
  ).map(({ kind, payload }) => [kind, (JSON.parse(payload) as { role?: string }).role]);

const roles = async (world: World, brand: { id: string }) =>
  Object.fromEntries(
    (await world.read((read) => teamOf(read, brand))).map(({ name, roles }) => [name, roles]),
  );

onBothDatabases('inviting', (world) => {
  test('the invited one gets a link by mail, and with it the role', async () => {
    const start = await begin(world);
    expect(await invite(world, start, 'Cat@Example.com', 'merchant')).toBeUndefined();
    const [mail] = await mails(world);
    expect(mail).toMatchObject({ to_address: 'cat@example.com', member_id: start.cat.id });
    expect(mail!.subject).toBe('Ann 邀請你加入 Halo');
    expect(await world.read((read) => openInvitations(read, start.brand))).toMatchObject([
      { email: 'cat@example.com', role: 'merchant', expires_at: world.now + 7 * day },
    ]);
    const token = await lastToken(world);
    const kept = await world.read((read) => read.selectFrom('invitations').selectAll().execute());
    expect(JSON.stringify(kept)).not.toContain(token);

    expect(await world.read((read) => invitationBy(read, token, world.now))).toMatchObject({
      brand: 'Halo',
      role: 'merchant',
      invitedBy: 'Ann',
    });
    expect(await world.write((tx) => acceptInvitation(tx, start.cat, token, world.now + day))).toEqual({
      slug: 'halo',
    });
    expect(await roles(world, start.brand)).toEqual({ Ann: ['owner'], Ben: ['designer'], Cat: ['merchant'] });
    expect(await world.read((read) => openInvitations(read, start.brand))).toEqual([]);
    expect(await kinds(world)).toEqual([
      ['role-invited', 'merchant'],
      ['role-granted', 'merchant'],
    ]);
  });

  test('an address without an account may join first; its account is confirmed by accepting', async () => {
    const start = await begin(world);
    await invite(world, start, 'dot@example.com');
    expect((await mails(world))[0]).toMatchObject({ member_id: null, subject: 'Ann invites you to Halo' });
    expect(await world.read((read) => isMemberAddress(read, 'dot@example.com'))).toBe(false);
    const dot = await world.write((tx) =>
      makeMember(tx, world.now, { email: 'dot@example.com', confirmed: false }),
    );
    expect(await world.read((read) => isMemberAddress(read, 'dot@example.com'))).toBe(true);
    const token = await lastToken(world);
    await world.write((tx) => acceptInvitation(tx, dot, token, world.now));
    const row = await world.read((read) =>
      read.selectFrom('members').select('email_confirmed_at').where('id', '=', dot.id).executeTakeFirst(),
    );
    expect(row).toEqual({ email_confirmed_at: world.now });
  });

  test('a link that was passed on opens nothing', async () => {
    const start = await begin(world);
    await invite(world, start, 'cat@example.com');
    const token = await lastToken(world);
    expect(await world.write((tx) => acceptInvitation(tx, start.ben, token, world.now))).toEqual(
      refuse('invitation-other-address', { email: 'cat@example.com' }),
    );
    expect(await roles(world, start.brand)).toEqual({ Ann: ['owner'], Ben: ['designer'] });
  });

  test('a link opens once, within seven days, and not after it was withdrawn', async () => {
    const start = await begin(world);
    await invite(world, start, 'cat@example.com');
    const token = await lastToken(world);
    const late = world.now + 7 * day;
    expect(await world.read((read) => invitationBy(read, token, late))).toBeUndefined();
    expect(await world.write((tx) => acceptInvitation(tx, start.cat, token, late))).toEqual(
      refuse('invitation-over'),
    );
    const both = await Promise.all(
      [1, 2].map(() => world.write((tx) => acceptInvitation(tx, start.cat, token, world.now))),
    );
    expect(both.filter(isRefusal)).toEqual([refuse('invitation-over')]);
    expect(await roles(world, start.brand)).toMatchObject({ Cat: ['designer'] });

    await invite(world, start, 'cat@example.com', 'owner');
    const second = await lastToken(world);
    const [open] = await world.read((read) => openInvitations(read, start.brand));
    await world.write((tx) => withdrawInvitation(tx, start.ann, start.brand, open!.id, ++world.now));
    expect(await world.write((tx) => acceptInvitation(tx, start.cat, second, world.now))).toEqual(
      refuse('invitation-over'),
    );
    expect(
      await world.write((tx) => withdrawInvitation(tx, start.ann, start.brand, open!.id, world.now)),
    ).toEqual(refuse('changed-meanwhile'));
    expect(await roles(world, start.brand)).toMatchObject({ Cat: ['designer'] });
    expect((await kinds(world)).at(-1)).toEqual(['invitation-withdrawn', 'owner']);
  });

  test('an address has one open invitation for a role, however often it is asked for', async () => {
    const start = await begin(world);
    const asked = await Promise.all([1, 2, 3].map(() => invite(world, start, 'cat@example.com')));
    expect(asked.filter(isRefusal)).toEqual([refuse('already-invited'), refuse('already-invited')]);
    expect(await mails(world)).toHaveLength(1);
    expect(await invite(world, start, 'cat@example.com', 'merchant')).toBeUndefined();
    expect(await invite(world, start, 'ben@example.com')).toEqual(refuse('already-in-role', { name: 'Ben' }));
    world.now += 7 * day;
    expect(await invite(world, start, 'cat@example.com')).toBeUndefined();
    expect(await world.read((read) => openInvitations(read, start.brand))).toHaveLength(2);
  });

  test('sent again: a new link for seven days, and the old one is void', async () => {
    const start = await begin(world);
    await invite(world, start, 'cat@example.com');
    const first = await lastToken(world);
    const [open] = await world.read((read) => openInvitations(read, start.brand));
    world.now += 8 * day;
    await world.write((tx) =>
      inviteAgain(tx, start.ann, start.brand, { invitation: open!.id, origin }, world.now),
    );
    const second = await lastToken(world);
    expect(second).not.toBe(first);
    expect(await world.write((tx) => acceptInvitation(tx, start.cat, first, world.now))).toEqual(
      refuse('invitation-over'),
    );
    expect(await world.write((tx) => acceptInvitation(tx, start.cat, second, world.now))).toEqual({
      slug: 'halo',
    });
    expect(
      await world.write((tx) =>
        inviteAgain(tx, start.ann, start.brand, { invitation: open!.id, origin }, world.now),
      ),
    ).toEqual(refuse('changed-meanwhile'));
  });

  test("another brand's invitation can be neither sent again nor withdrawn", async () => {
    const start = await begin(world);
    await invite(world, start, 'cat@example.com');
    const [open] = await world.read((read) => openInvitations(read, start.brand));
    const other = await world.write((tx) =>
      makeBrand(tx, world.now, [{ member: start.ben, role: 'owner' }], { slug: 'other' }),
    );
    expect(
      await world.write((tx) =>
        inviteAgain(tx, start.ben, other, { invitation: open!.id, origin }, world.now),
      ),
    ).toEqual(refuse('changed-meanwhile'));
    expect(await world.write((tx) => withdrawInvitation(tx, start.ben, other, open!.id, world.now))).toEqual(
      refuse('changed-meanwhile'),
    );
    expect(await mails(world)).toHaveLength(1);
  });

  test('names that hold markup reach the mail as text', async () => {
    const start = await begin(world);
    await world.write((tx) =>
      inviteToBrand(
        tx,
        { ...start.ann, name: '<img src=x onerror=alert(1)>' },
        start.brand,
        { email: 'dot@example.com', role: 'designer', origin },
        world.now,
      ),
    );
    expect((await mails(world))[0]!.html).not.toContain('<img');
  });
});

onBothDatabases('roles', (world) => {
  const change = (owner: { id: string }, brand: { id: string }, member: { id: string }, roles: Role[]) =>
    world.write((tx) => changeRoles(tx, owner, brand, { member: member.id, roles }, world.now));

  test('an owner changes what others may, and takes them out', async () => {
    const { ann, ben, brand } = await begin(world);
    expect(await change(ann, brand, ben, ['merchant', 'designer'])).toBeUndefined();
    expect(await roles(world, brand)).toEqual({ Ann: ['owner'], Ben: ['designer', 'merchant'] });
    expect(await change(ann, brand, ben, ['owner'])).toBeUndefined();
    expect(await roles(world, brand)).toEqual({ Ann: ['owner'], Ben: ['owner'] });
    expect(await change(ann, brand, ben, [])).toBeUndefined();
    expect(await roles(world, brand)).toEqual({ Ann: ['owner'] });
    expect((await kinds(world)).map(([kind, role]) => `${kind} ${role}`).sort()).toEqual([
      'role-granted merchant',
      'role-granted owner',
      'role-removed designer',
      'role-removed merchant',
      'role-removed owner',
    ]);
    expect(await change(ann, brand, ben, ['designer'])).toEqual(refuse('changed-meanwhile'));
  });

  test('a designer changes nothing', async () => {
    const { ann, ben, brand } = await begin(world);
    expect(await change(ben, brand, ben, ['owner'])).toEqual(refuse('not-yours'));
    expect(await change(ben, brand, ann, [])).toEqual(refuse('not-yours'));
    expect(await roles(world, brand)).toEqual({ Ann: ['owner'], Ben: ['designer'] });
    expect(await kinds(world)).toEqual([]);
  });

  test('the last owner stays', async () => {
    const { ann, ben, cat, brand } = await begin(world);
    expect(await change(ann, brand, ann, ['designer'])).toEqual(refuse('last-owner'));
    expect(await world.write((tx) => leaveBrand(tx, ann, brand, world.now))).toEqual(refuse('last-owner'));
    await change(ann, brand, ben, ['owner']);
    // An owner who is banned cannot run the brand: the one who is left must stay.
    await world.write((tx) =>
      tx
        .insertInto('bans')
        .values({ member_id: ben.id, banned_by: cat.id, banned_at: world.now, reason: 'Spam' })
        .execute(),
    );
    expect(await world.write((tx) => leaveBrand(tx, ann, brand, world.now))).toEqual(refuse('last-owner'));
    expect(await roles(world, brand)).toEqual({ Ann: ['owner'], Ben: ['owner'] });
  });

  test('anybody may leave', async () => {
    const { ben, cat, brand } = await begin(world);
    expect(await world.write((tx) => leaveBrand(tx, ben, brand, world.now))).toBeUndefined();
    expect(await roles(world, brand)).toEqual({ Ann: ['owner'] });
    expect(await world.write((tx) => leaveBrand(tx, cat, brand, world.now))).toEqual(
      refuse('changed-meanwhile'),
    );
  });

  test('two owners who remove each other at the same moment leave one', async () => {
    const { ann, ben, brand } = await begin(world);
    for (let round = 0; round < 5; round++) {
      await world.write(async (tx) => {
        await tx.deleteFrom('brand_roles').where('brand_id', '=', brand.id).execute();
        for (const member of [ann, ben])
          await tx
            .insertInto('brand_roles')
            .values({ brand_id: brand.id, member_id: member.id, role: 'owner', granted_at: world.now })
            .execute();
      });
      const both = await Promise.all([change(ann, brand, ben, []), change(ben, brand, ann, [])]);
      expect(both.filter(isRefusal)).toEqual([refuse('not-yours')]);
      expect(Object.values(await roles(world, brand))).toEqual([['owner']]);
    }
  });

  test('two owners who leave at the same moment leave one', async () => {
    const { ann, ben, brand } = await begin(world);
    await change(ann, brand, ben, ['owner']);
    const both = await Promise.all(
      [ann, ben].map((member) => world.write((tx) => leaveBrand(tx, member, brand, world.now))),
    );
    expect(both.filter(isRefusal)).toEqual([refuse('last-owner')]);
    expect(Object.keys(await roles(world, brand))).toHaveLength(1);
  });
});
