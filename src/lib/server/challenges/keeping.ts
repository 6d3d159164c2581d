import { isRefusal, type Reason } from '../../domain/refusals.ts';
import type { Database } from '../database.ts';
import { recordEvent } from '../events/recording.ts';
import { closeVoting, remindVoters } from './closing.ts';
import { openVoting } from './opening.ts';
import { openCollecting } from './publishing.ts';

// What the clock does to a challenge. A refusal means that somebody was faster, or moved the date: there is nothing left to do.

export const openCollectingOnTime = async (
  { write }: Pick<Database, 'write'>,
  challenge: string,
  now: number,
) => {
  await write((tx) => openCollecting(tx, challenge, null, now));
};

const lacking: Reason[] = [
  'too-few-drafts',
  'specification-not-ready',
  'budget-needed',
  'costs-missing',
  'eligible-none',
];

/** With too few drafts, or without what its rule counts with, the challenge stays where it is, and its brand reads on the desk why. */
export const openVotingOnTime = async (
  { read, write }: Pick<Database, 'read' | 'write'>,
  challenge: string,
  now: number,
) => {
  const due = await read((r) =>
    r
      .selectFrom('challenges')
      .select('brand_id')
      .where('id', '=', challenge)
      .where('state', '=', 'collecting')
      .where('voting_opens_at', '<=', now)
      .executeTakeFirst(),
  );
  if (!due) return;
  const result = await write((tx) => openVoting(tx, challenge, now));
  if (isRefusal(result) && lacking.includes(result.reason)) {
    await write((tx) =>
      recordEvent(
        tx,
        { kind: 'voting-not-opened', brand: due.brand_id, challenge, payload: result.detail },
        now,
      ),
    );
  }
};

export const remindVotersOnTime = async (
  { write }: Pick<Database, 'write'>,
  challenge: string,
  now: number,
) => {
  await write((tx) => remindVoters(tx, challenge, now));
};

export const closeVotingOnTime = async (
  { write }: Pick<Database, 'write'>,
  challenge: string,
  now: number,
) => {
  await write((tx) => closeVoting(tx, challenge, now));
};
