import type { Suspicion } from '../../src/lib/domain/stuffing/ballots.ts';
import { suspectsAmong } from '../../src/lib/domain/stuffing/suspecting.ts';
import { mailboxOf } from '../../src/lib/domain/mailboxes.ts';
import { Chance } from './chance.ts';
import { honestVoters } from './honest.ts';
import { scriptedVoters } from './scripted.ts';
import { tracedOf, type Voter } from './voters.ts';

export interface Outcome {
  scripted: Share;
  honest: Share;
  kinds: Map<string, Share & { scripted: boolean }>;
  reasons: Map<Suspicion, number>;
}
export interface Share {
  flagged: number;
  count: number;
}

/** Whether somebody attacks, and whether the site is so new that nobody has voted, commented or ordered there before. */
export interface Setting {
  attacked?: boolean;
  newSite?: boolean;
}

/** Names are drawn from a short list, and what two draw alike would be one mailbox: the later one is called otherwise, as in life. */
const apart = (voters: Voter[]): Voter[] => {
  const taken = new Set<string>();
  return voters.map((voter) => {
    const { mailbox } = mailboxOf(voter.mail);
    const isMeant = voter.kind === 'shared mailbox' || voter.kind.startsWith('2');
    const mail = taken.has(mailbox) && !isMeant ? voter.mail.replace('@', `x${taken.size}@`) : voter.mail;
    taken.add(mailboxOf(mail).mailbox);
    return { ...voter, mail };
  });
};

/** One challenge with all its ballots, looked at once after the close. */
export const simulate = (
  seed: number,
  isDisposable: (domain: string) => boolean,
  { attacked = true, newSite = false }: Setting = {},
): Outcome => {
  const chance = new Chance(seed);
  const voters = [...honestVoters(chance), ...(attacked ? scriptedVoters(chance) : [])].map((voter) =>
    newSite ? { ...voter, challenges: 1, commented: false, followed: false, preordered: false } : voter,
  );
  const ballots = tracedOf(apart(voters), isDisposable);
  const suspects = new Map(suspectsAmong(ballots).map((suspect) => [suspect.id, suspect]));
  const outcome: Outcome = {
    scripted: { flagged: 0, count: 0 },
    honest: { flagged: 0, count: 0 },
    kinds: new Map(),
    reasons: new Map(),
  };
  for (const { id, voter } of ballots) {
    const suspect = suspects.get(id);
    const kind = outcome.kinds.get(voter.kind) ?? { flagged: 0, count: 0, scripted: voter.scripted };
    outcome.kinds.set(voter.kind, kind);
    for (const share of [voter.scripted ? outcome.scripted : outcome.honest, kind]) {
      share.count++;
      if (suspect) share.flagged++;
    }
    for (const reason of suspect?.reasons ?? [])
      outcome.reasons.set(reason, (outcome.reasons.get(reason) ?? 0) + 1);
  }
  return outcome;
};
