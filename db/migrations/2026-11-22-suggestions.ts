import { sql, type Kysely } from 'kysely';

// A place on a picture is in hundredths of a percent of its width and height; no width and height means a point.
const tables = `
alter table drafts add column suggestion_serial integer not null default 0;
alter table brands add column suggestion_count integer not null default 0;
alter table brands add column suggestions_answered integer not null default 0;

create table suggestions (
  id text primary key,
  comment_id text not null unique references comments (id) on delete cascade,
  draft_id text not null references drafts (id) on delete cascade,
  brand_id text not null references brands (id),
  number integer not null,
  revision_id text not null references revisions (id) on delete cascade,
  picture_id text references pictures (id),
  x integer check (x between 0 and 10000),
  y integer check (y between 0 and 10000),
  w integer check (w between 1 and 10000 and x + w <= 10000),
  h integer check (h between 1 and 10000 and y + h <= 10000),
  seconds integer not null default 0 check (seconds >= 0),
  state text not null default 'open' check (state in ('open', 'accepted', 'declined')),
  answer text not null default '',
  answered_by text references members (id) on delete set null,
  answered_at bigint,
  answered_after bigint check (answered_after >= 0),
  carried_by text references revisions (id) on delete set null,
  created_at bigint not null,
  unique (draft_id, number),
  check ((picture_id is null) = (x is null)),
  check ((x is null) = (y is null)),
  check ((w is null) = (h is null)),
  check (w is null or x is not null),
  check ((state = 'open') = (answered_at is null)),
  check ((state = 'open') = (answered_after is null)),
  check ((state = 'open') = (answer = '')),
  check (carried_by is null or state = 'accepted')
);
create index suggestions_by_brand on suggestions (brand_id, state, created_at, id);
create index suggestions_by_wait on suggestions (brand_id, answered_after);
create index suggestions_by_revision on suggestions (revision_id);
create index suggestions_by_carrier on suggestions (carried_by);
create index suggestions_by_picture on suggestions (picture_id);
create index suggestions_by_answerer on suggestions (answered_by);

create table suggestion_seconds (
  suggestion_id text not null references suggestions (id) on delete cascade,
  member_id text not null references members (id) on delete cascade,
  seconded_at bigint not null,
  primary key (suggestion_id, member_id)
);
create index suggestion_seconds_by_member on suggestion_seconds (member_id);
`;

export const up = async (database: Kysely<unknown>) => {
  for (const statement of tables.split(';')) {
    if (statement.trim()) await sql.raw(statement).execute(database);
  }
};
