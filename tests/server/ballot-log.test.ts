import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { checkReceipt, headIn, isSigned, textHash } from '../../src/lib/domain/heads.ts';
import { bytesOf, isContinued } from '../../src/lib/domain/merkle.ts';
import { verifyLog } from '../../src/lib/domain/verifying.ts';
import { castBallot } from '../../src/lib/server/ballots/casting.ts';
import { growTree } from '../../src/lib/server/ballots/growing.ts';
import { signHead } from '../../src/lib/server/ballots/heading.ts';
import { keepLog } from '../../src/lib/server/ballots/keeping-log.ts';
import { markBallot } from '../../src/lib/server/ballots/marking.ts';
import {
  consistencyProof,
  headsFrom,
  latestHead,
  receiptsFor,
} from '../../src/lib/server/ballots/proving.ts';
import { closedLog, leavesIn, logFile } from '../../src/lib/server/ballots/publishing-log.ts';
import { ownReceipt } from '../../src/lib/server/ballots/receipting.ts';
import { closeVoting } from '../../src/lib/server/challenges/closing.ts';
import { openVoting } from '../../src/lib/server/challenges/opening.ts';
import { prepareSite } from '../../src/lib/server/members/preparing.ts';
import { forgetVoices } from '../../src/lib/server/members/forgetting-voices.ts';
import { announce } from '../../src/lib/server/notifications/announcing.ts';
import { ballotCounters } from '../../src/lib/server/quarantine/counting.ts';
import { sums } from '../../src/lib/server/summing.ts';
import { onBothDatabases, onSqlite, type World } from '../harness.ts';
import { makeBrand, makeChallenge, makeMember } from '../making.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

const method = (world: World, challenge: string, values: Record<string, unknown>) =>
  world.write((tx) => tx.updateTable('challenges').set(values).where('id', '=', challenge).execute());

onBothDatabases('the ballot log', (world) => {
  let challenge: Awaited<ReturnType<typeof makeChallenge>>;
  let drafts: string[];
  let log: { challenge: string; round: number };

  beforeEach(async () => {
    await world.write(async (tx) => {
      const brand = await makeBrand(tx, world.now);
      challenge = await makeChallenge(tx, world.now, brand, {
        state: 'collecting',
        drafts: 4,
        picks: 2,
        opensAt: world.now,
        closesAt: world.now + 3 * day,
      });
    });
    drafts = challenge.drafts.map(({ id }) => id);
    log = { challenge: challenge.id, round: 1 };
  });

  const voter = async () => ({
    ...(await world.write((tx) => makeMember(tx, world.now))),
    confirmed: true,
  });
  const open = () => world.write((tx) => openVoting(tx, challenge.id, world.now));
  const cast = (member: { id: string; confirmed: boolean }, picks: string[]) =>
    world.write((tx) => castBallot(tx, member, { challenge: challenge.id, drafts: picks }, world.now));
  const keep = () => keepLog(world.database, challenge.id, world.now);
  const close = async () => {
    world.now += 3 * day;
    await world.write((tx) => closeVoting(tx, challenge.id, world.now));
    await keep();
  };
  const file = async () => {
    const closed = await world.read((read) => closedLog(read, challenge.id, null));
    let text = '';
    if (closed) for await (const part of logFile(world.read, closed)) text += part;
    return text;
  };
  const leaves = () =>
    world.read((read) =>
      read
        .selectFrom('log_leaves')
        .select(['position', 'text'])
        .where('challenge_id', '=', challenge.id)
        .orderBy('position')
        .execute(),
    );

  test('an empty head is signed at opening, one for all entries of a run, a final one after the close', async () => {
    await open();
    await keep();
    await keep();
    for (const picks of [[drafts[0]!], [drafts[1]!, drafts[2]!], [drafts[0]!]])
      await cast(await voter(), picks);
    world.now += minute;
    await keep();
    await keep();
    await close();
    await keep();
    const heads = await world.read((read) => headsFrom(read, log, 0, 10));
    expect(heads.map(({ number, size, final }) => [number, size, final])).toEqual([
      [0, 0, false],
      [1, 3, false],
      [2, 3, true],
    ]);
    let previous = '';
    for (const head of heads) {
      const said = headIn(head.text)!;
      expect(said).toMatchObject({ previous, size: head.size, root: head.root, challenge: challenge.id });
      expect(isSigned(sums, head, said.key)).toBe(true);
      previous = textHash(sums, head.text);
    }
    const proof = await world.read((read) => consistencyProof(read, log, 0, 3));
    expect(proof).toEqual([]);
  });

  test('each tree is proved to continue every one before', async () => {
    await open();
    await keep();
    for (let run = 0; run < 6; run++) {
      for (let i = 0; i <= run; i++) await cast(await voter(), [drafts[(run + i) % 4]!]);
      await keep();
    }
    const heads = await world.read((read) => headsFrom(read, log, 0, 10));
    expect(heads.at(-1)!.size).toBe(21);
    for (const first of heads)
      for (const second of heads.filter(({ size }) => size >= first.size)) {
        const proof = await world.read((read) => consistencyProof(read, log, first.size, second.size));
        const claim = { first: first.size, second: second.size, proof: proof.map((hex) => bytesOf(hex)!) };
        expect(isContinued(sums.sha256, claim, bytesOf(first.root)!, bytesOf(second.root)!)).toBe(true);
      }
  });

  test('two processes make one head', async () => {
    await open();
    await keep();
    for (let i = 0; i < 5; i++) await cast(await voter(), [drafts[i % 4]!]);
    await Promise.all([keep(), keep(), keep(), keep()]);
    const heads = await world.read((read) => headsFrom(read, log, 0, 10));
    expect(heads.map(({ size }) => size)).toEqual([0, 5]);
    const keys = await world.read((read) => read.selectFrom('signing_keys').select('id').execute());
    expect(keys.length).toBe(1);
  });

  test('the final head is signed where another process, that looked before the close, was faster', async () => {
    await open();
    await keep();
    await cast(await voter(), [drafts[0]!]);
    const { read, write } = world.database;
    const waiting = Promise.withResolvers<void>();
    const looked = Promise.withResolvers<void>();
    const early = signHead(
      {
        read,
        write: async (work) => {
          looked.resolve();
          await waiting.promise;
          return write(work);
        },
      },
      challenge.id,
      world.now,
    );
    await looked.promise;
    world.now += 3 * day;
    await world.write((tx) => closeVoting(tx, challenge.id, world.now));
    const late: typeof write = async (work) => {
      waiting.resolve();
      await early;
      return write(work);
    };
    await signHead({ read, write: late }, challenge.id, world.now);
    const heads = await world.read((r) => headsFrom(r, log, 0, 10));
    expect(heads.map(({ size, final }) => [size, final])).toEqual([
      [0, false],
      [1, false],
      [1, true],
    ]);
  });

  test('a vote from before there was a log has no head and no file, however many ballots are changed', async () => {
    await open();
    const member = await voter();
    await cast(member, [drafts[0]!]);
    await world.write(async (tx) => {
      await tx
        .updateTable('ballots')
        .set({ log_key: null })
        .where('challenge_id', '=', challenge.id)
        .execute();
      await tx.deleteFrom('log_leaves').where('challenge_id', '=', challenge.id).execute();
      await tx
        .updateTable('challenges')
        .set({ log_size: 0, unlogged: 1 })
        .where('id', '=', challenge.id)
        .execute();
    });
    await keep();
    await cast(member, [drafts[1]!]);
    await cast(await voter(), [drafts[1]!]);
    await close();
    expect(await world.read((read) => headsFrom(read, log, 0, 10))).toEqual([]);
    expect(await file()).toBe('');
  });

  test('a file that is read while ballots are set aside has what it was begun for', async () => {
    await open();
    await keep();
    for (let i = 0; i < 5; i++) await cast(await voter(), [drafts[i % 4]!]);
    await close();
    const closed = (await world.read((read) => closedLog(read, challenge.id, null)))!;
    const parts = logFile(world.read, closed);
    let text = (await parts.next()).value as string;
    const { id } = await world.read((read) =>
      read.selectFrom('ballots').select('id').limit(1).executeTakeFirstOrThrow(),
    );
    await world.write((tx) =>
      ballotCounters.ballotsSetAside(tx, { ids: [id], challenge: challenge.id, round: 1 }, world.now),
    );
    expect(await file(), 'between the settling and its head').toBe('');
    await keep();
    for await (const part of parts) text += part;
    expect(verifyLog(text, sums)).toMatchObject({ holds: true, ballots: 5, leftOut: 0 });
    expect(verifyLog(await file(), sums)).toMatchObject({ holds: true, ballots: 4, leftOut: 1 });
  });

  test('a tree whose growing was cut off is taken up', async () => {
    await open();
    await keep();
    for (let i = 0; i < 7; i++) await cast(await voter(), [drafts[i % 4]!]);
    await growTree(world.database, log, { from: 0, to: 5 });
    await keep();
    expect((await world.read((read) => latestHead(read, log)))?.size).toBe(7);
    await close();
    expect(verifyLog(await file(), sums)).toMatchObject({ holds: true, ballots: 7 });
  });

  test('100 submissions of one member at once leave one ballot and one entry a change', async () => {
    await open();
    const member = await voter();
    const wanted = Array.from({ length: 100 }, (_, i) => [drafts[i % 4]!]);
    const results = await Promise.all(wanted.map((picks) => cast(member, picks)));
    expect(results.every((result) => 'ballot' in result)).toBe(true);
    const ballots = await world.read((read) =>
      read.selectFrom('ballots').select('id').where('challenge_id', '=', challenge.id).execute(),
    );
    expect(ballots.length).toBe(1);
    const said = (await leaves()).map(({ text }) => JSON.parse(text) as { entry: string; picks: string[] });
    expect(said[0]!.entry).toBe('cast');
    expect(said.slice(1).every(({ entry }) => entry === 'changed')).toBe(true);
    // Whoever says what stands already changes nothing.
    said.forEach(({ picks }, i) => i > 0 && expect(picks).not.toEqual(said[i - 1]!.picks));
    expect(said.length).toBeGreaterThan(1);
    expect((await leaves()).map(({ position }) => position)).toEqual(said.map((_, i) => i));
    await keep();
    await close();
    expect(verifyLog(await file(), sums)).toMatchObject({ holds: true, ballots: 1, entries: said.length });
  });

  test('every voter has a receipt that holds: of the last entry, and of a withdrawal', async () => {
    await open();
    await keep();
    const members = await Promise.all(Array.from({ length: 9 }, voter));
    for (const [i, member] of members.entries()) await cast(member, [drafts[i % 4]!]);
    await keep();
    await cast(members[0]!, [drafts[3]!]);
    await cast(members[1]!, []);
    const before = await world.read((read) => ownReceipt(read, members[0]!, challenge.id));
    expect(before).toMatchObject({ waiting: true, voted: true, receipt: { position: 0 } });
    await keep();
    for (const [i, member] of members.entries()) {
      const own = (await world.read((read) => ownReceipt(read, member, challenge.id)))!;
      expect(own).toMatchObject({ voted: true, waiting: false });
      const checked = checkReceipt(sums, JSON.stringify(own.receipt));
      expect(checked).not.toHaveProperty('fault');
      const { entry } = JSON.parse(own.receipt!.leaf) as { entry: string };
      expect(entry).toBe(i === 0 ? 'changed' : i === 1 ? 'withdrawn' : 'cast');
      expect(own.receipt!.leaf).not.toContain(member.id);
    }
    const stranger = await world.read(async (read) => ownReceipt(read, { id: 'nobody' }, challenge.id));
    expect(stranger).toMatchObject({ voted: false, receipt: null });
  });

  test('whoever leaves takes the receipt along, and the log stays', async () => {
    await open();
    await keep();
    const [member, other] = [await voter(), await voter()];
    await cast(member, [drafts[0]!]);
    await cast(other, [drafts[0]!]);
    await cast(other, []);
    await keep();
    const size = (await leaves()).length;
    for (const one of [member, other])
      await world.write((tx) => forgetVoices(tx, one.id, 'remove', world.now));
    for (const one of [member, other])
      expect(await world.read((read) => ownReceipt(read, one, challenge.id))).toMatchObject({ voted: false });
    expect((await leaves()).length).toBe(size);
    await close();
    expect(verifyLog(await file(), sums)).toMatchObject({ holds: true, ballots: 1 });
  });

  test('a receipt goes by letter, one to a ballot that has come to rest, to whoever wants it', async () => {
    await open();
    await keep();
    await world.write((tx) => prepareSite(tx));
    const [member, quiet] = [await voter(), await voter()];
    await world.write((tx) =>
      tx
        .insertInto('notification_settings')
        .values({ member_id: quiet.id, kind: 'receipt', in_app: 0, by_mail: 0 })
        .execute(),
    );
    await cast(member, [drafts[0]!]);
    await keep();
    await cast(member, [drafts[1]!]);
    await cast(quiet, [drafts[1]!]);
    await keep();
    const own = await world.read((read) => ownReceipt(read, member, challenge.id));
    expect(own?.receipt, 'the page does not wait').toMatchObject({ position: 1 });
    const events = await world.read((read) =>
      read
        .selectFrom('events')
        .innerJoin('jobs', (join) =>
          join.on('jobs.unique_key', '=', (eb) => eb(eb.val('announce:'), '||', eb.ref('events.id'))),
        )
        .select(['events.id', 'jobs.run_at'])
        .where('events.kind', '=', 'ballots-logged')
        .execute(),
    );
    expect(events.map(({ run_at }) => run_at - world.now)).toEqual([10 * minute, 10 * minute]);
    world.now += 10 * minute;
    for (const { id } of [...events, ...events])
      await announce(world.database, 'https://muster.example', id, world.now);
    const mails = await world.read((read) =>
      read.selectFrom('mails').selectAll().where('kind', '=', 'notification:receipt').execute(),
    );
    expect(mails.map(({ member_id }) => member_id)).toEqual([member.id]);
    expect(mails[0]!.headers).toContain('List-Unsubscribe');
    const [receipt] = /\{"form":"muster-receipt".*\}$/m.exec(mails[0]!.text)!;
    const checked = checkReceipt(sums, receipt);
    expect(checked).toMatchObject({ receipt: { position: 1 }, head: { size: 3 } });
    const told = await world.read((read) => read.selectFrom('notifications').select('id').execute());
    expect(told).toEqual([]);
  });

  test('nothing of the log is public before the close', async () => {
    await open();
    await keep();
    await cast(await voter(), [drafts[0]!]);
    await keep();
    expect(await file()).toBe('');
    world.now += 3 * day;
    await world.write((tx) => closeVoting(tx, challenge.id, world.now));
    expect(await file(), 'before the final head').toBe('');
    await keep();
    expect(await file()).not.toBe('');
  });

  test.each([
    ['score', (i: number) => ({ scores: { [drafts[i % 4]!]: i % 6, [drafts[3 - (i % 4)]!]: 3 } })],
    ['schulze', (i: number) => ({ ranking: [[drafts[i % 4]!], [drafts[(i + 1) % 4]!]] })],
    ['irv', (i: number) => ({ ranking: [[drafts[(i * i) % 4]!], [drafts[(i * i + 1) % 4]!]] })],
    ['stv', (i: number) => ({ ranking: [[drafts[i % 3]!], [drafts[3]!]] })],
  ] as const)('a vote by %s is counted again from its file', async (name, marksOf) => {
    await method(world, challenge.id, { method: name, seats: 2 });
    const opened = await open();
    const seal = 'seal' in opened ? opened.seal : '';
    await keep();
    for (let i = 0; i < 13; i++) {
      const member = await voter();
      const marked = await world.write((tx) =>
        markBallot(tx, member, { challenge: challenge.id, marks: marksOf(i) as never, seal }, world.now),
      );
      expect(marked).toHaveProperty('ballot');
    }
    await keep();
    await close();
    expect(verifyLog(await file(), sums)).toMatchObject({ holds: true, ballots: 13 });
  });

  test('the command says in a sentence what it found, by its exit code too', async () => {
    await open();
    await keep();
    await cast(await voter(), [drafts[0]!]);
    await keep();
    const kept = (await world.read((read) => latestHead(read, log)))!;
    const receipt = await world.read((read) =>
      receiptsFor(read, log, [{ position: 0, leaf: 'whatever' }], kept),
    );
    await close();
    const folder = mkdtempSync(join(tmpdir(), 'muster-verify-'));
    const run = (text: string, ...more: string[]) => {
      writeFileSync(join(folder, 'log.json'), text);
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [resolve('scripts/verify.ts'), join(folder, 'log.json'), ...more],
        { encoding: 'utf8' },
      );
      return { status, said: stdout + stderr };
    };
    const text = await file();
    expect(run(text)).toMatchObject({
      status: 0,
      said: expect.stringMatching(/^The published result follows from the ballots: 1 ballots/),
    });
    const head = JSON.stringify({ text: kept.text, signature: kept.signature });
    expect(run(text, '--head', head)).toMatchObject({ status: 0 });
    expect(run(text, '--head', JSON.stringify(receipt[0]))).toMatchObject({ status: 0 });
    expect(run(text, '--key', '0'.repeat(64))).toMatchObject({ status: 1 });
    expect(run(text.replace('"picks":1', '"picks":2'))).toMatchObject({
      status: 1,
      said: expect.stringContaining('has 2 picks in the result, and 1 in the log'),
    });
    expect(run('{"form":"muster-ballot-log",\n"rule":7}')).toMatchObject({
      status: 2,
      said: expect.stringContaining('Line 1'),
    });
    expect(run(text.replace('"leaves":[', '"leaves":[7,'))).toMatchObject({
      status: 2,
      said: expect.stringMatching(/Line \d+: Here must be the text of an entry/),
    });
    expect(run(text.slice(0, -5))).toMatchObject({ status: 2 });
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    for (const broken of [
      deep,
      text.replace('"result":{', `"result":{"more":${deep},`),
      text.replace(/"rule":"(?:[^"\\]|\\.)*"/, '"rule":"null"'),
      text.replace('"decision":null', '"decision":5'),
    ]) {
      const { status, said } = run(broken);
      expect({ status, lines: said.trim().split('\n').length }).toEqual({ status: 2, lines: 1 });
    }
    rmSync(folder, { recursive: true });
  });
});

onSqlite('a vote of 10,000 ballots', (world) => {
  test('every voter has a receipt that holds, and the file is proved', { timeout: 240_000 }, async () => {
    const voters = 10_000;
    const ids = Array.from({ length: voters }, (_, i) => `voter-${i}`);
    const challenge = await world.write(async (tx) => {
      const brand = await makeBrand(tx, world.now);
      return makeChallenge(tx, world.now, brand, { state: 'collecting', opensAt: world.now, drafts: 5 });
    });
    for (let from = 0; from < voters; from += 1000)
      await world.write((tx) =>
        tx
          .insertInto('members')
          .values(
            ids.slice(from, from + 1000).map((id) => ({ id, name: id, joined_at: 0, email_confirmed_at: 0 })),
          )
          .execute(),
      );
    await world.write((tx) => openVoting(tx, challenge.id, world.now));
    await keepLog(world.database, challenge.id, world.now);
    for (let from = 0; from < voters; from += 500)
      await Promise.all(
        ids
          .slice(from, from + 500)
          .map((id, i) =>
            world.write((tx) =>
              castBallot(
                tx,
                { id, confirmed: true },
                { challenge: challenge.id, drafts: [challenge.drafts[(i * i) % 5]!.id] },
                world.now,
              ),
            ),
          ),
      );
    await keepLog(world.database, challenge.id, world.now);
    // As the letters have them, hundreds at a time; the page makes one for each who asks.
    const log = { challenge: challenge.id, round: 1 };
    const head = (await world.read((read) => latestHead(read, log)))!;
    const held = new Set<string>();
    for (let from = 0; from < voters; from += 500) {
      const entries = await world.read((read) =>
        read
          .selectFrom('ballots')
          .innerJoin('receipts', 'receipts.log_key', 'ballots.log_key')
          .innerJoin('log_leaves', (join) =>
            join
              .onRef('log_leaves.challenge_id', '=', 'receipts.challenge_id')
              .onRef('log_leaves.round', '=', 'receipts.round')
              .onRef('log_leaves.position', '=', 'receipts.position'),
          )
          .select(['ballots.member_id', 'ballots.log_key', 'log_leaves.position', 'log_leaves.text as leaf'])
          .where('ballots.member_id', 'in', ids.slice(from, from + 500))
          .execute(),
      );
      const receipts = await world.read((read) => receiptsFor(read, log, entries, head));
      receipts.forEach((receipt, i) => {
        expect(receipt.leaf).toContain(entries[i]!.log_key);
        if (!('fault' in checkReceipt(sums, JSON.stringify(receipt)))) held.add(entries[i]!.member_id!);
      });
    }
    expect(held.size).toBe(voters);
    for (const id of ids.filter((_, i) => i % 500 === 0)) {
      const own = await world.read((read) => ownReceipt(read, { id }, challenge.id));
      expect(checkReceipt(sums, JSON.stringify(own!.receipt))).not.toHaveProperty('fault');
    }
    world.now += 3 * day;
    await world.write((tx) => closeVoting(tx, challenge.id, world.now));
    await keepLog(world.database, challenge.id, world.now);
    const closed = (await world.read((read) => closedLog(read, challenge.id, null)))!;
    let text = '';
    for await (const part of logFile(world.read, closed)) text += part;
    expect(verifyLog(text, sums)).toMatchObject({ holds: true, ballots: voters, entries: voters });
  });
});

test('whoever asks for something else comes in between the entries of a long log', async () => {
  let turns = 0;
  const turn = () => {
    turns++;
    timer = setImmediate(turn);
  };
  let timer = setImmediate(turn);
  const read = (async () => ['{}']) as never;
  const before = turns;
  let chunks = 0;
  for await (const { leaves } of leavesIn(read, { log: { challenge: 'x', round: 1 }, size: 20_000 }))
    chunks += leaves.length;
  clearImmediate(timer);
  expect(chunks).toBe(10);
  expect(turns - before).toBeGreaterThanOrEqual(10);
});

describe('keys', () => {
  test('a point that is none verifies nothing', () => {
    const zero = new Uint8Array(32).fill(255);
    expect(sums.verifies(zero, new Uint8Array(1), new Uint8Array(64))).toBe(false);
  });
});
