import { ballotForm, isMarked } from '$lib/domain/methods.ts';
import { noneOfThese } from '$lib/domain/none.ts';
import { pairKey, type Pair } from '$lib/domain/pairing.ts';
import { toolingCosts } from '$lib/server/ballots/costing.ts';
import { ownAnswers, type OwnAnswer } from '$lib/server/ballots/judging.ts';
import { ownMarks } from '$lib/server/ballots/marking.ts';
import { nextPairs } from '$lib/server/ballots/pairing.ts';
import type { presentChallenge } from '$lib/server/challenges/showing.ts';
import type { Reader } from '../../../../../db/schema.ts';
import { fieldsIn, fieldsOf, type Fields } from './marks.ts';

type Shown = NonNullable<Awaited<ReturnType<typeof presentChallenge>>>;

/** No list is longer; a place beyond it is a slip. */
export const greatestPlace = 1000;

/** So many pairs are on the page that nobody waits for the next one. */
const ahead = 4;
const latest = 12;

/** The pair that an address or a form names. */
export const pairIn = (text: string | null): Pair | null => {
  const [one, other, more] = (text ?? '').split('.');
  return one && other && more === undefined ? [one, other] : null;
};

/** A ballot of scores, of a ranking, of approvals or of duels as its page shows it; nothing of the other kinds. */
export const presentBallot = async (
  read: Reader,
  challenge: Shown,
  member: { id: string } | null,
  url: URL,
) => {
  const form = ballotForm(challenge.method);
  if (form === 'picks' || form === 'choices' || challenge.sealed_at === null) return null;
  const marks = isMarked(challenge.method) ? await ownMarks(read, member, challenge.id) : null;
  const costs = form === 'approvals' ? await toolingCosts(read, challenge.id) : null;
  const cast = marks ? onTable(fieldsOf(marks.marks), challenge) : {};
  const asked = fieldsIn(url.searchParams);
  return {
    form,
    drafts: challenge.drafts.map(({ id, title, revision, author, others, alt, picture }) => ({
      id,
      title,
      revision,
      author,
      others,
      alt,
      picture,
      cost: costs?.get(id) ?? null,
    })),
    seal: challenge.rule_hash ?? '',
    none: challenge.default_option === 1,
    budget: challenge.budget,
    currency: challenge.currency,
    cast,
    // What was entered before signing in comes back in the address; nothing is cast by looking.
    entered: Object.keys(asked).length > 0 ? asked : cast,
    castAt: marks?.changedAt ?? null,
    duels:
      form === 'duels'
        ? await presentDuels(read, challenge, member, pairIn(url.searchParams.get('pair')))
        : null,
  };
};

/** Without what was taken off the table since: it can no longer be said. */
const onTable = (fields: Fields, { drafts, default_option }: Shown): Fields => {
  const ids = new Set([...drafts.map(({ id }) => id), ...(default_option === 1 ? [noneOfThese] : [])]);
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, values]): [string, string[]][] => {
      const [, id] = name.split('.');
      if (id !== undefined) return ids.has(id) ? [[name, values]] : [];
      return [[name, values.filter((value) => ids.has(value))]];
    }),
  );
};

const presentDuels = async (
  read: Reader,
  { id, round, drafts: onTable }: Shown,
  member: { id: string } | null,
  asked: Pair | null,
) => {
  const answers = await ownAnswers(read, member, id);
  const drafts = onTable.map((draft) => draft.id);
  const pairs = await nextPairs(read, member, { challenge: id, round, drafts, answers }, ahead);
  const known = (pair: Pair) => pair[0] !== pair[1] && pair.every((one) => drafts.includes(one));
  const first = asked && known(asked) ? [asked] : [];
  const others = pairs.filter((pair) => !first.some((one) => pairKey(...one) === pairKey(...pair)));
  return {
    pairs: [...first, ...others],
    answers: answers.slice(0, latest),
    judged: answers.filter(({ winner }) => winner !== null).length,
    passed: answers.filter(({ winner }) => winner === null).length,
    all: (drafts.length * (drafts.length - 1)) / 2,
    castAt: latestOf(answers),
  };
};

const latestOf = (answers: OwnAnswer[]) => answers[0]?.judgedAt ?? null;

export type PresentedBallot = NonNullable<Awaited<ReturnType<typeof presentBallot>>>;
