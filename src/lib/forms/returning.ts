/** Where to go back to after a form: a path of this site, never another's address. */
export const safePath = (value: unknown, otherwise = '/'): string =>
  typeof value === 'string' && /^\/(?![/\\])/.test(value) && !/[\s\\]/.test(value) ? value : otherwise;
