/**
 * The network that an address belongs to: the /24 of IPv4, the /48 of IPv6, which is what a provider gives to one site.
 * An IPv4 address that is written as IPv6 is what it is. Empty for what is no address.
 */
export const networkOf = (address: string): string => {
  const plain = address
    .trim()
    .toLowerCase()
    .replace(/^::ffff:(?=\d+\.)/, '');
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(plain)) return `${plain.split('.').slice(0, 3).join('.')}.0/24`;
  if (!/^[\da-f:.]+(%.*)?$/.test(plain) || !plain.includes(':')) return '';
  const [before = '', after] = plain.split('%')[0]!.split('::');
  const head = before ? before.split(':') : [];
  const tail = after ? after.split(':') : [];
  const zeros = after === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
  const groups = [...head, ...Array<string>(zeros).fill('0'), ...tail].slice(0, 3);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/48`;
};

/** Whether an address says where on the internet somebody is: not this machine's own, nor one of a private network. */
export const isPublicAddress = (address: string): boolean => {
  const plain = address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
  if (plain === '') return false;
  if (!plain.includes(':'))
    return !/^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(
      plain,
    );
  return !/^(::1?$|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/.test(plain);
};
