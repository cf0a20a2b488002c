import type { Interval } from "../core/results.ts";

/** Probability that the interval misses on each side: 95% in all. */
const TAIL = 0.025;

/**
 * The exact 95% confidence interval of a share (C. J. Clopper and E. S. Pearson, *The use of
 * confidence or fiducial limits illustrated in the case of the binomial*, Biometrika 26, 1934). It
 * covers the true share in at least 95% of cases even for a handful of trials, where every
 * approximation is a promise too much.
 *
 * @param successes of `n` trials; `n` at least 1
 *
 * @example
 * ```ts
 * import { exactInterval } from "#lib/eval/exact_interval.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const seven = exactInterval(7, 7);
 * deepStrictEqual([seven[0].toFixed(3), seven[1]], ["0.590", 1]);
 * ```
 */
export function exactInterval(successes: number, n: number): Interval {
  const whole = Number.isInteger(successes) && Number.isInteger(n);
  if (!(whole && n >= 1 && successes >= 0 && successes <= n)) {
    throw new RangeError(`${successes} of ${n} is no share`);
  }
  // P(at least k of n) falls as the share does; P(at most k) falls as it rises.
  const low = successes === 0 ? 0 : solve((share) => upperTail(successes, n, share) - TAIL);
  const high = successes === n
    ? 1
    : 1 - solve((share) => upperTail(n - successes, n, share) - TAIL);
  return [low, high];
}

/** Where a rising function of a share crosses 0, by halving. */
function solve(rising: (share: number) => number): number {
  let [low, high] = [0, 1];
  while (high - low > 1e-13) {
    const middle = (low + high) / 2;
    if (rising(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The probability of at least `k` successes in `n` trials. */
function upperTail(k: number, n: number, share: number): number {
  let [logBinomial, sum] = [0, 0];
  for (let i = 0; i <= n; i++) {
    if (i > 0) logBinomial += Math.log((n - i + 1) / i);
    if (i >= k) sum += Math.exp(logBinomial + i * Math.log(share) + (n - i) * Math.log1p(-share));
  }
  return sum;
}
