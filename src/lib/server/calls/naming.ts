import { sql } from 'kysely';

/** The title of a joined draft's public revision; null for a call on the brief. */
export const titleOfDraft = sql<string | null>`(select revisions.title from revisions
  where revisions.id = drafts.revision_id)`.as('draft_title');
