import { mailboxOf } from '../../src/lib/domain/mailboxes.ts';
import type { TracedBallot } from '../../src/lib/domain/stuffing/ballots.ts';

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** Voting opens at midnight and stays open for ten days. */
export const opens = Date.UTC(2026, 5, 1);
export const lasts = 10 * day;

/** A ballot as the site would see it, and which kind of person or script it really came from. */
export interface Voter {
  kind: string;
  scripted: boolean;
  mail: string;
  address: string;
  program: string;
  joinedAt: number;
  confirmedAt: number;
  castAt: number;
  drafts: string[];
  challenges?: number;
  commented?: boolean;
  followed?: boolean;
  preordered?: boolean;
}

/** The draft that somebody pays for; honest people like it too. */
export const bought = 'draft-3';
export const drafts = Array.from({ length: 12 }, (_, i) => `draft-${i}`);

/** In the place of keyed hashes stand the things themselves: the rules only compare them. */
export const tracedOf = (
  voters: Voter[],
  isDisposable: (domain: string) => boolean,
): (TracedBallot & { voter: Voter })[] => {
  const mailboxes = voters.map(({ mail }) => mailboxOf(mail));
  return voters.map((voter, i) => {
    const { mailbox, domain, isShared, isAlias, stem, shape } = mailboxes[i]!;
    const kind = isDisposable(domain) ? 'disposable' : isAlias ? 'alias' : 'ordinary';
    return {
      voter,
      id: `ballot-${i}`,
      network: voter.address.split('.').slice(0, 3).join('.'),
      address: voter.address,
      program: voter.program,
      joinedAt: voter.joinedAt,
      confirmedAt: voter.confirmedAt,
      castAt: voter.castAt,
      content: [...voter.drafts].sort().join(' '),
      challenges: voter.challenges ?? 1,
      commented: voter.commented ?? false,
      followed: voter.followed ?? false,
      preordered: voter.preordered ?? false,
      mail: { kind, mailbox, domain, isShared, stem, shape },
    };
  });
};
