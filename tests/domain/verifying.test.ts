import { describe, expect, test } from 'vitest';
import { CannotRead } from '../../src/lib/domain/counting/reading-lines.ts';
import { readElection } from '../../src/lib/domain/counting/reading.ts';
import {
  checkReceipt,
  headText,
  headIn,
  textHash,
  type Head,
  type SignedHead,
} from '../../src/lib/domain/heads.ts';
import type { LogFile } from '../../src/lib/domain/log-files.ts';
import { electionOf } from '../../src/lib/domain/recounting.ts';
import { Replay } from '../../src/lib/domain/replaying.ts';
import { canonicalJson, ruleText, type Rule } from '../../src/lib/domain/sealing.ts';
import { proposeWinners } from '../../src/lib/domain/tallying.ts';
import { verifyLog } from '../../src/lib/domain/verifying.ts';
import { sums } from '../../src/lib/server/summing.ts';
import {
  drafts,
  headsOf,
  logFileText,
  makeLogFile,
  newKey,
  picksRule,
  randomFrom,
  someEntries,
} from '../making-logs.ts';

const key = newKey();
const sound = (seed: number, voters = 30) => makeLogFile(someEntries(voters, randomFrom(seed)), { key });
const verdictOn = (file: LogFile, known = {}) => verifyLog(logFileText(file, key), sums, known);

type Random = (below: number) => number;
/** Changes a file that is sound; `null` where this one cannot be changed so. */
type Tampering = (file: LogFile, random: Random) => LogFile;

const at = (file: LogFile, random: Random) => random(file.leaves.length);
const flipped = (text: string, random: Random) => {
  const i = random(text.length);
  const other = text[i] === 'a' ? 'b' : 'a';
  return text.slice(0, i) + other + text.slice(i + 1);
};
const withLeaves = (file: LogFile, change: (leaves: string[]) => void): LogFile => {
  const leaves = [...file.leaves];
  change(leaves);
  return { ...file, leaves };
};
const withHead = (file: LogFile, number: number, change: (head: SignedHead) => SignedHead): LogFile => ({
  ...file,
  heads: file.heads.map((head, i) => (i === number ? change(head) : head)),
});
const fresh = (random: Random) =>
  canonicalJson({
    ballot: Array.from({ length: 32 }, () => random(16).toString(16)).join(''),
    entry: 'cast',
    picks: [drafts[random(4)]!],
  });

const withDecision = (file: LogFile, change: Partial<NonNullable<LogFile['decision']>>): LogFile => ({
  ...file,
  decision: { ...file.decision!, ...change },
});
const withRemoved = (file: LogFile, { at, reason }: { at: number; reason: string }): LogFile => ({
  ...file,
  removed: [{ draft: file.decision!.winners[0]!, kind: 'disqualified', at, reason }],
});
/** What would be decided if these were all, and some of them removed. */
const decidedAmong = (file: LogFile, among: string[], gone: string[] = []) => {
  const { tally, ballots } = file.result as Extract<LogFile['result'], { method: 'picks' }>;
  const standing = tally
    .filter(({ draft }) => among.includes(draft))
    .map((one) => ({ ...one, disqualified: gone.includes(one.draft) }));
  const { winners, tied, quorumReached } = proposeWinners(standing, { seats: 1, quorum: 0, ballots });
  return {
    proposal: { winners, tied, quorumReached },
    winners: winners.length > 0 ? winners : tied.slice(0, 1),
    tieBroken: tied.length > 0,
    reason: 'By lot.',
  };
};
/** The winner is removed, and another one wins by what is left. */
const swapped = (file: LogFile, how: { at: number; reason: string }) =>
  withDecision(withRemoved(file, how), decidedAmong(file, drafts, file.decision!.winners));
const alone = (file: LogFile, shortlist: string[]) =>
  withDecision(file, { ...decidedAmong(file, shortlist), shortlist });
/** Heads that are changed and linked anew, each with the signature of the site. */
const resigned = (file: LogFile, change: (head: Head, number: number) => Head): LogFile => {
  let previous = '';
  const heads = file.heads.map((signed, number) => {
    const text = headText({ ...change(headIn(signed.text)!, number), previous });
    previous = textHash(sums, text);
    return { text, signature: key.sign(text) };
  });
  return { ...file, heads };
};

/** Whoever does this has the key of the site and signs the sum of the file anew: the sum alone finds none of it. */
const withTheKey: Record<string, Tampering> = {
  'a byte of an entry changed': (file, random) =>
    withLeaves(file, (leaves) => {
      const i = at(file, random);
      leaves[i] = flipped(leaves[i]!, random);
    }),
  'a pick changed in an entry': (file, random) =>
    withLeaves(file, (leaves) => {
      let i = at(file, random);
      while (!leaves[i]!.includes('"picks"')) i = (i + 1) % leaves.length;
      const { picks, ...entry } = JSON.parse(leaves[i]!) as { picks: string[] };
      leaves[i] = canonicalJson({
        ...entry,
        picks: drafts.filter((one) => !picks.includes(one)).slice(0, 1),
      });
    }),
  'an entry removed': (file, random) => withLeaves(file, (leaves) => leaves.splice(at(file, random), 1)),
  'two entries in another order': (file, random) =>
    withLeaves(file, (leaves) => {
      const i = random(leaves.length - 1);
      [leaves[i], leaves[i + 1]] = [leaves[i + 1]!, leaves[i]!];
    }),
  'an entry added in between': (file, random) =>
    withLeaves(file, (leaves) => leaves.splice(at(file, random), 0, fresh(random))),
  'an entry added at the end': (file, random) => withLeaves(file, (leaves) => leaves.push(fresh(random))),
  'an entry said twice': (file, random) =>
    withLeaves(file, (leaves) => {
      const i = at(file, random);
      leaves.splice(i, 0, leaves[i]!);
    }),
  'an older tree put back': (file, random) => {
    const number = 1 + random(3);
    const size = headIn(file.heads[number]!.text)!.size;
    return { ...file, heads: file.heads.slice(0, number + 1), leaves: file.leaves.slice(0, size) };
  },
  'the last entries left out': (file, random) =>
    withLeaves(file, (leaves) => leaves.splice(leaves.length - 1 - random(5))),
  'a head linked to another': (file, random) =>
    withHead(file, 1 + random(file.heads.length - 1), ({ text }) => {
      const other = headIn(file.heads[0]!.text)!.root;
      const changed = headText({ ...headIn(text)!, previous: other });
      return { text: changed, signature: key.sign(changed) };
    }),
  'a head left out': (file, random) => {
    const number = random(file.heads.length);
    return { ...file, heads: file.heads.filter((_, i) => i !== number) };
  },
  'two heads in another order': (file, random) => {
    const heads = [...file.heads];
    const i = random(heads.length - 1);
    [heads[i], heads[i + 1]] = [heads[i + 1]!, heads[i]!];
    return { ...file, heads };
  },
  'two signatures swapped': (file, random) => {
    const [a, b] = [random(3), 3 + random(3)];
    const other = file.heads[a]!.signature;
    const swapped = withHead(file, a, (head) => ({ ...head, signature: file.heads[b]!.signature }));
    return withHead(swapped, b, (head) => ({ ...head, signature: other }));
  },
  'a byte of a signature changed': (file, random) =>
    withHead(file, random(file.heads.length), ({ text, signature }) => {
      const changed = flipped(signature, random);
      return { text, signature: changed };
    }),
  'a byte of a head changed': (file, random) =>
    withHead(file, random(file.heads.length), ({ text, signature }) => ({
      text: flipped(text, random),
      signature,
    })),
  'a head of another size, signed anew': (file, random) =>
    withHead(file, 1 + random(file.heads.length - 1), ({ text }) => {
      const head = headIn(text)!;
      const changed = headText({ ...head, size: head.size === 0 ? 1 : head.size - 1 });
      return { text: changed, signature: key.sign(changed) };
    }),
  'a head signed with another key': (file, random) =>
    withHead(file, random(file.heads.length), ({ text }) => {
      const other = newKey();
      const changed = headText({ ...headIn(text)!, key: other.publicKey });
      return { text: changed, signature: other.sign(changed) };
    }),
  'the key of the file changed': (file) => ({ ...file, key: newKey().publicKey }),
  'a number of the result changed': (file, random) => {
    if (file.result.method !== 'picks') throw new TypeError();
    const number = random(4);
    const tally = file.result.tally.map((one, i) => (i === number ? { ...one, picks: one.picks + 1 } : one));
    return { ...file, result: { ...file.result, tally } };
  },
  'the count of ballots changed': (file, random) => ({
    ...file,
    result: { ...file.result, ballots: file.result.ballots + 1 + random(3) },
  }),
  'what the rule proposes changed': (file, random) => ({
    ...file,
    decision: {
      ...file.decision!,
      proposal: {
        winners: drafts.filter((one) => !file.decision!.proposal!.winners.includes(one)).slice(random(2)),
        tied: [],
        quorumReached: true,
      },
    },
  }),
  'another winner that is said to follow': (file, random) => {
    const { winners, tied } = file.decision!.proposal!;
    const others = drafts.filter((one) => !winners.includes(one) && !tied.includes(one));
    return { ...file, decision: { ...file.decision!, winners: [others[random(others.length)]!, ...drafts] } };
  },
  'the rule changed': (file, random) => ({
    ...file,
    rule: ruleText({ ...picksRule, quorum: 1 + random(40) } as Rule),
  }),
  'the rule changed, and the seal with it': (file, random) => {
    const rule = ruleText({ ...picksRule, quorum: 1 + random(40) } as Rule);
    return { ...file, rule, seal: Buffer.from(sums.sha256(Buffer.from(rule))).toString('hex') };
  },
  'a head signed before voting opened': (file) =>
    resigned(file, (head, number) =>
      number === 0 ? { ...head, signedAt: picksRule.votingOpensAt - 1 } : head,
    ),
  'a final head signed before voting was over': (file, random) =>
    resigned(file, (head) => (head.final ? { ...head, signedAt: 100_000 + random(799_999) } : head)),
  'a winner removed before the seal': (file) => swapped(file, { at: 1, reason: 'A copy.' }),
  'a winner removed without a reason': (file) => swapped(file, { at: 890_000, reason: ' ' }),
  'a winner removed that wins all the same': (file) => withRemoved(file, { at: 890_000, reason: 'A copy.' }),
  'a removed draft that was never sealed': (file) => ({
    ...file,
    removed: [{ draft: '01KOTHER', kind: 'disqualified', at: 890_000, reason: 'A copy.' }],
  }),
  'a shortlist of one': (file, random) => alone(file, [drafts[random(4)]!]),
  'a shortlist of one twice': (file) => alone(file, [drafts[3]!, drafts[3]!]),
  'a shortlist without the winner': (file) =>
    withDecision(file, { shortlist: drafts.filter((one) => !file.decision!.winners.includes(one)) }),
  'decided before voting was over': (file, random) => withDecision(file, { decidedAt: random(899_999) }),
  'a winner named twice': (file) =>
    withDecision(file, { winners: [file.decision!.winners[0]!, ...file.decision!.winners] }),
  'another winner, departing with a blank for a reason': (file) => {
    const { winners, tied } = file.decision!.proposal!;
    const others = drafts.filter((one) => !winners.includes(one) && !tied.includes(one));
    return withDecision(file, { winners: others.slice(0, 1), departs: true, tieBroken: false, reason: ' ' });
  },
  'no reason where a tie is broken or nobody wins': (file) =>
    file.decision!.tieBroken
      ? withDecision(file, { reason: '' })
      : withDecision(file, { winners: [], departs: true, reason: '' }),
  'a foreign draft among the titles': (file, random) => {
    const i = random(4);
    return { ...file, drafts: file.drafts.map((one, n) => (n === i ? { ...one, draft: '01KOTHER' } : one)) };
  },
  'the seal changed': (file, random) => ({ ...file, seal: flipped(file.seal, random) }),
};

/** Whoever does this has no key: the bytes of the file are changed as they lie there. */
const withoutTheKey: Record<string, (text: string, random: Random) => string> = {
  'a byte changed anywhere': (text, random) => {
    const i = random(text.length);
    return text.slice(0, i) + (text[i] === '7' ? '8' : '7') + text.slice(i + 1);
  },
  'a byte left out anywhere': (text, random) => {
    const i = random(text.length - 1);
    return text.slice(0, i) + text.slice(i + 1);
  },
  'a line left out': (text, random) => {
    const lines = text.split('\n');
    lines.splice(1 + random(lines.length - 3), 1);
    return lines.join('\n');
  },
  'a title changed': (text, random) => text.replace(`Draft ${drafts[random(4)]!}`, 'Draft of another'),
  'a blank put in': (text, random) => {
    const places = [...text.matchAll(/[,:]"/g)].map(({ index }) => index + 1);
    const i = places[random(places.length)]!;
    return `${text.slice(0, i)} ${text.slice(i)}`;
  },
};

describe('the file of a vote', () => {
  test('is proved where nothing was touched', () => {
    for (let seed = 0; seed < 20; seed++) expect(verdictOn(sound(seed))).toMatchObject({ holds: true });
  });

  test('1,000 that were tampered with, of every kind: 1,000 are found', () => {
    const kinds = [
      ...Object.entries(withTheKey).map(([name, tamper]) => ({
        name,
        tampered: (seed: number, random: Random) => {
          const file = sound(seed % 10);
          const changed = tamper(file, random);
          return { before: logFileText(file, key), text: logFileText(changed, key) };
        },
      })),
      ...Object.entries(withoutTheKey).map(([name, tamper]) => ({
        name,
        tampered: (seed: number, random: Random) => {
          const before = logFileText(sound(seed % 10), key);
          return { before, text: tamper(before, random) };
        },
      })),
    ];
    const missed: string[] = [];
    let tried = 0;
    for (let seed = 0; tried < 1000; seed++)
      for (const { name, tampered } of kinds) {
        if (tried === 1000) break;
        const { before, text } = tampered(seed, randomFrom(seed * 7919 + tried));
        if (text === before) continue;
        tried++;
        try {
          const verdict = verifyLog(text, sums);
          if (verdict.holds) missed.push(`${name}, ${seed}`);
          else expect(verdict.wrong).toMatch(/\.$/);
        } catch (error) {
          // No file of a vote any more: found as well, with its line.
          if (!(error instanceof CannotRead)) throw error;
          expect(error.message).toMatch(/^Line \d+: /);
        }
      }
    expect(missed).toEqual([]);
    expect(tried).toBe(1000);
  }, 120_000);

  test('says what changed the candidates and is the word of the brand alone', () => {
    const file = sound(3);
    const [winner] = file.decision!.winners;
    const removed = withRemoved(file, { at: 890_000, reason: 'A copy\n of ours.' });
    expect(verdictOn(withDecision(removed, decidedAmong(file, drafts, [winner!])))).toMatchObject({
      holds: true,
      claims: [
        `without “Draft ${winner}” (${winner}), removed (disqualified) on 1970-01-01 because “A copy of ours.”`,
      ],
    });
    const shortlist = drafts.filter((one) => one !== winner).slice(0, 2);
    expect(verdictOn(withDecision(file, { ...decidedAmong(file, shortlist), shortlist }))).toMatchObject({
      holds: true,
      claims: [expect.stringMatching(/^among a shortlist alone: .*, which is not what the picks propose/)],
    });
    expect(verdictOn(file)).toMatchObject({ claims: [] });
  });

  test('below the quorum a decision has a reason', () => {
    const rule = { ...picksRule, quorum: 1000 };
    const file = makeLogFile(someEntries(30, randomFrom(1)), { key, rule });
    const nobody = {
      proposal: { winners: [], tied: [], quorumReached: false },
      winners: [],
      tieBroken: false,
    };
    expect(verdictOn(withDecision(file, { ...nobody, reason: ' ' }))).toMatchObject({
      holds: false,
      wrong: expect.stringContaining('the quorum was not reached'),
    });
    expect(verdictOn(withDecision(file, { ...nobody, reason: 'Too few.' }))).toMatchObject({ holds: true });
  });

  describe('of a vote within a budget', () => {
    const rule: Rule = {
      ...picksRule,
      method: 'equal-shares',
      budget: 100,
      currency: 'EUR',
      costs: Object.fromEntries(drafts.map((draft, i) => [draft, 20 + i])),
      count: 'cost-utilities-add1',
    } as unknown as Rule;
    const entries = drafts.map((draft, i) =>
      canonicalJson({
        ballot: `${i}`.padStart(32, '0'),
        entry: 'cast',
        approvals: [...new Set([drafts[0]!, draft])],
      }),
    );
    const file = makeLogFile(entries, { key, rule });
    test('costs are those of the rule', () => {
      expect(verdictOn(file)).toMatchObject({ holds: true });
      const cheap = { ...file, result: { ...file.result, costs: drafts.map(() => 1) } } as LogFile;
      expect(verdictOn(cheap)).toMatchObject({ holds: false, wrong: expect.stringContaining('costs') });
    });
    test('it is counted when voting is over, at a time that is one', () => {
      const at = (countedAt: unknown) =>
        ({ ...file, result: { ...file.result, countedAt: countedAt as number } }) as LogFile;
      expect(verdictOn(at(5))).toMatchObject({ holds: false });
      expect(() => verdictOn(at('x'))).toThrow(CannotRead);
    });
    test.each([
      ['no cost', { costs: {} }],
      ['a cost below nought', { costs: { ...(rule as { costs: object }).costs, [drafts[0]!]: -1 } }],
      ['no drafts', { drafts: [] }],
      ['no drafts at all', { drafts: undefined }],
      ['no budget', { budget: 0 }],
      ['another method', { method: 'by-lot' }],
    ])('a rule with %s is none', (_, change) => {
      const text = canonicalJson({ ...rule, ...change });
      const changed = { ...file, rule: text, seal: textHash(sums, text) };
      expect(() => verdictOn(changed)).toThrow(/^Line 1: |^Line \d+: Here must be the text of a rule/);
    });
  });

  test('what is no file is said to be none, however it is nested', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const file = sound(2);
    const texts = {
      'nested deep': logFileText(file, key).replace('"result":{', `"result":{"more":${deep},`),
      'a rule that is null': logFileText({ ...file, rule: 'null' }, key),
      'a rule nested deep': logFileText({ ...file, rule: `{"drafts":${deep}}` }, key),
      'a shortlist that is a number': logFileText(withDecision(file, { shortlist: 5 as never }), key),
      'a broken configuration': logFileText({ ...file, configuration: '{"parts":[{}],"rules":[]}' }, key),
    };
    for (const [name, text] of Object.entries(texts))
      expect(() => verifyLog(text, sums), name).toThrow(CannotRead);
    const nested = `{"a":${deep},"challenge":"x"}`;
    expect(headIn(nested)).toBe(null);
    expect(
      new Replay(picksRule, null).enter(`{"ballot":"${'0'.repeat(32)}","entry":"cast","picks":${deep}}`),
    ).toBe('it is nested too deep');
    const receipt = JSON.stringify({
      form: 'muster-receipt',
      challenge: 'x',
      round: 1,
      position: 0,
      leaf: '',
      proof: [],
      head: {
        text: headText(headIn(file.heads[0]!.text)!).replace(
          /^\{/,
          `{"a":${'['.repeat(4900)}${']'.repeat(4900)},`,
        ),
        signature: '',
      },
    });
    expect(checkReceipt(sums, receipt)).toEqual({ fault: 'unreadable' });
  });

  test.each([
    ['a byte of an entry changed', /^(Of the entries \d+ to \d+ one|Entry \d+) was changed/],
    ['an entry added at the end', /^Entry \d+ was added: the final head has/],
    ['an older tree put back', /is not the final one: an older tree was put back\.$/],
    ['the last entries left out', /^Entries are missing: head \d has \d+, and the file \d+\.$/],
    ['a head linked to another', /^Head \d does not name the head before it\.$/],
    ['a head left out', /^(Heads are missing|The last head)/],
    ['two signatures swapped', /^Head \d was changed: its signature is not of its text\.$/],
    [
      'a number of the result changed',
      /^The result does not follow from the ballots: draft \S+ has \d+ picks/,
    ],
    ['the rule changed', /^The rule was changed: the seal is not the hash of its text\.$/],
    ['the rule changed, and the seal with it', /^Head 0 is of another rule/],
  ])('says which: %s', (name, words) => {
    const verdict = verdictOn(withTheKey[name]!(sound(3), randomFrom(5)));
    expect(verdict).toMatchObject({ holds: false, wrong: expect.stringMatching(words) });
  });

  test('whoever kept a head sees that all of it was made anew with the key', () => {
    const file = sound(4);
    const leaves = file.leaves.slice(0, -2);
    const anew = makeLogFile(leaves, { key });
    expect(verdictOn(anew)).toMatchObject({ holds: true });
    const kept = file.heads[4]!;
    expect(verdictOn(file, { heads: [kept] })).toMatchObject({ holds: true });
    expect(verdictOn(anew, { heads: [kept] })).toMatchObject({
      holds: false,
      wrong: expect.stringMatching(/older tree was put back|another log/),
    });
    const other = newKey();
    const foreign = makeLogFile(file.leaves, { key: other });
    const text = logFileText(foreign, other);
    expect(verifyLog(text, sums)).toMatchObject({ holds: true });
    expect(verifyLog(text, sums, { key: key.publicKey })).toMatchObject({ holds: false });
    expect(verifyLog(text, sums, { heads: [kept] })).toMatchObject({ holds: false });
  });
});

describe('what entries add up to', () => {
  const ballot = (i: number) => i.toString(16).padStart(32, '0');
  const entry = (i: number, kind: string, more = {}) =>
    canonicalJson({ ballot: ballot(i), entry: kind, ...more });
  const replayed = (entries: string[], rule: Rule = picksRule) => {
    const replay = new Replay(rule, null);
    return { wrong: entries.map((one) => replay.enter(one)).find(Boolean) ?? null, replay };
  };
  const picks = { picks: [drafts[0]!] };

  test.each([
    ['changed before it was cast', [entry(1, 'changed', picks)]],
    ['withdrawn before it was cast', [entry(1, 'withdrawn')]],
    ['cast twice', [entry(1, 'cast', picks), entry(1, 'cast', picks)]],
    ['cast after its withdrawal', [entry(1, 'cast', picks), entry(1, 'withdrawn'), entry(1, 'cast', picks)]],
    [
      'changed after its withdrawal',
      [entry(1, 'cast', picks), entry(1, 'withdrawn'), entry(1, 'changed', picks)],
    ],
    ['returned and never set aside', [entry(1, 'cast', picks), entry(1, 'returned')]],
    ['set aside twice', [entry(1, 'cast', picks), entry(1, 'set-aside'), entry(1, 'set-aside')]],
    ['excluded and then returned', [entry(1, 'cast', picks), entry(1, 'excluded'), entry(1, 'returned')]],
    ['of no kind', [entry(1, 'burnt', picks)]],
    ['a draft that was not sealed', [entry(1, 'cast', { picks: ['01KOTHER'] })]],
    ['a draft twice', [entry(1, 'cast', { picks: [drafts[0]!, drafts[0]!] })]],
    ['too many picks', [entry(1, 'cast', { picks: drafts.slice(0, 3) })]],
    ['no pick', [entry(1, 'cast', { picks: [] })]],
    ['none of these where it is not offered', [entry(1, 'cast', { none: true })]],
    ['a ranking', [entry(1, 'cast', { ranking: [[drafts[0]!]] })]],
    ['withdrawn with words', [entry(1, 'cast', picks), entry(1, 'withdrawn', picks)]],
    ['keys out of order', [`{"picks":["${drafts[0]!}"],"entry":"cast","ballot":"${ballot(1)}"}`]],
  ])('cannot be: %s', (_, entries) => {
    expect(replayed(entries).wrong).not.toBe(null);
  });

  test('a ballot set aside and not returned, or excluded, is not counted', () => {
    const { wrong, replay } = replayed([
      ...[1, 2, 3, 4].map((i) => entry(i, 'cast', picks)),
      entry(2, 'set-aside', { reason: 'many from one address' }),
      entry(3, 'set-aside', { reason: 'many from one address' }),
      entry(3, 'returned', { reason: 'a household' }),
      entry(4, 'set-aside', { reason: 'bought' }),
      entry(4, 'excluded', { reason: 'bought' }),
    ]);
    expect(wrong).toBe(null);
    expect(replay.ballots.length).toBe(2);
    expect(replay.leftOut).toBe(2);
  });

  test('of duels, each pair says what it said last', () => {
    const rule = {
      ...picksRule,
      method: 'duels',
      count: 'chance-to-win-the-next',
      seats: 1,
    } as unknown as Rule;
    const duel = (winner: number, loser: number) => ({ duel: [drafts[winner]!, drafts[loser]!] });
    const { wrong, replay } = replayed(
      [
        entry(1, 'cast', duel(0, 1)),
        entry(1, 'changed', duel(2, 1)),
        entry(1, 'changed', duel(1, 0)),
        entry(2, 'cast', { passed: [drafts[0]!, drafts[1]!] }),
      ],
      rule,
    );
    expect(wrong).toBe(null);
    // However many pairs a voter judges, what was said before is not written out anew.
    const said = replay.ballots[0] as { duels: Map<string, unknown> };
    const { duels } = said;
    expect(replay.enter(entry(1, 'changed', duel(3, 2)))).toBe(null);
    expect((replay.ballots[0] as typeof said).duels).toBe(duels);
    duels.delete([drafts[2], drafts[3]].join(' '));
    const election = electionOf({ removed: [], result: {} as never }, rule, replay.ballots, new Map());
    expect(election.votes).toEqual([
      { count: 1, duel: [1, 0] },
      { count: 1, duel: [2, 1] },
    ]);
  });

  test('the ballots can be had as an election that other counters read', () => {
    const { replay } = replayed([
      entry(1, 'cast', picks),
      entry(2, 'cast', picks),
      entry(3, 'cast', { picks: [drafts[1]!] }),
    ]);
    const titles = new Map(drafts.map((draft, i) => [draft, `Coat ${i}`]));
    const election = electionOf({ removed: [], result: {} as never }, picksRule, replay.ballots, titles);
    expect(election.candidates).toEqual(['Coat 0', 'Coat 1', 'Coat 2', 'Coat 3']);
    const text = JSON.stringify({
      candidates: election.candidates,
      ballots: election.votes.map((vote) => ({
        count: vote.count,
        approvals: 'approvals' in vote ? vote.approvals.map((i) => election.candidates[i]) : [],
      })),
    });
    expect(readElection(text, 'json').votes).toEqual(election.votes);
  });

  test('heads that are cut out of a log are of it alone', () => {
    const entries = someEntries(12, randomFrom(1));
    const heads = headsOf(entries, [0, 4, 9], { rule: picksRule, key });
    expect(headIn(heads[1]!.text)).toMatchObject({ size: 4, number: 1 });
    expect(headIn(heads[1]!.text.replace('"size":4', '"size": 4'))).toBe(null);
  });
});
