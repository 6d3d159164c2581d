import type { ColumnType, Transaction as KyselyTransaction } from 'kysely';

/** A column with a default: may be left out on insert. */
type Default<T> = ColumnType<T, T | undefined, T>;

export interface SiteTable {
  id: number;
  name: string;
  tagline: Default<string>;
  logo_picture_id: Default<string | null>;
  locale: Default<string>;
  time_zone: Default<string>;
  secret: string;
  setup_code_hash: Default<string | null>;
  set_up_at: Default<number | null>;
}

export interface MembersTable {
  id: string;
  email: Default<string | null>;
  name: string;
  password_hash: Default<string | null>;
  role: Default<'member' | 'admin'>;
  locale: Default<'en' | 'zh-TW' | 'zh-CN'>;
  time_zone: Default<string>;
  joined_at: number;
  email_confirmed_at: Default<number | null>;
  deleted_at: Default<number | null>;
  unread: Default<number>;
}

export interface SessionsTable {
  id_hash: string;
  member_id: string;
  expires_at: number;
  created_at: number;
  user_agent: Default<string>;
}

export interface TokensTable {
  hash: string;
  kind: string;
  member_id: Default<string | null>;
  payload: Default<string>;
  created_at: number;
  expires_at: number;
  used_at: Default<number | null>;
}

export interface AttemptsTable {
  key: string;
  failures: number;
  last_at: number;
  blocked_until: Default<number>;
}

export interface BansTable {
  member_id: string;
  banned_by: Default<string | null>;
  banned_at: number;
  reason: string;
}

export interface PicturesTable {
  id: string;
  member_id: Default<string | null>;
  width: number;
  height: number;
  widths: string;
  thumbhash: string;
  bytes: number;
  created_at: number;
  avif_at: Default<number | null>;
}

export interface BrandsTable {
  id: string;
  slug: string;
  name: string;
  tagline: Default<string>;
  about: Default<string>;
  website: Default<string>;
  logo_picture_id: Default<string | null>;
  cover_picture_id: Default<string | null>;
  cover_alt: Default<string>;
  time_zone: string;
  currency: string;
  payment_instructions: Default<string>;
  created_at: number;
  followers: Default<number>;
  challenge_count: Default<number>;
  suggestion_count: Default<number>;
  suggestions_answered: Default<number>;
}

export interface BrandRolesTable {
  brand_id: string;
  member_id: string;
  role: 'owner' | 'designer' | 'merchant';
  granted_by: Default<string | null>;
  granted_at: number;
}

export interface InvitationsTable {
  id: string;
  brand_id: string;
  email: string;
  role: 'owner' | 'designer' | 'merchant';
  token_hash: string;
  invited_by: Default<string | null>;
  created_at: number;
  expires_at: number;
  accepted_at: Default<number | null>;
  accepted_by: Default<string | null>;
  withdrawn_at: Default<number | null>;
}

export type Method =
  'picks' | 'score' | 'schulze' | 'irv' | 'stv' | 'duels' | 'equal-shares' | 'specification';
export type Eligibility = 'confirmed-members' | 'followers' | 'buyers' | 'list' | 'codes';

export interface ChallengesTable {
  id: string;
  brand_id: string;
  number: number;
  kind: Default<'showcase' | 'open'>;
  state: Default<'preparing' | 'collecting' | 'voting' | 'deciding' | 'decided' | 'cancelled'>;
  title: string;
  brief: Default<string>;
  cover_picture_id: Default<string | null>;
  cover_alt: Default<string>;
  method: Default<Method>;
  /** Of a vote within a budget: whole units of the brand's currency. */
  budget: Default<number | null>;
  /** 1: the ballot has "none of these". */
  default_option: Default<0 | 1>;
  /** How many picked it. */
  none_picks: Default<number>;
  eligibility: Default<Eligibility>;
  /** Whose buyers may vote, where that is the rule. */
  eligible_campaign_id: Default<string | null>;
  /** How many entries the log of the present round has. */
  log_size: Default<number>;
  /** 1: the vote was open before there was a log. No head is signed of it. */
  unlogged: Default<0 | 1>;
  /** What a specification vote is about, from its opening on. */
  configuration_id: Default<string | null>;
  picks_per_member: Default<number>;
  seats: Default<number>;
  quorum: Default<number>;
  tally_shown: Default<'live' | 'after-close'>;
  /** 1: the brand wishes that drafts may be revised while voting is open. */
  revising: Default<number>;
  /** Sealed: up to this moment they may. */
  revising_until: Default<number | null>;
  /** Of an open one: how many drafts a member may enter, and how. */
  drafts_per_member: Default<number>;
  reviewed: Default<0 | 1>;
  blind: Default<0 | 1>;
  /** Of `challenge_terms`; 0 before any were written. */
  terms_version: Default<number>;
  collecting_opens_at: Default<number | null>;
  voting_opens_at: Default<number | null>;
  voting_closes_at: Default<number | null>;
  time_zone: string;
  rule: Default<string | null>;
  rule_hash: Default<string | null>;
  sealed_at: Default<number | null>;
  /** Which vote its rule, dates and ballots are of: a final vote is another round. */
  round: Default<number>;
  ballot_count: Default<number>;
  draft_count: Default<number>;
  /** Goes up with each change of what its form shows: whoever saves over another's change is told. */
  edits: Default<number>;
  followers: Default<number>;
  created_by: Default<string | null>;
  created_at: number;
  /** Asked to be published by itself when collecting opens. */
  scheduled_at: Default<number | null>;
  published_at: Default<number | null>;
  reminded_at: Default<number | null>;
  decided_at: Default<number | null>;
  cancelled_at: Default<number | null>;
  cancelled_reason: Default<string | null>;
}

export interface DraftsTable {
  id: string;
  challenge_id: string;
  brand_id: string;
  member_id: Default<string | null>;
  state: Default<'editing' | 'submitted' | 'won' | 'not chosen'>;
  revision_id: Default<string | null>;
  position: Default<number>;
  picks: Default<number>;
  /** How many of the picks name an earlier revision than the one that stands. */
  picks_outdated: Default<number>;
  /** What making the tools for it costs, where the vote is within a budget: whole units of the brand's currency. */
  tooling_cost: Default<number | null>;
  comment_count: Default<number>;
  /** The number of the last suggestion; none is given twice. */
  suggestion_serial: Default<number>;
  created_at: number;
  submitted_at: Default<number | null>;
}

export interface RevisionsTable {
  id: string;
  draft_id: string;
  number: number;
  title: string;
  story: Default<string>;
  note: Default<string>;
  created_by: Default<string | null>;
  created_at: number;
  /** When its authors handed it in, where that alone does not make it public. */
  entered_at: Default<number | null>;
  published_at: Default<number | null>;
  configuration_id: Default<string | null>;
}

export interface ConfigurationsTable {
  id: string;
  draft_id: string;
  /** JSON of what domain/configuring.ts calls a Configuration. */
  spec: string;
  /** Of its price differences: the brand's when it was saved. */
  currency: string;
  created_by: Default<string | null>;
  created_at: number;
}

export interface ConfigurationLayersTable {
  configuration_id: string;
  picture_id: string;
}

export interface CompositionsTable {
  id: string;
  draft_id: string;
  configuration_id: string;
  /** What `compositionText` of domain/configuring.ts gives. */
  choices: string;
  /** How many members have it as theirs. */
  chosen: Default<number>;
  created_by: Default<string | null>;
  created_at: number;
}

export interface ChosenCompositionsTable {
  draft_id: string;
  member_id: string;
  composition_id: string;
  chosen_at: number;
}

export interface ChoiceCountsTable {
  draft_id: string;
  part: string;
  choice: string;
  chosen: Default<number>;
}

export interface RemixesTable {
  id: string;
  draft_id: string;
  composition_id: string;
  member_id: Default<string | null>;
  title: string;
  note: Default<string>;
  votes: Default<number>;
  created_at: number;
}

export interface RemixVotesTable {
  remix_id: string;
  member_id: string;
  voted_at: number;
}

export interface RevisionPicturesTable {
  revision_id: string;
  position: number;
  picture_id: string;
  alt: string;
}

export interface DraftRemovalsTable {
  draft_id: string;
  kind: 'withdrawn' | 'disqualified';
  removed_by: Default<string | null>;
  removed_at: number;
  reason: string;
}

/** What entrants agree to; a version that anyone could see is never changed. */
export interface ChallengeTermsTable {
  challenge_id: string;
  version: number;
  entry_rules: string;
  licence: string;
  written_by: Default<string | null>;
  written_at: number;
}

/** Of drafts in open challenges alone; whoever left stays on record. */
export interface DraftAuthorsTable {
  draft_id: string;
  member_id: string;
  joined_at: number;
  left_at: Default<number | null>;
}

/** To an address, or to a member; never both. */
export interface AuthorInvitationsTable {
  id: string;
  draft_id: string;
  email: Default<string>;
  member_id: Default<string | null>;
  invited_by: Default<string | null>;
  invited_at: number;
  answer: Default<'accepted' | 'declined' | 'withdrawn' | null>;
  answered_at: Default<number | null>;
}

export interface TermsAcceptancesTable {
  draft_id: string;
  member_id: string;
  version: number;
  accepted_at: number;
}

export interface DraftReviewsTable {
  id: string;
  draft_id: string;
  revision_id: string;
  brand_id: string;
  asked_by: Default<string | null>;
  asked_at: number;
  answer: Default<'approved' | 'returned' | 'withdrawn' | null>;
  words: Default<string>;
  answered_by: Default<string | null>;
  answered_at: Default<number | null>;
}

/** What was entered in a challenge that collects blind; until the vote opens its draft is still `editing`, and so nowhere to be seen. */
export interface BlindEntriesTable {
  draft_id: string;
  revision_id: string;
  entered_at: number;
}

export interface CommentsTable {
  id: string;
  draft_id: string;
  parent_id: Default<string | null>;
  member_id: Default<string | null>;
  body: string;
  html: string;
  created_at: number;
  edited_at: Default<number | null>;
  deleted_at: Default<number | null>;
}

export interface SuggestionsTable {
  id: string;
  comment_id: string;
  draft_id: string;
  brand_id: string;
  number: number;
  /** The revision that was public when it was made. */
  revision_id: string;
  picture_id: Default<string | null>;
  /** Hundredths of a percent of the picture's width and height, as `y`, `w` and `h`; without `w` and `h` a point. */
  x: Default<number | null>;
  y: Default<number | null>;
  w: Default<number | null>;
  h: Default<number | null>;
  seconds: Default<number>;
  state: Default<'open' | 'accepted' | 'declined'>;
  answer: Default<string>;
  answered_by: Default<string | null>;
  answered_at: Default<number | null>;
  /** Milliseconds up to the first answer, whatever changed later. */
  answered_after: Default<number | null>;
  /** May be a working copy: it is carried in public from the moment that revision is. */
  carried_by: Default<string | null>;
  created_at: number;
}

export interface SuggestionSecondsTable {
  suggestion_id: string;
  member_id: string;
  seconded_at: number;
}

export interface HidingsTable {
  target_kind: 'comment' | 'draft' | 'challenge' | 'campaign' | 'remix';
  target_id: string;
  hidden_by: Default<string | null>;
  hidden_at: number;
  reason: string;
}

export interface ReportsTable {
  id: string;
  target_kind: 'comment' | 'draft' | 'remix';
  target_id: string;
  member_id: Default<string | null>;
  reason: string;
  created_at: number;
  resolved_at: Default<number | null>;
  resolved_by: Default<string | null>;
  outcome: Default<string | null>;
}

export interface FollowsTable {
  member_id: string;
  target_kind: 'brand' | 'challenge';
  target_id: string;
  followed_at: number;
}

export interface BallotsTable {
  id: string;
  challenge_id: string;
  member_id: Default<string | null>;
  round: Default<number>;
  cast_at: number;
  changed_at: number;
  /** What the ballot is called in the public log; says nothing of its voter. Null for those from before there was one. */
  log_key: Default<string | null>;
  /** What it says, as canonical JSON of `Marks`; null where picks, choices or duels have rows of their own. */
  marks: Default<string | null>;
  none_of_these: Default<0 | 1>;
  /** 1: in quarantine, or excluded from it. It says what it says, and nothing counts it. */
  aside: Default<0 | 1>;
}

/** What a ballot says of a pair. `one` is the lesser id; no winner: passed. */
export interface BallotDuelsTable {
  ballot_id: string;
  one: string;
  other: string;
  winner: Default<string | null>;
  judged_at: number;
}

export interface DuelCountsTable {
  challenge_id: string;
  round: number;
  winner: string;
  loser: string;
  count: Default<number>;
}

/** The public log of a round: what was cast, changed and taken back, in its order. Never changed, never removed. */
export interface LogLeavesTable {
  challenge_id: string;
  round: number;
  position: number;
  text: string;
}

/** The one key that every head is signed with, made at first need; shared by all processes of the site. */
export interface SigningKeysTable {
  id: number;
  /** 32 bytes in hexadecimal digits. */
  public_key: string;
  /** PKCS #8, base64. Never leaves the server. */
  private_key: string;
  made_at: number;
}

/** The hash of each complete subtree of a log: leaves at level 0, and each level above half as many. */
export interface LogNodesTable {
  challenge_id: string;
  round: number;
  level: number;
  position: number;
  hash: string;
}

/** What was signed of a log, one after the other; `text` is what was signed, `hash` what the next one calls it by. */
export interface LogHeadsTable {
  challenge_id: string;
  round: number;
  number: number;
  size: number;
  root: string;
  text: string;
  hash: string;
  signature: string;
  /** 1: after the close, and the last. */
  final: Default<0 | 1>;
  signed_at: number;
}

/** Where a ballot's last entry stands in the log, of those that a head was signed for. */
export interface ReceiptsTable {
  log_key: string;
  challenge_id: string;
  round: number;
  position: number;
}

/** Whose a ballot was that was taken back, for the receipt of that. Goes with the account. */
export interface WithdrawnBallotsTable {
  log_key: string;
  challenge_id: string;
  round: number;
  member_id: string;
  withdrawn_at: number;
}

/** What ballots add up to where that is not kept by counters: counted again as the log grows, and finally. */
export interface KeptCountsTable {
  challenge_id: string;
  round: number;
  /** How many entries of the log had been made when it was counted. */
  log_size: number;
  ballots: number;
  /** JSON of `KeptCount`. */
  outcome: string;
  /** 1: after the close. */
  final: Default<0 | 1>;
  counted_at: number;
}

export interface EligibleAddressesTable {
  challenge_id: string;
  /** As `members.email` is written. */
  email: string;
  /** Whoever cast a ballot by it: nobody else has one by it, whoever has the address later. */
  used_by: Default<string | null>;
}

export interface VotingCodesTable {
  code_hash: string;
  challenge_id: string;
  label: Default<string>;
  made_by: Default<string | null>;
  made_at: number;
  used_by: Default<string | null>;
  used_at: Default<number | null>;
}

export interface BallotPicksTable {
  ballot_id: string;
  draft_id: string;
  revision_id: string;
}

/** Of what the hashes in `ballot_origins` are made; both go when nobody needs them any more. */
export interface OriginSecretsTable {
  challenge_id: string;
  secret: string;
  made_at: number;
}

/** What a ballot came with, as keyed hashes: they tell whether two are the same and nothing else. */
export interface BallotOriginsTable {
  ballot_id: string;
  challenge_id: string;
  network: string;
  address: string;
  program: string;
  /** What is left, with the network, of a ballot whose voter left the site, until the challenge is decided. */
  mailbox: Default<string>;
  noted_at: number;
}

/** A ballot that was set aside, whatever became of it since. Outlives it: the next ballot of the member in that round is in it. */
export interface QuarantinesTable {
  id: string;
  /** Null where it was taken back. */
  ballot_id: Default<string | null>;
  challenge_id: string;
  round: number;
  /** Null where the member left. */
  member_id: Default<string | null>;
  /** The heaviest of the reasons. */
  lead: string;
  /** A JSON list, the heaviest first. */
  reasons: string;
  /** As in `ballot_origins`, until the challenge is decided: the ballot may go. */
  mailbox: Default<string>;
  put_at: number;
  /** By a second letter. */
  confirmed_at: Default<number | null>;
  outcome: Default<'released' | 'excluded' | null>;
  settled_at: Default<number | null>;
  /** Null where the voter's own confirmation released it. */
  settled_by: Default<string | null>;
  reason: Default<string>;
}

/** A vote that ended and was followed by another. */
export interface RoundsTable {
  challenge_id: string;
  round: number;
  rule: string;
  rule_hash: string;
  sealed_at: number;
  voting_opens_at: number;
  voting_closes_at: number;
  ballot_count: number;
  log_size: Default<number>;
  none_picks: Default<number>;
}

export interface RoundTalliesTable {
  challenge_id: string;
  round: number;
  draft_id: string;
  picks: number;
}

export interface ShortlistsTable {
  challenge_id: string;
  made_by: Default<string | null>;
  made_at: number;
  proposal: string;
  departs: 0 | 1;
  tie_broken: 0 | 1;
  reason: string;
}

export interface FinalistsTable {
  challenge_id: string;
  draft_id: string;
  place: number;
}

export interface StagesTable {
  id: string;
  challenge_id: string;
  position: number;
  kind: 'review' | 'prototype' | 'final vote';
  title: string;
  about: Default<string>;
  /** Days as the brand plans them, `2026-11-27`, or empty. */
  planned_from: Default<string>;
  planned_until: Default<string>;
  begun_at: Default<number | null>;
  ended_at: Default<number | null>;
  created_at: number;
}

export interface CriteriaTable {
  id: string;
  challenge_id: string;
  position: number;
  name: string;
  about: Default<string>;
  weight: number;
}

export interface ExpertsTable {
  id: string;
  challenge_id: string;
  email: string;
  token_hash: string;
  invited_by: Default<string | null>;
  created_at: number;
  expires_at: number;
  accepted_at: Default<number | null>;
  /** Who accepted; the address that was asked may be another's since. */
  member_id: Default<string | null>;
  withdrawn_at: Default<number | null>;
}

export interface ReviewsTable {
  id: string;
  challenge_id: string;
  stage_id: string;
  expert_id: string;
  draft_id: string;
  reason: string;
  created_at: number;
  changed_at: number;
}

export interface ReviewScoresTable {
  review_id: string;
  criterion_id: string;
  score: number;
}

export interface PrototypesTable {
  id: string;
  challenge_id: string;
  stage_id: string;
  draft_id: string;
  member_id: Default<string | null>;
  title: string;
  body: string;
  html: string;
  created_at: number;
}

export interface PrototypePicturesTable {
  prototype_id: string;
  position: number;
  picture_id: string;
  alt: string;
}

/** One choice of a ballot in a specification vote. */
export interface BallotChoicesTable {
  ballot_id: string;
  challenge_id: string;
  part: string;
  choice: string;
}

export interface SpecificationCountsTable {
  challenge_id: string;
  part: string;
  choice: string;
  votes: Default<number>;
}

export interface DecisionsTable {
  challenge_id: string;
  decided_by: Default<string | null>;
  decided_at: number;
  proposal: string;
  departs: 0 | 1;
  tie_broken: 0 | 1;
  reason: string;
  /** What is to be made, where a specification was decided. */
  composition_id: Default<string | null>;
}

export interface DecisionWinnersTable {
  challenge_id: string;
  draft_id: string;
  place: number;
}

export interface CallsTable {
  id: string;
  brand_id: string;
  challenge_id: string;
  /** Null for a call on the challenge's brief. */
  draft_id: Default<string | null>;
  state: Default<'open' | 'closed' | 'chosen'>;
  /** Markdown. */
  wanted: string;
  /** A JSON list of whole numbers, ascending. */
  quantities: string;
  closes_at: number;
  /** Offers that are not withdrawn. */
  offer_count: Default<number>;
  opened_by: Default<string | null>;
  opened_at: number;
  closed_at: Default<number | null>;
}

export interface OffersTable {
  id: string;
  call_id: string;
  brand_id: string;
  member_id: Default<string | null>;
  state: Default<'made' | 'chosen' | 'not chosen' | 'withdrawn'>;
  /** The number of the version that counts. */
  version: number;
  made_at: number;
  changed_at: number;
  settled_at: Default<number | null>;
  chosen_by: Default<string | null>;
  reason: Default<string>;
}

export interface OfferVersionsTable {
  offer_id: string;
  number: number;
  company: string;
  contact: string;
  country: string;
  currency: string;
  minimum_quantity: number;
  tooling_minor: number;
  lead_weeks: number;
  materials: Default<string>;
  words: Default<string>;
  made_at: number;
}

export interface OfferPricesTable {
  offer_id: string;
  number: number;
  quantity: number;
  unit_minor: number;
}

export interface AttachmentsTable {
  id: string;
  offer_id: string;
  kind: 'picture' | 'document';
  name: string;
  bytes: number;
  width: Default<number | null>;
  height: Default<number | null>;
  added_at: number;
  removed_at: Default<number | null>;
}

export interface OfferLooksTable {
  offer_id: string;
  member_id: string;
  version: number;
  looked_at: number;
}

export interface CampaignOffersTable {
  campaign_id: string;
  offer_id: string;
  version: number;
}

export interface CampaignsTable {
  id: string;
  brand_id: string;
  challenge_id: string;
  draft_id: string;
  revision_id: string;
  state: Default<
    'preparing' | 'live' | 'succeeded' | 'producing' | 'shipping' | 'delivered' | 'failed' | 'cancelled'
  >;
  title: string;
  story: Default<string>;
  currency: string;
  price_minor: number;
  minimum_quantity: number;
  deadline: Default<number | null>;
  time_zone: string;
  delivery_month: Default<string>;
  per_member_limit: Default<number | null>;
  options: Default<string>;
  /** Whose compositions are made: the ones that the brand picked as variants, or each buyer's own. */
  composing: Default<'none' | 'picked' | 'own'>;
  /** Of a composed campaign that was launched; null where everything costs `price_minor`. */
  least_minor: Default<number | null>;
  /** The price that the quantity had reached when the campaign succeeded; null until then. */
  closing_minor: Default<number | null>;
  /** Goes up with each change of what its form shows: whoever saves over another's change is told. */
  edits: Default<number>;
  units: Default<number>;
  preorder_count: Default<number>;
  created_by: Default<string | null>;
  created_at: number;
  launched_at: Default<number | null>;
  settled_at: Default<number | null>;
  cancelled_at: Default<number | null>;
  cancelled_reason: Default<string | null>;
}

/** From so many units on everyone pays this price; below the first it is the campaign's `price_minor`. */
export interface PriceBreaksTable {
  campaign_id: string;
  quantity: number;
  price_minor: number;
}

export interface VariantsTable {
  id: string;
  campaign_id: string;
  position: number;
  label: string;
  choices: Default<string>;
  stock: Default<number | null>;
  ordered: Default<number>;
  /** The composition that the brand picked. */
  composition_id: Default<string | null>;
  /** What it costs more than the campaign's price; below zero where it costs less. */
  difference_minor: Default<number>;
}

export interface ShippingRatesTable {
  campaign_id: string;
  country: string;
  fee_minor: number;
}

export interface PreordersTable {
  id: string;
  number: string;
  campaign_id: string;
  variant_id: string;
  /** What the buyer composed, where each composes their own. */
  composition_id: Default<string | null>;
  member_id: Default<string | null>;
  state: Default<
    | 'placed'
    | 'authorised'
    | 'charged'
    | 'charge failed'
    | 'shipped'
    | 'received'
    | 'cancelled'
    | 'released'
    | 'dropped'
    | 'refunded'
  >;
  quantity: number;
  currency: string;
  unit_minor: number;
  shipping_minor: number;
  /** What is to be paid: until the campaign has succeeded what was agreed, then what the price reached makes of it. */
  total_minor: number;
  /** The total that the buyer agreed to: nobody pays more. */
  agreed_minor: Default<number>;
  payment_method: 'manual' | 'card';
  payment_token: Default<string | null>;
  payment_label: Default<string>;
  /** Which authorisation the token came from; its name at the provider is made of it. */
  payment_key: Default<string>;
  /** What the card was authorised for; a charge never exceeds it. */
  authorised_minor: Default<number>;
  email: string;
  recipient: string;
  line1: string;
  line2: Default<string>;
  city: string;
  region: Default<string>;
  postal_code: Default<string>;
  country: string;
  phone: Default<string>;
  note: Default<string>;
  idempotency_key: string;
  charge_attempts: Default<number>;
  /** Set while a charge has been asked for and not been answered: nothing else may touch the preorder. */
  charging_since: Default<number | null>;
  /** When the first charge failed for good; the time to give another card counts from here. */
  charge_failed_at: Default<number | null>;
  /** When something happens by itself: the charge, or the end for want of payment. Null until the campaign has settled. */
  due_at: Default<number | null>;
  refund_requested_at: Default<number | null>;
  placed_at: number;
  changed_at: number;
  authorised_at: Default<number | null>;
  charged_at: Default<number | null>;
  ended_at: Default<number | null>;
  ended_reason: Default<string>;
}

export interface PaymentsTable {
  id: string;
  preorder_id: string;
  kind: 'authorise' | 'charge' | 'release' | 'refund';
  outcome: 'done' | 'declined' | 'error';
  amount_minor: number;
  currency: string;
  provider: string;
  reference: Default<string>;
  note: Default<string>;
  idempotency_key: string;
  recorded_by: Default<string | null>;
  recorded_at: number;
}

export interface LedgerEntriesTable {
  id: string;
  preorder_id: string;
  campaign_id: string;
  brand_id: string;
  /** What was paid or given back; nothing for what fell due, or was dropped. */
  payment_id: string | null;
  kind: 'due' | 'dropped' | 'paid' | 'refunded';
  debit: LedgerAccount;
  credit: LedgerAccount;
  amount_minor: number;
  currency: string;
  posted_at: number;
}

type LedgerAccount = 'owed' | 'received' | 'goods' | 'shipping' | 'given back';

/** What the entries of a campaign come to in each account, debits less credits. */
export interface LedgerBalancesTable {
  campaign_id: string;
  brand_id: string;
  account: LedgerAccount;
  currency: string;
  balance_minor: number;
}

export interface ShipmentsTable {
  id: string;
  preorder_id: string;
  carrier: string;
  tracking_number: Default<string>;
  tracking_url: Default<string>;
  shipped_by: Default<string | null>;
  shipped_at: number;
  received_at: Default<number | null>;
}

export interface MilestonesTable {
  id: string;
  campaign_id: string;
  position: number;
  title: string;
  due_month: Default<string>;
  reached_at: Default<number | null>;
  reached_by: Default<string | null>;
}

export interface UpdatesTable {
  id: string;
  campaign_id: string;
  member_id: Default<string | null>;
  title: string;
  body: string;
  html: string;
  created_at: number;
}

export interface EventsTable {
  id: string;
  kind: string;
  at: number;
  actor_id: Default<string | null>;
  subject_member_id: Default<string | null>;
  brand_id: Default<string | null>;
  challenge_id: Default<string | null>;
  draft_id: Default<string | null>;
  comment_id: Default<string | null>;
  campaign_id: Default<string | null>;
  preorder_id: Default<string | null>;
  payload: Default<string>;
}

export interface JobsTable {
  id: string;
  kind: string;
  payload: Default<string>;
  unique_key: Default<string | null>;
  run_at: number;
  state: Default<'waiting' | 'running' | 'done' | 'failed'>;
  attempts: Default<number>;
  claimed_at: Default<number | null>;
  claimed_by: Default<string | null>;
  ended_at: Default<number | null>;
  last_error: Default<string | null>;
}

export interface NotificationsTable {
  id: string;
  member_id: string;
  kind: string;
  event_id: string;
  payload: Default<string>;
  link: string;
  created_at: number;
  read_at: Default<number | null>;
}

export interface NotificationSettingsTable {
  member_id: string;
  kind: string;
  in_app: 0 | 1;
  by_mail: 0 | 1;
}

export interface MailsTable {
  id: string;
  kind: string;
  member_id: Default<string | null>;
  to_address: string;
  subject: string;
  text: string;
  html: string;
  headers: Default<string>;
  unique_key: Default<string | null>;
  created_at: number;
  sent_at: Default<number | null>;
  failed_at: Default<number | null>;
  attempts: Default<number>;
  last_error: Default<string | null>;
}

export interface SearchEntriesTable {
  kind: string;
  target_id: string;
  grams: string;
}

export interface SearchRowsTable {
  row: Default<number>;
  kind: string;
  target_id: string;
}

export interface Tables {
  site: SiteTable;
  members: MembersTable;
  sessions: SessionsTable;
  tokens: TokensTable;
  attempts: AttemptsTable;
  bans: BansTable;
  pictures: PicturesTable;
  brands: BrandsTable;
  brand_roles: BrandRolesTable;
  invitations: InvitationsTable;
  challenges: ChallengesTable;
  drafts: DraftsTable;
  revisions: RevisionsTable;
  revision_pictures: RevisionPicturesTable;
  configurations: ConfigurationsTable;
  configuration_layers: ConfigurationLayersTable;
  compositions: CompositionsTable;
  chosen_compositions: ChosenCompositionsTable;
  choice_counts: ChoiceCountsTable;
  remixes: RemixesTable;
  remix_votes: RemixVotesTable;
  draft_removals: DraftRemovalsTable;
  challenge_terms: ChallengeTermsTable;
  draft_authors: DraftAuthorsTable;
  author_invitations: AuthorInvitationsTable;
  terms_acceptances: TermsAcceptancesTable;
  draft_reviews: DraftReviewsTable;
  blind_entries: BlindEntriesTable;
  comments: CommentsTable;
  suggestions: SuggestionsTable;
  suggestion_seconds: SuggestionSecondsTable;
  hidings: HidingsTable;
  reports: ReportsTable;
  follows: FollowsTable;
  ballots: BallotsTable;
  ballot_picks: BallotPicksTable;
  ballot_duels: BallotDuelsTable;
  duel_counts: DuelCountsTable;
  log_leaves: LogLeavesTable;
  signing_keys: SigningKeysTable;
  log_nodes: LogNodesTable;
  log_heads: LogHeadsTable;
  receipts: ReceiptsTable;
  withdrawn_ballots: WithdrawnBallotsTable;
  kept_counts: KeptCountsTable;
  eligible_addresses: EligibleAddressesTable;
  voting_codes: VotingCodesTable;
  origin_secrets: OriginSecretsTable;
  ballot_origins: BallotOriginsTable;
  quarantines: QuarantinesTable;
  rounds: RoundsTable;
  round_tallies: RoundTalliesTable;
  shortlists: ShortlistsTable;
  finalists: FinalistsTable;
  stages: StagesTable;
  criteria: CriteriaTable;
  experts: ExpertsTable;
  reviews: ReviewsTable;
  review_scores: ReviewScoresTable;
  prototypes: PrototypesTable;
  prototype_pictures: PrototypePicturesTable;
  ballot_choices: BallotChoicesTable;
  specification_counts: SpecificationCountsTable;
  decisions: DecisionsTable;
  decision_winners: DecisionWinnersTable;
  calls: CallsTable;
  offers: OffersTable;
  offer_versions: OfferVersionsTable;
  offer_prices: OfferPricesTable;
  attachments: AttachmentsTable;
  offer_looks: OfferLooksTable;
  campaign_offers: CampaignOffersTable;
  campaigns: CampaignsTable;
  price_breaks: PriceBreaksTable;
  variants: VariantsTable;
  shipping_rates: ShippingRatesTable;
  preorders: PreordersTable;
  payments: PaymentsTable;
  ledger_entries: LedgerEntriesTable;
  ledger_balances: LedgerBalancesTable;
  shipments: ShipmentsTable;
  milestones: MilestonesTable;
  updates: UpdatesTable;
  events: EventsTable;
  jobs: JobsTable;
  notifications: NotificationsTable;
  notification_settings: NotificationSettingsTable;
  mails: MailsTable;
  search_entries: SearchEntriesTable;
  search_rows: SearchRowsTable;
}

/** The power to look, and nothing else. A transaction may be passed where a Reader is asked for. */
export type Reader = Pick<KyselyTransaction<Tables>, 'selectFrom' | 'selectNoFrom' | 'fn' | 'getExecutor'>;
/** The power to write. Never the root connection: on SQLite that would wait for itself. */
export type Transaction = KyselyTransaction<Tables>;
