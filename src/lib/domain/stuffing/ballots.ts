/** Why a ballot is in quarantine; each has a text for people, `quarantine_reason_…`. */
export const suspicions = [
  'one-mailbox',
  'disposable-mail',
  'mail-domain',
  'patterned-addresses',
  'same-network',
  'identical-in-seconds',
  'even-spacing',
  'alike-delays',
  'made-together',
  'same-program',
  'among-suspects',
  'only-this-vote',
] as const;
export type Suspicion = (typeof suspicions)[number];

/**
 * A ballot with what is known of where it came from. Whatever would name somebody is a keyed hash: the rules only ask
 * whether two are the same. Empty text where nothing is known, which then says nothing. Times are epoch milliseconds.
 */
export interface TracedBallot {
  id: string;
  /** The voter left the site, or took it back out of quarantine: its mailbox is known, and the time. */
  gone?: true;
  /** The /24 of IPv4 or the /48 of IPv6. */
  network: string;
  address: string;
  /** What the browser calls itself. */
  program: string;
  joinedAt: number;
  confirmedAt: number;
  castAt: number;
  /** The same text for the same choices. */
  content: string;
  /** In how many challenges the account has voted, this one among them. */
  challenges: number;
  commented: boolean;
  followed: boolean;
  preordered: boolean;
  mail: TracedMail;
}

export interface TracedMail {
  kind: 'disposable' | 'alias' | 'ordinary';
  mailbox: string;
  domain: string;
  /** See `Mailbox` in domain/mailboxes.ts. */
  isShared: boolean;
  stem: string;
  shape: string;
}

export interface Suspect {
  id: string;
  /** Evidence against the ballot less what speaks for its account; at least `threshold`. */
  score: number;
  /** The heaviest first. */
  reasons: Suspicion[];
}

/** The reasons as they are kept: a JSON list, the heaviest first. */
export const suspicionsIn = (text: string): Suspicion[] =>
  (JSON.parse(text) as Suspicion[]).filter((reason) => suspicions.includes(reason));

/**
 * Where one person may hold all the mailboxes, that each of them is read says nothing: there the brand decides. Everywhere
 * else the voter's own confirmation releases the ballot.
 */
export const isSettledByLetter = (reasons: Suspicion[]): boolean =>
  !reasons.some((reason) => ['one-mailbox', 'disposable-mail', 'mail-domain'].includes(reason));
