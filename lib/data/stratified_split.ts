import type { Rng } from "../core/rng.ts";

/** How to cut. */
export interface SplitOptions {
  /** Share of the samples to set aside, between 0 and 1. */
  readonly fraction: number;
  readonly rng: Rng;
  /** `[n]` group of each sample (person, or set of identical images): no group is cut in two. */
  readonly groups?: ArrayLike<number>;
}

/**
 * Chooses a share of the samples, the same share of each label, without cutting through a group.
 *
 * Groups are drawn at random label by label (a group counts to the label of its first sample) and
 * taken while they fit. So each label's part falls short of its share by less than the size of its
 * largest group, and never exceeds it.
 *
 * @param labels `[n]` class numbers.
 * @returns the chosen indices, ascending.
 * @throws {RangeError} for a fraction outside (0, 1).
 *
 * @example
 * ```ts
 * import { Rng } from "#lib/core/rng.ts";
 * import { stratifiedSplit } from "#lib/data/stratified_split.ts";
 * import { strictEqual } from "node:assert/strict";
 * const labels = [0, 0, 0, 0, 1, 1];
 * const chosen = stratifiedSplit(labels, { fraction: 0.5, rng: new Rng(1) });
 * strictEqual(chosen.filter((i) => labels[i] === 0).length, 2);
 * strictEqual(chosen.filter((i) => labels[i] === 1).length, 1);
 * ```
 */
export function stratifiedSplit(
  labels: ArrayLike<number>,
  { fraction, rng, groups }: SplitOptions,
): Uint32Array {
  if (!(fraction > 0 && fraction < 1)) {
    throw new RangeError(`fraction must lie between 0 and 1, both excluded: it is ${fraction}`);
  }
  const members = new Map<number, number[]>();
  for (let i = 0; i < labels.length; i++) {
    const group = groups ? groups[i] : i;
    const known = members.get(group);
    known ? known.push(i) : members.set(group, [i]);
  }
  const byLabel = new Map<number, number[][]>();
  for (const group of members.values()) {
    const label = labels[group[0]];
    const known = byLabel.get(label);
    known ? known.push(group) : byLabel.set(label, [group]);
  }
  const chosen: number[] = [];
  for (const label of [...byLabel.keys()].sort((a, b) => a - b)) {
    const candidates = byLabel.get(label)!;
    const size = candidates.reduce((sum, group) => sum + group.length, 0);
    let wanted = Math.round(fraction * size);
    for (const k of rng.split(`label ${label}`).permutation(candidates.length)) {
      if (candidates[k].length > wanted) continue;
      chosen.push(...candidates[k]);
      wanted -= candidates[k].length;
    }
  }
  return Uint32Array.from(chosen).sort();
}
