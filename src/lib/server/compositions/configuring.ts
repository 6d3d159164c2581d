import type { Reader, Transaction } from '../../../../db/schema.ts';
import { configurationIn, configurationFaults, type Configuration } from '../../domain/configuring.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { ruleText } from '../../i18n/rules.ts';
import { lastRevision, ownDraft, type OwnDraft } from '../drafts/owning.ts';
import { saveDraft } from '../drafts/saving.ts';
import { newId } from '../ids.ts';

/**
 * Gives the working copy of a draft what can be composed of it, or takes it away. What was saved is never written
 * over: a change makes a new configuration, and compositions of the one before show as they were.
 *
 * @returns as `saveDraft` does
 */
export const saveConfiguration = async (
  tx: Transaction,
  member: { id: string },
  { draft: id, seen, configuration }: { draft: string; seen: string; configuration: Configuration | null },
  now: number,
): ReturnType<typeof saveDraft> => {
  const draft = await ownDraft(tx, member, id);
  const last = draft && (await lastRevision(tx, id));
  if (!draft || !last) return refuse('not-found');
  const wrong =
    configuration && ((await wrongLayers(tx, member, id, configuration)) ?? wrongRules(configuration));
  if (wrong) return wrong;
  const begun = (await revisionSeen(tx, id, seen)) ?? last;
  const kept =
    configuration && (await keep(tx, member, draft, { begun: begun.configuration_id, configuration }, now));
  const pictures = await tx
    .selectFrom('revision_pictures')
    .select(['picture_id as picture', 'alt'])
    .where('revision_id', '=', begun.id)
    .orderBy('position')
    .execute();
  const { title, story } = begun;
  const note = begun.published_at === null ? begun.note : '';
  const carried = await carriedBy(tx, begun);
  const saved = await saveDraft(
    tx,
    member,
    { draft: id, seen, title, story, note, pictures, configuration: kept },
    now,
  );
  if (isRefusal(saved)) return saved;
  if (carried.length > 0) await carryOn(tx, carried, saved.revision);
  await dropUnused(tx, id);
  return saved;
};

/** What no revision offers any more and nobody has composed anything of; its layers are swept then. */
const dropUnused = (tx: Transaction, draft: string) =>
  tx
    .deleteFrom('configurations')
    .where('draft_id', '=', draft)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('revisions')
            .select('revisions.id')
            .whereRef('revisions.configuration_id', '=', 'configurations.id'),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('compositions')
            .select('compositions.id')
            .whereRef('compositions.configuration_id', '=', 'configurations.id'),
        ),
      ),
    )
    .execute();

/** Suggestions that a working copy carries: its next state is a row of its own, and carries them on. */
const carriedBy = async (read: Reader, { id, published_at }: { id: string; published_at: number | null }) =>
  published_at === null
    ? (await read.selectFrom('suggestions').select('id').where('carried_by', '=', id).execute()).map(
        (row) => row.id,
      )
    : [];

const carryOn = (tx: Transaction, suggestions: string[], revision: string) =>
  tx
    .updateTable('suggestions')
    .set({ carried_by: revision })
    .where('id', 'in', suggestions)
    .where('carried_by', 'is', null)
    .execute();

const revisionSeen = (read: Reader, draft: string, seen: string) =>
  read
    .selectFrom('revisions')
    .selectAll()
    .where('draft_id', '=', draft)
    .where('id', '=', seen)
    .executeTakeFirst();

/** The configuration that says exactly this: the one it was begun from where nothing differs, else a new one. */
const keep = async (
  tx: Transaction,
  member: { id: string },
  draft: OwnDraft,
  { begun, configuration }: { begun: string | null; configuration: Configuration },
  now: number,
): Promise<string> => {
  const spec = JSON.stringify(configuration);
  const before = await tx
    .selectFrom('configurations')
    .select('spec')
    .where('id', '=', begun ?? '')
    .executeTakeFirst();
  if (begun !== null && before?.spec === spec) return begun;
  const id = newId(now);
  const { currency } = draft;
  await tx
    .insertInto('configurations')
    .values({ id, draft_id: draft.id, spec, currency, created_by: member.id, created_at: now })
    .execute();
  await tx
    .insertInto('configuration_layers')
    .values(layersIn(configuration).map((picture) => ({ configuration_id: id, picture_id: picture })))
    .execute();
  return id;
};

const wrongRules = (configuration: Configuration): Refusal | undefined => {
  const [fault] = configurationFaults(configuration);
  if (!fault) return undefined;
  if (fault.kind !== 'nothing-possible') return refuse('configuration-faulty');
  const rules = fault.rules.map((rule) => ruleText(configuration, rule)).join(' · ');
  return refuse('nothing-composable', { rules });
};

const layersIn = ({ base, parts }: Configuration): string[] => [
  ...new Set(
    [base, ...parts.flatMap(({ choices }) => choices.map(({ layer }) => layer))].filter((id) => id !== null),
  ),
];

/** A form names its layers by their ids: they must be the member's own uploads, or the draft's already, in one size. */
const wrongLayers = async (
  read: Reader,
  member: { id: string },
  draft: string,
  configuration: Configuration,
): Promise<Refusal | undefined> => {
  const ids = layersIn(configuration);
  if (ids.length === 0) return refuse('configuration-faulty');
  const rows = await read
    .selectFrom('pictures')
    .select(['pictures.id', 'pictures.width', 'pictures.height'])
    .where('pictures.id', 'in', ids)
    .where((eb) =>
      eb.or([
        eb('pictures.member_id', '=', member.id),
        eb.exists(
          eb
            .selectFrom('configuration_layers')
            .innerJoin('configurations', 'configurations.id', 'configuration_layers.configuration_id')
            .select('configurations.id')
            .whereRef('configuration_layers.picture_id', '=', 'pictures.id')
            .where('configurations.draft_id', '=', draft),
        ),
      ]),
    )
    .execute();
  if (rows.length < ids.length) return refuse('not-found');
  const { width: baseWidth, height: baseHeight } = configuration;
  const other = rows.find(({ width, height }) => width !== baseWidth || height !== baseHeight);
  return (
    other && refuse('layer-size-wrong', { width: other.width, height: other.height, baseWidth, baseHeight })
  );
};

/** What can be composed of a revision, as it was saved; null where nothing can. */
export const configurationOf = async (read: Reader, id: string | null) => {
  if (id === null) return null;
  const row = await read
    .selectFrom('configurations')
    .select(['id', 'spec', 'currency'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? { id: row.id, currency: row.currency, configuration: configurationIn(row.spec) } : null;
};
