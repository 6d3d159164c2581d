import { sql, type Kysely } from 'kysely';
import type { Dialect } from '../migrate.ts';

// SQLite cannot alter what is unique. Nothing but the picks refers to ballots: both are made anew, the picks first.
const ballots: Record<Dialect, string> = {
  sqlite: `
create table ballots_next (
  id text primary key,
  challenge_id text not null references challenges (id),
  member_id text references members (id) on delete set null,
  round integer not null default 1 check (round >= 1),
  cast_at bigint not null,
  changed_at bigint not null,
  unique (challenge_id, member_id, round)
);
insert into ballots_next (id, challenge_id, member_id, cast_at, changed_at)
  select id, challenge_id, member_id, cast_at, changed_at from ballots;
create table ballot_picks_next (
  ballot_id text not null references ballots_next (id) on delete cascade,
  draft_id text not null references drafts (id),
  revision_id text not null,
  primary key (ballot_id, draft_id),
  foreign key (draft_id, revision_id) references revisions (draft_id, id)
);
insert into ballot_picks_next (ballot_id, draft_id, revision_id)
  select ballot_id, draft_id, revision_id from ballot_picks;
drop table ballot_picks;
drop table ballots;
alter table ballots_next rename to ballots;
alter table ballot_picks_next rename to ballot_picks;
create index ballots_by_member on ballots (member_id, cast_at);
create index ballots_by_cast on ballots (challenge_id, round, cast_at);
create index ballot_picks_by_draft on ballot_picks (draft_id);
`,
  postgres: `
alter table ballots add column round integer not null default 1 check (round >= 1);
alter table ballots drop constraint ballots_challenge_id_member_id_key;
alter table ballots add unique (challenge_id, member_id, round);
drop index ballots_by_cast;
create index ballots_by_cast on ballots (challenge_id, round, cast_at);
`,
};

const tables = `
alter table challenges add column round integer not null default 1 check (round >= 1);

create table rounds (
  challenge_id text not null references challenges (id),
  round integer not null check (round >= 1),
  rule text not null,
  rule_hash text not null,
  sealed_at bigint not null,
  voting_opens_at bigint not null,
  voting_closes_at bigint not null,
  ballot_count integer not null check (ballot_count >= 0),
  primary key (challenge_id, round)
);
create table round_tallies (
  challenge_id text not null,
  round integer not null,
  draft_id text not null references drafts (id),
  picks integer not null check (picks >= 0),
  primary key (challenge_id, round, draft_id),
  foreign key (challenge_id, round) references rounds (challenge_id, round)
);
create index round_tallies_by_draft on round_tallies (draft_id);

create table shortlists (
  challenge_id text primary key references challenges (id),
  made_by text references members (id) on delete set null,
  made_at bigint not null,
  proposal text not null,
  departs integer not null check (departs in (0, 1)),
  tie_broken integer not null check (tie_broken in (0, 1)),
  reason text not null
);
create index shortlists_by_maker on shortlists (made_by);
create table finalists (
  challenge_id text not null references shortlists (challenge_id),
  draft_id text not null references drafts (id),
  place integer not null,
  primary key (challenge_id, draft_id)
);
create index finalists_by_draft on finalists (draft_id);

create table stages (
  id text primary key,
  challenge_id text not null references challenges (id),
  position integer not null,
  kind text not null check (kind in ('review', 'prototype', 'final vote')),
  title text not null,
  about text not null default '',
  planned_from text not null default '',
  planned_until text not null default '',
  begun_at bigint,
  ended_at bigint,
  created_at bigint not null,
  unique (id, challenge_id),
  check (ended_at is null or begun_at is not null)
);
create index stages_by_challenge on stages (challenge_id, position);
create unique index stages_running on stages (challenge_id) where begun_at is not null and ended_at is null;
create unique index stages_final_vote on stages (challenge_id) where kind = 'final vote';

create table criteria (
  id text primary key,
  challenge_id text not null references challenges (id),
  position integer not null,
  name text not null,
  about text not null default '',
  weight integer not null check (weight between 1 and 10)
);
create index criteria_by_challenge on criteria (challenge_id, position);

create table experts (
  id text primary key,
  challenge_id text not null references challenges (id),
  email text not null,
  token_hash text not null unique,
  invited_by text references members (id) on delete set null,
  created_at bigint not null,
  expires_at bigint not null,
  accepted_at bigint,
  member_id text references members (id) on delete set null,
  withdrawn_at bigint,
  unique (id, challenge_id)
);
create unique index experts_asked on experts (challenge_id, email)
  where accepted_at is null and withdrawn_at is null;
create unique index experts_accepted on experts (challenge_id, member_id)
  where accepted_at is not null and withdrawn_at is null;
create index experts_by_member on experts (member_id);
create index experts_by_inviter on experts (invited_by, created_at);
create index experts_by_address on experts (email);

create table reviews (
  id text primary key,
  challenge_id text not null,
  stage_id text not null,
  expert_id text not null,
  draft_id text not null,
  reason text not null check (reason <> ''),
  created_at bigint not null,
  changed_at bigint not null,
  unique (stage_id, expert_id, draft_id),
  foreign key (stage_id, challenge_id) references stages (id, challenge_id),
  foreign key (expert_id, challenge_id) references experts (id, challenge_id),
  foreign key (challenge_id, draft_id) references finalists (challenge_id, draft_id)
);
create index reviews_by_expert on reviews (expert_id);
create index reviews_by_draft on reviews (challenge_id, draft_id);
create table review_scores (
  review_id text not null references reviews (id) on delete cascade,
  criterion_id text not null references criteria (id),
  score integer not null check (score between 1 and 5),
  primary key (review_id, criterion_id)
);
create index review_scores_by_criterion on review_scores (criterion_id);

create table prototypes (
  id text primary key,
  challenge_id text not null,
  stage_id text not null,
  draft_id text not null,
  member_id text references members (id) on delete set null,
  title text not null,
  body text not null,
  html text not null,
  created_at bigint not null,
  foreign key (stage_id, challenge_id) references stages (id, challenge_id),
  foreign key (challenge_id, draft_id) references finalists (challenge_id, draft_id)
);
create index prototypes_by_stage on prototypes (stage_id, created_at);
create index prototypes_by_draft on prototypes (challenge_id, draft_id);
create index prototypes_by_member on prototypes (member_id);
create table prototype_pictures (
  prototype_id text not null references prototypes (id) on delete cascade,
  position integer not null,
  picture_id text not null references pictures (id),
  alt text not null,
  primary key (prototype_id, position)
);
create index prototype_pictures_by_picture on prototype_pictures (picture_id);
`;

export const up = async (database: Kysely<unknown>, dialect: Dialect) => {
  for (const statement of [...ballots[dialect].split(';'), ...tables.split(';')]) {
    if (statement.trim()) await sql.raw(statement).execute(database);
  }
};
