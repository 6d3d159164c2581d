import { sql, type Kysely } from 'kysely';

// SQLite cannot change a CHECK: the column is made anew, and takes the old one's name.
const tables = `
alter table challenges add column ballot_method text not null default 'picks'
  check (ballot_method in ('picks', 'score', 'schulze', 'irv', 'stv', 'duels', 'equal-shares', 'specification'));
update challenges set ballot_method = method;
alter table challenges drop column method;
alter table challenges rename column ballot_method to method;

alter table challenges add column budget bigint check (budget > 0);
alter table challenges add column default_option integer not null default 0 check (default_option in (0, 1));
alter table challenges add column none_picks integer not null default 0 check (none_picks >= 0);
alter table challenges add column eligibility text not null default 'confirmed-members'
  check (eligibility in ('confirmed-members', 'followers', 'buyers', 'list', 'codes'));
alter table challenges add column eligible_campaign_id text references campaigns (id);
create index challenges_by_eligible_campaign on challenges (eligible_campaign_id);
alter table challenges add column log_size integer not null default 0 check (log_size >= 0);
alter table rounds add column log_size integer not null default 0 check (log_size >= 0);
alter table rounds add column none_picks integer not null default 0 check (none_picks >= 0);

alter table drafts add column tooling_cost bigint check (tooling_cost > 0);

alter table ballots add column log_key text;
create unique index ballots_by_log_key on ballots (log_key);
alter table ballots add column marks text;
alter table ballots add column aside integer not null default 0 check (aside in (0, 1));
alter table ballots add column none_of_these integer not null default 0 check (none_of_these in (0, 1));

create table ballot_duels (
  ballot_id text not null references ballots (id) on delete cascade,
  one text not null references drafts (id),
  other text not null references drafts (id),
  winner text references drafts (id),
  judged_at bigint not null,
  primary key (ballot_id, one, other),
  check (one < other),
  check (winner is null or winner = one or winner = other)
);
create index ballot_duels_by_one on ballot_duels (one);
create index ballot_duels_by_other on ballot_duels (other);
create index ballot_duels_by_winner on ballot_duels (winner);

create table duel_counts (
  challenge_id text not null references challenges (id),
  round integer not null,
  winner text not null references drafts (id),
  loser text not null references drafts (id),
  count integer not null default 0 check (count >= 0),
  primary key (challenge_id, round, winner, loser)
);
create index duel_counts_by_winner on duel_counts (winner);
create index duel_counts_by_loser on duel_counts (loser);

create table log_leaves (
  challenge_id text not null references challenges (id),
  round integer not null,
  position integer not null check (position >= 0),
  text text not null,
  primary key (challenge_id, round, position)
);

create table kept_counts (
  challenge_id text not null references challenges (id),
  round integer not null,
  log_size integer not null,
  ballots integer not null,
  outcome text not null,
  final integer not null default 0 check (final in (0, 1)),
  counted_at bigint not null,
  primary key (challenge_id, round)
);

create table eligible_addresses (
  challenge_id text not null references challenges (id),
  email text not null,
  used_by text references members (id),
  primary key (challenge_id, email)
);
create index eligible_addresses_by_email on eligible_addresses (email);
create index eligible_addresses_by_user on eligible_addresses (used_by, challenge_id);

create table voting_codes (
  code_hash text primary key,
  challenge_id text not null references challenges (id),
  label text not null default '',
  made_by text references members (id),
  made_at bigint not null,
  used_by text references members (id),
  used_at bigint
);
create index voting_codes_by_challenge on voting_codes (challenge_id, used_by);
create index voting_codes_by_maker on voting_codes (made_by);
create index voting_codes_by_user on voting_codes (used_by)
`;

export const up = async (database: Kysely<unknown>) => {
  for (const statement of tables.split(';')) {
    if (statement.trim()) await sql.raw(statement).execute(database);
  }
};
