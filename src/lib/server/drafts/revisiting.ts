import type { Reader } from '../../../../db/schema.ts';
import { chosenPair, compareRevisions } from '../../domain/comparing.ts';
import { configurationIn } from '../../domain/configuring.ts';
import { joinedPicture, pictureColumns } from '../images/joining.ts';
import { staysHidden } from '../moderation/hiding.ts';

/**
 * A draft with its public revisions, the last first: two queries. What nobody may see is not there: a draft that was
 * never submitted, one of a challenge that is not published, and for all but its brand and admins a hidden one.
 */
export const publicRevisions = async (
  read: Reader,
  visitor: { id: string; role: string } | null,
  id: string,
) => {
  const draft = await read
    .selectFrom('drafts')
    .innerJoin('challenges', 'challenges.id', 'drafts.challenge_id')
    .innerJoin('brands', 'brands.id', 'drafts.brand_id')
    .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .leftJoin('hidings', (join) =>
      join.on('hidings.target_kind', '=', 'draft').onRef('hidings.target_id', '=', 'drafts.id'),
    )
    .leftJoin('hidings as challenge_hidings', (join) =>
      join
        .on('challenge_hidings.target_kind', '=', 'challenge')
        .onRef('challenge_hidings.target_id', '=', 'challenges.id'),
    )
    .select((eb) => [
      'drafts.id',
      'drafts.challenge_id',
      'challenges.title as challenge_title',
      'challenges.number as challenge_number',
      'challenges.time_zone',
      'brands.slug as brand_slug',
      'brands.name as brand_name',
      'revisions.title',
      'revisions.number as stands',
      'hidings.reason as hidden',
      'challenge_hidings.reason as challenge_hidden',
      eb
        .selectFrom('brand_roles')
        .select('brand_roles.role')
        .whereRef('brand_roles.brand_id', '=', 'drafts.brand_id')
        .where('brand_roles.member_id', '=', visitor?.id ?? '')
        .limit(1)
        .as('team'),
    ])
    .where('drafts.id', '=', id)
    .where('drafts.state', '<>', 'editing')
    .where('challenges.published_at', 'is not', null)
    .executeTakeFirst();
  if (!draft) return undefined;
  const { challenge_hidden, team, ...seen } = draft;
  const hidden = draft.hidden ?? challenge_hidden;
  if (staysHidden(hidden, visitor, team !== null)) return undefined;
  const rows = await read
    .selectFrom('revisions')
    .leftJoin('members', 'members.id', 'revisions.created_by')
    .select([
      'revisions.id',
      'revisions.number',
      'revisions.title',
      'revisions.note',
      'revisions.published_at as at',
      'members.name as author',
      'members.deleted_at as left',
    ])
    .where('revisions.draft_id', '=', id)
    .where('revisions.published_at', 'is not', null)
    .orderBy('revisions.number', 'desc')
    .execute();
  const revisions = rows.map(({ left, ...row }) => ({
    ...row,
    at: row.at!,
    author: left === null ? row.author : null,
    left: left !== null,
  }));
  return { ...seen, hidden, revisions };
};

/** The pictures of several revisions in their order: one query. */
export const picturesOfRevisions = async (read: Reader, revisions: string[], leading = false) => {
  const every = read
    .selectFrom('revision_pictures')
    .innerJoin('pictures', 'pictures.id', 'revision_pictures.picture_id')
    .select(['revision_pictures.revision_id', 'revision_pictures.alt'])
    .select(pictureColumns)
    .where('revision_pictures.revision_id', 'in', revisions)
    .orderBy('revision_pictures.revision_id')
    .orderBy('revision_pictures.position');
  const rows = await (leading ? every.where('revision_pictures.position', '=', 0) : every).execute();
  const pictures = new Map<
    string,
    { alt: string; picture: NonNullable<ReturnType<typeof joinedPicture>> }[]
  >();
  for (const row of rows) {
    const picture = joinedPicture(row);
    const list = pictures.get(row.revision_id) ?? [];
    if (picture) list.push({ alt: row.alt, picture });
    pictures.set(row.revision_id, list);
  }
  return pictures;
};

/**
 * Two of a draft's revisions compared, as an address asks for them: the last with the one before it where it names
 * none; nothing where it names one that is not there. Two queries.
 */
export const comparedRevisions = async (
  read: Reader,
  revisions: readonly { id: string; number: number }[],
  asked: { from: string | null; to: string | null },
) => {
  const idOf = new Map(revisions.map(({ number, id }) => [number, id]));
  const pair = chosenPair([...idOf.keys()], asked);
  if (!pair) return undefined;
  const whole = await revisionsWhole(read, { from: idOf.get(pair.from)!, to: idOf.get(pair.to)! });
  return { ...pair, numbers: [...idOf.keys()], differences: compareRevisions(whole.from, whole.to) };
};

/** Two revisions whole: the texts, the pictures and what can be composed of each. */
export const revisionsWhole = async (read: Reader, ids: { from: string; to: string }) => {
  const rows = await read
    .selectFrom('revisions')
    .leftJoin('configurations', 'configurations.id', 'revisions.configuration_id')
    .select(['revisions.id', 'revisions.title', 'revisions.story', 'configurations.spec'])
    .where('revisions.id', 'in', [ids.from, ids.to])
    .execute();
  const pictures = await picturesOfRevisions(read, [ids.from, ids.to]);
  const whole = (id: string) => {
    const row = rows.find((one) => one.id === id)!;
    const configuration = row.spec === null ? null : configurationIn(row.spec);
    return { title: row.title, story: row.story, configuration, pictures: pictures.get(id) ?? [] };
  };
  return { from: whole(ids.from), to: whole(ids.to) };
};

export const storyOf = async (read: Reader, revision: string): Promise<string> =>
  (await read.selectFrom('revisions').select('story').where('id', '=', revision).executeTakeFirstOrThrow())
    .story;
