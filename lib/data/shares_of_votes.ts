import { EMOTION_COUNT } from "../core/emotions.ts";
import type { Dataset } from "./dataset.ts";

/**
 * What the raters of one image voted for, as shares of the seven expressions that sum to 1.
 *
 * As read, FER+'s shares are of all ten votes, and what went to contempt, "unknown" and "not a face"
 * is missing from 1. Here they are scaled up.
 *
 * @param row its place in the data set
 * @returns `[7]` shares; `undefined` where at least half of the votes are missing, so that the seven say
 * little about the picture.
 * @throws {RangeError} if the data set has no votes.
 */
export function sharesOfVotes({ votes, name }: Dataset, row: number): Float32Array | undefined {
  if (!votes) {
    throw new RangeError(`${name} has no votes. Put FER+'s fer2013new.csv beside fer2013.csv.`);
  }
  const shares = votes.subarray(row * EMOTION_COUNT, (row + 1) * EMOTION_COUNT);
  const sum = shares.reduce((total, share) => total + share, 0);
  return sum > 0.5 ? shares.map((share) => share / sum) : undefined;
}
