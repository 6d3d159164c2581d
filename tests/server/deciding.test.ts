import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../src/lib/domain/refusals.ts';
import { cancelChallenge } from '../../src/lib/server/challenges/cancelling.ts';
import { decide, markOf, proposalFor, type KeptProposal } from '../../src/lib/server/challenges/deciding.ts';
import { lookAtOnce } from '../../src/lib/server/jobs/keeping-logs.ts';
import { disqualifyDraft } from '../../src/lib/server/drafts/removing.ts';
import { onBothDatabases } from '../harness.ts';
import { makeBrand, makeChallenge, makeMember } from '../making.ts';

const reasonOf = (value: unknown) => (isRefusal(value) ? value.reason : value);

onBothDatabases('deciding', (world) => {
  /** A challenge whose vote has closed with these picks, letters for its drafts. */
  const closed = async (
    picks: number[],
    {
      seats = 1,
      quorum = 0,
      ballots = 20,
      state = 'deciding' as 'deciding' | 'voting' | 'decided' | 'collecting' | 'cancelled' | 'preparing',
    } = {},
  ) => {
    const made = await world.write(async (tx) => {
      const designer = await makeMember(tx, world.now);
      const owner = await makeMember(tx, world.now);
      const merchant = await makeMember(tx, world.now);
      const brand = await makeBrand(tx, world.now, [
        { member: designer, role: 'designer' },
        { member: owner, role: 'owner' },
        { member: merchant, role: 'merchant' },
      ]);
      const challenge = await makeChallenge(tx, world.now, brand, {
        state,
        drafts: picks.length,
        seats,
        quorum,
      });
      await tx
        .updateTable('challenges')
        .set({ ballot_count: ballots })
        .where('id', '=', challenge.id)
        .execute();
      for (const [i, draft] of challenge.drafts.entries())
        await tx.updateTable('drafts').set({ picks: picks[i]! }).where('id', '=', draft.id).execute();
      return { designer, owner, merchant, challenge };
    });
    const ids = made.challenge.drafts.map(({ id }) => id);
    const of = (letters: string) => [...letters].map((letter) => ids['abcdefgh'.indexOf(letter)]!);
    const proposal = async () =>
      (await world.read(async (read) =>
        proposalFor(
          read,
          await read
            .selectFrom('challenges')
            .selectAll()
            .where('id', '=', made.challenge.id)
            .executeTakeFirstOrThrow(),
        ),
      ))!.proposal;
    const seen = markOf(await proposal());
    const choose = (
      letters: string,
      reason = '',
      { by = made.designer, mark = seen }: { by?: { id: string }; mark?: string } = {},
    ) =>
      world.write((tx) =>
        decide(tx, by, { challenge: made.challenge.id, winners: of(letters), reason, seen: mark }, world.now),
      );
    const outcome = async () => {
      const id = made.challenge.id;
      return world.read(async (read) => ({
        challenge: await read
          .selectFrom('challenges')
          .select(['state', 'decided_at'])
          .where('id', '=', id)
          .executeTakeFirstOrThrow(),
        decision: await read
          .selectFrom('decisions')
          .selectAll()
          .where('challenge_id', '=', id)
          .executeTakeFirst(),
        winners: (
          await read.selectFrom('decision_winners').selectAll().where('challenge_id', '=', id).execute()
        )
          .map((row) => `${'abcdefgh'[ids.indexOf(row.draft_id)]}${row.place}`)
          .sort(),
        drafts: (
          await read.selectFrom('drafts').select(['id', 'state']).where('challenge_id', '=', id).execute()
        )
          .sort((x, y) => ids.indexOf(x.id) - ids.indexOf(y.id))
          .map((row) => row.state),
        events: (await read.selectFrom('events').select('kind').where('challenge_id', '=', id).execute())
          .map((row) => row.kind)
          .sort(),
      }));
    };
    return { ...made, ids, of, proposal, seen, choose, outcome };
  };

  test('waits while the ballots are looked at for the last time', async () => {
    const { challenge, choose } = await closed([5, 9]);
    await world.write((tx) => lookAtOnce(tx, challenge.id, world.now));
    expect(reasonOf(await choose('b'))).toBe('still-counting');
    await world.write((tx) => tx.updateTable('jobs').set({ state: 'done', ended_at: world.now }).execute());
    expect(await choose('b')).toMatchObject({ winners: [expect.any(String)] });
  });

  test('confirming the rule needs no reason', async () => {
    const { choose, outcome, of, designer } = await closed([5, 9, 2], { seats: 2 });
    expect(await choose('ba')).toEqual({ winners: expect.arrayContaining(of('ab')) as string[] });
    const after = await outcome();
    expect(after).toMatchObject({
      challenge: { state: 'decided', decided_at: world.now },
      decision: { departs: 0, tie_broken: 0, reason: '', decided_by: designer.id },
      winners: ['a2', 'b1'],
      drafts: ['won', 'won', 'not chosen'],
      events: ['challenge-decided', 'draft-not-chosen', 'draft-won', 'draft-won'],
    });
    expect(JSON.parse(after.decision!.proposal) as KeptProposal).toMatchObject({
      winners: of('ba'),
      tied: [],
      quorumReached: true,
      seats: 2,
      quorum: 0,
      ballots: 20,
      tally: [{ picks: 9 }, { picks: 5 }, { picks: 2 }],
    });
  });

  test('departing from it does, and says that it departed', async () => {
    const { choose, outcome } = await closed([5, 9, 2]);
    expect(reasonOf(await choose('c'))).toBe('reason-needed');
    expect((await outcome()).challenge.state).toBe('deciding');
    await choose('c', ' The cloth of b is gone. ');
    expect(await outcome()).toMatchObject({
      decision: { departs: 1, tie_broken: 0, reason: 'The cloth of b is gone.' },
      winners: ['c1'],
      drafts: ['not chosen', 'not chosen', 'won'],
    });
  });

  test('a tie is broken with a reason, in public', async () => {
    const { choose, outcome, proposal, of } = await closed([5, 5, 2]);
    expect(await proposal()).toMatchObject({ winners: [], tied: of('ab'), seatsForTied: 1 });
    expect(reasonOf(await choose('b'))).toBe('reason-needed');
    await choose('b', 'Fewer seams.');
    expect(await outcome()).toMatchObject({ decision: { departs: 0, tie_broken: 1 }, winners: ['b1'] });
  });

  test('letting both of a tie win departs from the number of seats', async () => {
    const { choose, outcome } = await closed([5, 5, 2]);
    await choose('ab', 'We can make both.');
    expect(await outcome()).toMatchObject({ decision: { departs: 1, tie_broken: 0 }, winners: ['a1', 'b1'] });
  });

  test('below the quorum the rule proposes nobody, and every decision needs a reason', async () => {
    const { choose, outcome, proposal } = await closed([5, 9], { quorum: 21 });
    expect(await proposal()).toMatchObject({ winners: [], tied: [], quorumReached: false });
    expect(reasonOf(await choose(''))).toBe('reason-needed');
    expect(await choose('', 'Too few of you voted.')).toEqual({ winners: [] });
    expect(await outcome()).toMatchObject({
      decision: { departs: 0 },
      winners: [],
      drafts: ['not chosen', 'not chosen'],
    });
  });

  test('below the quorum the brand may still choose', async () => {
    const { choose, outcome } = await closed([5, 9], { quorum: 21 });
    await choose('b', 'We believe in it.');
    expect(await outcome()).toMatchObject({ decision: { departs: 1 }, winners: ['b1'] });
  });

  test('what is disqualified or not on the ballot cannot win', async () => {
    const { choose, challenge, designer, proposal, of, ids } = await closed([5, 9]);
    const other = await closed([1, 2]);
    await world.write((tx) =>
      disqualifyDraft(tx, designer, { draft: ids[1]!, reason: 'A copy.' }, world.now),
    );
    expect(await proposal()).toMatchObject({ winners: of('a') });
    const mark = markOf(await proposal());
    expect(reasonOf(await choose('b', 'x', { mark }))).toBe('cannot-win');
    for (const stranger of [other.ids[0]!, 'nothing']) {
      const answer = await world.write((tx) =>
        decide(
          tx,
          designer,
          { challenge: challenge.id, winners: [stranger], reason: 'x', seen: mark },
          world.now,
        ),
      );
      expect(reasonOf(answer)).toBe('cannot-win');
    }
    expect(isRefusal(await choose('a', '', { mark }))).toBe(false);
  });

  test('nobody decides on another proposal than they saw', async () => {
    const { choose, designer, ids } = await closed([5, 9]);
    await world.write((tx) =>
      disqualifyDraft(tx, designer, { draft: ids[1]!, reason: 'A copy.' }, world.now),
    );
    expect(reasonOf(await choose('a'))).toBe('changed-meanwhile');
  });

  test('what was withdrawn before the seal has no part in it', async () => {
    const all = await closed([5, 9, 0]);
    await world.write((tx) =>
      tx
        .insertInto('draft_removals')
        .values({
          draft_id: all.ids[2]!,
          kind: 'withdrawn',
          removed_at: world.now - 3 * 24 * 3600_000,
          reason: '',
        })
        .execute(),
    );
    await all.choose('b');
    expect((await all.outcome()).drafts).toEqual(['not chosen', 'won', 'submitted']);
  });

  describe('is refused', () => {
    test('to whom it is not theirs', async () => {
      const { choose, merchant, owner } = await closed([5, 9]);
      const stranger = await world.write((tx) => makeMember(tx, world.now));
      for (const by of [merchant, stranger])
        expect(reasonOf(await choose('b', '', { by }))).toBe('not-found');
      expect(isRefusal(await choose('b', '', { by: owner }))).toBe(false);
    });
    test.each(['preparing', 'collecting', 'voting', 'decided', 'cancelled'] as const)(
      'while it is %s',
      async (state) => {
        const { choose, outcome } = await closed([5, 9], { state });
        expect(reasonOf(await choose('b'))).toBe('changed-meanwhile');
        expect((await outcome()).decision).toBeUndefined();
      },
    );
  });

  test('two deciders at once: one decides, the other is told', async () => {
    const { choose, outcome, owner } = await closed([5, 9]);
    const answers = await Promise.all([choose('b'), choose('a', 'We like a.', { by: owner })]);
    expect(answers.filter(isRefusal).map(reasonOf)).toEqual(['changed-meanwhile']);
    const after = await outcome();
    expect(after.winners).toHaveLength(1);
    expect(after.events.filter((kind) => kind === 'challenge-decided')).toHaveLength(1);
    expect(after.drafts.filter((state) => state === 'won')).toHaveLength(1);
  });

  test('deciding and cancelling at once: one of them happens', async () => {
    const { choose, outcome, challenge, owner } = await closed([5, 9]);
    const answers = await Promise.all([
      choose('b'),
      world.write((tx) => cancelChallenge(tx, owner, { challenge: challenge.id, reason: 'x' }, world.now)),
    ]);
    expect(answers.filter(isRefusal)).toHaveLength(1);
    const after = await outcome();
    expect(after.decision !== undefined).toBe(after.challenge.state === 'decided');
  });

  test('deciding and disqualifying the winner at once never makes it win', async () => {
    for (let i = 0; i < 5; i++) {
      const { choose, outcome, ids, owner } = await closed([5, 9]);
      const [decision, removal] = await Promise.all([
        choose('b'),
        world.write((tx) => disqualifyDraft(tx, owner, { draft: ids[1]!, reason: 'x' }, world.now)),
      ]);
      expect([decision, removal].filter(isRefusal)).toHaveLength(1);
      expect((await outcome()).drafts[1]).toBe(isRefusal(decision) ? 'submitted' : 'won');
    }
  });
});
