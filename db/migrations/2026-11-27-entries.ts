import { sql, type Kysely } from 'kysely';

// A revision that was entered may still wait: for a review, or for the vote of a challenge that collects blind.
const tables = `
alter table challenges add column drafts_per_member integer not null default 1 check (drafts_per_member between 1 and 20);
alter table challenges add column reviewed integer not null default 0 check (reviewed in (0, 1));
alter table challenges add column blind integer not null default 0 check (blind in (0, 1));
alter table challenges add column terms_version integer not null default 0 check (terms_version >= 0);
alter table revisions add column entered_at bigint;

create table challenge_terms (
  challenge_id text not null references challenges (id) on delete cascade,
  version integer not null check (version > 0),
  entry_rules text not null,
  licence text not null,
  written_by text references members (id) on delete set null,
  written_at bigint not null,
  primary key (challenge_id, version)
);
create index challenge_terms_by_writer on challenge_terms (written_by);

create table draft_authors (
  draft_id text not null references drafts (id) on delete cascade,
  member_id text not null references members (id) on delete cascade,
  joined_at bigint not null,
  left_at bigint,
  primary key (draft_id, member_id)
);
create index draft_authors_by_member on draft_authors (member_id, joined_at);

create table author_invitations (
  id text primary key,
  draft_id text not null references drafts (id) on delete cascade,
  email text not null default '',
  member_id text references members (id) on delete cascade,
  invited_by text references members (id) on delete set null,
  invited_at bigint not null,
  answer text check (answer in ('accepted', 'declined', 'withdrawn')),
  answered_at bigint,
  check ((email = '') = (member_id is not null)),
  check ((answer is null) = (answered_at is null))
);
create unique index author_invitations_open_address on author_invitations (draft_id, email) where answer is null and email <> '';
create unique index author_invitations_open_member on author_invitations (draft_id, member_id) where answer is null and member_id is not null;
create index author_invitations_by_draft on author_invitations (draft_id, invited_at);
create index author_invitations_by_address on author_invitations (email);
create index author_invitations_by_member on author_invitations (member_id);
create index author_invitations_by_inviter on author_invitations (invited_by, invited_at);

create table terms_acceptances (
  draft_id text not null references drafts (id) on delete cascade,
  member_id text not null references members (id) on delete cascade,
  version integer not null,
  accepted_at bigint not null,
  primary key (draft_id, member_id, version)
);
create index terms_acceptances_by_member on terms_acceptances (member_id);

create table draft_reviews (
  id text primary key,
  draft_id text not null references drafts (id) on delete cascade,
  revision_id text not null references revisions (id) on delete cascade,
  brand_id text not null references brands (id),
  asked_by text references members (id) on delete set null,
  asked_at bigint not null,
  answer text check (answer in ('approved', 'returned', 'withdrawn')),
  words text not null default '',
  answered_by text references members (id) on delete set null,
  answered_at bigint,
  check ((answer is null) = (answered_at is null)),
  check (answer is null or answer <> 'returned' or words <> '')
);
create unique index draft_reviews_waiting on draft_reviews (draft_id) where answer is null;
create index draft_reviews_by_draft on draft_reviews (draft_id, asked_at);
create index draft_reviews_by_brand on draft_reviews (brand_id, asked_at) where answer is null;
create index draft_reviews_by_revision on draft_reviews (revision_id);
create index draft_reviews_by_asker on draft_reviews (asked_by);
create index draft_reviews_by_answerer on draft_reviews (answered_by);

create table blind_entries (
  draft_id text primary key references drafts (id) on delete cascade,
  revision_id text not null references revisions (id) on delete cascade,
  entered_at bigint not null
);
create index blind_entries_by_revision on blind_entries (revision_id);
`;

export const up = async (database: Kysely<unknown>) => {
  for (const statement of tables.split(';')) {
    if (statement.trim()) await sql.raw(statement).execute(database);
  }
};
