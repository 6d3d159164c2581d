import { disposableEmailBlocklistSet } from 'disposable-email-domains-js';

const listed = disposableEmailBlocklistSet();

/** Whether mail there is thrown away after minutes, as disposable-email-domains/disposable-email-domains lists it. Its subdomains are too. */
export const isDisposableDomain = (domain: string): boolean => {
  const labels = domain.toLowerCase().split('.');
  return labels.some((_, at) => at < labels.length - 1 && listed.has(labels.slice(at).join('.')));
};
