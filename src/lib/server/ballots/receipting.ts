import type { Reader } from '../../../../db/schema.ts';
import type { Receipt } from '../../domain/heads.ts';
import { isShown } from '../moderation/hiding.ts';
import { latestHead, receiptsFor, type KeptHead } from './proving.ts';

export interface OwnReceipt {
  challenge: { id: string; title: string; timeZone: string; open: boolean };
  /** Null where the member has no entry yet that a head was signed for. */
  receipt: Receipt | null;
  head: KeptHead | null;
  /** Whether entries stand in the log for which the next head is still to be signed. */
  waiting: boolean;
  /** Whether the member has, or had, a ballot in this round. */
  voted: boolean;
  /** What the drafts on the ballot are called. */
  titles: ReadonlyMap<string, string>;
  /** Of a specification vote, what is voted on. */
  spec: string | null;
}

/** A challenge of which the vote has opened at least once; undefined where it may not be seen. */
export const loggedVote = (read: Reader, id: string) =>
  read
    .selectFrom('challenges')
    .leftJoin('configurations', 'configurations.id', 'challenges.configuration_id')
    .select([
      'challenges.id',
      'challenges.title',
      'challenges.round',
      'challenges.state',
      'challenges.time_zone',
      'challenges.log_size',
      'challenges.rule_hash',
      'configurations.spec',
    ])
    .where('challenges.id', '=', id)
    .where('published_at', 'is not', null)
    .where('rule_hash', 'is not', null)
    .where(isShown('challenge', 'challenges.id'))
    .executeTakeFirst();

/**
 * The receipt of the member's last entry in the present round of a challenge, that of a withdrawal too; undefined where
 * there is no such challenge, or its vote has not opened.
 */
export const ownReceipt = async (
  read: Reader,
  member: { id: string },
  id: string,
): Promise<OwnReceipt | undefined> => {
  const challenge = await loggedVote(read, id);
  if (!challenge) return undefined;
  const log = { challenge: id, round: challenge.round };
  const ballot =
    (await standingBallot(read, member, log)) ?? (await withdrawnBallot(read, member, log)) ?? undefined;
  const head = await latestHead(read, log);
  const entry = ballot?.key ? await entryOf(read, ballot.key) : undefined;
  const [receipt = null] =
    entry && head && entry.position < head.size ? await receiptsFor(read, log, [entry], head) : [];
  return {
    challenge: {
      id,
      title: challenge.title,
      timeZone: challenge.time_zone,
      open: challenge.state === 'voting',
    },
    receipt,
    head,
    waiting:
      head !== null && head.size < challenge.log_size && (!receipt || ballot!.changedAt >= head.signedAt),
    voted: ballot !== undefined,
    titles: new Map(receipt ? (await titlesIn(read, id)).map((one) => [one.id, one.title]) : []),
    spec: challenge.spec,
  };
};

const titlesIn = (read: Reader, challenge: string) =>
  read
    .selectFrom('drafts')
    .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .select(['drafts.id', 'revisions.title'])
    .where('drafts.challenge_id', '=', challenge)
    .where('drafts.state', '<>', 'editing')
    .where(isShown('draft', 'drafts.id'))
    .execute();

const standingBallot = (read: Reader, member: { id: string }, log: { challenge: string; round: number }) =>
  read
    .selectFrom('ballots')
    .select(['log_key as key', 'changed_at as changedAt'])
    .where('challenge_id', '=', log.challenge)
    .where('member_id', '=', member.id)
    .where('round', '=', log.round)
    .executeTakeFirst();

const withdrawnBallot = (read: Reader, member: { id: string }, log: { challenge: string; round: number }) =>
  read
    .selectFrom('withdrawn_ballots')
    .select(['log_key as key', 'withdrawn_at as changedAt'])
    .where('member_id', '=', member.id)
    .where('challenge_id', '=', log.challenge)
    .where('round', '=', log.round)
    .orderBy('withdrawn_at', 'desc')
    .limit(1)
    .executeTakeFirst();

const entryOf = (read: Reader, key: string) =>
  read
    .selectFrom('receipts')
    .innerJoin('log_leaves', (join) =>
      join
        .onRef('log_leaves.challenge_id', '=', 'receipts.challenge_id')
        .onRef('log_leaves.round', '=', 'receipts.round')
        .onRef('log_leaves.position', '=', 'receipts.position'),
    )
    .select(['log_leaves.position', 'log_leaves.text as leaf'])
    .where('receipts.log_key', '=', key)
    .executeTakeFirst();
