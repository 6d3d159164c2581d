export const remixLimits = {
  /** Signs. */
  title: 80,
  note: 1000,
} as const;
