import type { Suspect, TracedBallot } from './ballots.ts';
import { Evidence } from './evidence.ts';
import { findDisposable, findMailDomains, findPatterns, findSharedMailboxes, ownDomain } from './mails.ts';
import { findAddressBursts, findIdentical, findPrograms, findSleepers } from './places.ts';
import { alikeDelays, evenlySpaced, readByMachine } from './rhythms.ts';

/** From so many points on a ballot is put in quarantine. No single finding reaches it, but for a mailbox with many accounts. */
export const threshold = 5;

/**
 * Which ballots of a challenge are probably stuffed, with the reasons. No rule decides alone: each finding brings points,
 * what is known to speak for an account takes points away, and the sum decides. That someone is new, votes for one draft,
 * shares a network with hundreds, or came in a wave is no finding by itself: a draft that is shared brings just that.
 * n log n in the number of ballots.
 */
export const suspectsAmong = (ballots: TracedBallot[]): Suspect[] => {
  const evidence = new Evidence(ballots);
  for (const at of evidence.light) if (ballots[at]!.challenges <= 1) evidence.note(at, 'only-this-vote', 0.5);
  findSharedMailboxes(evidence);
  findDisposable(evidence);
  findMailDomains(evidence);
  findPatterns(evidence);
  findAddressBursts(evidence);
  findIdentical(evidence);
  findSleepers(evidence);
  findPrograms(evidence);
  findRhythms(evidence);
  findCompany(evidence);
  return [...ballots.keys()]
    .filter((at) => evidence.score(at) >= threshold)
    .map((at) => ({ id: ballots[at]!.id, score: evidence.score(at), reasons: evidence.reasons(at) }));
};

/** By what a group is gathered in which rhythms are looked for: the narrower, the more they say. */
const gathered: { points: number; of: (ballot: TracedBallot) => string }[] = [
  { points: 3, of: ({ address }) => address },
  { points: 3, of: ({ network }) => network },
  { points: 3, of: ({ mail }) => (mail.isShared ? '' : mail.domain) },
  { points: 3, of: ({ mail }) => mail.stem && `${mail.stem}@${mail.domain}` },
  { points: 2.5, of: ({ mail }) => (mail.isShared ? `${mail.shape}@${mail.domain}` : '') },
  { points: 1.5, of: ({ program, content }) => program && content && `${program} ${content}` },
  { points: 1, of: ({ content }) => content },
];

const findRhythms = (evidence: Evidence) => {
  const { ballots } = evidence;
  const steps: [(ballot: TracedBallot) => number, (ballot: TracedBallot) => number][] = [
    [({ joinedAt }) => joinedAt, ({ confirmedAt }) => confirmedAt],
    [({ confirmedAt }) => confirmedAt, ({ castAt }) => castAt],
    [({ joinedAt }) => joinedAt, ({ castAt }) => castAt],
  ];
  for (const { points, of } of gathered) {
    for (const group of evidence.groups(of)) {
      if (group.length < 8) continue;
      const those = group.map((at) => ballots[at]!);
      for (const [from, to] of steps)
        for (const at of alikeDelays(those.map((ballot) => to(ballot) - from(ballot))))
          evidence.note(group[at]!, 'alike-delays', points);
      for (const at of readByMachine(those.map(({ joinedAt, confirmedAt }) => confirmedAt - joinedAt)))
        evidence.note(group[at]!, 'alike-delays', Math.min(points, 2.5));
      for (const times of [those.map(({ castAt }) => castAt), those.map(({ joinedAt }) => joinedAt)])
        for (const at of evenlySpaced(times)) evidence.note(group[at]!, 'even-spacing', points);
    }
  }
};

/** Where nearly all of a network or of a domain of mail is suspected already, the few others are looked at with less trust. */
const findCompany = (evidence: Evidence) => {
  const { ballots } = evidence;
  const suspected = new Set([...ballots.keys()].filter((at) => evidence.score(at) >= threshold));
  for (const common of [({ network }: TracedBallot) => network, ownDomain]) {
    for (const group of evidence.groups(common, ballots.keys())) {
      if (group.length < 8 || group.filter((at) => suspected.has(at)).length < 0.85 * group.length) continue;
      for (const at of group) evidence.note(at, 'among-suspects', 1.5);
    }
  }
};
