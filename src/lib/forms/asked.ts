/** A moment in an address, epoch milliseconds; nothing for what is none, so that no database is asked about half of one. */
export const momentIn = (search: URLSearchParams, name: string): number | undefined => {
  const text = search.get(name) ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
};
