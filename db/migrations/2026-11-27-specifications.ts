import { sql, type Kysely } from 'kysely';

// A row of counts stands for each choice from the opening on: a ballot can name nothing else.
const tables = `
alter table challenges add column method text not null default 'picks' check (method in ('picks', 'specification'));
alter table challenges add column configuration_id text references configurations (id);
create index challenges_by_configuration on challenges (configuration_id);

create table specification_counts (
  challenge_id text not null references challenges (id),
  part text not null,
  choice text not null,
  votes integer not null default 0 check (votes >= 0),
  primary key (challenge_id, part, choice)
);

create table ballot_choices (
  ballot_id text not null references ballots (id) on delete cascade,
  challenge_id text not null,
  part text not null,
  choice text not null,
  primary key (ballot_id, part),
  foreign key (challenge_id, part, choice) references specification_counts (challenge_id, part, choice)
);
create index ballot_choices_by_choice on ballot_choices (challenge_id, part, choice);

alter table decisions add column composition_id text references compositions (id);
create index decisions_by_composition on decisions (composition_id);
`;

export const up = async (database: Kysely<unknown>) => {
  for (const statement of tables.split(';')) {
    if (statement.trim()) await sql.raw(statement).execute(database);
  }
};
