import type { Suspicion, TracedBallot } from './ballots.ts';
import type { Evidence } from './evidence.ts';

/** A mailbox is one person: of its second ballot something is wrong, of its third nothing else can be thought. */
export const findSharedMailboxes = (evidence: Evidence) => {
  const { ballots } = evidence;
  for (const group of evidence.groups(({ mail }) => mail.mailbox, ballots.keys())) {
    if (group.length < 2) continue;
    const [first, ...others] = group.sort((one, other) => ballots[one]!.joinedAt - ballots[other]!.joinedAt);
    // Voted, left, came back and voted again: nothing that the account has done besides speaks for that.
    const points = group.some((at) => ballots[at]!.gone) ? 20 : group.length === 2 ? 2.5 : 6;
    for (const at of others) evidence.note(at, 'one-mailbox', points);
    // A person with many addresses has one voice; the first ballot is left to them unless the mailbox is a factory.
    if (group.length >= 6) evidence.note(first!, 'one-mailbox', 6);
  }
};

export const findDisposable = (evidence: Evidence) => {
  for (const [at, { mail }] of evidence.ballots.entries())
    if (mail.kind === 'disposable') evidence.note(at, 'disposable-mail', 2);
};

/** A domain that belongs to somebody, as far as can be told; nothing for those of providers, throw-away ones among them. */
export const ownDomain = ({ mail }: TracedBallot): string =>
  mail.isShared || mail.kind === 'disposable' ? '' : mail.domain;

/**
 * Many accounts that nobody has seen before under one domain that is no provider's: whoever owns a domain owns all its
 * mailboxes. A school has people who were here before; a firm whose staff vote for a colleague does so within an
 * afternoon. That such a domain goes on day after day, from ever other networks, and that there are several of its kind,
 * counts further: three in one challenge are no coincidence yet, ten are.
 */
export const findMailDomains = (evidence: Evidence) => {
  const { ballots, hasRegulars } = evidence;
  const all = new Map<string, number>();
  for (const ballot of ballots) {
    const domain = ownDomain(ballot);
    all.set(domain, (all.get(domain) ?? 0) + 1);
  }
  const crowds = evidence
    .groups(ownDomain)
    .filter((group) => group.length >= 12 && group.length >= 0.9 * all.get(ownDomain(ballots[group[0]!]!))!);
  const company = crowds.length >= 10 ? 1.5 : crowds.length >= 4 ? 1 : 0;
  for (const group of crowds) {
    const size = group.length >= 60 ? 3 : group.length >= 30 ? 2.5 : 2;
    const networks = new Set(group.map((at) => ballots[at]!.network || at)).size;
    const scattered = networks >= group.length / 2 ? 1 : 0;
    const points = size + (isDrawnOut(group.map((at) => ballots[at]!.castAt)) ? company + scattered : 0);
    for (const at of group) evidence.note(at, 'mail-domain', points - (hasRegulars ? 0 : 1.5));
  }
};

/** Half of them lie more than half a day apart. */
const isDrawnOut = (times: number[]) => {
  const order = [...times].sort((one, other) => one - other);
  return order[Math.floor(order.length * 0.75)]! - order[Math.floor(order.length * 0.25)]! > 12 * 3600_000;
};

/**
 * `voter0001`, `voter0002`, … At a large provider many are called the same by birth, so that it takes more of them; under a
 * domain of one owner, such as a school's, numbers say little that the domain does not say.
 */
export const findPatterns = (evidence: Evidence) => {
  const reason: Suspicion = 'patterned-addresses';
  const stems = evidence.groups(({ mail }) => mail.stem && `${mail.stem}@${mail.domain}`);
  for (const group of stems) {
    const { isShared } = evidence.ballots[group[0]!]!.mail;
    if (group.length < (isShared ? 25 : 8)) continue;
    for (const at of group) evidence.note(at, reason, isShared ? 2 : 1);
  }
};
