import { expect, test } from 'vitest';
import { castBallot } from '../../src/lib/server/ballots/casting.ts';
import { redeemCode } from '../../src/lib/server/ballots/redeeming.ts';
import { admittedOf, makeCodes, saveAddresses } from '../../src/lib/server/challenges/admitting.ts';
import { openVoting } from '../../src/lib/server/challenges/opening.ts';
import { isRefusal } from '../../src/lib/domain/refusals.ts';
import { deleteMember } from '../../src/lib/server/members/deleting.ts';
import { voicesOf } from '../../src/lib/server/members/exporting-voices.ts';
import { prepareSite } from '../../src/lib/server/members/preparing.ts';
import { onBothDatabases } from '../harness.ts';
import { placePreorder } from '../../src/lib/server/preorders/placing.ts';
import { makeBrand, makeChallenge, makeMember } from '../making.ts';
import { makeLiveCampaign, orderOf } from '../making-campaigns.ts';

const day = 24 * 3600_000;

onBothDatabases('who may vote', (world) => {
  const setting = (more: Parameters<typeof makeChallenge>[3]) =>
    world.write(async (tx) => {
      const brand = await makeBrand(tx, world.now);
      const designer = await makeMember(tx, world.now);
      await tx
        .insertInto('brand_roles')
        .values({ brand_id: brand.id, member_id: designer.id, role: 'designer', granted_at: world.now })
        .execute();
      const challenge = await makeChallenge(tx, world.now, brand, more);
      const one = { ...(await makeMember(tx, world.now)), confirmed: true };
      const other = { ...(await makeMember(tx, world.now)), confirmed: true };
      return { brand, designer, challenge, one, other };
    });
  type Setting = Awaited<ReturnType<typeof setting>>;
  const cast = ({ challenge }: Setting, member: { id: string; confirmed: boolean }, picks = 1) =>
    world.write((tx) =>
      castBallot(
        tx,
        member,
        { challenge: challenge.id, drafts: challenge.drafts.slice(0, picks).map(({ id }) => id) },
        world.now,
      ),
    );

  test('followers since before the challenge, and no later ones', async () => {
    const at = await setting({ eligibility: 'followers' });
    await world.write((tx) =>
      tx
        .insertInto('follows')
        .values(
          [
            [at.one, world.now - 8 * day],
            [at.other, world.now - day],
          ].map(([member, followed_at]) => ({
            member_id: (member as { id: string }).id,
            target_kind: 'brand' as const,
            target_id: at.brand.id,
            followed_at: followed_at as number,
          })),
        )
        .execute(),
    );
    expect(await cast(at, at.one)).toMatchObject({ ballot: expect.any(String) });
    expect(await cast(at, at.other)).toMatchObject({ reason: 'not-eligible-followers' });
    // Whoever voted while they might can change and take back what they said.
    await world.write((tx) => tx.deleteFrom('follows').execute());
    expect(await cast(at, at.one, 2)).toMatchObject({ ballot: expect.any(String) });
    expect(await cast(at, at.one, 0)).toEqual({ ballot: null });
    expect(await cast(at, at.one)).toMatchObject({ reason: 'not-eligible-followers' });
  });

  test('those on the list, which is replaced as a whole and sealed with the vote', async () => {
    const at = await setting({ eligibility: 'list', state: 'collecting' });
    const save = (addresses: string[], by = at.designer) =>
      world.write((tx) => saveAddresses(tx, by, { challenge: at.challenge.id, addresses }, world.now));
    const open = () => world.write((tx) => openVoting(tx, at.challenge.id, world.now, at.designer));
    expect(await open()).toMatchObject({ reason: 'eligible-none' });
    expect(await save([at.other.email], at.one)).toMatchObject({ reason: 'not-found' });
    await save([at.other.email]);
    expect(await save([at.one.email, 'somebody@example.org'])).toEqual({ count: 2 });
    const opened = await open();
    expect(isRefusal(opened)).toBe(false);
    const { rule } = await world.read((read) =>
      read
        .selectFrom('challenges')
        .select('rule')
        .where('id', '=', at.challenge.id)
        .executeTakeFirstOrThrow(),
    );
    expect(JSON.parse(rule!)).toMatchObject({ eligibility: 'list', eligibleAddresses: 2 });
    expect(rule).not.toContain('example.org');
    expect(await save([])).toMatchObject({ reason: 'challenge-sealed' });
    expect(await cast(at, at.one)).toMatchObject({ ballot: expect.any(String) });
    expect(await cast(at, at.other)).toMatchObject({ reason: 'not-eligible-list' });
  });

  test('an address on the list is for one ballot, whoever has it later', async () => {
    const at = await setting({ eligibility: 'list' });
    const { email } = at.one;
    const call = (member: { id: string }, address: string) =>
      world.write((tx) =>
        tx.updateTable('members').set({ email: address }).where('id', '=', member.id).execute(),
      );
    await world.write((tx) =>
      tx
        .insertInto('eligible_addresses')
        .values([email, 'second@example.org'].map((email) => ({ challenge_id: at.challenge.id, email })))
        .execute(),
    );
    expect(await cast(at, at.one)).toMatchObject({ ballot: expect.any(String) });
    await call(at.one, 'second@example.org');
    await call(at.other, email);
    expect(await cast(at, at.other)).toMatchObject({ reason: 'not-eligible-list' });
    // It is kept for whoever has used it, who takes no other one besides.
    expect(await cast(at, at.one, 0)).toEqual({ ballot: null });
    expect(await cast(at, at.other)).toMatchObject({ reason: 'not-eligible-list' });
    expect(await cast(at, at.one)).toMatchObject({ ballot: expect.any(String) });
    const used = await world.read((read) =>
      read.selectFrom('eligible_addresses').select(['email', 'used_by']).orderBy('email').execute(),
    );
    expect(used).toEqual(
      expect.arrayContaining([
        { email, used_by: at.one.id },
        { email: 'second@example.org', used_by: null },
      ]),
    );
    expect(await world.read((read) => voicesOf(read, at.one.id))).toMatchObject({
      eligible_addresses: [{ challenge_id: at.challenge.id, email }],
    });
    // Nor does it come back with the end of the account.
    await world.write((tx) => prepareSite(tx));
    await world.write((tx) => deleteMember(tx, at.one, { comments: 'keep' }, world.now));
    expect(await cast(at, at.other)).toMatchObject({ reason: 'not-eligible-list' });
  });

  test('those who hold a code, one member each, however it is typed', async () => {
    const at = await setting({ eligibility: 'codes' });
    const make = (count: number, by = at.designer) =>
      world.write((tx) =>
        makeCodes(tx, by, { challenge: at.challenge.id, count, label: 'Taipei' }, world.now),
      );
    expect(await make(2, at.one)).toMatchObject({ reason: 'not-found' });
    const made = await make(3);
    if (isRefusal(made)) throw new Error(made.reason);
    const [first] = made.codes as [string];
    expect(first).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(new Set(made.codes).size).toBe(3);
    const kept = await world.read((read) => read.selectFrom('voting_codes').select('code_hash').execute());
    expect(kept.map(({ code_hash }) => code_hash).join()).not.toContain(first.replaceAll('-', ''));
    const redeem = (member: { id: string } | null, code: string, challenge = at.challenge.id) =>
      world.write((tx) => redeemCode(tx, member, { challenge, code }, world.now));
    expect(await cast(at, at.one)).toMatchObject({ reason: 'not-eligible-codes' });
    expect(await redeem(null, first)).toMatchObject({ reason: 'not-signed-in' });
    expect(await redeem(at.one, 'AAAA-BBBB-CCCC')).toMatchObject({ reason: 'code-unknown' });
    expect(await redeem(at.one, ` ${first.toLowerCase().replaceAll('-', ' ')} `)).toBeUndefined();
    expect(await redeem(at.other, first)).toMatchObject({ reason: 'code-used' });
    expect(await cast(at, at.one)).toMatchObject({ ballot: expect.any(String) });
    expect(await cast(at, at.other)).toMatchObject({ reason: 'not-eligible-codes' });
    const about = await world.read((read) => voicesOf(read, at.one.id));
    expect(about).toMatchObject({ voting_codes: [{ challenge_id: at.challenge.id }] });
    // A second code is not taken from somebody else by one who has used one.
    expect(await redeem(at.one, made.codes[1]!)).toBeUndefined();
    expect(await world.read((read) => admittedOf(read, at.challenge.id))).toMatchObject({
      addresses: 0,
      codes: [{ label: 'Taipei' }],
    });
    const { codes } = await world.read((read) => admittedOf(read, at.challenge.id));
    expect([Number(codes[0]!.made), Number(codes[0]!.used)]).toEqual([3, 1]);
  });

  test('buyers of a product once they were charged, and nobody else', async () => {
    const { campaign, elsewhere } = await world.write(async (tx) => ({
      campaign: await makeLiveCampaign(tx, world.now),
      elsewhere: await makeLiveCampaign(tx, world.now),
    }));
    const at = await setting({ eligibility: 'buyers', eligibleCampaign: campaign.id });
    const order = (member: { id: string }, which = campaign) =>
      world.write((tx) => placePreorder(tx, member, orderOf(which), world.now));
    expect(isRefusal(await order(at.one))).toBe(false);
    expect(isRefusal(await order(at.other, elsewhere))).toBe(false);
    const becomes = (
      member: { id: string },
      state: 'charged' | 'shipped' | 'received' | 'cancelled' | 'refunded',
    ) =>
      world.write((tx) =>
        tx.updateTable('preorders').set({ state }).where('member_id', '=', member.id).execute(),
      );
    expect(await cast(at, at.one)).toMatchObject({ reason: 'not-eligible-buyers' });
    await becomes(at.one, 'charged');
    await becomes(at.other, 'charged');
    expect(await cast(at, at.one)).toMatchObject({ ballot: expect.any(String) });
    expect(await cast(at, at.other)).toMatchObject({ reason: 'not-eligible-buyers' });
    expect(await cast(at, at.one, 0)).toEqual({ ballot: null });
    for (const state of ['cancelled', 'refunded'] as const) {
      await becomes(at.one, state);
      expect(await cast(at, at.one)).toMatchObject({ reason: 'not-eligible-buyers' });
    }
    for (const state of ['shipped', 'received'] as const) {
      await becomes(at.one, state);
      expect(await cast(at, at.one)).toMatchObject({ ballot: expect.any(String) });
      expect(await cast(at, at.one, 0)).toEqual({ ballot: null });
    }
  });

  test('one code, wanted by two at once, goes to one of them', async () => {
    const at = await setting({ eligibility: 'codes' });
    const made = await world.write((tx) =>
      makeCodes(tx, at.designer, { challenge: at.challenge.id, count: 1, label: '' }, world.now),
    );
    if (isRefusal(made)) throw new Error(made.reason);
    const results = await Promise.all(
      [at.one, at.other].map((member) =>
        world.write((tx) =>
          redeemCode(tx, member, { challenge: at.challenge.id, code: made.codes[0]! }, world.now),
        ),
      ),
    );
    expect(results.filter((result) => result === undefined)).toHaveLength(1);
    expect(results.filter(isRefusal).map(({ reason }) => reason)).toEqual(['code-used']);
  });
});
