import { generateKeyPairSync, sign } from 'node:crypto';
import { entryHash, headText, textHash, type Head, type SignedHead } from '../src/lib/domain/heads.ts';
import { lastLine, type LogFile } from '../src/lib/domain/log-files.ts';
import { GrowingTree, hexOf } from '../src/lib/domain/merkle.ts';
import { recount } from '../src/lib/domain/recounting.ts';
import { Replay, type Says } from '../src/lib/domain/replaying.ts';
import { canonicalJson, ruleText, type Rule } from '../src/lib/domain/sealing.ts';
import { proposeWinners } from '../src/lib/domain/tallying.ts';
import { sums } from '../src/lib/server/summing.ts';

export interface Key {
  publicKey: string;
  sign(text: string): string;
}

export const newKey = (): Key => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('hex'),
  };
};

export const drafts = ['A', 'B', 'C', 'D'].map((letter) => `01KDRAFT${letter}`);

export const picksRule: Rule = {
  challenge: '01KCHALLENGE',
  method: 'picks',
  picksPerMember: 2,
  seats: 1,
  quorum: 0,
  eligibility: 'confirmed-members',
  tallyShown: 'after-close',
  ties: 'decided-in-public',
  votingOpensAt: 1_000,
  votingClosesAt: 900_000,
  drafts: drafts.map((draft) => ({ draft, revision: `${draft}-1` })),
};

/** Numbers that look like any and are the same each time (mulberry32). */
export const randomFrom = (seed: number) => {
  let state = seed;
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
};

/** The entries of so many voters, of whom some change their ballots and some take them back. */
export const someEntries = (voters: number, random: (below: number) => number): string[] => {
  const keys: string[] = [];
  const said = new Map<string, string>();
  const entries: string[] = [];
  const enter = (ballot: string, entry: string, says: Record<string, unknown> = {}) =>
    entries.push(canonicalJson({ ballot, entry, ...says }));
  const pick = () => {
    const first = random(4);
    const second = random(4);
    return [...new Set([drafts[first]!, drafts[second]!])].sort();
  };
  for (let i = 0; i < voters; i++) {
    const key = Array.from({ length: 32 }, () => random(16).toString(16)).join('');
    const picks = pick();
    keys.push(key);
    said.set(key, picks.join());
    enter(key, 'cast', { picks });
    const other = keys[random(keys.length)]!;
    if (random(4) === 0 && said.has(other)) {
      const changed = pick();
      if (changed.join() !== said.get(other)) {
        said.set(other, changed.join());
        enter(other, 'changed', { picks: changed });
      }
    }
    if (random(9) === 0 && keys.length > 3) {
      const gone = keys[random(keys.length)]!;
      if (said.delete(gone)) enter(gone, 'withdrawn');
    }
  }
  return entries;
};

/** Signed heads for a log at these sizes, the first one empty and the last one final. */
export const headsOf = (
  leaves: readonly string[],
  sizes: readonly number[],
  { rule, key }: { rule: Rule; key: Key },
): SignedHead[] => {
  const tree = new GrowingTree(sums.sha256);
  const heads: SignedHead[] = [];
  let previous = '';
  sizes.forEach((size, number) => {
    while (tree.size < size) tree.add(entryHash(sums, leaves[tree.size]!));
    const head: Head = {
      challenge: rule.challenge,
      round: rule.round ?? 1,
      seal: textHash(sums, ruleText(rule)),
      number,
      size,
      root: hexOf(tree.root),
      previous,
      signedAt: (number === sizes.length - 1 ? rule.votingClosesAt : 2_000) + number * 1_000,
      ...(number === sizes.length - 1 && { final: true as const }),
      key: key.publicKey,
    };
    const text = headText(head);
    heads.push({ text, signature: key.sign(text) });
    previous = textHash(sums, text);
  });
  return heads;
};

/** What a site would publish of these entries. */
export const makeLogFile = (
  leaves: string[],
  {
    key,
    rule = picksRule,
    removed = [],
    ...more
  }: {
    key: Key;
    rule?: Rule;
    removed?: LogFile['removed'];
    result?: LogFile['result'];
    configuration?: string;
  },
): LogFile => {
  const replay = new Replay(rule, more.configuration ? JSON.parse(more.configuration) : null);
  for (const [i, leaf] of leaves.entries()) {
    const wrong = replay.enter(leaf);
    if (wrong) throw new Error(`entry ${i}: ${wrong}`);
  }
  const sizes = [
    0,
    ...[1, 2, 3].map((part) => Math.floor((leaves.length * part) / 4)),
    leaves.length,
    leaves.length,
  ];
  const text = ruleText(rule);
  const file: LogFile = {
    form: 'muster-ballot-log',
    challenge: { id: rule.challenge, title: 'A coat', brand: 'Halo', round: rule.round ?? 1 },
    rule: text,
    seal: textHash(sums, text),
    ...(more.configuration !== undefined && { configuration: more.configuration }),
    drafts: drafts.map((draft) => ({ draft, title: `Draft ${draft}` })),
    removed,
    heads: headsOf(leaves, sizes, { rule, key }),
    leaves,
    result: { method: 'picks', ballots: 0, none: 0, tally: [] },
    decision: null,
    key: key.publicKey,
    sum: { sha256: '', signature: '' },
  };
  if (rule.method !== 'picks' && rule.method !== 'specification')
    file.result = { method: rule.method, countedAt: 900_000 } as never;
  file.result = recount(file, rule, replay.ballots as Says[]);
  if (file.result.method === 'picks') {
    const { winners, tied, quorumReached } = proposeWinners(file.result.tally, {
      seats: 1,
      quorum: rule.quorum,
      ballots: file.result.ballots,
    });
    file.decision = {
      decidedAt: 950_000,
      proposal: { winners, tied, quorumReached },
      winners: winners.length > 0 ? winners : tied.slice(0, 1),
      composition: null,
      departs: false,
      tieBroken: winners.length === 0,
      reason: winners.length > 0 ? '' : 'By lot, at the meetup.',
      shortlist: null,
    };
  }
  return file;
};

/** The text of a file, with the sum that a holder of the key puts under it. */
export const logFileText = ({ sum: _, heads, leaves, ...file }: LogFile, key: Key): string => {
  const { result, decision, key: name, ...before } = file;
  const line = ([label, value]: [string, unknown]) => `${JSON.stringify(label)}:${JSON.stringify(value)},\n`;
  const items = (list: readonly unknown[]) => list.map((item) => JSON.stringify(item)).join(',\n');
  const body = `{${Object.entries(before).map(line).join('')}"heads":[\n${items(heads)}\n],\n"leaves":[\n${items(leaves)}\n],\n${Object.entries({ result, decision, key: name }).map(line).join('')}`;
  const sha256 = textHash(sums, body);
  return body + lastLine({ sha256, signature: key.sign(sha256) }).slice(1);
};
