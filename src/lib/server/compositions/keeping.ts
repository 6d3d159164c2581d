import type { Reader, Transaction } from '../../../../db/schema.ts';
import {
  brokenRules,
  compositionText,
  configurationLimits,
  isComplete,
  type Composition,
} from '../../domain/configuring.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { ruleText } from '../../i18n/rules.ts';
import { newId } from '../ids.ts';
import { aDayBefore, hasAsMany } from '../limiting.ts';
import { composableDraft } from './finding.ts';

export type Composer = { id: string; role: string; confirmed: boolean } | null;

/** Gives a composition an address of its own: the same for everyone who composes the same. */
export const keepComposition = async (
  tx: Transaction,
  member: Composer,
  { draft: id, composition }: { draft: string; composition: Composition },
  now: number,
): Promise<{ id: string } | Refusal> => {
  if (!member) return refuse('not-signed-in');
  if (!member.confirmed) return refuse('not-confirmed');
  const draft = await composableDraft(tx, member, id);
  if (!draft) return refuse('not-found');
  const { configuration, configuration_id } = draft;
  if (!isComplete(configuration, composition)) return refuse('not-found');
  const broken = brokenRules(configuration, composition);
  if (broken.length > 0)
    return refuse('composition-illegal', {
      rules: broken.map((rule) => ruleText(configuration, rule)).join(' · '),
    });
  const choices = compositionText(configuration, composition);
  const known = () =>
    tx
      .selectFrom('compositions')
      .select('id')
      .where('configuration_id', '=', configuration_id)
      .where('choices', '=', choices);
  const before = await known().executeTakeFirst();
  if (before) return before;
  if (await hasKeptEnough(tx, member, now))
    return refuse('too-many-compositions', { limit: configurationLimits.compositionsADay });
  const kept = await tx
    .insertInto('compositions')
    .values({
      id: newId(now),
      draft_id: id,
      configuration_id,
      choices,
      created_by: member.id,
      created_at: now,
    })
    .onConflict((conflict) => conflict.columns(['configuration_id', 'choices']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return kept ?? known().executeTakeFirstOrThrow();
};

/** Each composition is drawn when it is first looked at, which costs the machine more than the member. */
const hasKeptEnough = (read: Reader, member: { id: string }, now: number) =>
  hasAsMany(
    read
      .selectFrom('compositions')
      .select('id')
      .where('created_by', '=', member.id)
      .where('created_at', '>', aDayBefore(now)),
    configurationLimits.compositionsADay,
  );
