import { breaksTie, departs } from '../../../src/lib/domain/deciding.ts';
import { proposeWinners, rankTally } from '../../../src/lib/domain/tallying.ts';
import type { KeptProposal } from '../../../src/lib/server/challenges/deciding.ts';
import type { Random } from '../random.ts';
import type { Challenge, Draft } from './challenges.ts';
import { happened } from './events.ts';
import type { Member } from './members.ts';
import type { Loading } from './rows.ts';

interface Ballot {
  member: Member;
  castAt: number;
  changedAt: number;
  picks: Draft[];
}

/** Everybody votes by what is liked in general and by a taste of their own, and goes mostly where they feel at home. */
export function loadBallots(
  loading: Loading,
  challenges: Challenge[],
  members: Member[],
  settled: Map<Member, Set<string>>,
): void {
  for (const challenge of challenges) {
    if (challenge.row.sealed_at == null || challenge.seed.specification) continue;
    const random = loading.chance(`ballots ${challenge.seed.key}`);
    const until = Math.min(challenge.closesAt, loading.now);
    const ballots = voters(random, challenge, members, until, settled).map((member): Ballot => {
      const from = Math.max(challenge.opensAt, member.joinedAt + 700 * 60_000);
      const castAt = when(random, from, until);
      return {
        member,
        castAt,
        changedAt: random.chance(0.17) ? when(random, castAt, until) : castAt,
        picks: picks(random, challenge, member),
      };
    });
    if (challenge.seed.tie) makeTie(challenge, ballots);
    write(loading, challenge, ballots);
    if (challenge.seed.state === 'decided') decide(loading, challenge);
    if (until === challenge.closesAt)
      happened(loading, challenge.closesAt, 'voting-closed', {
        brand: challenge.brand.id,
        challenge: challenge.id,
        payload: { ballots: ballots.length },
      });
  }
}

function voters(
  random: Random,
  challenge: Challenge,
  members: Member[],
  until: number,
  settled: Map<Member, Set<string>>,
): Member[] {
  // Drawn without putting back: the smallest of exponential waiting times (Efraimidis and Spirakis).
  const keyed = members
    .filter(
      (member) =>
        member.confirmed && member.joinedAt + 720 * 60_000 < until && !member.email.startsWith('admin@'),
    )
    .filter((member) => !settled.get(member)?.has(challenge.seed.key))
    .map((member) => ({ member, key: -Math.log(1 - random.next()) / member.likes[challenge.brand.key]! }))
    .sort((a, b) => a.key - b.key);
  if (keyed.length < challenge.seed.ballots)
    throw new Error(
      `${challenge.seed.key}: ${challenge.seed.ballots} ballots, but ${keyed.length} members could vote`,
    );
  return keyed.slice(0, challenge.seed.ballots).map(({ member }) => member);
}

/** Many at the opening, a trickle, and some at the end. */
function when(random: Random, from: number, until: number): number {
  const share = [random.next() ** 2.6, random.next(), 1 - random.next() ** 3 * 0.16][
    random.weighted([5, 4, 1.6])
  ]!;
  return Math.floor(from + Math.min(0.999, share) * Math.max(0, until - from - 1));
}

function picks(random: Random, challenge: Challenge, member: Member): Draft[] {
  const most = challenge.seed.picks;
  const count = most === 1 ? 1 : 1 + random.weighted([1.4, 2.4, 3.2].slice(0, most));
  const left = challenge.drafts.filter((draft) => draft.row.state === 'submitted' && draft.author !== member);
  // One's own draft is the first pick of those who drew one.
  const own = challenge.drafts.filter((draft) => draft.row.state === 'submitted' && draft.author === member);
  const chosen: Draft[] = own.slice(0, 1);
  while (chosen.length < count && left.length > 0) {
    const weights = left.map((draft) => draft.seed.pull ** 1.5 * Math.exp(random.normal() * 0.55));
    chosen.push(...left.splice(random.weighted(weights), 1));
  }
  return chosen;
}

/** Moves picks between two drafts until they are exactly level. */
function makeTie({ drafts, seed }: Challenge, ballots: Ballot[]): void {
  const [one, other] = seed.tie!.map((index) => drafts[index]!) as [Draft, Draft];
  const count = (draft: Draft) => ballots.filter((ballot) => ballot.picks.includes(draft)).length;
  for (const ballot of ballots) {
    const gap = count(one) - count(other);
    if (gap === 0) return;
    const [high, low] = gap > 0 ? [one, other] : [other, one];
    if (!ballot.picks.includes(high) || ballot.picks.includes(low) || ballot.picks.length < 2) continue;
    if (Math.abs(gap) > 1) ballot.picks[ballot.picks.indexOf(high)] = low;
    else ballot.picks = ballot.picks.filter((draft) => draft !== high);
  }
  throw new Error(`${seed.key} could not be tied`);
}

function write({ rows, ids }: Loading, challenge: Challenge, ballots: Ballot[]): void {
  ballots.sort((a, b) => a.castAt - b.castAt);
  for (const { member, castAt, changedAt, picks } of ballots) {
    const id = ids.id(castAt);
    rows.ballots.push({
      id,
      challenge_id: challenge.id,
      member_id: member.id,
      cast_at: castAt,
      changed_at: changedAt,
    });
    for (const draft of picks) {
      rows.ballot_picks.push({ ballot_id: id, draft_id: draft.id, revision_id: draft.revision });
      draft.row.picks = (draft.row.picks ?? 0) + 1;
    }
  }
  challenge.row.ballot_count = ballots.length;
}

/** The rule's own proposal, as the product keeps it with a decision. */
export function proposalOf(challenge: Challenge): KeptProposal {
  const { seats, quorum } = challenge.seed;
  const ballots = challenge.row.ballot_count ?? 0;
  const standing = challenge.drafts.filter((draft) => draft.row.state !== 'editing');
  const tally = rankTally(
    standing.map((draft) => ({ draft: draft.id, picks: draft.row.picks ?? 0, disqualified: false })),
  ).map(({ draft, picks }) => ({ draft, picks, disqualified: false }));
  return { ...proposeWinners(tally, { seats, quorum, ballots }), seats, quorum, ballots, tally };
}

function decide(loading: Loading, challenge: Challenge): void {
  const { seed, brand } = challenge;
  const at = challenge.decidedAt!;
  const proposal = proposalOf(challenge);
  const winners = seed.decision?.winners?.map((index) => challenge.drafts[index]!.id) ?? proposal.winners;
  if (winners.length === 0) throw new Error(`${seed.key} was decided for nobody`);
  const [first, second] = proposal.tally;
  const words = { lead: first!.picks - second!.picks, picks: first!.picks, second: second!.picks };
  const reason = (seed.decision?.reason ?? '').replace(
    /\{(lead|picks|second)\}/g,
    (_, word: keyof typeof words) => String(words[word]),
  );
  const departing = departs(proposal, winners);
  const tieBroken = breaksTie(proposal, winners);
  loading.rows.decisions.push({
    challenge_id: challenge.id,
    decided_by: brand.owner.id,
    decided_at: at,
    proposal: JSON.stringify(proposal),
    departs: departing ? 1 : 0,
    tie_broken: tieBroken ? 1 : 0,
    reason,
  });
  const place = { actor: brand.owner.id, brand: brand.id, challenge: challenge.id };
  for (const draft of challenge.drafts) {
    if (draft.row.state === 'editing') continue;
    const won = winners.includes(draft.id);
    draft.row.state = won ? 'won' : 'not chosen';
    if (won) {
      const better = challenge.drafts.filter(
        (other) => winners.includes(other.id) && (other.row.picks ?? 0) > (draft.row.picks ?? 0),
      );
      loading.rows.decision_winners.push({
        challenge_id: challenge.id,
        draft_id: draft.id,
        place: 1 + better.length,
      });
    }
    happened(loading, at, won ? 'draft-won' : 'draft-not-chosen', {
      ...place,
      subject: draft.author.id,
      draft: draft.id,
    });
  }
  happened(loading, at, 'challenge-decided', {
    ...place,
    payload: { winners, departs: departing, tieBroken, quorumReached: proposal.quorumReached },
  });
}
