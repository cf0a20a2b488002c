import type { Activation } from "./facs.ts";

/**
 * How much two sets of Action Units have in common, 0 (nothing) to 1 (the same): the smaller
 * intensity of each unit, summed, over the larger one, summed (the weighted Jaccard index, also
 * known as Ružička's). Two empty sets are the same.
 *
 * @example
 * ```ts
 * import { activationOverlap } from "#lib/core/activation_overlap.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(activationOverlap({ 6: 0.5, 12: 1 }, { 12: 0.5 }), 0.5 / 1.5);
 * ```
 */
export function activationOverlap(a: Activation, b: Activation): number {
  let [smaller, larger] = [0, 0];
  // In one order, so that the sums round alike whichever set comes first.
  const units = [...new Set([...Object.keys(a), ...Object.keys(b)].map(Number))].sort();
  for (const unit of units) {
    smaller += Math.min(a[unit] ?? 0, b[unit] ?? 0);
    larger += Math.max(a[unit] ?? 0, b[unit] ?? 0);
  }
  return larger === 0 ? 1 : smaller / larger;
}
