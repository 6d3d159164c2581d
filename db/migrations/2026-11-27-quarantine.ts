import { sql, type Kysely } from 'kysely';

// Where a ballot came from is kept as keyed hashes alone; with the secret of its challenge gone they say nothing.
// A quarantine is of a member in a round: whoever takes the ballot back and votes anew is in it still.
const tables = `
create table origin_secrets (
  challenge_id text primary key references challenges (id) on delete cascade,
  secret text not null,
  made_at bigint not null
);
create index origin_secrets_by_making on origin_secrets (made_at);

create table ballot_origins (
  ballot_id text primary key references ballots (id) on delete cascade,
  challenge_id text not null references challenges (id) on delete cascade,
  network text not null,
  address text not null,
  program text not null,
  mailbox text not null default '',
  noted_at bigint not null
);
create index ballot_origins_by_challenge on ballot_origins (challenge_id);

create table quarantines (
  id text primary key,
  ballot_id text unique references ballots (id) on delete set null,
  challenge_id text not null references challenges (id) on delete cascade,
  round integer not null,
  member_id text references members (id),
  lead text not null,
  reasons text not null,
  mailbox text not null default '',
  put_at bigint not null,
  confirmed_at bigint,
  outcome text check (outcome in ('released', 'excluded')),
  settled_at bigint,
  settled_by text references members (id) on delete set null,
  reason text not null default '',
  check ((outcome is null) = (settled_at is null)),
  check (outcome is null or outcome <> 'excluded' or reason <> '')
);
create index quarantines_by_challenge on quarantines (challenge_id, round, lead, id);
create unique index quarantines_by_member on quarantines (member_id, challenge_id, round);
create index quarantines_by_settler on quarantines (settled_by);
`;

export const up = async (database: Kysely<unknown>) => {
  for (const statement of tables.split(';')) {
    if (statement.trim()) await sql.raw(statement).execute(database);
  }
};
