/**
 * The middle value; the mean of the two middle ones where the count is even.
 *
 * @throws {RangeError} for no values.
 *
 * @example
 * ```ts
 * import { median } from "#lib/core/median.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(median([4, 1, 2, 3]), 2.5);
 * ```
 */
export function median(values: readonly number[]): number {
  if (!values.length) throw new RangeError("the median of no values does not exist");
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
