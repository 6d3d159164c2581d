/** From each state, the states that may follow. What is not listed cannot happen. */
export type Lifecycle<State extends string> = Readonly<Record<State, readonly State[]>>;

export type ChallengeState = 'preparing' | 'collecting' | 'voting' | 'deciding' | 'decided' | 'cancelled';
/** From `deciding` back to `voting`: the final vote, among the finalists of a shortlist. */
export const challengeLifecycle: Lifecycle<ChallengeState> = {
  preparing: ['collecting', 'cancelled'],
  collecting: ['voting', 'cancelled'],
  voting: ['deciding', 'cancelled'],
  deciding: ['decided', 'voting', 'cancelled'],
  decided: [],
  cancelled: [],
};

export type DraftState = 'editing' | 'submitted' | 'won' | 'not chosen';
export const draftLifecycle: Lifecycle<DraftState> = {
  editing: ['submitted'],
  submitted: ['won', 'not chosen'],
  won: [],
  'not chosen': [],
};

export type CampaignState =
  'preparing' | 'live' | 'succeeded' | 'producing' | 'shipping' | 'delivered' | 'failed' | 'cancelled';
export const campaignLifecycle: Lifecycle<CampaignState> = {
  preparing: ['live', 'cancelled'],
  live: ['succeeded', 'failed', 'cancelled'],
  succeeded: ['producing'],
  producing: ['shipping'],
  shipping: ['delivered'],
  delivered: [],
  failed: [],
  cancelled: [],
};

export type PreorderState =
  | 'placed'
  | 'authorised'
  | 'charged'
  | 'charge failed'
  | 'shipped'
  | 'received'
  | 'cancelled'
  | 'released'
  | 'dropped'
  | 'refunded';
/**
 * `placed` waits for a manual transfer (or for the card to be authorised), `authorised` for the deadline.
 * `released`: the campaign did not reach its minimum, nobody pays. `dropped`: charged in vain until the last try, or
 * waited for a transfer in vain; one that arrives late all the same is booked, and the preorder stands again.
 * A card given after a failed charge is authorised first, so that the preorder waits for its charge once more.
 */
export const preorderLifecycle: Lifecycle<PreorderState> = {
  placed: ['authorised', 'charged', 'cancelled', 'released', 'dropped'],
  authorised: ['charged', 'charge failed', 'cancelled', 'released'],
  'charge failed': ['authorised', 'dropped'],
  charged: ['shipped', 'refunded'],
  shipped: ['received', 'refunded'],
  received: ['refunded'],
  cancelled: [],
  released: [],
  dropped: ['charged'],
  refunded: [],
};

/** Whether one step of the lifecycle leads from the one state to the other. */
export const mayBecome = <State extends string>(
  lifecycle: Lifecycle<State>,
  from: State,
  to: State,
): boolean => lifecycle[from].includes(to);

/** The states from which `to` can be reached in one step: the `where state in (…)` of a guarded update. */
export const statesBefore = <State extends string>(lifecycle: Lifecycle<State>, to: State): State[] =>
  (Object.keys(lifecycle) as State[]).filter((from) => mayBecome(lifecycle, from, to));
