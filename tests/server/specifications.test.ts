import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Composition } from '../../src/lib/domain/configuring.ts';
import { castBallot } from '../../src/lib/server/ballots/casting.ts';
import { castSpecification, ownSpecification } from '../../src/lib/server/ballots/specifying.ts';
import { closeVoting } from '../../src/lib/server/challenges/closing.ts';
import {
  decideSpecification,
  specificationMark,
} from '../../src/lib/server/challenges/deciding-specification.ts';
import { decide } from '../../src/lib/server/challenges/deciding.ts';
import { openVotingOnTime } from '../../src/lib/server/challenges/keeping.ts';
import { openVoting } from '../../src/lib/server/challenges/opening.ts';
import { sealedConfiguration, specificationOf } from '../../src/lib/server/challenges/specifying.ts';
import { voicesOf } from '../../src/lib/server/members/exporting-voices.ts';
import { forgetVoices } from '../../src/lib/server/members/forgetting-voices.ts';
import { onBothDatabases } from '../harness.ts';
import {
  endLook,
  fridge,
  makeBrand,
  makeChallenge,
  makeConfiguration,
  makeMember,
  makeSpecificationVote,
} from '../making.ts';
import { lookAtOnce } from '../../src/lib/server/jobs/keeping-logs.ts';

const mint = { front: 'mint', handle: 'steel', feet: 'black' };
const walnut = { front: 'walnut', handle: 'brass', feet: 'gilt' };

onBothDatabases('specification votes', (world) => {
  let owner: { id: string };
  let brand: { id: string };
  let challenge: Awaited<ReturnType<typeof makeSpecificationVote>>;
  let voters: { id: string; confirmed: boolean }[];
  const closing = 3 * 24 * 3600_000;

  beforeEach(() =>
    world.write(async (tx) => {
      owner = await makeMember(tx, world.now);
      brand = await makeBrand(tx, world.now, [{ member: owner, role: 'owner' }]);
      challenge = await makeSpecificationVote(tx, world.now, brand);
      voters = [];
      for (let n = 0; n < 5; n++) voters.push({ ...(await makeMember(tx, world.now)), confirmed: true });
    }),
  );

  const cast = (
    choices: Composition | null,
    voter: { id: string; confirmed: boolean } | null = voters[0]!,
    now = world.now,
    id = challenge.id,
  ) => world.write((tx) => castSpecification(tx, voter, { challenge: id, choices }, now));

  /** What the kept numbers say, and what there is to count. */
  const counted = () =>
    world.read(async (read) => ({
      kept: (
        await read
          .selectFrom('specification_counts')
          .select(['part', 'choice', 'votes'])
          .where('challenge_id', '=', challenge.id)
          .orderBy('part')
          .orderBy('choice')
          .execute()
      ).map(({ part, choice, votes }) => [`${part}:${choice}`, votes] as const),
      ballots: await read.selectFrom('ballots').selectAll().execute(),
      choices: await read.selectFrom('ballot_choices').selectAll().execute(),
      ballot_count: (
        await read
          .selectFrom('challenges')
          .select('ballot_count')
          .where('id', '=', challenge.id)
          .executeTakeFirstOrThrow()
      ).ballot_count,
    }));
  const expectCountsToHold = async () => {
    const found = await counted();
    expect(found.ballot_count).toBe(found.ballots.length);
    expect(found.choices.length).toBe(found.ballots.length * fridge.parts.length);
    for (const [key, votes] of found.kept)
      expect([key, votes]).toEqual([
        key,
        found.choices.filter(({ part, choice }) => `${part}:${choice}` === key).length,
      ]);
    return found;
  };
  const result = () =>
    world.read(async (read) => {
      const row = await read
        .selectFrom('challenges')
        .selectAll()
        .where('id', '=', challenge.id)
        .executeTakeFirstOrThrow();
      return (await specificationOf(read, row))!.specification;
    });

  describe('a ballot', () => {
    test('is one choice of every part, counted part by part, and changed as often as wanted', async () => {
      const first = await cast(mint);
      expect(first).toEqual({ ballot: expect.any(String) });
      await expectCountsToHold();
      expect(await cast(walnut, voters[0], world.now + 5000)).toEqual(first);
      expect(new Map((await expectCountsToHold()).kept).get('front:walnut')).toBe(1);
      await cast(walnut);
      await cast(mint, voters[1]);
      await expectCountsToHold();
      expect(await world.read((read) => ownSpecification(read, voters[0]!, challenge.id))).toMatchObject({
        choices: walnut,
      });
      expect(await world.read((read) => ownSpecification(read, voters[2]!, challenge.id))).toBeNull();
    });

    test('is taken back whole', async () => {
      await cast(mint);
      expect(await cast(null)).toEqual({ ballot: null });
      expect(await expectCountsToHold()).toMatchObject({ ballot_count: 0, ballots: [], choices: [] });
      expect(await cast(null)).toEqual({ ballot: null });
      await expectCountsToHold();
    });

    test('of two tabs at once is one ballot', async () => {
      const answers = await Promise.all([cast(mint), cast(walnut), cast(mint), cast(walnut)]);
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(await expectCountsToHold()).toMatchObject({ ballot_count: 1 });
    });

    test('of many at once counts each', async () => {
      await Promise.all(
        voters.flatMap((voter, n) => [cast(n % 2 ? mint : walnut, voter), cast(mint, voter)]),
      );
      expect(await expectCountsToHold()).toMatchObject({ ballot_count: voters.length });
    });

    test('that races with the close is counted before it or refused', async () => {
      const late = world.now + closing;
      const [answer] = await Promise.all([
        cast(mint, voters[0], late - 1),
        world.write((tx) => closeVoting(tx, challenge.id, late)),
      ]);
      const found = await expectCountsToHold();
      expect(found.ballot_count).toBe('refused' in answer ? 0 : 1);
    });

    test('takes as many statements however many ballots and choices there are', async () => {
      await cast(mint);
      world.statements.length = 0;
      await cast(walnut);
      const changed = world.statements.length;
      for (const voter of voters) await cast(mint, voter);
      world.statements.length = 0;
      await cast(walnut);
      expect(world.statements.length).toBe(changed);
      expect(changed).toBeLessThanOrEqual(12);
    });
  });

  describe('a ballot is refused', () => {
    const unchanged = async (reason: object, act: () => Promise<unknown>) => {
      await cast(mint);
      const before = await counted();
      expect(await act()).toMatchObject({ refused: true, ...reason });
      expect(await counted()).toEqual(before);
    };

    test.each([
      ['choices that exclude each other', { ...mint, front: 'walnut' }, 'choices-excluded'],
      ['a choice without the one it needs', { ...mint, feet: 'gilt' }, 'choice-needs'],
      ['a part left open', { front: 'mint', handle: 'steel' }, 'specification-incomplete'],
      ['a part that is not there', { ...mint, wheels: 'two' }, 'specification-incomplete'],
      ['a choice that is not there', { ...mint, handle: 'gold' }, 'specification-incomplete'],
      ['nothing at all', {}, 'specification-incomplete'],
    ])('with %s', (_, choices, reason) => unchanged({ reason }, () => cast(choices)));

    test('naming what cannot be built together', () =>
      unchanged({ detail: { one: 'Front: Walnut', other: 'Handle: Steel' } }, () =>
        cast({ ...mint, front: 'walnut' }),
      ));

    test('to strangers and to members who have not confirmed', async () => {
      await unchanged({ reason: 'not-signed-in' }, () => cast(walnut, null));
      await unchanged({ reason: 'not-confirmed' }, () => cast(walnut, { ...voters[0]!, confirmed: false }));
    });

    test('from the moment of closing, but not just before', async () => {
      await unchanged({ reason: 'voting-closed' }, () => cast(walnut, voters[0], world.now + closing));
      await unchanged({ reason: 'voting-closed' }, () => cast(null, voters[0], world.now + closing));
      expect(await cast(walnut, voters[0], world.now + closing - 1)).toHaveProperty('ballot');
    });

    test('before voting opens, and where there is nothing to see', async () => {
      expect(await cast(mint, voters[0], world.now, 'nothing')).toMatchObject({ reason: 'not-found' });
      const early = await world.write((tx) =>
        makeSpecificationVote(tx, world.now, brand, { state: 'collecting' }),
      );
      expect(await cast(mint, voters[0], world.now, early.id)).toMatchObject({ reason: 'voting-not-open' });
    });

    test('once the draft was disqualified or hidden, though a ballot can still be taken back', async () => {
      await cast(mint, voters[3]);
      await unchanged({ reason: 'draft-not-in-challenge' }, async () => {
        await world.write((tx) =>
          tx
            .insertInto('draft_removals')
            .values({
              draft_id: challenge.draft.id,
              kind: 'disqualified',
              removed_at: world.now,
              reason: 'Copied.',
            })
            .execute(),
        );
        return cast(walnut);
      });
      expect(await cast(null, voters[3])).toEqual({ ballot: null });
    });

    test('where the other kind of ballot is cast, either way', async () => {
      const picks = { challenge: challenge.id, drafts: [challenge.draft.id] };
      await unchanged({ reason: 'ballot-of-other-kind' }, () =>
        world.write((tx) => castBallot(tx, voters[1]!, picks, world.now)),
      );
      const other = await world.write((tx) => makeChallenge(tx, world.now, brand));
      expect(await cast(mint, voters[0], world.now, other.id)).toMatchObject({
        reason: 'ballot-of-other-kind',
      });
    });
  });

  test('the database itself takes no choice that is not on the ballot, and no count below nought', async () => {
    const answer = (await cast(mint)) as { ballot: string };
    const choice = { ballot_id: answer.ballot, challenge_id: challenge.id, part: 'wheels', choice: 'two' };
    await expect(
      world.write((tx) =>
        tx
          .insertInto('ballot_choices')
          .values({ ...choice, part: 'x' })
          .execute(),
      ),
    ).rejects.toThrow();
    await expect(
      world.write((tx) => tx.updateTable('ballot_choices').set({ choice: 'gold' }).execute()),
    ).rejects.toThrow();
    await expect(
      world.write((tx) => tx.updateTable('specification_counts').set({ votes: -1 }).execute()),
    ).rejects.toThrow();
  });

  describe('opening', () => {
    const open = (id: string) => world.write((tx) => openVoting(tx, id, world.now, owner));
    const collecting = (drafts = 1, configured = true) =>
      world.write(async (tx) => {
        const made = await makeChallenge(tx, world.now, brand, {
          state: 'collecting',
          drafts,
          opensAt: world.now - 1,
          closesAt: world.now + closing,
        });
        await tx
          .updateTable('challenges')
          .set({ method: 'specification' })
          .where('id', '=', made.id)
          .execute();
        if (configured) await makeConfiguration(tx, world.now, made.drafts[0]!);
        return made;
      });

    test('seals the method and the configuration with its hash, and lays out a count for every choice', async () => {
      const made = await collecting();
      const opened = (await open(made.id)) as { seal: string };
      const row = await world.read((read) =>
        read.selectFrom('challenges').selectAll().where('id', '=', made.id).executeTakeFirstOrThrow(),
      );
      const rule = JSON.parse(row.rule!) as Record<string, unknown>;
      const hash = (text: string) => createHash('sha256').update(text).digest('hex');
      expect(rule).toMatchObject({
        method: 'specification',
        configuration: { id: row.configuration_id, hash: hash(JSON.stringify(fridge)) },
        drafts: [{ draft: made.drafts[0]!.id, revision: made.drafts[0]!.revision_id }],
      });
      expect(rule).not.toHaveProperty('picksPerMember');
      expect(rule).not.toHaveProperty('seats');
      expect(opened.seal).toBe(hash(row.rule!));
      const text = await world.read((read) => sealedConfiguration(read, made.id));
      expect((rule.configuration as { hash: string }).hash).toBe(hash(text!));
      const counts = await world.read((read) =>
        read.selectFrom('specification_counts').select('votes').where('challenge_id', '=', made.id).execute(),
      );
      expect(counts).toEqual(Array(7).fill({ votes: 0 }));
    });

    test.each([
      ['two drafts', 2, true],
      ['no draft', 0, false],
      ['a draft that cannot be configured', 1, false],
    ])('is refused with %s, and nothing is sealed', async (_, drafts, configured) => {
      const made = await collecting(drafts, configured);
      expect(await open(made.id)).toMatchObject({
        reason: 'specification-not-ready',
        detail: { count: drafts },
      });
      await openVotingOnTime(world.database, made.id, world.now);
      const { state, events } = await world.read(async (read) => ({
        ...(await read
          .selectFrom('challenges')
          .select('state')
          .where('id', '=', made.id)
          .executeTakeFirstOrThrow()),
        events: await read.selectFrom('events').select('kind').where('challenge_id', '=', made.id).execute(),
      }));
      expect(state).toBe('collecting');
      expect(events).toEqual([{ kind: 'voting-not-opened' }]);
    });
  });

  describe('the decision', () => {
    const close = () =>
      world.write((tx) =>
        tx.updateTable('challenges').set({ state: 'deciding' }).where('id', '=', challenge.id).execute(),
      );
    const decideOn = async (choices: Composition | null, reason = '', who = owner, seen?: string) =>
      world.write(async (tx) =>
        decideSpecification(
          tx,
          who,
          {
            challenge: challenge.id,
            choices,
            reason,
            seen: seen ?? specificationMark(await result()),
          },
          world.now,
        ),
      );
    const standing = () =>
      world.read(async (read) => ({
        challenge: await read
          .selectFrom('challenges')
          .select('state')
          .where('id', '=', challenge.id)
          .executeTakeFirstOrThrow(),
        draft: await read
          .selectFrom('drafts')
          .select('state')
          .where('id', '=', challenge.draft.id)
          .executeTakeFirstOrThrow(),
        decision: await read
          .selectFrom('decisions')
          .leftJoin('compositions', 'compositions.id', 'decisions.composition_id')
          .select(['departs', 'tie_broken', 'reason', 'compositions.choices'])
          .executeTakeFirst(),
      }));

    test('waits for the last look at the ballots', async () => {
      await cast(mint);
      await close();
      await world.write((tx) => lookAtOnce(tx, challenge.id, world.now));
      expect(await decideOn(mint)).toMatchObject({ reason: 'still-counting' });
      await world.write((tx) => endLook(tx, challenge.id, world.now));
      expect(await decideOn(mint)).toEqual({ composition: expect.any(String) });
    });

    test('confirms what the ballots add up to: the draft wins with its composition', async () => {
      await cast(mint);
      await cast(mint, voters[1]);
      await cast(walnut, voters[2]);
      await close();
      expect((await result()).proposal).toEqual(mint);
      expect(await decideOn(mint)).toEqual({ composition: expect.any(String) });
      expect(await standing()).toEqual({
        challenge: { state: 'decided' },
        draft: { state: 'won' },
        decision: { departs: 0, tie_broken: 0, reason: '', choices: JSON.stringify(mint) },
      });
      expect(await decideOn(mint)).toMatchObject({ reason: 'changed-meanwhile' });
    });

    test('departs with a reason alone, and makes nothing that is not legal', async () => {
      await cast(mint);
      await close();
      expect(await decideOn(walnut)).toMatchObject({ reason: 'reason-needed' });
      expect(await decideOn({ ...mint, front: 'walnut' }, 'Because.')).toMatchObject({
        reason: 'cannot-win',
      });
      expect(await decideOn(null)).toMatchObject({ reason: 'reason-needed' });
      expect((await standing()).challenge.state).toBe('deciding');
      await decideOn(walnut, 'Mint enamel is not to be had.');
      expect(await standing()).toMatchObject({
        draft: { state: 'won' },
        decision: { departs: 1, reason: 'Mint enamel is not to be had.', choices: JSON.stringify(walnut) },
      });
    });

    test('settles a tie in public', async () => {
      await cast(mint);
      await cast(walnut, voters[1]);
      await close();
      const counted = await result();
      expect(counted.proposal).toBeNull();
      expect(counted.tied).toContainEqual(mint);
      expect(await decideOn(mint)).toMatchObject({ reason: 'reason-needed' });
      await decideOn(mint, 'Lighter to ship.');
      expect(await standing()).toMatchObject({ decision: { departs: 0, tie_broken: 1 } });
    });

    test('that makes nothing leaves the draft not chosen', async () => {
      await cast(mint);
      await close();
      expect(await decideOn(null, 'Too dear to make.')).toEqual({ composition: null });
      expect(await standing()).toMatchObject({
        draft: { state: 'not chosen' },
        decision: { departs: 1, choices: null },
      });
    });

    test('is the brand’s alone, on what it saw, once, and of the right kind', async () => {
      await cast(mint);
      await close();
      expect(await decideOn(mint, '', voters[0])).toMatchObject({ reason: 'not-found' });
      expect(await decideOn(mint, '', owner, 'another')).toMatchObject({ reason: 'changed-meanwhile' });
      const picks = { challenge: challenge.id, winners: [challenge.draft.id], reason: 'x', seen: '' };
      expect(await world.write((tx) => decide(tx, owner, picks, world.now))).toMatchObject({
        reason: 'changed-meanwhile',
      });
      const seen = specificationMark(await result());
      const answers = await Promise.all([decideOn(mint, '', owner, seen), decideOn(mint, '', owner, seen)]);
      expect(answers.filter((answer) => 'refused' in answer)).toHaveLength(1);
    });
  });

  test('a ballot is in its voter’s download, and stays counted without a name when they leave', async () => {
    await cast(walnut);
    const { ballots } = await world.read((read) => voicesOf(read, voters[0]!.id));
    expect(ballots).toMatchObject([
      { choices: [{ choice: 'gilt' }, { choice: 'walnut' }, { choice: 'brass' }] },
    ]);
    await world.write((tx) => forgetVoices(tx, voters[0]!.id, 'keep', world.now));
    expect(await expectCountsToHold()).toMatchObject({ ballot_count: 1 });
    expect((await counted()).ballots[0]!.member_id).toBeNull();
  });
});
