/** Plain data on its way from a `load` to its page, as one text. */
export type Packed<T> = string & { readonly packed?: T };

const values = new Map<string, object>();
const most = 100;

/**
 * The framework writes data into a page value by value, anew for each visitor, which for much of it takes longer than
 * drawing it. Packed it is one value, made once for as long as the server keeps the text.
 * Quotes are written as backticks, which need no escape within the text.
 */
export const pack = <T extends object>(value: T): Packed<T> => {
  const text = JSON.stringify(value).replaceAll('`', '\\u0060').replaceAll('"', '`');
  // The newest last: those that are still in use.
  values.delete(text);
  values.set(text, value);
  if (values.size > most) values.delete(values.keys().next().value!);
  return text;
};

/** The server, which has packed it, gets back the very value; a browser reads it anew. */
export const unpack = <T extends object>(text: Packed<T>): T =>
  (values.get(text) as T | undefined) ?? (JSON.parse(text.replaceAll('`', '"')) as T);
