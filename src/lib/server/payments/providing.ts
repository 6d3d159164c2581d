export interface ChargeRequest {
  token: string;
  /** Integer minor units of the currency. */
  amountMinor: number;
  currency: string;
  /** The provider does the same key at most once, however often it is asked. */
  idempotencyKey: string;
}

/** What was typed. It goes to the provider and nowhere else. */
export interface Card {
  number: string;
  expiry: string;
  code: string;
}

/** The card said no: trying again by itself will not help. */
interface Declined {
  outcome: 'declined';
  reference: string;
  note: string;
}
/** The provider answered that nothing was done: trying again, with another key, may help. */
interface Failed {
  outcome: 'error';
  reference: string;
  note: string;
}

export type PaymentOutcome = { outcome: 'done'; reference: string } | Declined | Failed;
export type AuthorisationOutcome =
  { outcome: 'done'; reference: string; token: string; label: string } | Declined | Failed;

/**
 * What a card provider must be able to do. An answer says for certain what was done. Where it is not certain
 * (no answer came, the connection broke) the function throws, and is asked again with the same key.
 */
export interface CardProvider {
  name: string;
  /** Exchanges what was typed for a token, and checks that the card could be charged. */
  authorise(card: Card, request: Omit<ChargeRequest, 'token'>): Promise<AuthorisationOutcome>;
  /** Checks that the card behind a token could be charged more, and gives a token for that. */
  reauthorise(request: ChargeRequest): Promise<AuthorisationOutcome>;
  charge(request: ChargeRequest): Promise<PaymentOutcome>;
  /** Lets go of an authorisation that will not be charged. */
  release(request: ChargeRequest): Promise<PaymentOutcome>;
  /** Gives back what was charged; `chargeReference` is what the charge was answered with. */
  refund(request: ChargeRequest & { chargeReference: string }): Promise<PaymentOutcome>;
}
