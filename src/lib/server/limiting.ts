const day = 24 * 3600_000;

/** From when on something counts towards what one member may do within a day. */
export const aDayBefore = (now: number): number => now - day;

/** Whether a query finds so many rows: no more of them are looked at. */
export const hasAsMany = async (
  rows: { limit: (most: number) => { execute: () => Promise<unknown[]> } },
  most: number,
): Promise<boolean> => (await rows.limit(most).execute()).length >= most;
