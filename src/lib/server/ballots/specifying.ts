import type { Reader, Transaction } from '../../../../db/schema.ts';
import {
  configurationIn,
  brokenRules,
  isComplete,
  type Chosen,
  type Composition,
  type Configuration,
} from '../../domain/configuring.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { isShown } from '../moderation/hiding.ts';
import { isStanding } from './casting.ts';
import { enterLeaf, enterSaying } from './logging.ts';
import { countBallot, takeBallot, withdrawBallot, type Voter } from './taking.ts';

export interface SpecificationBallot {
  challenge: string;
  /** A choice for each part of the sealed configuration; null takes the ballot back. */
  choices: Composition | null;
}

/**
 * Makes the member's ballot in a specification vote say exactly these choices. Every ballot is a whole product that
 * could be built: one choice of each part, and no rule broken. The order of the writes is that of `castBallot` (own
 * ballot, challenge, counts), with the same consequences for two tabs and for a race with the close.
 */
export const castSpecification = async (
  tx: Transaction,
  member: Voter | null,
  { challenge, choices }: SpecificationBallot,
  now: number,
): Promise<{ ballot: string | null } | Refusal> => {
  if (!member) return refuse('not-signed-in');
  if (!member.confirmed) return refuse('not-confirmed');
  const ballot = await takeBallot(tx, member, challenge, now);
  if (isRefusal(ballot)) return ballot;
  const counted = await countBallot(tx, challenge, ballot, choices !== null, now);
  if (isRefusal(counted)) return counted;
  if (counted.method !== 'specification') return refuse('ballot-of-other-kind');
  if (choices !== null) {
    const configuration = await sealedConfiguration(tx, counted);
    if (!configuration) return refuse('draft-not-in-challenge');
    const illegal = whyIllegal(configuration, choices);
    if (illegal) return illegal;
  }

  const before = ballot.fresh ? [] : await choicesOn(tx, ballot.id);
  const chosen = Object.entries(choices ?? {}).map(([part, choice]) => ({ part, choice }));
  if (!ballot.aside) await countChoices(tx, challenge, before, chosen);
  if (choices === null) {
    if (!ballot.fresh) await enterLeaf(tx, { challenge, ballot: ballot.key, entry: 'withdrawn' }, now);
    await withdrawBallot(tx, ballot.id);
    return { ballot: null };
  }
  const same = before.every(({ part, choice }) => choices[part] === choice);
  if (ballot.fresh || !same) await enterSaying(tx, challenge, ballot, { choices }, now);
  await tx
    .insertInto('ballot_choices')
    .values(chosen.map((one) => ({ ballot_id: ballot.id, challenge_id: challenge, ...one })))
    .onConflict((conflict) =>
      conflict.columns(['ballot_id', 'part']).doUpdateSet((eb) => ({ choice: eb.ref('excluded.choice') })),
    )
    .execute();
  return { ballot: ballot.id };
};

/** Why a ballot is none: a part without a choice, or the first rule that it breaks, in the names of its choices. */
const whyIllegal = (configuration: Configuration, choices: Composition): Refusal | null => {
  if (!isComplete(configuration, choices)) return refuse('specification-incomplete');
  const [broken] = brokenRules(configuration, choices);
  if (!broken) return null;
  const one = nameOf(configuration, broken.one);
  const other = nameOf(configuration, broken.other);
  return refuse(broken.kind === 'excludes' ? 'choices-excluded' : 'choice-needs', { one, other });
};

const nameOf = ({ parts }: Configuration, { part, choice }: Chosen) => {
  const found = parts.find(({ id }) => id === part);
  const chosen = found?.choices.find(({ id }) => id === choice);
  return `${found?.name ?? ''}: ${chosen?.name ?? ''}`;
};

/** What was sealed, as long as its draft stands on the table for everybody. */
const sealedConfiguration = async (
  tx: Transaction,
  challenge: { id: string; configuration: string | null },
) => {
  const row = await tx
    .selectFrom('configurations')
    .innerJoin('drafts', 'drafts.id', 'configurations.draft_id')
    .select('configurations.spec')
    .where('configurations.id', '=', challenge.configuration ?? '')
    .where('drafts.challenge_id', '=', challenge.id)
    .where('drafts.state', '=', 'submitted')
    .where(isShown('draft', 'drafts.id'))
    .where(isStanding)
    .executeTakeFirst();
  return row && configurationIn(row.spec);
};

export const choicesOn = (read: Reader, ballot: string) =>
  read.selectFrom('ballot_choices').select(['part', 'choice']).where('ballot_id', '=', ballot).execute();

/** One more for each choice that is new on the ballot, one less for each that has gone; the challenge is held. */
export const countChoices = async (tx: Transaction, challenge: string, before: Chosen[], after: Chosen[]) => {
  const without = (some: Chosen[], others: Chosen[]) =>
    some.filter(({ part, choice }) => !others.some((one) => one.part === part && one.choice === choice));
  for (const [change, changed] of [
    [1, without(after, before)],
    [-1, without(before, after)],
  ] as const) {
    if (changed.length === 0) continue;
    await tx
      .updateTable('specification_counts')
      .set((eb) => ({ votes: eb('votes', '+', change) }))
      .where('challenge_id', '=', challenge)
      .where((eb) =>
        eb.or(changed.map(({ part, choice }) => eb.and([eb('part', '=', part), eb('choice', '=', choice)]))),
      )
      .execute();
  }
};

/** The member's own ballot in a specification vote, if there is one. */
export const ownSpecification = async (
  read: Reader,
  member: { id: string } | null,
  challenge: string,
): Promise<{ changedAt: number; choices: Composition } | null> => {
  if (!member) return null;
  const rows = await read
    .selectFrom('ballots')
    .innerJoin('ballot_choices', 'ballot_choices.ballot_id', 'ballots.id')
    .select(['ballots.changed_at', 'ballot_choices.part', 'ballot_choices.choice'])
    .where('ballots.challenge_id', '=', challenge)
    .where('ballots.member_id', '=', member.id)
    .execute();
  if (!rows[0]) return null;
  const choices = Object.fromEntries(rows.map(({ part, choice }) => [part, choice]));
  return { changedAt: rows[0].changed_at, choices };
};
