import type { Reader } from '../../../../db/schema.ts';
import { compositionIn } from '../../domain/configuring.ts';

const mostChosenShown = 6;

/** How often each choice of a draft is chosen, by part and choice: one query. */
export const choiceCounts = async (
  read: Reader,
  draft: string,
): Promise<Record<string, Record<string, number>>> => {
  const rows = await read
    .selectFrom('choice_counts')
    .select(['part', 'choice', 'chosen'])
    .where('draft_id', '=', draft)
    .execute();
  const counts: Record<string, Record<string, number>> = {};
  for (const { part, choice, chosen } of rows) (counts[part] ??= {})[choice] = chosen;
  return counts;
};

/** The compositions that most members have as theirs, and the visitor's own one whatever its place: two queries. */
export const mostChosen = async (read: Reader, visitor: { id: string } | null, draft: string) => {
  const rows = await read
    .selectFrom('compositions')
    .innerJoin('configurations', 'configurations.id', 'compositions.configuration_id')
    .select(['compositions.id', 'compositions.choices', 'compositions.chosen', 'configurations.spec'])
    .where('compositions.draft_id', '=', draft)
    .where('compositions.chosen', '>', 0)
    .orderBy('compositions.chosen', 'desc')
    .orderBy('compositions.id')
    .limit(mostChosenShown)
    .execute();
  return {
    most: rows.map(({ choices, ...row }) => ({ ...row, choices: compositionIn(choices) })),
    own: visitor ? await ownComposition(read, visitor, draft) : null,
  };
};

/** The id of the composition that a member has chosen of a draft. */
export const ownComposition = async (
  read: Reader,
  member: { id: string },
  draft: string,
): Promise<string | null> =>
  (
    await read
      .selectFrom('chosen_compositions')
      .select('composition_id')
      .where('draft_id', '=', draft)
      .where('member_id', '=', member.id)
      .executeTakeFirst()
  )?.composition_id ?? null;
