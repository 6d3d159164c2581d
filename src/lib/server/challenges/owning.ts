import type { Reader } from '../../../../db/schema.ts';

export type OwnChallenge = NonNullable<Awaited<ReturnType<typeof ownChallenge>>>;

/** The challenge, if the member designs for its brand or owns it; otherwise nothing, as if it were not there. */
export const ownChallenge = async (read: Reader, member: { id: string } | null, id: string) => {
  if (!member) return undefined;
  return read
    .selectFrom('challenges')
    .innerJoin('brands', 'brands.id', 'challenges.brand_id')
    .leftJoin('challenge_terms', (join) =>
      join
        .onRef('challenge_terms.challenge_id', '=', 'challenges.id')
        .onRef('challenge_terms.version', '=', 'challenges.terms_version'),
    )
    .selectAll('challenges')
    .select([
      'brands.slug as brand_slug',
      'brands.name as brand_name',
      'challenge_terms.entry_rules',
      'challenge_terms.licence',
    ])
    .where('challenges.id', '=', id)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('brand_roles')
          .select('brand_roles.role')
          .whereRef('brand_roles.brand_id', '=', 'challenges.brand_id')
          .where('brand_roles.member_id', '=', member.id)
          .where('brand_roles.role', 'in', ['owner', 'designer']),
      ),
    )
    .executeTakeFirst();
};
