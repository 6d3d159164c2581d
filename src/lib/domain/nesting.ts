/** Whether a plain JSON value has lists or objects within each other deeper than so many. Goes no deeper itself. */
export const nestsDeeper = (value: unknown, most: number): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  return most === 0 || Object.values(value).some((one) => nestsDeeper(one, most - 1));
};
