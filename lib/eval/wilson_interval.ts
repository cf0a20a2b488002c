import type { Interval } from "../core/results.ts";

/** The 97.5% point of the normal distribution. */
const Z = 1.959963984540054;

/**
 * The 95% confidence interval of a share (Wilson 1927). Unlike the interval around the share itself
 * it stays within [0, 1] and is right for few samples and for shares near 0 or 1.
 *
 * @param successes of `n` trials; `n` at least 1
 *
 * @example
 * ```ts
 * import { wilsonInterval } from "#lib/eval/wilson_interval.ts";
 * const [low, high] = wilsonInterval(55, 100);
 * console.assert(low < 0.55 && 0.55 < high);
 * ```
 */
export function wilsonInterval(successes: number, n: number): Interval {
  if (!(n >= 1 && successes >= 0 && successes <= n)) {
    throw new RangeError(`${successes} of ${n} is no share`);
  }
  const share = successes / n;
  const centre = share + Z * Z / (2 * n);
  const reach = Z * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
  const scale = 1 + Z * Z / n;
  // At the edges the interval begins or ends at the share itself, which rounding may step over.
  return [
    Math.min(share, Math.max(0, (centre - reach) / scale)),
    Math.max(share, Math.min(1, (centre + reach) / scale)),
  ];
}
