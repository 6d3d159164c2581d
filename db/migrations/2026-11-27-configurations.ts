import { sql, type Kysely } from 'kysely';

// `spec` and `choices` are JSON as domain/configuring.ts words it; ids of parts and choices live in it alone.
const tables = `
create table configurations (
  id text primary key,
  draft_id text not null references drafts (id) on delete cascade,
  spec text not null,
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
`;

export const up = async (database: Kysely<unknown>) => {
  for (const statement of tables.split(';')) {
    if (statement.trim()) await sql.raw(statement).execute(database);
  }
};
