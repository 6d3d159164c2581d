import { namesOf } from '$lib/domain/composing.ts';
import { configurationIn } from '$lib/domain/configuring.ts';
import { noneOfThese } from '$lib/domain/none.ts';
import { m } from '$lib/i18n/paraglide/messages.js';

/** What an entry of a log may say, as the site itself wrote it. */
interface Said {
  entry: string;
  none?: true;
  picks?: string[];
  approvals?: string[];
  ranking?: string[][];
  scores?: Record<string, number>;
  wouldBuy?: string[];
  duel?: [winner: string, loser: string];
  passed?: [one: string, other: string];
  choices?: Record<string, string>;
}

/**
 * An entry in the words of its voter: one line for each thing that it says, in its order where that matters. No line
 * where it says nothing of drafts.
 */
export const wordsOf = (
  leaf: string,
  { titles, spec }: { titles: ReadonlyMap<string, string>; spec: string | null },
): { ordered: boolean; lines: string[] } => {
  const said = JSON.parse(leaf) as Said;
  const title = (id: string) => (id === noneOfThese ? m.voting_none() : (titles.get(id) ?? m.results_gone()));
  const titled = (ids: string[]) => ids.map(title).join(m.results_list_comma());
  const lines = (all: string[], ordered = false) => ({ ordered, lines: all });
  if (said.entry === 'withdrawn') return lines([m.log_says_withdrawn()]);
  if (said.none) return lines([m.voting_none()]);
  if (said.ranking) return lines(said.ranking.map(titled), true);
  if (said.scores) return lines(scoresOf(said, title));
  if (said.duel) return lines([m.log_says_duel({ winner: title(said.duel[0]), loser: title(said.duel[1]) })]);
  if (said.passed) return lines([m.log_says_passed({ titles: titled(said.passed) })]);
  if (said.choices && spec)
    return lines(
      namesOf(configurationIn(spec), said.choices).map(({ part, choice }) =>
        m.log_says_choice({ part, choice }),
      ),
    );
  return lines((said.picks ?? said.approvals ?? []).map(title));
};

const scoresOf = ({ scores = {}, wouldBuy = [] }: Said, title: (id: string) => string) => {
  const ids = [...Object.keys(scores), ...wouldBuy.filter((id) => !(id in scores))];
  return ids
    .sort((a, b) => (scores[b] ?? -1) - (scores[a] ?? -1))
    .map((id) => {
      const score =
        id in scores
          ? m.log_says_score({ title: title(id), score: scores[id]! })
          : m.log_says_no_score({ title: title(id) });
      return wouldBuy.includes(id) ? m.log_says_would_buy({ score }) : score;
    });
};
