import { sql, type Kysely } from 'kysely';

// `log_nodes` has the hash of every complete subtree, so that a proof is a few rows. `receipts` leads from the name of a
// ballot to its last entry; whose ballot it is stands with the ballot, or with its withdrawal, and nowhere in the log.
// A vote that was open before this has ballots in no log: it is `unlogged`, however many of them are changed later.
const tables = `
create table signing_keys (
  id integer primary key check (id = 1),
  public_key text not null,
  private_key text not null,
  made_at bigint not null
);

create table log_nodes (
  challenge_id text not null references challenges (id),
  round integer not null,
  level integer not null check (level >= 0),
  position integer not null check (position >= 0),
  hash text not null,
  primary key (challenge_id, round, level, position)
);

create table log_heads (
  challenge_id text not null references challenges (id),
  round integer not null,
  number integer not null check (number >= 0),
  size integer not null check (size >= 0),
  root text not null,
  text text not null,
  hash text not null,
  signature text not null,
  final integer not null default 0 check (final in (0, 1)),
  signed_at bigint not null,
  primary key (challenge_id, round, number)
);

create table receipts (
  log_key text primary key,
  challenge_id text not null references challenges (id),
  round integer not null,
  position integer not null
);
create index receipts_by_position on receipts (challenge_id, round, position);

create table withdrawn_ballots (
  log_key text primary key,
  challenge_id text not null references challenges (id),
  round integer not null,
  member_id text not null references members (id) on delete cascade,
  withdrawn_at bigint not null
);
create index withdrawn_ballots_by_member on withdrawn_ballots (member_id, challenge_id, round, withdrawn_at);
create index withdrawn_ballots_by_challenge on withdrawn_ballots (challenge_id);

alter table challenges add column unlogged integer not null default 0 check (unlogged in (0, 1));
update challenges set unlogged = 1 where state in ('voting', 'deciding', 'decided')
`;

export const up = async (database: Kysely<unknown>) => {
  for (const statement of tables.split(';')) {
    if (statement.trim()) await sql.raw(statement).execute(database);
  }
};
