export interface ChargeRequest {
  token: string;
  amountMinor: number;
  currency: string;
  /** The provider does the same key at most once, however often it is asked. */
  idempotencyKey: string;
}
export type PaymentOutcome =
  | { outcome: 'done'; reference: string }
  /** The card said no: trying again by itself will not help. */
  | { outcome: 'declined'; reference: string; note: string }
  /** The provider could not answer: trying again may help. */
  | { outcome: 'error'; reference: string; note: string };

/** What a card provider must be able to do. The card number itself never reaches the database or the log. */
export interface CardProvider {
  name: string;
  /** Exchanges what was typed for a token, and checks that the card could be charged. */
  authorise(
    card: { number: string; expiry: string; code: string },
    request: Omit<ChargeRequest, 'token'>,
  ): Promise<PaymentOutcome & { token?: string; label?: string }>;
  charge(request: ChargeRequest): Promise<PaymentOutcome>;
  release(request: ChargeRequest): Promise<PaymentOutcome>;
  refund(request: ChargeRequest): Promise<PaymentOutcome>;
}
