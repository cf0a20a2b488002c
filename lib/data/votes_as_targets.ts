import { EMOTION_COUNT } from "../core/emotions.ts";
import { type Dataset, pick, ROLES } from "./dataset.ts";

/**
 * Votes made fit to learn from: rows of shares of the seven expressions that sum to 1.
 *
 * As read, FER+'s shares are of all ten votes, and what went to contempt, "unknown" and "not a face"
 * is missing from 1. Here they are scaled up. Where at least half of the votes are missing, the seven
 * say little about the picture: train rows of that kind are left out, as FER+'s makers did (Barsoum
 * et al. 2016), while in the other roles, whose rows must stay comparable, the label stands alone.
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
  const { votes, role, y, name } = dataset;
  if (!votes) {
    throw new RangeError(`${name} has no votes. Put FER+'s fer2013new.csv beside fer2013.csv.`);
  }
  const train = ROLES.indexOf("train");
  const targets = new Float32Array(votes.length);
  const kept = [...y.keys()].filter((i) => {
    const row = votes.subarray(i * EMOTION_COUNT, (i + 1) * EMOTION_COUNT);
    const sum = row.reduce((total, share) => total + share, 0);
    const isClear = sum > 0.5;
    if (isClear) targets.set(row.map((share) => share / sum), i * EMOTION_COUNT);
    else targets[i * EMOTION_COUNT + y[i]] = 1;
    return isClear || role[i] !== train;
  });
  return pick({ ...dataset, votes: targets }, kept);
}
