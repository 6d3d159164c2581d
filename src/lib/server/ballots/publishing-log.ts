import { createHash } from 'node:crypto';
import { setImmediate as breath } from 'node:timers/promises';
import type { Reader } from '../../../../db/schema.ts';
import type { Composition } from '../../domain/configuring.ts';
import type { SignedHead } from '../../domain/heads.ts';
import {
  lastLine,
  type LogFile,
  type PublishedDecision,
  type PublishedResult,
} from '../../domain/log-files.ts';
import type { Method } from '../../domain/methods.ts';
import type { Rule } from '../../domain/sealing.ts';
import type { KeptProposal } from '../challenges/deciding.ts';
import { keptCount } from '../challenges/kept-counts.ts';
import { specificationOf } from '../challenges/specifying.ts';
import { isShown } from '../moderation/hiding.ts';
import { leavesOf, type Log } from './growing.ts';
import { headsFrom, latestHead } from './proving.ts';
import { presentKey } from './signing.ts';

type Read = <T>(work: (read: Reader) => Promise<T>) => Promise<T>;

export type ClosedLog = Omit<LogFile, 'heads' | 'leaves' | 'key' | 'sum' | 'form'> & {
  log: Log;
  size: number;
  /** The number of the head that it was signed for: what may come later is of another file. */
  last: number;
  parsed: Rule;
};

/**
 * A vote whose log is closed, with what was published of it; null while it is open or counted, where it was called off,
 * and where it has no log.
 */
export const closedLog = async (
  read: Reader,
  id: string,
  asked: number | null,
): Promise<ClosedLog | null> => {
  const row = await votedChallenge(read, id);
  if (!row) return null;
  const round = asked ?? row.round;
  const ended = round < row.round ? await endedRound(read, id, round) : undefined;
  if (!ended && (round !== row.round || !['deciding', 'decided'].includes(row.state))) return null;
  const log = { challenge: id, round };
  const head = await latestHead(read, log);
  const { rule, rule_hash: seal, log_size: size } = ended ?? row;
  // What was set aside or returned since is in no head yet.
  if (!head?.final || head.size !== size) return null;
  if (rule === null || seal === null) return null;
  const parsed = JSON.parse(rule) as Rule;
  const result = ended
    ? await endedResult(read, id, round, ended)
    : await presentResult(read, { ...row, method: row.method }, parsed);
  const drafts = await draftsIn(read, parsed);
  if (!result || isOutdated(result, drafts)) return null;
  const configuration = await configurationText(read, parsed);
  return {
    log,
    size,
    last: head.number,
    parsed,
    challenge: { id, title: row.title, brand: row.brand, round },
    rule,
    seal,
    ...(configuration !== undefined && { configuration }),
    ...drafts,
    result,
    decision: ended ? null : await decisionOf(read, id, row.method),
  };
};

const votedChallenge = (read: Reader, id: string) =>
  read
    .selectFrom('challenges')
    .innerJoin('brands', 'brands.id', 'challenges.brand_id')
    .select([
      'challenges.id',
      'challenges.title',
      'brands.name as brand',
      'challenges.state',
      'challenges.round',
      'challenges.rule',
      'challenges.rule_hash',
      'challenges.method',
      'challenges.quorum',
      'challenges.ballot_count',
      'challenges.log_size',
      'challenges.none_picks',
      'challenges.configuration_id',
    ])
    .where('challenges.id', '=', id)
    .where('challenges.published_at', 'is not', null)
    .where('challenges.state', '<>', 'cancelled')
    .where(isShown('challenge', 'challenges.id'))
    .executeTakeFirst();

type Voted = NonNullable<Awaited<ReturnType<typeof votedChallenge>>>;

const endedRound = (read: Reader, id: string, round: number) =>
  read
    .selectFrom('rounds')
    .select(['rule', 'rule_hash', 'ballot_count', 'none_picks', 'log_size'])
    .where('challenge_id', '=', id)
    .where('round', '=', round)
    .executeTakeFirst();

/** A vote that another one followed was by picks: no other has a shortlist. */
const endedResult = async (
  read: Reader,
  id: string,
  round: number,
  { ballot_count: ballots, none_picks: none }: { ballot_count: number; none_picks: number },
): Promise<PublishedResult> => {
  const tally = await read
    .selectFrom('round_tallies')
    .select(['draft_id as draft', 'picks'])
    .where('challenge_id', '=', id)
    .where('round', '=', round)
    .orderBy('draft_id')
    .execute();
  return { method: 'picks', ballots, none, tally };
};

const presentResult = async (read: Reader, row: Voted, { drafts }: Rule): Promise<PublishedResult | null> => {
  const { method, ballot_count: ballots, none_picks: none } = row;
  if (method === 'picks') {
    const tally = await read
      .selectFrom('drafts')
      .select(['id as draft', 'picks'])
      .where(
        'id',
        'in',
        drafts.map(({ draft }) => draft),
      )
      .orderBy('id')
      .execute();
    return { method, ballots, none, tally };
  }
  if (method === 'specification') {
    const counted = await specificationOf(read, row);
    return counted ? { method, ballots, specification: counted.specification } : null;
  }
  const count = await keptCount(read, row);
  if (!count?.final || count.logSize !== row.log_size) return null;
  const { final: _, logSize: __, groups: ___, ...kept } = count;
  return { ...kept, method };
};

/** Whether it is counted anew because of a draft that was taken off the table since. */
const isOutdated = (result: PublishedResult, { removed }: Pick<LogFile, 'removed'>) =>
  'candidates' in result && removed.some(({ draft }) => result.candidates.includes(draft));

const configurationText = async (read: Reader, rule: Rule) => {
  if (rule.method !== 'specification') return undefined;
  const row = await read
    .selectFrom('configurations')
    .select('spec')
    .where('id', '=', rule.configuration.id)
    .executeTakeFirstOrThrow();
  return row.spec;
};

/** The sealed drafts by the titles of their sealed revisions (none of what is hidden), and those that were removed since. */
const draftsIn = async (read: Reader, { drafts }: Rule) => {
  const ids = drafts.map(({ draft }) => draft);
  const titles = await read
    .selectFrom('revisions')
    .select(['id', 'title'])
    .where(
      'id',
      'in',
      drafts.map(({ revision }) => revision),
    )
    .where(isShown('draft', 'revisions.draft_id'))
    .execute();
  const removed = await read
    .selectFrom('draft_removals')
    .select(['draft_id as draft', 'kind', 'removed_at as at', 'reason'])
    .where('draft_id', 'in', ids)
    .orderBy('draft_id')
    .execute();
  const titleOf = new Map(titles.map(({ id, title }) => [id, title]));
  return {
    drafts: drafts.map(({ draft, revision }) => ({ draft, title: titleOf.get(revision) ?? '' })),
    removed,
  };
};

const decisionOf = async (read: Reader, id: string, method: Method): Promise<PublishedDecision | null> => {
  const row = await read
    .selectFrom('decisions')
    .leftJoin('compositions', 'compositions.id', 'decisions.composition_id')
    .select([
      'decisions.proposal',
      'decisions.departs',
      'decisions.tie_broken',
      'decisions.reason',
      'decisions.decided_at',
      'compositions.choices',
    ])
    .where('decisions.challenge_id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const winners = await read
    .selectFrom('decision_winners')
    .select('draft_id')
    .where('challenge_id', '=', id)
    .orderBy('place')
    .orderBy('draft_id')
    .execute();
  const finalists = await read
    .selectFrom('finalists')
    .select('draft_id')
    .where('challenge_id', '=', id)
    .orderBy('draft_id')
    .execute();
  const { winners: proposed, tied, quorumReached } = JSON.parse(row.proposal) as KeptProposal;
  return {
    decidedAt: row.decided_at,
    proposal: method === 'specification' ? null : { winners: proposed, tied, quorumReached },
    winners: winners.map(({ draft_id }) => draft_id),
    composition: row.choices === null ? null : (JSON.parse(row.choices) as Composition),
    departs: row.departs === 1,
    tieBroken: row.tie_broken === 1,
    reason: row.reason,
    shortlist: finalists.length > 0 ? finalists.map(({ draft_id }) => draft_id) : null,
  };
};

const chunk = 2_000;

/**
 * The file of a closed vote, piece by piece: never all of it in memory. Until the decision ballots may be set aside and
 * returned while it is read; it has what the head that it was begun for was signed for.
 */
export async function* logFile(read: Read, { log, size, last, parsed: _, ...file }: ClosedLog) {
  const key = (await read((r) => presentKey(r)))!;
  const sum = createHash('sha256');
  const said = (text: string) => {
    sum.update(text);
    return text;
  };
  const { result, decision, ...head } = file;
  const line = (name: string, value: unknown) => `${JSON.stringify(name)}:${JSON.stringify(value)},\n`;
  const lines = (values: Record<string, unknown>) =>
    Object.entries(values)
      .map(([name, value]) => line(name, value))
      .join('');
  yield said(`{${lines({ form: 'muster-ballot-log', ...head })}"heads":[\n`);
  for (let from = 0; from <= last; from += chunk) {
    const heads = await read((r) => headsFrom(r, log, from, Math.min(chunk, last + 1 - from)));
    yield said(
      itemsOf(
        heads.map(({ text, signature }): SignedHead => ({ text, signature })),
        from > 0,
      ),
    );
  }
  yield said('\n],\n"leaves":[\n');
  for await (const { leaves, from } of leavesIn(read, { log, size })) yield said(itemsOf(leaves, from > 0));
  yield said(
    `\n],\n${lines({ result, decision })}${JSON.stringify('key')}:${JSON.stringify(key.publicKey)},\n`,
  );
  const sha256 = sum.digest('hex');
  // The sum is of all before this line; the break before it is of the line above.
  yield lastLine({ sha256, signature: key.sign(sha256) }).slice(1);
}

const itemsOf = (items: readonly unknown[], later: boolean) =>
  `${later ? ',\n' : ''}${items.map((item) => JSON.stringify(item)).join(',\n')}`;

/** The entries of a closed log, some thousands at a time; whoever else asks for something comes in between. */
export async function* leavesIn(read: Read, { log, size }: Pick<ClosedLog, 'log' | 'size'>) {
  for (let from = 0; from < size; from += chunk) {
    await breath();
    yield { from, leaves: await read((r) => leavesOf(r, log, from, Math.min(size, from + chunk))) };
  }
}
