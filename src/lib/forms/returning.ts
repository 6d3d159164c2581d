/**
 * Where to go back to after a form: a path of this site, never another's address. As a header may carry it: what is no
 * plain letter is written in percents.
 */
export const safePath = (value: unknown, otherwise = '/'): string => {
  if (typeof value !== 'string' || !/^\/(?![/\\])/.test(value) || /[\s\\]/.test(value)) return otherwise;
  if (!URL.canParse(value, 'http://here')) return otherwise;
  const { host, pathname, search, hash } = new URL(value, 'http://here');
  // `/.//elsewhere` is shortened to what names another host.
  return host === 'here' && !pathname.startsWith('//') ? pathname + search + hash : otherwise;
};
