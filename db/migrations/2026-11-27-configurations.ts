import { sql, type Kysely } from 'kysely';

// A CHECK of SQLite cannot be altered, so that what can be reported and hidden is written anew; nothing refers to it.
// `spec` and `choices` are JSON as domain/configuring.ts words it; ids of parts and choices live in it alone.
const tables = `
create table configurations (
  id text primary key,
  draft_id text not null references drafts (id) on delete cascade,
  spec text not null,
  currency text not null,
  created_by text references members (id) on delete set null,
  created_at bigint not null
);
create index configurations_by_draft on configurations (draft_id, created_at);
create index configurations_by_author on configurations (created_by);

alter table revisions add column configuration_id text references configurations (id);
create index revisions_by_configuration on revisions (configuration_id);

create table configuration_layers (
  configuration_id text not null references configurations (id) on delete cascade,
  picture_id text not null references pictures (id),
  primary key (configuration_id, picture_id)
);
create index configuration_layers_by_picture on configuration_layers (picture_id);

create table compositions (
  id text primary key,
  draft_id text not null references drafts (id) on delete cascade,
  configuration_id text not null references configurations (id) on delete cascade,
  choices text not null,
  chosen integer not null default 0 check (chosen >= 0),
  created_by text references members (id) on delete set null,
  created_at bigint not null,
  unique (configuration_id, choices)
);
create index compositions_by_draft on compositions (draft_id, chosen, id);
create index compositions_by_author on compositions (created_by);

create table chosen_compositions (
  draft_id text not null references drafts (id) on delete cascade,
  member_id text not null references members (id) on delete cascade,
  composition_id text not null references compositions (id) on delete cascade,
  chosen_at bigint not null,
  primary key (draft_id, member_id)
);
create index chosen_compositions_by_member on chosen_compositions (member_id);
create index chosen_compositions_by_composition on chosen_compositions (composition_id);

create table choice_counts (
  draft_id text not null references drafts (id) on delete cascade,
  part text not null,
  choice text not null,
  chosen integer not null default 0 check (chosen >= 0),
  primary key (draft_id, part, choice)
);

create table remixes (
  id text primary key,
  draft_id text not null references drafts (id) on delete cascade,
  composition_id text not null unique references compositions (id) on delete cascade,
  member_id text references members (id) on delete set null,
  title text not null,
  note text not null default '',
  votes integer not null default 0 check (votes >= 0),
  created_at bigint not null
);
create index remixes_by_draft on remixes (draft_id, votes, id);
create index remixes_by_member on remixes (member_id);

create table remix_votes (
  remix_id text not null references remixes (id) on delete cascade,
  member_id text not null references members (id) on delete cascade,
  voted_at bigint not null,
  primary key (remix_id, member_id)
);
create index remix_votes_by_member on remix_votes (member_id);

create table hidings_of_more (
  target_kind text not null check (target_kind in ('comment', 'draft', 'challenge', 'campaign', 'remix')),
  target_id text not null,
  hidden_by text references members (id) on delete set null,
  hidden_at bigint not null,
  reason text not null,
  primary key (target_kind, target_id)
);
insert into hidings_of_more (target_kind, target_id, hidden_by, hidden_at, reason)
  select target_kind, target_id, hidden_by, hidden_at, reason from hidings;
drop table hidings;
alter table hidings_of_more rename to hidings;
create index hidings_by_time on hidings (hidden_at);

create table reports_of_more (
  id text primary key,
  target_kind text not null check (target_kind in ('comment', 'draft', 'remix')),
  target_id text not null,
  member_id text references members (id) on delete set null,
  reason text not null,
  created_at bigint not null,
  resolved_at bigint,
  resolved_by text references members (id) on delete set null,
  outcome text,
  unique (target_kind, target_id, member_id)
);
insert into reports_of_more
    (id, target_kind, target_id, member_id, reason, created_at, resolved_at, resolved_by, outcome)
  select id, target_kind, target_id, member_id, reason, created_at, resolved_at, resolved_by, outcome from reports;
drop table reports;
alter table reports_of_more rename to reports;
create index reports_by_resolved on reports (resolved_at, created_at);
create index reports_by_member on reports (member_id);
`;

export const up = async (database: Kysely<unknown>) => {
  for (const statement of tables.split(';')) {
    if (statement.trim()) await sql.raw(statement).execute(database);
  }
};
