import type { Reader, Transaction } from '../../../../db/schema.ts';
import {
  compositionIn,
  configurationIn,
  compositionText,
  type Composition,
  type Configuration,
} from '../../domain/configuring.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { countSpecification, type Specification } from '../../domain/specifying.ts';
import { newId } from '../ids.ts';
import { untilWritten } from '../remembering.ts';
import { isShown } from '../moderation/hiding.ts';

/** What a specification vote is about, as it stands in the database. */
export interface Specified {
  id: string;
  spec: string;
}

/** What the one draft on the table can be composed of; refused where there is not just one that can be. */
export const specificationFor = async (
  tx: Transaction,
  drafts: { draft: string; revision: string; hidden: string | null }[],
): Promise<Specified | Refusal> => {
  const count = drafts.length;
  if (count !== 1 || drafts[0]!.hidden !== null) return refuse('specification-not-ready', { count });
  const found = await tx
    .selectFrom('revisions')
    .innerJoin('configurations', 'configurations.id', 'revisions.configuration_id')
    .select(['configurations.id', 'configurations.spec'])
    .where('revisions.id', '=', drafts[0]!.revision)
    .executeTakeFirst();
  return found ?? refuse('specification-not-ready', { count });
};

/** A count for each choice that can be voted for, at nought: the ballot has these and no others. */
export const standCounts = async (tx: Transaction, challenge: string, specification: Specified) => {
  const rows = configurationIn(specification.spec).parts.flatMap(({ id: part, choices }) =>
    choices.map(({ id: choice }) => ({ challenge_id: challenge, part, choice })),
  );
  await tx.insertInto('specification_counts').values(rows).execute();
};

export interface CountedSpecification {
  configuration: Configuration;
  row: Specified;
  draft: string;
  specification: Specification;
}

/** What the ballots of a specification vote add up to: kept counts, nothing is counted here. Two queries. */
export const specificationOf = async (
  read: Reader,
  challenge: { id: string; quorum: number; ballot_count: number; configuration_id: string | null },
): Promise<CountedSpecification | undefined> =>
  challenge.configuration_id === null
    ? undefined
    : counted(read, challenge.id, challenge.configuration_id, challenge.ballot_count, challenge.quorum);

/** The best product is searched for, which takes longer than a page should: once between two writes is enough. */
const counted = untilWritten(
  async (
    read: Reader,
    challenge: string,
    configurationId: string,
    ballots: number,
    quorum: number,
  ): Promise<CountedSpecification> => {
    const row = await read
      .selectFrom('configurations')
      .select(['id', 'spec', 'draft_id'])
      .where('id', '=', configurationId)
      .executeTakeFirstOrThrow();
    const configuration = configurationIn(row.spec);
    const votes = await read
      .selectFrom('specification_counts')
      .select(['part', 'choice', 'votes'])
      .where('challenge_id', '=', challenge)
      .execute();
    return {
      configuration,
      row,
      draft: row.draft_id,
      specification: countSpecification(configuration, votes, { ballots, quorum }),
    };
  },
);

/** The composition of these choices, which must be legal: the one that stands, or a new one. */
export const keepComposition = async (
  tx: Transaction,
  { configuration, draft, choices }: { configuration: Specified; draft: string; choices: Composition },
  member: { id: string } | null,
  now: number,
): Promise<string> => {
  const text = compositionText(configurationIn(configuration.spec), choices);
  const kept = await tx
    .insertInto('compositions')
    .values({
      id: newId(now),
      draft_id: draft,
      configuration_id: configuration.id,
      choices: text,
      created_by: member?.id ?? null,
      created_at: now,
    })
    // Written over with what stands there already, so that the row is given back either way.
    .onConflict((conflict) =>
      conflict.columns(['configuration_id', 'choices']).doUpdateSet({ choices: text }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return kept.id;
};

/** The very text that the sealed rule names by its hash. */
export const sealedConfiguration = async (read: Reader, challenge: string): Promise<string | undefined> => {
  const row = await read
    .selectFrom('challenges')
    .innerJoin('configurations', 'configurations.id', 'challenges.configuration_id')
    .select('configurations.spec')
    .where('challenges.id', '=', challenge)
    .where(isShown('challenge', 'challenges.id'))
    .executeTakeFirst();
  return row?.spec;
};

/** The same for a page, with what was decided: three queries; nothing before the seal, and where drafts are picked. */
export const specificationShown = async (
  read: Reader,
  challenge: { id: string; quorum: number; ballot_count: number; configuration_id: string | null },
) => {
  const counted = await specificationOf(read, challenge);
  if (!counted) return null;
  const { configuration, specification } = counted;
  const decision = await read
    .selectFrom('decisions')
    .innerJoin('compositions', 'compositions.id', 'decisions.composition_id')
    .select('compositions.choices')
    .where('decisions.challenge_id', '=', challenge.id)
    .executeTakeFirst();
  return {
    configuration,
    specification,
    quorum: challenge.quorum,
    decided: decision ? compositionIn(decision.choices) : null,
  };
};
