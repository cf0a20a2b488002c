import type { Interval } from "../core/results.ts";

/** Student's t at 97.5% for 1, 2, … 30 degrees of freedom. */
// deno-fmt-ignore
const T_975 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
  2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
  2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
];

/**
 * The mean of independent values and its 95% interval by Student's t; no interval for one value.
 *
 * @throws {RangeError} for no values.
 *
 * @example
 * ```ts
 * import { meanInterval } from "#lib/eval/mean_interval.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(meanInterval([2]), { mean: 2 });
 * ```
 */
export function meanInterval(values: readonly number[]): { mean: number; interval?: Interval } {
  const n = values.length;
  if (n === 0) throw new RangeError("there is no value to take the mean of");
  const mean = values.reduce((sum, v) => sum + v, 0) / n;
  if (n === 1) return { mean };
  const deviation = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1));
  // Beyond 30 the normal curve is close; a little wider than it, to be on the safe side.
  const half = (T_975[n - 2] ?? 1.96 + 2.5 / n) * deviation / Math.sqrt(n);
  return { mean, interval: [mean - half, mean + half] };
}
