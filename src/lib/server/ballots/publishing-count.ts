import { configurationIn } from '../../domain/configuring.ts';
import { writeBlt } from '../../domain/counting/blt.ts';
import type { Vote } from '../../domain/counting/elections.ts';
import { ballotForm, type Method } from '../../domain/methods.ts';
import { electionOf } from '../../domain/recounting.ts';
import { Replay } from '../../domain/replaying.ts';
import { leavesIn, type ClosedLog } from './publishing-log.ts';
import type { Reader } from '../../../../db/schema.ts';

type Read = <T>(work: (read: Reader) => Promise<T>) => Promise<T>;

/** Whether the ballots of a method can be had in that form. */
export const isCountForm = (form: string, method: Method): form is 'count' | 'blt' =>
  (form === 'count' && method !== 'specification') || (form === 'blt' && ballotForm(method) === 'ranking');

/** The ballots of a closed vote as `npm run count` and, of rankings, other counters read them: those that count, those alike together. */
export async function* countFile(read: Read, closed: ClosedLog, form: 'count' | 'blt') {
  const { parsed: rule, configuration, challenge, drafts } = closed;
  const replay = new Replay(rule, configuration ? configurationIn(configuration) : null);
  for await (const { leaves } of leavesIn(read, closed)) for (const leaf of leaves) replay.enter(leaf);
  const titles = new Map(drafts.map(({ draft, title }) => [draft, title]));
  const election = electionOf(closed, rule, replay.ballots, titles);
  const seats = election.seats ?? 1;
  if (form === 'blt') {
    yield writeBlt(election, { seats, title: challenge.title });
    return;
  }
  const { candidates, costs, votes } = election;
  const named = (place: number) => candidates[place]!;
  const said = ({ count, ...vote }: Vote) => ({
    count,
    ...('ranking' in vote && { ranking: vote.ranking.map((group) => group.map(named)) }),
    ...('approvals' in vote && { approvals: vote.approvals.map(named) }),
    ...('scores' in vote && {
      scores: Object.fromEntries(vote.scores.map(([place, score]) => [named(place), score])),
    }),
    ...('duel' in vote && { duel: vote.duel.map(named) }),
  });
  const priced = candidates.flatMap((name, i) => (costs[i] === null ? [] : [[name, costs[i]]]));
  const head = {
    candidates,
    ...(priced.length > 0 && { costs: Object.fromEntries(priced) as Record<string, number> }),
    seats,
  };
  yield `${JSON.stringify(head).slice(0, -1)},"ballots":[\n`;
  for (let from = 0; from < votes.length; from += 2000)
    yield `${from > 0 ? ',\n' : ''}${votes
      .slice(from, from + 2000)
      .map((vote) => JSON.stringify(said(vote)))
      .join(',\n')}`;
  yield '\n]}\n';
}
