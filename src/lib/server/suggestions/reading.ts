import type { Reader } from '../../../../db/schema.ts';
import { pinOf, type Pin } from './pinning.ts';

export interface ShownSuggestion {
  id: string;
  /** Within its draft. */
  number: number;
  state: 'open' | 'accepted' | 'declined';
  /** The number of the revision that it was made for. */
  revision: number;
  pin: Pin | null;
  seconds: number;
  /** Whether the visitor is among them. */
  seconded: boolean;
  answer: string;
  /** Whose answer it is; empty where they have left. */
  answeredBy: string;
  answeredAt: number | null;
  /** The number of the public revision that carries it. */
  carriedBy: number | null;
}

/** What these comments suggest, by comment, for those that are suggestions: one query. */
export const suggestionsOn = async (
  read: Reader,
  member: { id: string } | null,
  comments: string[],
): Promise<Record<string, ShownSuggestion>> => {
  const rows = await read
    .selectFrom('suggestions')
    .innerJoin('revisions', 'revisions.id', 'suggestions.revision_id')
    .leftJoin('revisions as carrier', 'carrier.id', 'suggestions.carried_by')
    .leftJoin('members as answerer', 'answerer.id', 'suggestions.answered_by')
    .leftJoin('suggestion_seconds', (join) =>
      join
        .onRef('suggestion_seconds.suggestion_id', '=', 'suggestions.id')
        .on('suggestion_seconds.member_id', '=', member?.id ?? ''),
    )
    .selectAll('suggestions')
    .select([
      'revisions.number as revision',
      'carrier.number as carrier',
      'carrier.published_at as carried_at',
      'answerer.name as answerer',
      'suggestion_seconds.seconded_at',
    ])
    .where('suggestions.comment_id', 'in', comments)
    .execute();
  return Object.fromEntries(
    rows.map((row) => [
      row.comment_id,
      {
        id: row.id,
        number: row.number,
        state: row.state,
        revision: row.revision,
        pin: pinOf(row),
        seconds: row.seconds,
        seconded: row.seconded_at !== null,
        answer: row.answer,
        answeredBy: row.answerer ?? '',
        answeredAt: row.answered_at,
        carriedBy: row.carried_at === null ? null : row.carrier,
      },
    ]),
  );
};
