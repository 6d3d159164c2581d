import { expect, test } from 'vitest';
import type { Transaction } from '../../db/schema.ts';
import type { Marks } from '../../src/lib/domain/marking.ts';
import { isRefusal } from '../../src/lib/domain/refusals.ts';
import { countBallots } from '../../src/lib/server/ballots/counting.ts';
import { keepLog } from '../../src/lib/server/ballots/keeping-log.ts';
import { markBallot, ownMarks } from '../../src/lib/server/ballots/marking.ts';
import { castBallot } from '../../src/lib/server/ballots/casting.ts';
import { closeVoting } from '../../src/lib/server/challenges/closing.ts';
import { decide, markOf, proposalFor } from '../../src/lib/server/challenges/deciding.ts';
import { keepCount, keptCount } from '../../src/lib/server/challenges/kept-counts.ts';
import { openVoting } from '../../src/lib/server/challenges/opening.ts';
import { setCosts } from '../../src/lib/server/drafts/costing.ts';
import { disqualifyDraft } from '../../src/lib/server/drafts/removing.ts';
import { onBothDatabases } from '../harness.ts';
import { endLook, makeBrand, makeChallenge, makeMember } from '../making.ts';

const seal = '0'.repeat(64);
const day = 24 * 3600_000;

onBothDatabases('methods', (world) => {
  const setting = async (more: Parameters<typeof makeChallenge>[3]) =>
    world.write(async (tx) => {
      const brand = await makeBrand(tx, world.now);
      const designer = await makeMember(tx, world.now);
      await tx
        .insertInto('brand_roles')
        .values({ brand_id: brand.id, member_id: designer.id, role: 'designer', granted_at: world.now })
        .execute();
      const challenge = await makeChallenge(tx, world.now, brand, { drafts: 4, ...more });
      return { brand, designer, challenge, ids: challenge.drafts.map(({ id }) => id) };
    });
  type Setting = Awaited<ReturnType<typeof setting>>;

  /** The letters a, b, c … stand for the drafts, `-` for none of these. */
  const named = ({ ids }: Setting, letter: string) =>
    letter === '-' ? 'none' : ids['abcdefgh'.indexOf(letter)]!;
  const ranking = (at: Setting, text: string): Marks => ({
    ranking: text.split('>').map((group) => [...group].map((letter) => named(at, letter))),
  });
  const vote = async (at: Setting, marks: Marks[]) => {
    for (const one of marks) {
      const result = await world.write(async (tx) => {
        const member = { ...(await makeMember(tx, world.now)), confirmed: true };
        return markBallot(tx, member, { challenge: at.challenge.id, marks: one, seal }, world.now);
      });
      expect(isRefusal(result)).toBe(false);
    }
  };
  const times = <T>(n: number, one: T): T[] => Array.from({ length: n }, () => one);
  const row = ({ challenge }: Setting) =>
    world.read((read) =>
      read.selectFrom('challenges').selectAll().where('id', '=', challenge.id).executeTakeFirstOrThrow(),
    );
  const close = async (at: Setting) => {
    world.now += 4 * day;
    expect(await world.write((tx) => closeVoting(tx, at.challenge.id, world.now))).toBeUndefined();
    const before = await world.read(async (read) => proposalFor(read, await row(at)));
    expect(before).toBeNull();
    await keepLog(world.database, at.challenge.id, world.now);
    await world.write((tx) => endLook(tx, at.challenge.id, world.now));
  };
  const proposed = async (at: Setting) => {
    const found = await world.read(async (read) => proposalFor(read, await row(at)));
    const letter = (id: string) => 'abcdefgh'[at.ids.indexOf(id)]!;
    return {
      found: found!,
      winners: found!.proposal.winners.map(letter).join(''),
      tied: found!.proposal.tied.map(letter).sort().join(''),
      order: found!.tally.map(({ id, rank }) => `${letter(id)}${rank}`).join(' '),
    };
  };

  test('scores: ranked by the lower end, so that few fives do not beat many fours', async () => {
    const at = await setting({ method: 'score', seats: 2 });
    const [a, b, c] = at.ids as [string, string, string];
    await vote(at, [
      ...times(2, { scores: { [a]: 5 }, wouldBuy: [a] }),
      ...times(20, { scores: { [b]: 4, [c]: 1 }, wouldBuy: [b] }),
    ]);
    await close(at);
    const { winners, order, found } = await proposed(at);
    expect(winners).toBe('ba');
    expect(order).toBe('b1 a2 c3 d4');
    expect(found.count!.wouldBuy).toEqual(
      found.count!.candidates.map((id) => (id === a ? 2 : id === b ? 20 : 0)),
    );
  });

  test('a ranking finds the winner of all duels, and says a cycle’s winner by the strongest paths', async () => {
    const at = await setting({ method: 'schulze', drafts: 3 });
    await vote(at, [
      ...times(4, ranking(at, 'a>b>c')),
      ...times(3, ranking(at, 'b>c>a')),
      ...times(2, ranking(at, 'c>a>b')),
    ]);
    await close(at);
    const { winners, found } = await proposed(at);
    // a beats b 6:3, b beats c 7:2, c beats a 5:4: the weakest of the circle gives way.
    expect(winners).toBe('a');
    const places = at.ids.map((id) => found.count!.candidates.indexOf(id));
    expect(found.count!.outcome.pairwise![places[1]!]![places[2]!]).toBe(7);
    expect(found.count!.outcome.pairwise![places[2]!]![places[0]!]).toBe(5);
  });

  test('nobody decides by a count of a draft that was taken off the table since', async () => {
    const at = await setting({ method: 'score', drafts: 3 });
    const [a, b, c] = at.ids as [string, string, string];
    await vote(at, times(9, { scores: { [a]: 5, [b]: 3, [c]: 1 } }));
    await close(at);
    const { winners, found } = await proposed(at);
    expect(winners).toBe('a');
    const begun = world.now;
    const early = (await world.read((read) => countBallots(read, at.challenge.id)))!;
    world.now += 1000;
    expect(
      await world.write((tx) => disqualifyDraft(tx, at.designer, { draft: a, reason: 'A copy.' }, world.now)),
    ).toBeUndefined();
    const input = { challenge: at.challenge.id, winners: [a], reason: '', seen: markOf(found.proposal) };
    const decided = await world.write((tx) => decide(tx, at.designer, input, world.now));
    expect(decided).toMatchObject({ reason: 'still-counting' });
    const job = await world.read((read) =>
      read
        .selectFrom('jobs')
        .select(['state', 'run_at'])
        .where('unique_key', '=', `keep-log:${at.challenge.id}`)
        .executeTakeFirstOrThrow(),
    );
    expect(job).toMatchObject({ state: 'waiting', run_at: world.now });
    // A run that began before is not so early a count as to have it in.
    await keepLog(world.database, at.challenge.id, begun);
    expect((await proposed(at)).winners).toBe('b');
    const kept = () => world.read(async (read) => keptCount(read, await row(at)));
    expect(await kept()).toMatchObject({ countedAt: world.now, candidates: [b, c].sort() });
    await world.write((tx) => keepCount(tx, at.challenge.id, early, world.now + 1));
    expect(await kept()).toMatchObject({ countedAt: world.now, candidates: [b, c].sort() });
  });

  test('a tie is named, and broken only with a reason', async () => {
    const at = await setting({ method: 'irv', drafts: 2 });
    await vote(at, [ranking(at, 'a>b'), ranking(at, 'b>a')]);
    await close(at);
    const { winners, tied, found } = await proposed(at);
    expect([winners, tied, found.proposal.seatsForTied]).toEqual(['', 'ab', 1]);
    const input = { challenge: at.challenge.id, winners: [at.ids[0]!], seen: markOf(found.proposal) };
    const bare = await world.write((tx) => decide(tx, at.designer, { ...input, reason: '' }, world.now));
    expect(bare).toMatchObject({ reason: 'reason-needed' });
    const said = await world.write((tx) =>
      decide(tx, at.designer, { ...input, reason: 'It is cheaper to make.' }, world.now),
    );
    expect(said).toEqual({ winners: [at.ids[0]] });
  });

  test('several winners: every large taste has its piece', async () => {
    const at = await setting({ method: 'stv', seats: 2, drafts: 4 });
    await vote(at, [
      ...times(6, ranking(at, 'a>b')),
      ...times(4, ranking(at, 'c>d')),
      ...times(1, ranking(at, 'd>c')),
    ]);
    await close(at);
    expect((await proposed(at)).winners).toBe('ac');
  });

  test('within a budget no majority takes all of it', async () => {
    const at = await setting({ method: 'equal-shares', budget: 100, costs: [50, 50, 50, 50] });
    const [a, b, c] = at.ids as [string, string, string];
    await vote(at, [...times(5, { approvals: [a, b] }), ...times(6, { approvals: [c] })]);
    await close(at);
    const { winners, tied, found } = await proposed(at);
    expect(found.count!.costs).toEqual([50, 50, 50, 50]);
    // One half of the budget goes to c, which the others cannot outvote; the other to a or b, which are alike.
    expect([winners, tied]).toEqual(['c', 'ab']);
  });

  test('whoever does not beat “none of these” cannot win', async () => {
    const at = await setting({ method: 'schulze', drafts: 2, none: true });
    await vote(at, [...times(3, ranking(at, '->a>b')), ...times(2, ranking(at, 'a>->b'))]);
    await close(at);
    const { winners, found } = await proposed(at);
    expect(winners).toBe('');
    expect(found.count!.belowNone).toHaveLength(2);
  });

  test('“none of these” among picks: alone, counted, and a bar for the others', async () => {
    const at = await setting({ drafts: 3, none: true });
    const [a] = at.ids as [string];
    const voters = await world.write(async (tx) => [
      await makeMember(tx, world.now),
      await makeMember(tx, world.now),
      await makeMember(tx, world.now),
    ]);
    const cast = (i: number, drafts: string[]) =>
      world.write((tx) =>
        castBallot(
          tx,
          { id: voters[i]!.id, confirmed: true },
          { challenge: at.challenge.id, drafts },
          world.now,
        ),
      );
    expect(await cast(0, ['none', a])).toMatchObject({ reason: 'none-and-more' });
    await cast(0, ['none']);
    await cast(1, ['none']);
    await cast(2, [a]);
    expect((await row(at)).none_picks).toBe(2);
    await cast(1, [a]);
    expect((await row(at)).none_picks).toBe(1);
    await cast(0, []);
    expect(await row(at)).toMatchObject({ none_picks: 0, ballot_count: 2 });
    await cast(0, ['none']);
    world.now += 4 * day;
    await world.write((tx) => closeVoting(tx, at.challenge.id, world.now));
    expect((await proposed(at)).winners).toBe('a');
  });

  test('quorum: below it nothing is proposed', async () => {
    const at = await setting({ method: 'score', quorum: 3 });
    await vote(at, times(2, { scores: { [at.ids[0]!]: 5 } }));
    await close(at);
    const { winners, found } = await proposed(at);
    expect([winners, found.proposal.quorumReached]).toEqual(['', false]);
  });

  test('a draft that was disqualified after ballots named it is passed over, and nothing of the rest is lost', async () => {
    const at = await setting({ method: 'irv', drafts: 3 });
    await vote(at, [...times(3, ranking(at, 'a>b>c')), ...times(2, ranking(at, 'b>a')), ranking(at, 'c>b')]);
    const removed = await world.write((tx) =>
      disqualifyDraft(tx, at.designer, { draft: at.ids[0]!, reason: 'A copy.' }, world.now),
    );
    expect(removed).toBeUndefined();
    await close(at);
    const { winners, order } = await proposed(at);
    expect(winners).toBe('b');
    expect(order.startsWith('b1 c2')).toBe(true);
  });

  test('what is counted while ballots come in never goes back, and the last count stands', async () => {
    const at = await setting({ method: 'score' });
    await vote(at, [{ scores: { [at.ids[0]!]: 3 } }]);
    await keepLog(world.database, at.challenge.id, world.now);
    const at1 = await world.read((read) => keptCount(read, { id: at.challenge.id, round: 1 }));
    expect(at1).toMatchObject({ final: false, logSize: 1, ballots: 1 });
    await vote(at, [{ scores: { [at.ids[1]!]: 5 } }]);
    await close(at);
    const last = await world.read((read) => keptCount(read, { id: at.challenge.id, round: 1 }));
    expect(last).toMatchObject({ final: true, logSize: 2, ballots: 2 });
  });

  test('groups stand beside everyone: whoever votes for the first time', async () => {
    const at = await setting({ method: 'score' });
    const other = await setting({ method: 'score' });
    const [a, b] = at.ids as [string, string];
    const old = await world.write(async (tx) => ({ ...(await makeMember(tx, world.now)), confirmed: true }));
    const mark = (challenge: string, marks: Marks, now: number) =>
      world.write((tx) => markBallot(tx, old, { challenge, marks, seal }, now));
    await mark(other.challenge.id, { scores: { [other.ids[0]!]: 5 } }, world.now);
    await mark(at.challenge.id, { scores: { [a]: 5 } }, world.now + 1000);
    await vote(at, times(2, { scores: { [b]: 4 } }));
    await close(at);
    const count = await world.read((read) => keptCount(read, { id: at.challenge.id, round: 1 }));
    expect(count!.groups!.map(({ group, ballots }) => [group, ballots])).toEqual([
      ['buyers', 0],
      ['first-time', 2],
    ]);
  });

  test('the rule of a vote within a budget needs the budget, and the cost of each draft', async () => {
    const at = await setting({ method: 'equal-shares', state: 'collecting', drafts: 2 });
    const open = () => world.write((tx) => openVoting(tx, at.challenge.id, world.now, at.designer));
    expect(await open()).toMatchObject({ reason: 'budget-needed' });
    await world.write((tx) =>
      tx.updateTable('challenges').set({ budget: 900 }).where('id', '=', at.challenge.id).execute(),
    );
    expect(await open()).toMatchObject({ reason: 'costs-missing', detail: { count: 2 } });
    const set = (costs: [string, number | null][]) =>
      world.write((tx) =>
        setCosts(tx, at.designer, { challenge: at.challenge.id, costs: new Map(costs) }, world.now),
      );
    const [a, b] = at.ids as [string, string];
    expect(
      await set([
        [a, 500],
        ['draft-of-others', 3],
      ]),
    ).toMatchObject({ reason: 'not-found' });
    expect(
      await set([
        [a, 500],
        [b, 700],
      ]),
    ).toBeUndefined();
    const opened = await open();
    expect(isRefusal(opened)).toBe(false);
    const { rule } = await row(at);
    expect(JSON.parse(rule!)).toMatchObject({
      method: 'equal-shares',
      budget: 900,
      costs: { [a]: 500, [b]: 700 },
      count: 'cost-utilities-add1',
    });
    expect(await set([[a, 1]])).toMatchObject({ reason: 'challenge-sealed' });
  });

  test('what a ballot may not be', async () => {
    const at = await setting({ method: 'score' });
    const ranked = await setting({ method: 'schulze' });
    const voter = await world.write(async (tx) => ({
      ...(await makeMember(tx, world.now)),
      confirmed: true,
    }));
    const [a] = at.ids as [string];
    const mark = (challenge: string, marks: Marks | null, more: { seal?: string; now?: number } = {}) =>
      world.write((tx) =>
        markBallot(tx, voter, { challenge, marks, seal: more.seal ?? seal }, more.now ?? world.now),
      );
    const id = at.challenge.id;
    expect(await mark(id, { scores: { [a]: 6 } })).toMatchObject({ reason: 'mark-impossible' });
    expect(await mark(id, { scores: { [a]: 2.5 } })).toMatchObject({ reason: 'mark-impossible' });
    expect(await mark(id, { scores: {} })).toMatchObject({ reason: 'ballot-empty' });
    expect(await mark(id, { scores: { [ranked.ids[0]!]: 3 } })).toMatchObject({
      reason: 'draft-not-in-challenge',
    });
    expect(await mark(id, { ranking: [[a]] })).toMatchObject({ reason: 'ballot-of-other-kind' });
    expect(await mark(id, { scores: { [a]: 3 } }, { seal: 'f'.repeat(64) })).toMatchObject({
      reason: 'list-changed',
    });
    expect(await mark(id, { scores: { [a]: 3 } }, { now: world.now + 5 * day })).toMatchObject({
      reason: 'voting-closed',
    });
    const twice = ranking(ranked, 'ab>a');
    expect(await mark(ranked.challenge.id, twice)).toMatchObject({ reason: 'named-twice' });
    expect(await mark(ranked.challenge.id, ranking(ranked, '->a'))).toMatchObject({
      reason: 'draft-not-in-challenge',
    });
    // Nothing of all that was kept.
    expect((await row(at)).ballot_count + (await row(ranked)).ballot_count).toBe(0);
    expect(await world.read((read) => read.selectFrom('log_leaves').selectAll().execute())).toEqual([]);
    await mark(id, { scores: { [a]: 3 } });
    await mark(id, { scores: { [a]: 3 } });
    await mark(id, { scores: { [a]: 4 } });
    expect(await world.read((read) => ownMarks(read, voter, id))).toMatchObject({
      marks: { scores: { [a]: 4 } },
    });
    await mark(id, null);
    expect(await world.read((read) => ownMarks(read, voter, id))).toBeNull();
    const leaves = await world.read((read) =>
      read
        .selectFrom('log_leaves')
        .select('text')
        .where('challenge_id', '=', id)
        .orderBy('position')
        .execute(),
    );
    expect(leaves.map(({ text }) => (JSON.parse(text) as { entry: string }).entry)).toEqual([
      'cast',
      'changed',
      'withdrawn',
    ]);
    expect(await row(at)).toMatchObject({ ballot_count: 0, log_size: 3 });
  });

  test('a hundred submissions of one member at once leave one ballot, and a leaf for each change', async () => {
    const at = await setting({ method: 'score' });
    const voter = await world.write(async (tx: Transaction) => ({
      ...(await makeMember(tx, world.now)),
      confirmed: true,
    }));
    const [a] = at.ids as [string];
    const results = await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        world.write((tx) =>
          markBallot(
            tx,
            voter,
            { challenge: at.challenge.id, marks: { scores: { [a]: i % 6 } }, seal },
            world.now,
          ),
        ),
      ),
    );
    expect(results.some(isRefusal)).toBe(false);
    expect((await row(at)).ballot_count).toBe(1);
    const leaves = await world.read((read) =>
      read
        .selectFrom('log_leaves')
        .select(['position', 'text'])
        .where('challenge_id', '=', at.challenge.id)
        .orderBy('position')
        .execute(),
    );
    expect(leaves.map(({ position }) => position)).toEqual(leaves.map((_, i) => i));
    expect(leaves.length).toBe((await row(at)).log_size);
    const said = leaves.map(({ text }) => JSON.parse(text) as { ballot: string; scores: object });
    expect(new Set(said.map(({ ballot }) => ballot)).size).toBe(1);
    // Each differs from the one before: what changes nothing is no entry.
    for (const [i, one] of said.entries()) if (i > 0) expect(one.scores).not.toEqual(said[i - 1]!.scores);
  });
});
