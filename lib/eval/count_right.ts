import { argMax } from "../core/arg_max.ts";

/**
 * How many samples get their label.
 *
 * @param probabilities `[n, classes]` row-major
 * @param labels `[n]` class numbers
 *
 * @example
 * ```ts
 * import { countRight } from "#lib/eval/count_right.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(countRight([0.9, 0.1, 0.6, 0.4], [0, 1]), 1);
 * ```
 */
export function countRight(probabilities: ArrayLike<number>, labels: ArrayLike<number>): number {
  const classes = probabilities.length / labels.length;
  return Array.from(labels).filter((label, i) =>
    argMax(probabilities, i * classes, classes) === label
  ).length;
}
