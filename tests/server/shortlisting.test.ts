import { describe, expect, test } from 'vitest';
import { isRefusal, type Refusal } from '../../src/lib/domain/refusals.ts';
import { castBallot } from '../../src/lib/server/ballots/casting.ts';
import { keepLog } from '../../src/lib/server/ballots/keeping-log.ts';
import { headsFrom } from '../../src/lib/server/ballots/proving.ts';
import { closedLog } from '../../src/lib/server/ballots/publishing-log.ts';
import { ballotCounters } from '../../src/lib/server/quarantine/counting.ts';
import { ownBallot, ownPicks } from '../../src/lib/server/ballots/owning.ts';
import { closeVoting, remindVoters } from '../../src/lib/server/challenges/closing.ts';
import { decide, markOf, proposalFor } from '../../src/lib/server/challenges/deciding.ts';
import { openFinalVote } from '../../src/lib/server/challenges/opening-final-vote.ts';
import { sealOf } from '../../src/lib/server/challenges/opening.ts';
import { presentChallenge, sealedRule } from '../../src/lib/server/challenges/showing.ts';
import { shortlistDrafts, shortlistTally } from '../../src/lib/server/challenges/shortlisting.ts';
import { ballotsByDay, tallyOf } from '../../src/lib/server/challenges/tallying.ts';
import { disqualifyDraft } from '../../src/lib/server/drafts/removing.ts';
import { presentDraft } from '../../src/lib/server/drafts/showing.ts';
import { everythingAbout } from '../../src/lib/server/members/exporting.ts';
import { prepareSite } from '../../src/lib/server/members/preparing.ts';
import { nextRecipients } from '../../src/lib/server/notifications/addressing.ts';
import { happened } from '../../src/lib/server/notifications/telling.ts';
import { onBothDatabases } from '../harness.ts';
import { endLook, makeBrand, makeChallenge, makeMember } from '../making.ts';

const day = 24 * 3600_000;
const reasonOf = (result: unknown) => (isRefusal(result) ? (result as Refusal).reason : result);

onBothDatabases('shortlists and final votes', (world) => {
  /** A vote that has closed, in which each draft got so many ballots of one pick. */
  const voted = async (picks: number[], more: { quorum?: number; seats?: number } = {}) => {
    const setting = await world.write(async (tx) => {
      const designer = await makeMember(tx, world.now);
      const other = await makeMember(tx, world.now);
      const brand = await makeBrand(tx, world.now, [
        { member: designer, role: 'designer' },
        { member: other, role: 'owner' },
      ]);
      const challenge = await makeChallenge(tx, world.now, brand, { drafts: picks.length, ...more });
      const voters = [];
      for (let i = 0; i < picks.reduce((a, b) => a + b, 0); i++)
        voters.push({ ...(await makeMember(tx, world.now)), confirmed: true });
      return { designer, other, brand, challenge, voters };
    });
    const ids = setting.challenge.drafts.map(({ id }) => id);
    let voter = 0;
    for (const [i, count] of picks.entries())
      for (let n = 0; n < count; n++) await cast(setting.challenge.id, setting.voters[voter++]!, [ids[i]!]);
    world.now += 4 * day;
    await close(setting.challenge.id);
    const of = (letters: string) => [...letters].map((letter) => ids['abcdefgh'.indexOf(letter)]!);
    return { ...setting, ids, of, id: setting.challenge.id };
  };
  type Setting = Awaited<ReturnType<typeof voted>>;

  const cast = (challenge: string, member: { id: string; confirmed: boolean }, drafts: string[]) =>
    world.write((tx) => castBallot(tx, member, { challenge, drafts }, world.now));
  const close = (id: string) =>
    world.write(async (tx) => {
      const refused = await closeVoting(tx, id, world.now);
      await endLook(tx, id, world.now);
      return refused;
    });
  const shortlist = async (
    { id, designer, of }: Setting,
    letters: string,
    { reason = '', by = designer, seen }: { reason?: string; by?: { id: string }; seen?: string } = {},
  ) => {
    const mark = seen ?? (await world.read((read) => shortlistTally(read, id))).seen;
    return world.write((tx) =>
      shortlistDrafts(tx, by, { challenge: id, finalists: of(letters), reason, seen: mark }, world.now),
    );
  };
  const open = async (
    { id, designer }: Setting,
    by: { id: string } = designer,
    closesAt = world.now + 3 * day,
  ) => {
    await keepLog(world.database, id, world.now);
    return openAtOnce(id, by, closesAt);
  };
  const openAtOnce = (id: string, by: { id: string }, closesAt = world.now + 3 * day) =>
    world.write((tx) => openFinalVote(tx, by, { challenge: id, closesAt, picks: 1 }, world.now));
  const row = (id: string) =>
    world.read((read) =>
      read.selectFrom('challenges').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    );
  const decideFor = async ({ id, designer, of }: Setting, letters: string, reason = '') => {
    const seen = await world.read(async (read) => markOf((await proposalFor(read, await row(id)))!.proposal));
    return world.write((tx) =>
      decide(tx, designer, { challenge: id, winners: of(letters), reason, seen }, world.now),
    );
  };
  const shown = (id: string) => world.read((read) => presentChallenge(read, null, id, world.now));

  test('nobody decides anything before the last look at the ballots has ended', async () => {
    const setting = await voted([1, 4, 3, 0]);
    const look = (state: 'waiting' | 'running' | 'done') =>
      world.write((tx) =>
        tx
          .updateTable('jobs')
          .set({ state })
          .where('unique_key', '=', `quarantine:${setting.id}`)
          .returning('id')
          .executeTakeFirstOrThrow(),
      );
    for (const state of ['waiting', 'running'] as const) {
      await look(state);
      expect(reasonOf(await shortlist(setting, 'bc'))).toBe('still-counting');
      expect(reasonOf(await open(setting))).toBe('still-counting');
      expect(reasonOf(await decideFor(setting, 'b'))).toBe('still-counting');
    }
    await look('done');
    expect(await shortlist(setting, 'bc')).toEqual({ finalists: setting.of('bc') });
    await look('waiting');
    expect(reasonOf(await open(setting))).toBe('still-counting');
    await look('done');
    expect(isRefusal(await open(setting))).toBe(false);
  });

  test('the shortlist takes the most picked, in public, and says how it came to be', async () => {
    const setting = await voted([1, 4, 3, 0]);
    expect(await shortlist(setting, 'bc')).toEqual({ finalists: setting.of('bc') });
    const challenge = await shown(setting.id);
    expect(challenge!.drafts.map(({ id }) => id)).toEqual(setting.of('bc'));
    expect(challenge!.others.map(({ id, picks, rank }) => [id, picks, rank])).toEqual([
      [setting.of('a')[0], 1, 3],
      [setting.of('d')[0], 0, 4],
    ]);
    const events = await world.read((read) =>
      read
        .selectFrom('events')
        .select(['kind', 'actor_id', 'payload'])
        .where('kind', '=', 'challenge-shortlisted')
        .execute(),
    );
    expect(events).toMatchObject([{ actor_id: setting.designer.id }]);
    expect(JSON.parse(events[0]!.payload)).toMatchObject({ departs: false, tieBroken: false });
  });

  test('departing from the tally or breaking a tie needs a reason that stands on the page', async () => {
    const setting = await voted([2, 4, 2, 1]);
    expect(reasonOf(await shortlist(setting, 'bd'))).toBe('reason-needed');
    expect(reasonOf(await shortlist(setting, 'ab'))).toBe('reason-needed');
    await shortlist(setting, 'ab', { reason: ' The hinge of c is patented. ' });
    expect(await shown(setting.id)).toMatchObject({
      shortlist_departs: 0,
      shortlist_tie_broken: 1,
      shortlist_reason: 'The hinge of c is patented.',
    });
  });

  test('below the quorum a reason is needed', async () => {
    const setting = await voted([2, 4], { quorum: 7 });
    expect(reasonOf(await shortlist(setting, 'ab'))).toBe('reason-needed');
    expect(isRefusal(await shortlist(setting, 'ab', { reason: 'They are good.' }))).toBe(false);
  });

  describe('a shortlist is refused', () => {
    test('to whoever does not design for the brand', async () => {
      const setting = await voted([2, 1]);
      expect(reasonOf(await shortlist(setting, 'ab', { by: setting.voters[0]! }))).toBe('not-found');
    });
    test('with fewer than two finalists, or with a draft that cannot win', async () => {
      const setting = await voted([3, 2, 1]);
      const { designer, of } = setting;
      expect(reasonOf(await shortlist(setting, 'a'))).toBe('too-few-finalists');
      await world.write((tx) =>
        disqualifyDraft(tx, designer, { draft: of('b')[0]!, reason: 'A copy.' }, world.now),
      );
      expect(reasonOf(await shortlist(setting, 'ab', { reason: 'x' }))).toBe('cannot-win');
      expect(isRefusal(await shortlist(setting, 'ac'))).toBe(false);
    });
    test('by another tally than was seen', async () => {
      const setting = await voted([2, 1]);
      expect(reasonOf(await shortlist(setting, 'ab', { seen: '[]' }))).toBe('changed-meanwhile');
    });
    test('while voting is open, and once it is decided', async () => {
      const setting = await voted([2, 1]);
      await decideFor(setting, 'a');
      expect(reasonOf(await shortlist(setting, 'ab'))).toBe('impossible-transition');
    });
    test('twice, even to two designers at once', async () => {
      const setting = await voted([3, 2, 1]);
      const answers = await Promise.all([
        shortlist(setting, 'ab'),
        shortlist(setting, 'abc', { by: setting.other }),
      ]);
      expect(answers.filter(isRefusal).map(reasonOf)).toEqual(['already-shortlisted']);
      expect(reasonOf(await shortlist(setting, 'ab'))).toBe('already-shortlisted');
    });
  });

  describe('the final vote', () => {
    test('begins empty, among the finalists, under a seal of its own; the first is kept as it was', async () => {
      const setting = await voted([1, 4, 3, 0]);
      const { id, of, voters } = setting;
      await shortlist(setting, 'bc');
      const first = await row(id);
      const opened = await open(setting);
      const second = await row(id);
      expect(opened).toEqual({ seal: second.rule_hash });
      expect(second).toMatchObject({
        state: 'voting',
        round: 2,
        ballot_count: 0,
        picks_per_member: 1,
        voting_opens_at: world.now,
        reminded_at: null,
      });
      expect(sealOf(second.rule!)).toBe(second.rule_hash);
      expect(JSON.parse(second.rule!)).toMatchObject({ round: 2, picksPerMember: 1 });
      expect(
        (JSON.parse(second.rule!) as { drafts: { draft: string }[] }).drafts.map(({ draft }) => draft),
      ).toEqual(of('bc').sort());
      await world.read(async (read) => {
        expect(await read.selectFrom('rounds').selectAll().execute()).toMatchObject([
          { challenge_id: id, round: 1, rule: first.rule, rule_hash: first.rule_hash, ballot_count: 8 },
        ]);
        const kept = await read.selectFrom('round_tallies').select(['draft_id', 'picks']).execute();
        expect(new Map(kept.map(({ draft_id, picks }) => [draft_id, picks]))).toEqual(
          new Map(of('abcd').map((draft, i) => [draft, [1, 4, 3, 0][i]])),
        );
        expect((await sealedRule(read, id, 1))?.rule).toBe(first.rule);
        expect((await sealedRule(read, id, 2))?.rule).toBe(second.rule);
        expect((await sealedRule(read, id))?.rule).toBe(second.rule);
        expect(await sealedRule(read, id, 3)).toBeUndefined();
        expect(await ownBallot(read, voters[0]!, id)).toBeNull();
        expect(await ownPicks(read, voters[0]!, of('abcd'))).toEqual(new Set());
      });
    });

    test('waits until a final head was signed for every entry of the first, those of returned ballots too', async () => {
      const setting = await voted([1, 4, 3]);
      const { id, ids, designer } = setting;
      const rule = JSON.stringify({ drafts: ids.map((draft) => ({ draft, revision: draft })) });
      await world.write((tx) => tx.updateTable('challenges').set({ rule }).where('id', '=', id).execute());
      await shortlist(setting, 'bc');
      expect(reasonOf(await openAtOnce(id, designer))).toBe('still-counting');
      await keepLog(world.database, id, world.now);
      const log = () => world.read((read) => closedLog(read, id, 1));
      expect(await log()).toMatchObject({ size: 8 });
      const ballot = await world.read((read) =>
        read.selectFrom('ballots').select('id').where('challenge_id', '=', id).executeTakeFirstOrThrow(),
      );
      const move = (back: boolean) =>
        world.write((tx) =>
          (back ? ballotCounters.ballotsReturned : ballotCounters.ballotsSetAside)(
            tx,
            { ids: [ballot.id], challenge: id, round: 1 },
            world.now,
          ),
        );
      await move(false);
      await move(true);
      expect(await log(), 'a file of what no head was signed for').toBeNull();
      expect(reasonOf(await openAtOnce(id, designer))).toBe('still-counting');
      await keepLog(world.database, id, world.now);
      expect(await openAtOnce(id, designer)).toHaveProperty('seal');
      await keepLog(world.database, id, world.now);
      expect(await log()).toMatchObject({ log: { round: 1 }, size: 10, last: 2 });
      const heads = await world.read((read) => headsFrom(read, { challenge: id, round: 1 }, 0, 10));
      expect(heads.at(-1)).toMatchObject({ size: 10, final: true });
    });

    test('does not wait for the log of a vote from before there was one', async () => {
      const setting = await voted([1, 4, 3]);
      await world.write((tx) =>
        tx.updateTable('challenges').set({ unlogged: 1 }).where('id', '=', setting.id).execute(),
      );
      await shortlist(setting, 'bc');
      expect(await open(setting)).toHaveProperty('seal');
      expect(await row(setting.id)).toMatchObject({ round: 2, unlogged: 0 });
    });

    test('counts its own ballots, one a member, beside those of the first', async () => {
      const setting = await voted([1, 4, 3]);
      const { id, of, voters } = setting;
      await world.write((tx) => prepareSite(tx));
      await shortlist(setting, 'bc');
      await open(setting);
      world.now += 1000;
      expect(isRefusal(await cast(id, voters[1]!, of('c')))).toBe(false);
      expect(isRefusal(await cast(id, voters[2]!, of('b')))).toBe(false);
      expect(isRefusal(await cast(id, voters[2]!, of('c')))).toBe(false);
      expect(reasonOf(await cast(id, voters[3]!, of('bc')))).toBe('too-many-picks');
      expect(await row(id)).toMatchObject({ ballot_count: 2 });
      await world.read(async (read) => {
        expect((await tallyOf(read, id)).map(({ id, picks }) => [id, picks])).toEqual([
          [of('c')[0], 2],
          [of('b')[0], 0],
        ]);
        expect((await ownBallot(read, voters[2]!, id))?.picks).toEqual(of('c'));
        expect(await ownPicks(read, voters[2]!, of('abc'))).toEqual(new Set(of('c')));
        const where = {
          id,
          round: 2,
          timeZone: 'Asia/Taipei',
          opensAt: world.now - 1000,
          closesAt: world.now + day,
        };
        expect((await ballotsByDay(read, where, world.now)).at(-1)?.ballots).toBe(2);
        const draft = await presentDraft(read, null, of('a')[0]!, world.now);
        expect(draft).toMatchObject({ open: false, picks: 1, ballot_count: 8, rank: null, finalist: false });
        const finalist = await presentDraft(read, null, of('c')[0]!, world.now);
        expect(finalist).toMatchObject({ open: true, picks: 2, rank: 1, finalist: true });
        const known = (await everythingAbout(read, voters[2]!, world.now)) as {
          ballots: { round: number; picks: { draft_id: string }[] }[];
        };
        expect(
          known.ballots.map(({ round, picks }) => [round, picks.map(({ draft_id }) => draft_id)]),
        ).toEqual([
          [1, of('b')],
          [2, of('c')],
        ]);
      });
      expect(isRefusal(await cast(id, voters[2]!, []))).toBe(false);
      expect(await row(id)).toMatchObject({ ballot_count: 1 });
      const all = await world.read((read) => read.selectFrom('ballots').select('round').execute());
      expect(all.filter(({ round }) => round === 1)).toHaveLength(8);
    });

    test('leaves a finalist that is ruled out with what it had in the last vote in which it stood', async () => {
      const setting = await voted([4, 3, 2]);
      const { id, of, voters, designer } = setting;
      await shortlist(setting, 'abc');
      const ruleOut = (letter: string) =>
        world.write((tx) =>
          disqualifyDraft(tx, designer, { draft: of(letter)[0]!, reason: 'A copy' }, world.now),
        );
      await ruleOut('a');
      world.now += 1000;
      await open(setting);
      world.now += 1000;
      await cast(id, voters[0]!, of('b'));
      await ruleOut('b');
      await world.write((tx) =>
        tx.updateTable('challenges').set({ tally_shown: 'live' }).where('id', '=', id).execute(),
      );
      const removed = (await shown(id))!.removed.map((one) => [one.id, one.picks]);
      expect(new Map(removed as [string, number][])).toEqual(
        new Map([
          [of('a')[0], 4],
          [of('b')[0], 1],
        ]),
      );
      const page = (letter: string) =>
        world.read((read) => presentDraft(read, null, of(letter)[0]!, world.now));
      expect(await page('a')).toMatchObject({ picks: 4, ballot_count: 9 });
      expect(await page('b')).toMatchObject({ picks: 1, ballot_count: 1 });
    });

    test('takes no pick of a draft that is no finalist', async () => {
      const setting = await voted([1, 4, 3]);
      await shortlist(setting, 'bc');
      await open(setting);
      expect(reasonOf(await cast(setting.id, setting.voters[0]!, setting.of('a')))).toBe(
        'draft-not-in-challenge',
      );
    });

    test('reminds whoever has voted in the first round alone', async () => {
      const setting = await voted([2, 1]);
      const { id, of, voters, brand } = setting;
      await world.write(async (tx) => {
        for (const { id: member_id } of voters.slice(0, 2))
          await tx
            .insertInto('follows')
            .values({ member_id, target_kind: 'brand', target_id: brand.id, followed_at: world.now })
            .execute();
      });
      await shortlist(setting, 'ab');
      await open(setting);
      await cast(id, voters[0]!, of('a'));
      await world.write((tx) => remindVoters(tx, id, world.now + day));
      await world.read(async (read) => {
        const event = await read
          .selectFrom('events')
          .select('id')
          .where('kind', '=', 'voting-closing-soon')
          .executeTakeFirstOrThrow();
        const told = await nextRecipients(read, (await happened(read, event.id))!, 'voting-closes', '', 10);
        expect(told.map(({ id }) => id)).toEqual([voters[1]!.id]);
      });
    });

    test('is decided by its own tally; what was no finalist ends as not chosen', async () => {
      const setting = await voted([1, 4, 3]);
      const { id, of, voters } = setting;
      await shortlist(setting, 'bc');
      await open(setting);
      await cast(id, voters[0]!, of('c'));
      world.now += 4 * day;
      expect(await close(id)).toBeUndefined();
      expect(reasonOf(await decideFor(setting, 'a', 'We like it.'))).toBe('cannot-win');
      expect(reasonOf(await decideFor(setting, 'b'))).toBe('reason-needed');
      expect(await decideFor(setting, 'c')).toEqual({ winners: of('c') });
      const drafts = await world.read((read) =>
        read.selectFrom('drafts').select(['id', 'state']).where('challenge_id', '=', id).execute(),
      );
      expect(new Map(drafts.map(({ id, state }) => [id, state]))).toEqual(
        new Map(of('abc').map((draft, i) => [draft, i === 2 ? 'won' : 'not chosen'])),
      );
      const stages = await world.read((read) => read.selectFrom('stages').selectAll().execute());
      expect(stages).toMatchObject([{ kind: 'final vote', ended_at: world.now }]);
    });

    test('is not needed: a shortlist may be decided on by the first tally', async () => {
      const setting = await voted([1, 4, 3]);
      await shortlist(setting, 'bc');
      expect(reasonOf(await decideFor(setting, 'c'))).toBe('reason-needed');
      expect(await decideFor(setting, 'c', 'The experts see less water in it.')).toEqual({
        winners: setting.of('c'),
      });
    });

    describe('is refused', () => {
      test('without a shortlist, or with fewer than two finalists left', async () => {
        const setting = await voted([3, 2]);
        expect(reasonOf(await open(setting))).toBe('no-shortlist');
        await shortlist(setting, 'ab');
        await world.write((tx) =>
          disqualifyDraft(tx, setting.designer, { draft: setting.ids[0]!, reason: 'A copy.' }, world.now),
        );
        expect(reasonOf(await open(setting))).toBe('too-few-finalists');
        expect(await row(setting.id)).toMatchObject({ state: 'deciding', round: 1, ballot_count: 5 });
      });
      test('to whoever does not design for the brand, and with a close that is too near or too far', async () => {
        const setting = await voted([3, 2]);
        await shortlist(setting, 'ab');
        expect(reasonOf(await open(setting, setting.voters[0]!))).toBe('not-found');
        for (const closesAt of [world.now + 60_000, world.now + 400 * day])
          expect(reasonOf(await open(setting, setting.designer, closesAt))).toBe('dates-impossible');
      });
      test('a second time, and to the second of two designers at once', async () => {
        const setting = await voted([3, 2]);
        await shortlist(setting, 'ab');
        const answers = await Promise.all([open(setting), open(setting, setting.other)]);
        expect(answers.filter(isRefusal).map(reasonOf)).toEqual(['impossible-transition']);
        world.now += 4 * day;
        await close(setting.id);
        expect(reasonOf(await open(setting))).toBe('final-vote-held');
        expect(await row(setting.id)).toMatchObject({ state: 'deciding', round: 2 });
      });
    });
  });
});
