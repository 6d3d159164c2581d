import type { TracedBallot } from './ballots.ts';
import type { Evidence } from './evidence.ts';
import { ownDomain } from './mails.ts';
import { crowdedWithin, evenlySpaced } from './rhythms.ts';

const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;

/**
 * More new accounts from one address in twenty minutes than a room holds. Eighty at a meetup are none, and neither is a
 * carrier's address where people who were here before are among them.
 */
export const findAddressBursts = (evidence: Evidence) => {
  const { ballots, light } = evidence;
  const all = new Map<string, number>();
  for (const { address } of ballots) all.set(address, (all.get(address) ?? 0) + 1);
  for (const group of evidence.groups(({ address }) => address, light)) {
    if (group.length < 0.9 * all.get(ballots[group[0]!]!.address)!) continue;
    const times = group.map((at) => ballots[at]!.castAt);
    for (const at of crowdedWithin(times, 20 * minute, 150)) evidence.note(group[at]!, 'same-network', 2);
  }
};

/** The same ballot many times within seconds, by those who have an address, a network or a domain of mail in common. */
export const findIdentical = (evidence: Evidence) => {
  const { ballots } = evidence;
  for (const common of [
    ({ address }: TracedBallot) => address,
    ({ network }: TracedBallot) => network,
    ownDomain,
  ]) {
    for (const group of evidence.groups((ballot) => {
      const key = common(ballot);
      // Where it is not known what they say, they do not say the same.
      return key && ballot.content && `${key} ${ballot.content}`;
    })) {
      const times = group.map((at) => ballots[at]!.castAt);
      for (const at of crowdedWithin(times, 15 * second, 8))
        evidence.note(group[at]!, 'identical-in-seconds', 2.5);
    }
  }
};

/**
 * Accounts that were made one after the other long before, have slept since, and all wake up for this vote. A campaign on
 * social media that brought members in a wave brought them to another vote, which they have behind them.
 */
export const findSleepers = (evidence: Evidence) => {
  const { ballots, light } = evidence;
  const sleepers = light
    .filter((at) => ballots[at]!.castAt - ballots[at]!.joinedAt > 7 * day && ballots[at]!.challenges <= 1)
    .sort((one, other) => ballots[one]!.joinedAt - ballots[other]!.joinedAt);
  for (let from = 0, to = 1; from < sleepers.length; from = to++) {
    const joinedAt = (at: number) => ballots[sleepers[at]!]!.joinedAt;
    while (to < sleepers.length && joinedAt(to) - joinedAt(to - 1) <= 3 * minute) to++;
    if (to - from < 12) continue;
    const batch = sleepers.slice(from, to);
    const even = new Set(evenlySpaced(batch.map((at) => ballots[at]!.joinedAt)));
    for (const [at, ballot] of batch.entries()) {
      evidence.note(ballot, 'made-together', 2.5);
      if (even.has(at)) evidence.note(ballot, 'even-spacing', 3);
    }
  }
};

/** A browser that many new accounts have in as many places, and nobody who was here before. A room of the same computers is one place. */
export const findPrograms = (evidence: Evidence) => {
  const { ballots, standing, light, hasRegulars } = evidence;
  if (!hasRegulars) return;
  const known = new Set(ballots.filter((_, at) => standing[at]! >= 2).map(({ program }) => program));
  for (const group of evidence.groups(({ program }) => program, light)) {
    if (group.length < 10 || known.has(ballots[group[0]!]!.program)) continue;
    if (new Set(group.map((at) => ballots[at]!.network)).size < group.length / 3) continue;
    for (const at of group) evidence.note(at, 'same-program', 1);
  }
};
