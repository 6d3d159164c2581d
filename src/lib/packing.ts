/** Plain data on its way from a `load` to its page, as one text. */
export type Packed<T> = string & { readonly packed?: T };

const texts = new WeakMap<object, string>();
const values = new Map<string, object>();

/**
 * The framework writes data into a page value by value, anew for each visitor, which for a long list takes longer than
 * drawing it. Packed it is one value, made once for as long as the server remembers the list.
 * Quotes are written as backticks, which need no escape within the text.
 */
export const pack = <T extends object>(value: T): Packed<T> => {
  let text = texts.get(value);
  if (text === undefined) {
    text = JSON.stringify(value).replaceAll('`', '\\u0060').replaceAll('"', '`');
    if (values.size >= 100) values.clear();
    texts.set(value, text);
    values.set(text, value);
  }
  return text;
};

/** The server, which has packed it, gets back the very value; a browser reads it anew. */
export const unpack = <T extends object>(text: Packed<T>): T =>
  (values.get(text) as T | undefined) ?? (JSON.parse(text.replaceAll('`', '"')) as T);
