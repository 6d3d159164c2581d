import { sql, type Kysely } from 'kysely';
import type { Dialect } from '../migrate.ts';

// Times are epoch milliseconds in UTC; money is in minor units of the currency beside it.
const tables = `
create table site (
  id integer primary key check (id = 1),
  name text not null,
  tagline text not null default '',
  logo_picture_id text,
  locale text not null default 'en',
  time_zone text not null default 'UTC',
  secret text not null,
  setup_code_hash text,
  set_up_at bigint
);

create table members (
  id text primary key,
  email text unique,
  name text not null,
  password_hash text,
  role text not null default 'member' check (role in ('member', 'admin')),
  locale text not null default 'en' check (locale in ('en', 'zh-TW', 'zh-CN')),
  time_zone text not null default 'UTC',
  joined_at bigint not null,
  email_confirmed_at bigint,
  deleted_at bigint,
  unread integer not null default 0
);
create index members_by_joined on members (joined_at, id);
create index members_by_role on members (role);

create table sessions (
  id_hash text primary key,
  member_id text not null references members (id) on delete cascade,
  expires_at bigint not null,
  created_at bigint not null,
  user_agent text not null default ''
);
create index sessions_by_member on sessions (member_id);
create index sessions_by_expiry on sessions (expires_at);

create table tokens (
  hash text primary key,
  kind text not null,
  member_id text references members (id) on delete cascade,
  payload text not null default '{}',
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint
);
create index tokens_by_member on tokens (member_id, kind);
create index tokens_by_expiry on tokens (expires_at);

create table attempts (
  key text primary key,
  failures integer not null,
  last_at bigint not null,
  blocked_until bigint not null default 0
);
create index attempts_by_last on attempts (last_at);

create table bans (
  member_id text primary key references members (id) on delete cascade,
  banned_by text references members (id) on delete set null,
  banned_at bigint not null,
  reason text not null
);

create table pictures (
  id text primary key,
  member_id text references members (id) on delete set null,
  width integer not null,
  height integer not null,
  widths text not null,
  thumbhash text not null,
  bytes integer not null,
  created_at bigint not null,
  avif_at bigint
);
create index pictures_by_created on pictures (created_at);
create index pictures_by_member on pictures (member_id);

create table brands (
  id text primary key,
  slug text not null unique,
  name text not null,
  tagline text not null default '',
  about text not null default '',
  website text not null default '',
  logo_picture_id text references pictures (id),
  cover_picture_id text references pictures (id),
  cover_alt text not null default '',
  time_zone text not null,
  currency text not null,
  payment_instructions text not null default '',
  created_at bigint not null,
  followers integer not null default 0,
  challenge_count integer not null default 0
);
create index brands_by_created on brands (created_at);
create index brands_by_logo on brands (logo_picture_id);
create index brands_by_cover on brands (cover_picture_id);

create table brand_roles (
  brand_id text not null references brands (id) on delete cascade,
  member_id text not null references members (id) on delete cascade,
  role text not null check (role in ('owner', 'designer', 'merchant')),
  granted_by text references members (id) on delete set null,
  granted_at bigint not null,
  primary key (brand_id, member_id, role)
);
create index brand_roles_by_member on brand_roles (member_id);

create table invitations (
  id text primary key,
  brand_id text not null references brands (id) on delete cascade,
  email text not null,
  role text not null check (role in ('owner', 'designer', 'merchant')),
  token_hash text not null unique,
  invited_by text references members (id) on delete set null,
  created_at bigint not null,
  expires_at bigint not null,
  accepted_at bigint,
  accepted_by text references members (id) on delete set null,
  withdrawn_at bigint
);
create index invitations_by_brand on invitations (brand_id, created_at);
create index invitations_by_email on invitations (email);
create index invitations_by_accepted on invitations (accepted_by);
create unique index invitations_open on invitations (brand_id, email, role)
  where accepted_at is null and withdrawn_at is null;

create table challenges (
  id text primary key,
  brand_id text not null references brands (id),
  number integer not null,
  kind text not null default 'showcase' check (kind in ('showcase', 'open')),
  state text not null default 'preparing'
    check (state in ('preparing', 'collecting', 'voting', 'deciding', 'decided', 'cancelled')),
  title text not null,
  brief text not null default '',
  cover_picture_id text references pictures (id),
  cover_alt text not null default '',
  picks_per_member integer not null default 3 check (picks_per_member >= 1),
  seats integer not null default 1 check (seats >= 1),
  quorum integer not null default 0 check (quorum >= 0),
  tally_shown text not null default 'after-close' check (tally_shown in ('live', 'after-close')),
  collecting_opens_at bigint,
  voting_opens_at bigint,
  voting_closes_at bigint,
  time_zone text not null,
  rule text,
  rule_hash text,
  sealed_at bigint,
  ballot_count integer not null default 0,
  draft_count integer not null default 0,
  edits integer not null default 0,
  followers integer not null default 0,
  created_by text references members (id) on delete set null,
  created_at bigint not null,
  scheduled_at bigint,
  published_at bigint,
  reminded_at bigint,
  decided_at bigint,
  cancelled_at bigint,
  cancelled_reason text,
  unique (brand_id, number),
  check (voting_closes_at is null or voting_opens_at is null or voting_opens_at < voting_closes_at)
);
create index challenges_by_state on challenges (state, voting_closes_at);
create index challenges_by_cover on challenges (cover_picture_id);
create index challenges_by_brand on challenges (brand_id, state, number);
create index challenges_by_decided on challenges (decided_at);
create index challenges_by_published on challenges (published_at);

create table drafts (
  id text primary key,
  challenge_id text not null references challenges (id),
  brand_id text not null references brands (id),
  member_id text references members (id) on delete set null,
  state text not null default 'editing' check (state in ('editing', 'submitted', 'won', 'not chosen')),
  revision_id text,
  position integer not null default 0,
  picks integer not null default 0,
  comment_count integer not null default 0,
  created_at bigint not null,
  submitted_at bigint
);
create index drafts_by_challenge on drafts (challenge_id, state, position);
create index drafts_by_brand on drafts (brand_id, state);
create index drafts_by_member on drafts (member_id);
create index drafts_by_submitted on drafts (submitted_at);

create table revisions (
  id text primary key,
  draft_id text not null references drafts (id) on delete cascade,
  number integer not null,
  title text not null,
  story text not null default '',
  note text not null default '',
  created_by text references members (id) on delete set null,
  created_at bigint not null,
  published_at bigint,
  unique (draft_id, number),
  unique (draft_id, id)
);

create table revision_pictures (
  revision_id text not null references revisions (id) on delete cascade,
  position integer not null,
  picture_id text not null references pictures (id),
  alt text not null,
  primary key (revision_id, position)
);
create index revision_pictures_by_picture on revision_pictures (picture_id);

create table draft_removals (
  draft_id text primary key references drafts (id) on delete cascade,
  kind text not null check (kind in ('withdrawn', 'disqualified')),
  removed_by text references members (id) on delete set null,
  removed_at bigint not null,
  reason text not null
);

create table comments (
  id text primary key,
  draft_id text not null references drafts (id) on delete cascade,
  parent_id text references comments (id) on delete cascade,
  member_id text references members (id) on delete set null,
  body text not null,
  html text not null,
  created_at bigint not null,
  edited_at bigint,
  deleted_at bigint
);
create index comments_by_draft on comments (draft_id, parent_id, created_at, id);
create index comments_by_parent on comments (parent_id, created_at, id);
create index comments_by_member on comments (member_id, created_at);

create table hidings (
  target_kind text not null check (target_kind in ('comment', 'draft', 'challenge', 'campaign')),
  target_id text not null,
  hidden_by text references members (id) on delete set null,
  hidden_at bigint not null,
  reason text not null,
  primary key (target_kind, target_id)
);

create index hidings_by_time on hidings (hidden_at);

create table reports (
  id text primary key,
  target_kind text not null check (target_kind in ('comment', 'draft')),
  target_id text not null,
  member_id text references members (id) on delete set null,
  reason text not null,
  created_at bigint not null,
  resolved_at bigint,
  resolved_by text references members (id) on delete set null,
  outcome text,
  unique (target_kind, target_id, member_id)
);
create index reports_by_resolved on reports (resolved_at, created_at);
create index reports_by_member on reports (member_id);

create table follows (
  member_id text not null references members (id) on delete cascade,
  target_kind text not null check (target_kind in ('brand', 'challenge')),
  target_id text not null,
  followed_at bigint not null,
  primary key (member_id, target_kind, target_id)
);
create index follows_by_target on follows (target_kind, target_id, member_id);

create table ballots (
  id text primary key,
  challenge_id text not null references challenges (id),
  member_id text references members (id) on delete set null,
  cast_at bigint not null,
  changed_at bigint not null,
  unique (challenge_id, member_id)
);
create index ballots_by_member on ballots (member_id, cast_at);
create index ballots_by_cast on ballots (challenge_id, cast_at);

create table ballot_picks (
  ballot_id text not null references ballots (id) on delete cascade,
  draft_id text not null references drafts (id),
  revision_id text not null,
  primary key (ballot_id, draft_id),
  foreign key (draft_id, revision_id) references revisions (draft_id, id)
);
create index ballot_picks_by_draft on ballot_picks (draft_id);

create table decisions (
  challenge_id text primary key references challenges (id),
  decided_by text references members (id) on delete set null,
  decided_at bigint not null,
  proposal text not null,
  departs integer not null check (departs in (0, 1)),
  tie_broken integer not null check (tie_broken in (0, 1)),
  reason text not null
);

create table decision_winners (
  challenge_id text not null references decisions (challenge_id) on delete cascade,
  draft_id text not null references drafts (id),
  place integer not null,
  primary key (challenge_id, draft_id)
);
create index decision_winners_by_draft on decision_winners (draft_id);

create table campaigns (
  id text primary key,
  brand_id text not null references brands (id),
  challenge_id text not null references challenges (id),
  draft_id text not null references drafts (id),
  revision_id text not null,
  state text not null default 'preparing' check (state in
    ('preparing', 'live', 'succeeded', 'producing', 'shipping', 'delivered', 'failed', 'cancelled')),
  title text not null,
  story text not null default '',
  currency text not null,
  price_minor bigint not null check (price_minor >= 0),
  minimum_quantity integer not null check (minimum_quantity >= 1),
  deadline bigint,
  time_zone text not null,
  delivery_month text not null default '',
  per_member_limit integer check (per_member_limit >= 1),
  options text not null default '[]',
  edits integer not null default 0,
  units integer not null default 0 check (units >= 0),
  preorder_count integer not null default 0,
  created_by text references members (id) on delete set null,
  created_at bigint not null,
  launched_at bigint,
  settled_at bigint,
  cancelled_at bigint,
  cancelled_reason text,
  foreign key (draft_id, revision_id) references revisions (draft_id, id)
);
create unique index campaigns_by_draft on campaigns (draft_id) where state <> 'cancelled';
create index campaigns_by_draft_all on campaigns (draft_id);
create index campaigns_by_state on campaigns (state, deadline);
create index campaigns_by_brand on campaigns (brand_id, state);
create index campaigns_by_challenge on campaigns (challenge_id);
create index campaigns_by_launched on campaigns (launched_at);

create table variants (
  id text primary key,
  campaign_id text not null references campaigns (id) on delete cascade,
  position integer not null,
  label text not null,
  choices text not null default '{}',
  stock integer check (stock >= 0),
  ordered integer not null default 0 check (ordered >= 0),
  unique (campaign_id, position),
  check (stock is null or ordered <= stock)
);

create table shipping_rates (
  campaign_id text not null references campaigns (id) on delete cascade,
  country text not null,
  fee_minor bigint not null check (fee_minor >= 0),
  primary key (campaign_id, country)
);

create table preorders (
  id text primary key,
  number text not null unique,
  campaign_id text not null references campaigns (id),
  variant_id text not null references variants (id),
  member_id text references members (id) on delete set null,
  state text not null default 'placed' check (state in
    ('placed', 'authorised', 'charged', 'charge failed', 'shipped', 'received', 'cancelled', 'released', 'dropped', 'refunded')),
  quantity integer not null check (quantity >= 1),
  currency text not null,
  unit_minor bigint not null,
  shipping_minor bigint not null,
  total_minor bigint not null check (total_minor = unit_minor * quantity + shipping_minor),
  payment_method text not null check (payment_method in ('manual', 'card')),
  payment_token text,
  payment_label text not null default '',
  payment_key text not null default '',
  authorised_minor bigint not null default 0,
  email text not null,
  recipient text not null,
  line1 text not null,
  line2 text not null default '',
  city text not null,
  region text not null default '',
  postal_code text not null default '',
  country text not null,
  phone text not null default '',
  note text not null default '',
  idempotency_key text not null,
  charge_attempts integer not null default 0,
  charging_since bigint,
  charge_failed_at bigint,
  due_at bigint,
  refund_requested_at bigint,
  placed_at bigint not null,
  changed_at bigint not null,
  authorised_at bigint,
  charged_at bigint,
  ended_at bigint,
  ended_reason text not null default '',
  unique (member_id, idempotency_key)
);
create index preorders_by_campaign on preorders (campaign_id, state, placed_at);
create index preorders_by_placed on preorders (campaign_id, placed_at, id);
create index preorders_by_member on preorders (member_id, placed_at);
create index preorders_by_limit on preorders (campaign_id, member_id, state);
create index preorders_by_variant on preorders (variant_id);

create table payments (
  id text primary key,
  preorder_id text not null references preorders (id),
  kind text not null check (kind in ('authorise', 'charge', 'release', 'refund')),
  outcome text not null check (outcome in ('done', 'declined', 'error')),
  amount_minor bigint not null,
  currency text not null,
  provider text not null,
  reference text not null default '',
  note text not null default '',
  idempotency_key text not null unique,
  recorded_by text references members (id) on delete set null,
  recorded_at bigint not null
);
create index payments_by_preorder on payments (preorder_id, recorded_at);
create unique index payments_once on payments (preorder_id, kind)
  where outcome = 'done' and kind in ('charge', 'refund');

create table shipments (
  id text primary key,
  preorder_id text not null references preorders (id),
  carrier text not null,
  tracking_number text not null default '',
  tracking_url text not null default '',
  shipped_by text references members (id) on delete set null,
  shipped_at bigint not null,
  received_at bigint,
  unique (preorder_id)
);

create table milestones (
  id text primary key,
  campaign_id text not null references campaigns (id) on delete cascade,
  position integer not null,
  title text not null,
  due_month text not null default '',
  reached_at bigint,
  reached_by text references members (id) on delete set null
);
create index milestones_by_campaign on milestones (campaign_id, position);

create table updates (
  id text primary key,
  campaign_id text not null references campaigns (id) on delete cascade,
  member_id text references members (id) on delete set null,
  title text not null,
  body text not null,
  html text not null,
  created_at bigint not null
);
create index updates_by_campaign on updates (campaign_id, created_at);

create table events (
  id text primary key,
  kind text not null,
  at bigint not null,
  actor_id text references members (id) on delete set null,
  subject_member_id text references members (id) on delete set null,
  brand_id text references brands (id),
  challenge_id text references challenges (id),
  draft_id text,
  comment_id text,
  campaign_id text references campaigns (id),
  preorder_id text,
  payload text not null default '{}'
);
create index events_by_at on events (at, id);
create index events_by_brand on events (brand_id, at);
create index events_by_challenge on events (challenge_id, at);
create index events_by_campaign on events (campaign_id, at);
create index events_by_kind on events (kind, at, id);
create index events_by_actor on events (actor_id, at);
create index events_by_subject on events (subject_member_id, at);

create table jobs (
  id text primary key,
  kind text not null,
  payload text not null default '{}',
  unique_key text unique,
  run_at bigint not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  attempts integer not null default 0,
  claimed_at bigint,
  claimed_by text,
  ended_at bigint,
  last_error text
);
create index jobs_by_state on jobs (state, run_at);

create table notifications (
  id text primary key,
  member_id text not null references members (id) on delete cascade,
  kind text not null,
  event_id text not null references events (id) on delete cascade,
  payload text not null default '{}',
  link text not null,
  created_at bigint not null,
  read_at bigint,
  unique (member_id, event_id, kind)
);
create index notifications_by_member on notifications (member_id, created_at);
create index notifications_by_event on notifications (event_id);
create index notifications_by_created on notifications (created_at);

create table notification_settings (
  member_id text not null references members (id) on delete cascade,
  kind text not null,
  in_app integer not null check (in_app in (0, 1)),
  by_mail integer not null check (by_mail in (0, 1)),
  primary key (member_id, kind)
);

create table mails (
  id text primary key,
  kind text not null,
  member_id text references members (id) on delete set null,
  to_address text not null,
  subject text not null,
  text text not null,
  html text not null,
  headers text not null default '{}',
  unique_key text unique,
  created_at bigint not null,
  sent_at bigint,
  failed_at bigint,
  attempts integer not null default 0,
  last_error text
);
create index mails_by_created on mails (created_at, id);
create index mails_by_failed on mails (failed_at);
create index mails_by_member on mails (member_id, created_at);
create index mails_by_to on mails (to_address);
`;

// Text search holds space-separated bigrams made by the application, so that Chinese words of two characters are found.
const search = {
  sqlite: `create virtual table search_entries using fts5 (kind unindexed, target_id unindexed, grams, tokenize = 'unicode61 remove_diacritics 2')`,
  postgres: `create table search_entries (
    kind text not null, target_id text not null, grams text not null,
    vector tsvector generated always as (to_tsvector('simple', grams)) stored,
    primary key (kind, target_id))`,
};

export const up = async (database: Kysely<unknown>, dialect: Dialect) => {
  for (const statement of tables.split(';')) {
    if (statement.trim()) await sql.raw(statement).execute(database);
  }
  await sql.raw(search[dialect]).execute(database);
  if (dialect === 'postgres') {
    await sql.raw('create index search_by_vector on search_entries using gin (vector)').execute(database);
  } else {
    // FTS5 cannot index its unindexed columns: this table finds the row of an entry to replace.
    await sql
      .raw(
        'create table search_rows (row integer primary key, kind text not null, target_id text not null, unique (kind, target_id))',
      )
      .execute(database);
  }
};
