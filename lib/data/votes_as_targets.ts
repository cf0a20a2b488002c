import { EMOTION_COUNT } from "../core/emotions.ts";
import { type Dataset, pick, ROLES } from "./dataset.ts";
import { sharesOfVotes } from "./shares_of_votes.ts";

/**
 * Votes made fit to learn from: rows of shares of the seven expressions that sum to 1.
 *
 * They are scaled up to 1 (see `sharesOfVotes`). Where at least half of them went to none of the
 * seven, train rows are left out, as FER+'s makers did (Barsoum et al. 2016), while in the other roles,
 * whose rows must stay comparable, the label stands alone.
 *
 * @returns a copy in the same order, with some train rows fewer.
 * @throws {RangeError} if the data set has no votes.
 *
 * @example
 * ```ts
 * import { votesAsTargets } from "#lib/data/votes_as_targets.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const dataset = {
 *   name: "two images",
 *   synthetic: true,
 *   itemShape: [1],
 *   ids: ["face", "no face"],
 *   x: Uint8Array.of(7, 8),
 *   y: Uint8Array.of(3, 6),
 *   role: Uint8Array.of(0, 0), // train
 *   votes: Float32Array.of(0, 0, 0, 0.5, 0, 0, 0.25, 0, 0, 0, 0, 0, 0, 0),
 * };
 * const { ids, votes } = votesAsTargets(dataset);
 * deepStrictEqual(ids, ["face"]);
 * deepStrictEqual(votes, Float32Array.of(0, 0, 0, 2 / 3, 0, 0, 1 / 3));
 * ```
 */
export function votesAsTargets<X extends Uint8Array | Float32Array>(
  dataset: Dataset<X>,
): Dataset<X> {
  const { role, y } = dataset;
  const train = ROLES.indexOf("train");
  const targets = new Float32Array(y.length * EMOTION_COUNT);
  const kept = [...y.keys()].filter((i) => {
    const shares = sharesOfVotes(dataset, i);
    if (shares) targets.set(shares, i * EMOTION_COUNT);
    else targets[i * EMOTION_COUNT + y[i]] = 1;
    return shares !== undefined || role[i] !== train;
  });
  return pick({ ...dataset, votes: targets }, kept);
}
