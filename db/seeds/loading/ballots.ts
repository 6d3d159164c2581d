import { breaksTie, departs } from '../../../src/lib/domain/deciding.ts';
import { proposeWinners, rankTally } from '../../../src/lib/domain/tallying.ts';
import type { KeptProposal } from '../../../src/lib/server/challenges/deciding.ts';
import type { KeptCount } from '../../../src/lib/domain/kept-count.ts';
import { canonicalJson } from '../../../src/lib/domain/sealing.ts';
import { proposalOf as proposalByCount, standingsOf } from '../../../src/lib/domain/standings.ts';
import type { Random } from '../random.ts';
import type { Challenge, Draft } from './challenges.ts';
import { happened } from './events.ts';
import type { Member } from './members.ts';
import { countOf, duelCounts, entriesOf, marksText, sayingsOf, type Said } from './methods.ts';
import type { Loading } from './rows.ts';

interface Ballot {
  member: Member;
  castAt: number;
  changedAt: number;
  picks: Draft[];
  /** Where the method is not picks. */
  said?: Said;
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
        picks: challenge.seed.method ? [] : picks(random, challenge, member),
      };
    });
    if (challenge.seed.method)
      for (const [i, said] of sayingsOf(
        random,
        challenge,
        ballots.map(({ member }) => member),
      ).entries())
        ballots[i]!.said = said;
    else if (challenge.seed.tie) makeTie(challenge, ballots);
    write(loading, challenge, ballots);
    const said = ballots.flatMap((ballot) => ballot.said ?? []);
    if (challenge.seed.state === 'decided')
      decide(loading, challenge, challenge.seed.method ? countOf(challenge, said) : null);
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

function write({ rows, ids, chance }: Loading, challenge: Challenge, ballots: Ballot[]): void {
  ballots.sort((a, b) => a.castAt - b.castAt);
  const letters = chance(`log ${challenge.seed.key}`);
  const entries: { at: number; text: string }[] = [];
  for (const ballot of ballots) {
    const { member, castAt, changedAt, picks, said } = ballot;
    const id = ids.id(castAt);
    const key = Array.from({ length: 32 }, () => letters.integer(0, 15).toString(16)).join('');
    rows.ballots.push({
      id,
      challenge_id: challenge.id,
      member_id: member.id,
      cast_at: castAt,
      changed_at: changedAt,
      log_key: key,
      marks: said ? marksText(said) : null,
    });
    for (const draft of picks) {
      rows.ballot_picks.push({ ballot_id: id, draft_id: draft.id, revision_id: draft.revision });
      draft.row.picks = (draft.row.picks ?? 0) + 1;
    }
    for (const duel of said && 'duels' in said ? said.duels : [])
      rows.ballot_duels.push({ ballot_id: id, ...duel, judged_at: castAt });
    for (const [i, says] of sayings(challenge, ballot).entries())
      entries.push({
        at: castAt + (i === 0 ? 0 : Math.max(i * 4_000, changedAt - castAt)),
        text: canonicalJson({ ...says, ballot: key, entry: i === 0 ? 'cast' : 'changed' }),
      });
  }
  for (const count of duelCounts(ballots.flatMap(({ said }) => said ?? [])))
    rows.duel_counts.push({ challenge_id: challenge.id, round: 1, ...count });
  for (const [position, { text }] of entries.sort((a, b) => a.at - b.at).entries())
    rows.log_leaves.push({ challenge_id: challenge.id, round: 1, position, text });
  challenge.row.log_size = entries.length;
  challenge.row.ballot_count = ballots.length;
}

/** What stands in the log of a ballot: whoever changed it had picked less, or something else, before. */
function sayings(challenge: Challenge, { picks, said, castAt, changedAt }: Ballot) {
  if (said) return entriesOf(said);
  const say = (some: Draft[]) => ({
    picks: some.map(({ id }) => id).sort(),
    ...(challenge.row.revising_until != null && {
      revisions: Object.fromEntries(some.map(({ id, revision }) => [id, revision])),
    }),
  });
  if (changedAt === castAt) return [say(picks)];
  const before =
    picks.length > 1
      ? picks.slice(1)
      : challenge.drafts.filter((draft) => !picks.includes(draft)).slice(0, 1);
  return [say(before), say(picks)];
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

/** What the product keeps of a count with a decision. */
function countedProposal(challenge: Challenge, count: KeptCount): KeptProposal {
  const { seats, quorum } = challenge.seed;
  const tally = standingsOf(count).map(({ draft }) => ({ draft, picks: 0, disqualified: false }));
  return { ...proposalByCount(count, { seats, quorum }), seats, quorum, ballots: count.ballots, tally };
}

function decide(loading: Loading, challenge: Challenge, count: KeptCount | null): void {
  const { seed, brand } = challenge;
  const at = challenge.decidedAt!;
  const proposal = count ? countedProposal(challenge, count) : proposalOf(challenge);
  const ranks = new Map(count ? standingsOf(count).map(({ draft, rank }) => [draft, rank]) : []);
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
        (other) =>
          winners.includes(other.id) &&
          (count
            ? ranks.get(other.id)! < ranks.get(draft.id)!
            : (other.row.picks ?? 0) > (draft.row.picks ?? 0)),
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
