import { compositionIn } from '../../domain/configuring.ts';
import type { Reader } from '../../../../db/schema.ts';
import { isShown, staysHidden } from '../moderation/hiding.ts';

const remixesShown = 6;

const remixes = (read: Reader, visitor: { id: string } | null) =>
  read
    .selectFrom('remixes')
    .innerJoin('compositions', 'compositions.id', 'remixes.composition_id')
    .leftJoin('members', 'members.id', 'remixes.member_id')
    .select((eb) => [
      'remixes.id',
      'remixes.composition_id as composition',
      'remixes.member_id as author_id',
      'remixes.title',
      'remixes.note',
      'remixes.votes',
      'remixes.created_at as at',
      'members.name as author',
      'members.deleted_at as left',
      'compositions.configuration_id as configuration',
      'compositions.choices',
      eb
        .selectFrom('remix_votes')
        .select('remix_votes.voted_at')
        .whereRef('remix_votes.remix_id', '=', 'remixes.id')
        .where('remix_votes.member_id', '=', visitor?.id ?? '')
        .as('voted'),
    ]);

/** The remixes of a draft that most members voted for: one query. */
export const remixesOf = async (
  read: Reader,
  visitor: { id: string } | null,
  draft: string,
  most = remixesShown,
) => {
  const rows = await remixes(read, visitor)
    .where('remixes.draft_id', '=', draft)
    .where(isShown('remix', 'remixes.id'))
    .orderBy('remixes.votes', 'desc')
    .orderBy('remixes.id')
    .limit(most)
    .execute();
  return rows.map(({ left, choices, ...row }) => ({
    ...row,
    author: left === null ? row.author : null,
    voted: row.voted !== null,
    choices: compositionIn(choices),
  }));
};

/** The remix that a composition was published as; a hidden one is found, with its reason, by admins, the draft's brand and whoever published it. */
export const remixOf = async (
  read: Reader,
  visitor: { id: string; role: string } | null,
  { composition, team }: { composition: string; team: boolean },
) => {
  const row = await remixes(read, visitor)
    .leftJoin('hidings', (join) =>
      join.on('hidings.target_kind', '=', 'remix').onRef('hidings.target_id', '=', 'remixes.id'),
    )
    .select('hidings.reason as hidden')
    .where('remixes.composition_id', '=', composition)
    .executeTakeFirst();
  if (!row || (staysHidden(row.hidden, visitor, team) && row.author_id !== visitor?.id)) return null;
  const { left, choices: _, ...remix } = row;
  return { ...remix, author: left === null ? row.author : null, voted: row.voted !== null };
};
