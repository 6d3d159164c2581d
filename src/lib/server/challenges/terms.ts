import type { Reader, Transaction } from '../../../../db/schema.ts';

interface Terms {
  challenge: string;
  version: number;
  entryRules: string;
  licence: string;
}

/**
 * Writes a version of what entrants agree to. Over one that stands it is written only while nobody could see it: before
 * the challenge is published.
 */
export const writeTerms = async (
  tx: Transaction,
  member: { id: string },
  { challenge, version, entryRules, licence }: Terms,
  now: number,
): Promise<void> => {
  const written = { entry_rules: entryRules, licence, written_by: member.id, written_at: now };
  await tx
    .insertInto('challenge_terms')
    .values({ challenge_id: challenge, version, ...written })
    .onConflict((conflict) =>
      conflict
        .columns(['challenge_id', 'version'])
        .doUpdateSet(written)
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom('challenges')
              .select('challenges.number')
              .where('challenges.id', '=', challenge)
              .where('challenges.state', '=', 'preparing'),
          ),
        ),
    )
    .execute();
};

/** Every version of a challenge's terms, the last first. */
export const termsOf = (read: Reader, challenge: string) =>
  read
    .selectFrom('challenge_terms')
    .select(['version', 'entry_rules as entryRules', 'licence', 'written_at as writtenAt'])
    .where('challenge_id', '=', challenge)
    .orderBy('version', 'desc')
    .execute();

/** The version that stands; nothing for a showcase. */
export const presentTerms = (read: Reader, challenge: string) =>
  read
    .selectFrom('challenges')
    .innerJoin('challenge_terms', (join) =>
      join
        .onRef('challenge_terms.challenge_id', '=', 'challenges.id')
        .onRef('challenge_terms.version', '=', 'challenges.terms_version'),
    )
    .select([
      'challenge_terms.version',
      'challenge_terms.entry_rules as entryRules',
      'challenge_terms.licence',
    ])
    .where('challenges.id', '=', challenge)
    .executeTakeFirst();
