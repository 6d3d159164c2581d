import { sql, type Kysely } from 'kysely';

// Money in minor units of the currency of its version. A version is never changed: another one follows it.
const tables = `
create table calls (
  id text primary key,
  brand_id text not null references brands (id),
  challenge_id text not null references challenges (id),
  draft_id text references drafts (id) on delete cascade,
  state text not null default 'open' check (state in ('open', 'closed', 'chosen')),
  wanted text not null,
  quantities text not null,
  closes_at bigint not null,
  offer_count integer not null default 0 check (offer_count >= 0),
  opened_by text references members (id) on delete set null,
  opened_at bigint not null,
  closed_at bigint,
  check ((state = 'open') = (closed_at is null))
);
create unique index calls_open on calls (challenge_id, coalesce(draft_id, '')) where state = 'open';
create index calls_by_challenge on calls (challenge_id, opened_at);
create index calls_by_draft on calls (draft_id);
create index calls_by_brand on calls (brand_id, opened_at, id);
create index calls_by_opener on calls (opened_by);

create table offers (
  id text primary key,
  call_id text not null references calls (id) on delete cascade,
  brand_id text not null references brands (id),
  member_id text references members (id) on delete set null,
  state text not null default 'made' check (state in ('made', 'chosen', 'not chosen', 'withdrawn')),
  version integer not null check (version >= 1),
  made_at bigint not null,
  changed_at bigint not null,
  settled_at bigint,
  chosen_by text references members (id) on delete set null,
  reason text not null default '',
  unique (call_id, member_id),
  check ((state = 'made') = (settled_at is null)),
  check (reason = '' or state = 'chosen')
);
create unique index offers_chosen on offers (call_id) where state = 'chosen';
create index offers_by_member on offers (member_id, made_at);
create index offers_by_brand on offers (brand_id);
create index offers_by_chooser on offers (chosen_by);

create table offer_versions (
  offer_id text not null references offers (id) on delete cascade,
  number integer not null check (number >= 1),
  company text not null,
  contact text not null,
  country text not null,
  currency text not null check (length(currency) = 3),
  minimum_quantity integer not null check (minimum_quantity >= 1),
  tooling_minor bigint not null check (tooling_minor >= 0),
  lead_weeks integer not null check (lead_weeks >= 1),
  materials text not null default '',
  words text not null default '',
  made_at bigint not null,
  primary key (offer_id, number)
);

create table offer_prices (
  offer_id text not null,
  number integer not null,
  quantity integer not null check (quantity >= 1),
  unit_minor bigint not null check (unit_minor > 0),
  primary key (offer_id, number, quantity),
  foreign key (offer_id, number) references offer_versions (offer_id, number) on delete cascade
);

create table attachments (
  id text primary key,
  offer_id text not null references offers (id) on delete cascade,
  kind text not null check (kind in ('picture', 'document')),
  name text not null,
  bytes bigint not null,
  width integer,
  height integer,
  added_at bigint not null,
  removed_at bigint,
  check ((kind = 'picture') = (width is not null)),
  check ((width is null) = (height is null))
);
create index attachments_by_offer on attachments (offer_id, added_at);

create table offer_looks (
  offer_id text not null references offers (id) on delete cascade,
  member_id text not null references members (id) on delete cascade,
  version integer not null,
  looked_at bigint not null,
  primary key (offer_id, member_id)
);
create index offer_looks_by_member on offer_looks (member_id);

create table campaign_offers (
  campaign_id text primary key references campaigns (id) on delete cascade,
  offer_id text not null references offers (id) on delete cascade,
  version integer not null
);
create index campaign_offers_by_offer on campaign_offers (offer_id);
`;

export const up = async (database: Kysely<unknown>) => {
  for (const statement of tables.split(';')) {
    if (statement.trim()) await sql.raw(statement).execute(database);
  }
};
