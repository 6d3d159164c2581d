/**
 * How surprising it is that so many of `n` fall where each would fall with probability `p` at most: a lower bound of
 * −ln P, by Chernoff (n times the Kullback–Leibler divergence of k/n from p). Zero where it is no surprise.
 */
export const surprise = (k: number, n: number, p: number): number => {
  const share = k / n;
  if (share <= p) return 0;
  if (share === 1) return -n * Math.log(p);
  return n * (share * Math.log(share / p) + (1 - share) * Math.log((1 - share) / (1 - p)));
};

/** Six in a million. A challenge has some thousand groups to look at, and what stands alone does not suffice anyway. */
export const surprising = 12;
