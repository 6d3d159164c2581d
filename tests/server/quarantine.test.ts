import { describe, expect, test } from 'vitest';
import type { Transaction } from '../../db/schema.ts';
import { isRefusal, type Refusal } from '../../src/lib/domain/refusals.ts';
import { castBallot } from '../../src/lib/server/ballots/casting.ts';
import { judgePair } from '../../src/lib/server/ballots/judging.ts';
import { cancelChallenge } from '../../src/lib/server/challenges/cancelling.ts';
import { closeVoting } from '../../src/lib/server/challenges/closing.ts';
import { decide as decideChallenge, markOf, proposalFor } from '../../src/lib/server/challenges/deciding.ts';
import { everythingAbout } from '../../src/lib/server/members/exporting.ts';
import { deleteMember } from '../../src/lib/server/members/deleting.ts';
import { prepareSite } from '../../src/lib/server/members/preparing.ts';
import {
  ballotToConfirm,
  confirmBallot,
  ownQuarantined,
  sendLetterAgain,
} from '../../src/lib/server/quarantine/confirming.ts';
import { ballotCounters } from '../../src/lib/server/quarantine/counting.ts';
import { forgetOrigins } from '../../src/lib/server/quarantine/forgetting.ts';
import { quarantineOf } from '../../src/lib/server/quarantine/listing.ts';
import { noteOrigin } from '../../src/lib/server/quarantine/noting.ts';
import { quarantinePublicly } from '../../src/lib/server/quarantine/publishing.ts';
import { quarantineSuspects } from '../../src/lib/server/quarantine/quarantining.ts';
import type { Counters } from '../../src/lib/server/quarantine/setting-aside.ts';
import { excludeBallots, releaseBallots } from '../../src/lib/server/quarantine/settling.ts';
import { tracedBallots } from '../../src/lib/server/quarantine/tracing.ts';
import { onBothDatabases } from '../harness.ts';
import { endLook, makeBrand, makeChallenge, makeMember } from '../making.ts';

const day = 24 * 3600_000;
const reasonOf = (result: unknown) => (isRefusal(result) ? (result as Refusal).reason : result);

onBothDatabases('the quarantine', (world) => {
  /** In the place of whoever counts: notes which ballots left the count and which came back. */
  const counted = () => {
    const [aside, returned]: string[][] = [[], []];
    const counters: Counters = {
      ballotsSetAside: async (_, { ids }) => void aside!.push(...ids),
      ballotsReturned: async (_, { ids }) => void returned!.push(...ids),
    };
    return { aside: aside!, returned: returned!, counters };
  };

  const setUp = async () => {
    const { aside, returned, counters } = counted();
    const made = await world.write(async (tx) => {
      await prepareSite(tx);
      const owner = await makeMember(tx, world.now);
      const designer = await makeMember(tx, world.now);
      const merchant = await makeMember(tx, world.now);
      const brand = await makeBrand(tx, world.now, [
        { member: owner, role: 'owner' },
        { member: designer, role: 'designer' },
        { member: merchant, role: 'merchant' },
      ]);
      const challenge = await makeChallenge(tx, world.now, brand);
      return { owner, designer, merchant, brand, challenge };
    });
    return { ...made, id: made.challenge.id, aside, returned, counters };
  };
  type Setting = Awaited<ReturnType<typeof setUp>>;

  const vote = async (
    tx: Transaction,
    { challenge }: Setting,
    i: number,
    email: string,
    address = `9.9.${i}.1`,
  ) => {
    const joined = world.now - 3600_000 - i * i * 7919;
    const member = await makeMember(tx, joined, { email });
    await tx
      .updateTable('members')
      .set({ email_confirmed_at: joined + 60_000 + i * 997 })
      .where('id', '=', member.id)
      .execute();
    const voter = { ...member, confirmed: true };
    const cast = await castBallot(
      tx,
      voter,
      { challenge: challenge.id, drafts: [challenge.drafts[0]!.id] },
      world.now,
    );
    if (isRefusal(cast)) throw new Error(cast.reason);
    await noteOrigin(tx, { ballot: cast.ballot!, address, program: 'Firefox' }, world.now);
    return { member, ballot: cast.ballot! };
  };
  /** One mailbox with so many tags, and somebody honest. */
  const tagged = (setting: Setting, count: number) =>
    world.write(async (tx) => {
      const honest = await vote(tx, setting, 90, `mei@${setting.id}.example`);
      const stuffed = [];
      for (let i = 0; i < count; i++) stuffed.push(await vote(tx, setting, i, `lin+${i}@gmail.com`));
      return { honest, stuffed };
    });
  /** A script in one room: what its accounts have in common is their pace, so that each voter can confirm. */
  const paced = (setting: Setting) =>
    world.write(async (tx) => {
      const stuffed = [];
      for (let i = 0; i < 24; i++) {
        const at = world.now - 3600_000 + i * 60_000;
        const member = await makeMember(tx, at, {
          email: `a${'bcdefghijklmnopqrstuvwxyz'[i]}k${i}@gmail.com`,
        });
        await tx
          .updateTable('members')
          .set({ email_confirmed_at: at + 6000 })
          .where('id', '=', member.id)
          .execute();
        const drafts = [setting.challenge.drafts[i % 3]!.id];
        const cast = await castBallot(
          tx,
          { ...member, confirmed: true },
          { challenge: setting.id, drafts },
          at + 40_000,
        );
        const ballot = (cast as { ballot: string }).ballot;
        await noteOrigin(tx, { ballot, address: '9.9.9.9', program: `bot ${i}` }, world.now);
        stuffed.push({ member, ballot });
      }
      return stuffed;
    });
  const look = ({ id, counters }: Setting) =>
    quarantineSuspects(
      world.database,
      { challenge: id, counters, origin: 'https://muster.example' },
      world.now,
    );
  const rows = ({ id }: Setting) =>
    world.read((read) =>
      read.selectFrom('quarantines').selectAll().where('challenge_id', '=', id).orderBy('id').execute(),
    );
  const decide = ({ id }: Setting) =>
    world.write((tx) =>
      tx
        .updateTable('challenges')
        .set({ state: 'decided', decided_at: world.now })
        .where('id', '=', id)
        .execute(),
    );
  const letters = () =>
    world.read((read) =>
      read.selectFrom('mails').selectAll().where('kind', '=', 'ballot-quarantined').orderBy('id').execute(),
    );
  const secretIn = (text: string) => /\/quarantine\/([\w-]+)/.exec(text)![1]!;

  test('an origin is kept as hashes that compare within one challenge only', async () => {
    const setting = await setUp();
    const other = await setUp();
    await world.write(async (tx) => {
      await vote(tx, setting, 1, 'a@example.org', '203.0.113.7');
      await vote(tx, setting, 2, 'b@example.org', '203.0.113.99');
      await vote(tx, other, 3, 'c@example.org', '203.0.113.7');
    });
    const kept = await world.read((read) => read.selectFrom('ballot_origins').selectAll().execute());
    expect(JSON.stringify(kept)).not.toMatch(/203\.0|Firefox|example/);
    const [one, two] = await world.read((read) => tracedBallots(read, setting.id));
    const [elsewhere] = await world.read((read) => tracedBallots(read, other.id));
    expect(one!.network).toBe(two!.network);
    expect(one!.address).not.toBe(two!.address);
    expect(new Set([one!.network, elsewhere!.network]).size).toBe(2);
    expect(one).toMatchObject({ challenges: 1, commented: false, content: setting.challenge.drafts[0]!.id });
  });

  test('what a ballot says is read whatever the method, and of the present vote alone', async () => {
    const setting = await setUp();
    const [a, b] = setting.challenge.drafts.map(({ id }) => id) as [string, string];
    const said = async () =>
      (await world.read((read) => tracedBallots(read, setting.id))).map(({ content }) => content).sort();
    const become = (values: Record<string, unknown>) =>
      world.write((tx) => tx.updateTable('challenges').set(values).where('id', '=', setting.id).execute());
    await world.write((tx) => vote(tx, setting, 1, 'a@example.org'));
    expect(await said()).toEqual([a]);
    await become({ round: 2, default_option: 1 });
    const none = await world.write((tx) => makeMember(tx, world.now));
    const ballot = { challenge: setting.id, drafts: ['none'] };
    await world.write((tx) => castBallot(tx, { ...none, confirmed: true }, ballot, world.now));
    expect(await said()).toEqual(['none']);
    await world.write((tx) =>
      tx
        .insertInto('shortlists')
        .values({
          challenge_id: setting.id,
          made_at: world.now,
          proposal: '{}',
          departs: 0,
          tie_broken: 0,
          reason: '',
        })
        .execute(),
    );
    await world.write((tx) =>
      tx
        .insertInto('finalists')
        .values([a, b].map((draft_id) => ({ challenge_id: setting.id, draft_id, place: 1 })))
        .execute(),
    );
    await become({ round: 3, method: 'duels' });
    const seal = '0'.repeat(64);
    for (const winner of [a, b, null]) {
      const judge = { ...(await world.write((tx) => makeMember(tx, world.now))), confirmed: true };
      await world.write((tx) =>
        judgePair(tx, judge, { challenge: setting.id, pair: [a, b], winner, seal }, world.now),
      );
    }
    const pair = [a, b].sort().join(':');
    expect(await said()).toEqual([`${pair}=`, ...[a, b].sort().map((winner) => `${pair}=${winner}`)]);
  });

  test('a changed ballot keeps its first origin, and votes of a quarter of an hour ask for one look', async () => {
    const setting = await setUp();
    const { honest } = await tagged(setting, 2);
    const before = await world.read((read) => read.selectFrom('ballot_origins').selectAll().execute());
    await world.write((tx) =>
      noteOrigin(tx, { ballot: honest.ballot, address: '1.1.1.1', program: 'x' }, world.now),
    );
    expect(await world.read((read) => read.selectFrom('ballot_origins').selectAll().execute())).toEqual(
      before,
    );
    const jobs = await world.read((read) =>
      read.selectFrom('jobs').selectAll().where('kind', '=', 'quarantine-suspects').execute(),
    );
    expect(jobs).toHaveLength(1);
    expect(jobs[0]!.run_at).toBeGreaterThan(world.now);
  });

  test('suspects are put aside once, their voters are told, and an event says how many', async () => {
    const setting = await setUp();
    const { honest, stuffed } = await tagged(setting, 7);
    expect(await look(setting)).toBe(7);
    expect(await look(setting)).toBe(0);
    expect([...setting.aside].sort()).toEqual(stuffed.map(({ ballot }) => ballot).sort());
    expect(setting.aside).not.toContain(honest.ballot);
    const [row] = await rows(setting);
    expect(row).toMatchObject({ lead: 'one-mailbox', outcome: null, put_at: world.now });
    expect(await letters()).toHaveLength(7);
    expect((await letters())[0]!.text).toContain('Several accounts share one mailbox');
    const told = await world.read((read) =>
      read.selectFrom('notifications').select(['member_id', 'kind', 'link']).execute(),
    );
    expect(told.map(({ member_id }) => member_id).sort()).toEqual(
      stuffed.map(({ member }) => member.id).sort(),
    );
    const events = await world.read((read) =>
      read.selectFrom('events').selectAll().where('kind', '=', 'ballots-quarantined').execute(),
    );
    expect(events.map(({ payload }) => JSON.parse(payload) as unknown)).toEqual([{ count: 7 }]);
  });

  test('the brand sees reasons, ages and numbers, and nobody’s name, address or choice', async () => {
    const setting = await setUp();
    await tagged(setting, 7);
    await look(setting);
    const seen = await world.read((read) =>
      quarantineOf(read, setting.designer, { challenge: setting.id, lead: null }),
    );
    expect(seen!.groups).toEqual([
      { lead: 'one-mailbox', waiting: 7, confirmed: 0, released: 0, excluded: 0 },
    ]);
    expect(seen!.rows).toHaveLength(7);
    expect(Object.keys(seen!.rows[0]!).sort()).toEqual(['accountAge', 'confirmed', 'id', 'putAt', 'reasons']);
    const none = await world.read((read) =>
      quarantineOf(read, setting.designer, { challenge: setting.id, lead: 'same-network' }),
    );
    expect(none!.rows).toEqual([]);
    for (const stranger of [null, setting.merchant])
      expect(
        await world.read((read) => quarantineOf(read, stranger, { challenge: setting.id, lead: null })),
      ).toBeUndefined();
  });

  test('release and exclusion have a reason, are public, and a ballot comes back once', async () => {
    const setting = await setUp();
    await tagged(setting, 7);
    await look(setting);
    const [one, two] = await rows(setting);
    const { designer, owner, id, counters } = setting;
    const release = (quarantines: string[], reason = 'A family, known to us.') =>
      world.write((tx) =>
        releaseBallots(tx, designer, { challenge: id, which: { quarantines }, reason, counters }, world.now),
      );
    expect(reasonOf(await release([one!.id], '  '))).toBe('reason-needed');
    expect(await release([one!.id])).toEqual({ count: 1 });
    expect(reasonOf(await release([one!.id]))).toBe('quarantine-settled');
    expect(setting.returned).toEqual([one!.ballot_id]);
    const exclude = () =>
      world.write((tx) =>
        excludeBallots(
          tx,
          owner,
          { challenge: id, which: { lead: 'one-mailbox' }, reason: 'One person.' },
          world.now,
        ),
      );
    expect(await exclude()).toEqual({ count: 6 });
    expect(reasonOf(await exclude())).toBe('quarantine-settled');
    // A mistake can be mended until the result is out.
    expect(await release([two!.id], 'A mistake.')).toEqual({ count: 1 });
    expect(setting.returned).toEqual([one!.ballot_id, two!.ballot_id]);
    expect(await world.read((read) => quarantinePublicly(read, { challenge: id, round: 1 }))).toEqual({
      put: 7,
      waiting: 0,
      released: 2,
      excluded: 5,
      acts: expect.arrayContaining([
        { outcome: 'excluded', count: 5, reason: 'One person.', at: world.now },
        { outcome: 'released', count: 1, reason: 'A mistake.', at: world.now },
      ]),
    });
    expect(await look(setting)).toBe(0);
    await decide(setting);
    expect(reasonOf(await release([(await rows(setting))[3]!.id]))).toBe('quarantine-over');
  });

  test('only the brand’s owner or designer may, and only in their challenge', async () => {
    const setting = await setUp();
    const other = await setUp();
    await tagged(setting, 7);
    await look(setting);
    const which = { quarantines: (await rows(setting)).map(({ id }) => id) };
    for (const [member, challenge, reason] of [
      [null, setting.id, 'not-found'],
      [setting.merchant, setting.id, 'not-found'],
      [other.owner, setting.id, 'not-found'],
      [other.owner, other.id, 'quarantine-settled'],
    ] as const)
      expect(
        reasonOf(
          await world.write((tx) => excludeBallots(tx, member, { challenge, which, reason: 'x' }, world.now)),
        ),
      ).toBe(reason);
    expect((await rows(setting)).filter(({ outcome }) => outcome)).toEqual([]);
  });

  test('who votes while the same ballots are set aside and released waits for nobody in a circle', async () => {
    const setting = { ...(await setUp()), counters: ballotCounters };
    const { stuffed } = await tagged(setting, 12);
    const [a, b, c] = setting.challenge.drafts.map(({ id }) => id) as [string, string, string];
    const changes = () =>
      stuffed.map(async ({ member }) => {
        for (const drafts of [[b], [a, c], [b, c], [a]])
          await world.write((tx) =>
            castBallot(tx, { ...member, confirmed: true }, { challenge: setting.id, drafts }, world.now),
          );
      });
    const input = { challenge: setting.id, which: { lead: 'one-mailbox' }, reason: 'A family.' };
    const release = () =>
      world.write((tx) =>
        releaseBallots(tx, setting.owner, { ...input, counters: ballotCounters }, world.now),
      );
    expect((await Promise.all([look(setting), ...changes()]))[0]).toBe(12);
    expect((await Promise.all([release(), ...changes()]))[0]).toEqual({ count: 12 });
    const { ballot_count } = await world.read((read) =>
      read
        .selectFrom('challenges')
        .select('ballot_count')
        .where('id', '=', setting.id)
        .executeTakeFirstOrThrow(),
    );
    const drafts = await world.read((read) =>
      read
        .selectFrom('drafts')
        .select('picks')
        .where('challenge_id', '=', setting.id)
        .orderBy('position')
        .execute(),
    );
    expect([ballot_count, ...drafts.map(({ picks }) => picks)]).toEqual([13, 13, 0, 0]);
  });

  test('many ballots are released by as many statements as a few, and in an order that says nothing', async () => {
    const setting = { ...(await setUp()), counters: ballotCounters };
    const stuffed = await paced(setting);
    await look(setting);
    const seen = await world.read((read) =>
      quarantineOf(read, setting.owner, { challenge: setting.id, lead: null }),
    );
    const put = new Map((await rows(setting)).map((row) => [row.id, row]));
    expect(seen!.rows.map(({ putAt }) => putAt % day)).toEqual(seen!.rows.map(() => 0));
    const names = await world.read((read) =>
      read.selectFrom('ballots').select(['id', 'log_key']).where('challenge_id', '=', setting.id).execute(),
    );
    const nameOf = new Map(names.map(({ id, log_key }) => [id, log_key!]));
    const leaves = await world.read((read) =>
      read
        .selectFrom('log_leaves')
        .select('text')
        .where('challenge_id', '=', setting.id)
        .orderBy('position')
        .execute(),
    );
    const logged = leaves
      .map(({ text }) => JSON.parse(text) as { ballot: string; entry: string })
      .filter(({ entry }) => entry === 'set-aside')
      .map(({ ballot }) => ballot);
    const listed = seen!.rows.map(({ id }) => nameOf.get(put.get(id)!.ballot_id!)!);
    expect([...listed].sort()).toEqual([...logged].sort());
    expect(listed).not.toEqual(logged);
    const cast = stuffed.map(({ ballot }) => nameOf.get(ballot)!);
    expect(logged).not.toEqual(cast);
    expect(listed).not.toEqual(cast);

    const release = async (some: { id: string }[]) => {
      const before = world.statements.length;
      const which = { quarantines: some.map(({ id }) => id) };
      const input = { challenge: setting.id, which, reason: 'A class.', counters: ballotCounters };
      expect(await world.write((tx) => releaseBallots(tx, setting.owner, input, world.now))).toEqual({
        count: some.length,
      });
      return world.statements.length - before;
    };
    const few = await release(seen!.rows.slice(0, 2));
    expect(await release(seen!.rows.slice(2))).toBe(few);
  });

  describe('the second letter', () => {
    test('releases by itself what one person cannot confirm for many', async () => {
      const setting = await setUp();
      const stuffed = await paced(setting);
      expect(await look(setting)).toBe(24);
      const [letter] = await letters();
      const secret = secretIn(letter!.text);
      const { counters } = setting;
      expect(await world.read((read) => ballotToConfirm(read, secret, world.now))).toMatchObject({
        byItself: true,
        confirmed: false,
      });
      const confirm = () => world.write((tx) => confirmBallot(tx, { secret, counters }, world.now));
      expect(await confirm()).toEqual({ challenge: setting.id, released: true });
      expect(reasonOf(await confirm())).toBe('link-over');
      const voter = stuffed.find(({ member }) => member.id === letter!.member_id)!;
      expect(setting.returned).toEqual([voter.ballot]);
      expect(await look(setting)).toBe(0);
      expect(
        await world.read((read) => quarantinePublicly(read, { challenge: setting.id, round: 1 })),
      ).toMatchObject({
        put: 24,
        waiting: 23,
        released: 1,
        acts: [{ outcome: 'released', count: 1, reason: '' }],
      });
    });

    test('leaves to the brand what is read in one mailbox', async () => {
      const setting = await setUp();
      const { stuffed } = await tagged(setting, 7);
      await look(setting);
      const [letter] = await letters();
      const { counters } = setting;
      const secret = secretIn(letter!.text);
      expect(await world.write((tx) => confirmBallot(tx, { secret, counters }, world.now))).toMatchObject({
        released: false,
      });
      expect(setting.returned).toEqual([]);
      const seen = await world.read((read) =>
        quarantineOf(read, setting.owner, { challenge: setting.id, lead: null }),
      );
      expect(seen!.groups[0]).toMatchObject({ waiting: 7, confirmed: 1 });
      const { member } = stuffed.find(({ member }) => member.id === letter!.member_id)!;
      expect(await world.read((read) => ownQuarantined(read, member))).toMatchObject([{ confirmed: true }]);
    });

    test('can be sent again to whose ballot it is, and to nobody else', async () => {
      const setting = await setUp();
      const { honest, stuffed } = await tagged(setting, 7);
      await look(setting);
      const { member } = stuffed[0]!;
      const [own] = await world.read((read) => ownQuarantined(read, member));
      const again = (by: typeof member) =>
        world.write((tx) =>
          sendLetterAgain(tx, by, { quarantine: own!.id, origin: 'https://muster.example' }, world.now),
        );
      expect(reasonOf(await again(honest.member))).toBe('not-found');
      expect(await again(member)).toBeUndefined();
      expect(await letters()).toHaveLength(8);
      expect(await world.read((read) => ownQuarantined(read, honest.member))).toEqual([]);
    });

    test('confirms nothing in a later vote than the one it is for', async () => {
      const setting = await setUp();
      const stuffed = await paced(setting);
      await look(setting);
      const secret = secretIn((await letters())[0]!.text);
      const before = await world.write((tx) =>
        tx
          .updateTable('challenges')
          .set({ round: 2, ballot_count: 0, log_size: 0 })
          .where('id', '=', setting.id)
          .returning(['ballot_count', 'log_size'])
          .executeTakeFirst(),
      );
      const confirm = () =>
        world.write((tx) => confirmBallot(tx, { secret, counters: ballotCounters }, world.now));
      expect(reasonOf(await confirm())).toBe('quarantine-over');
      for (const { ballot } of stuffed)
        await world.write((tx) =>
          ballotCounters.ballotsSetAside(tx, { ids: [ballot], challenge: setting.id, round: 1 }, world.now),
        );
      expect(
        await world.read((read) =>
          read
            .selectFrom('challenges')
            .select(['ballot_count', 'log_size'])
            .where('id', '=', setting.id)
            .executeTakeFirst(),
        ),
      ).toEqual(before);
      const { member } = stuffed[0]!;
      expect(await world.read((read) => ownQuarantined(read, member))).toEqual([]);
    });

    test('confirms nothing once the result is out', async () => {
      const setting = await setUp();
      await tagged(setting, 7);
      await look(setting);
      const secret = secretIn((await letters())[0]!.text);
      await decide(setting);
      const { counters } = setting;
      expect(reasonOf(await world.write((tx) => confirmBallot(tx, { secret, counters }, world.now)))).toBe(
        'quarantine-over',
      );
      expect(await look(setting)).toBe(0);
    });
  });

  test('origins and their secret go 30 days after the decision, and not before', async () => {
    const setting = await setUp();
    const running = await setUp();
    await tagged(setting, 3);
    await tagged(running, 0);
    await decide(setting);
    const forget = (most = 500) => world.write((tx) => forgetOrigins(tx, most, world.now));
    const left = () =>
      world.read(async (read) => [
        (await read.selectFrom('ballot_origins').selectAll().execute()).length,
        (await read.selectFrom('origin_secrets').selectAll().execute()).length,
      ]);
    world.now += 30 * day;
    expect(await forget()).toBe(0);
    world.now += 1;
    expect(await forget(3)).toBe(3);
    expect(await left()).toEqual([2, 2]);
    expect(await forget(3)).toBe(1);
    expect(await left()).toEqual([1, 1]);
  });

  test('whoever votes, leaves, and votes anew by the same mailbox is found, until the result is out', async () => {
    const setting = await setUp();
    const first = await world.write((tx) => vote(tx, setting, 1, 'mei.lin@gmail.com'));
    await world.write((tx) => vote(tx, setting, 2, 'wen@example.org'));
    await world.write((tx) => deleteMember(tx, first.member, { comments: 'keep' }, world.now));
    const origin = () =>
      world.read((read) =>
        read.selectFrom('ballot_origins').selectAll().where('ballot_id', '=', first.ballot).execute(),
      );
    expect(await origin()).toEqual([
      expect.objectContaining({ address: '', program: '', mailbox: expect.stringMatching(/^[\w-]{22}$/) }),
    ]);
    expect(await look(setting)).toBe(0);
    world.now += 3 * 3600_000;
    const again = await world.write((tx) => vote(tx, setting, 3, 'Meilin+2@googlemail.com'));
    expect(await look(setting)).toBe(1);
    expect(setting.aside).toEqual([again.ballot]);
    expect((await letters()).map(({ member_id }) => member_id)).toEqual([again.member.id]);
    expect((await letters())[0]!.text).toContain('Several accounts share one mailbox');
    // Nor is it a way out of the quarantine to take that back first.
    await world.write((tx) =>
      castBallot(tx, { ...again.member, confirmed: true }, { challenge: setting.id, drafts: [] }, world.now),
    );
    await world.write((tx) => deleteMember(tx, again.member, { comments: 'keep' }, world.now));
    await world.write((tx) =>
      tx.deleteFrom('ballot_origins').where('ballot_id', '=', first.ballot).execute(),
    );
    world.now += 3 * 3600_000;
    const third = await world.write((tx) => vote(tx, setting, 4, 'meilin@gmail.com'));
    expect(await look(setting)).toBe(1);
    expect(setting.aside).toEqual([again.ballot, third.ballot]);
  });

  test.each(['decided', 'cancelled'])('what is kept of whoever left goes once it is %s', async (end) => {
    const setting = await setUp();
    const { stuffed } = await tagged(setting, 7);
    await look(setting);
    await world.write((tx) => deleteMember(tx, stuffed[0]!.member, { comments: 'keep' }, world.now));
    const kept = () =>
      world.read((read) =>
        read
          .selectFrom('ballot_origins')
          .select('mailbox')
          .where('ballot_id', '=', stuffed[0]!.ballot)
          .execute(),
      );
    expect(await kept()).toHaveLength(1);
    if (end === 'cancelled')
      await world.write((tx) =>
        cancelChallenge(tx, setting.owner, { challenge: setting.id, reason: 'No cloth.' }, world.now),
      );
    else {
      world.now += 3 * day;
      await world.write((tx) => closeVoting(tx, setting.id, world.now));
      await look(setting);
      await world.write((tx) => endLook(tx, setting.id, world.now));
      const challenge = await world.read((read) =>
        read.selectFrom('challenges').selectAll().where('id', '=', setting.id).executeTakeFirstOrThrow(),
      );
      const found = await world.read((read) => proposalFor(read, challenge));
      const { proposal } = found!;
      const winners = { challenge: setting.id, winners: [], reason: 'None.', seen: markOf(proposal) };
      expect(
        isRefusal(await world.write((tx) => decideChallenge(tx, setting.owner, winners, world.now))),
      ).toBe(false);
    }
    expect(await kept(), end).toEqual([]);
    expect((await rows(setting)).map(({ mailbox }) => mailbox).join('')).toBe('');
  });

  test('whoever leaves takes the name and the origin along, and the download tells of the quarantine', async () => {
    const setting = await setUp();
    const { stuffed } = await tagged(setting, 7);
    await look(setting);
    const { member, ballot } = stuffed[0]!;
    const file = await world.read((read) => everythingAbout(read, member, world.now));
    expect(JSON.stringify(file)).toContain('one-mailbox');
    await world.write((tx) => deleteMember(tx, member, { comments: 'keep' }, world.now));
    const origin = await world.read((read) =>
      read.selectFrom('ballot_origins').selectAll().where('ballot_id', '=', ballot).execute(),
    );
    expect(origin.map(({ address, program }) => address + program)).toEqual(['']);
    expect(await rows(setting)).toHaveLength(7);
    expect((await rows(setting)).map(({ member_id }) => member_id)).not.toContain(member.id);
  });
});
