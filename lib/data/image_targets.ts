import { EMOTION_COUNT } from "../core/emotions.ts";
import { type Dataset } from "./dataset.ts";

/** Settings of {@link imageTargets}. */
export interface ImageTargetsOptions {
  readonly classes: number;
  /** Default `"labels"`. */
  readonly targets?: "labels" | "votes";
  /** Share of each target that is spread over all classes, in [0, 1). Default 0. */
  readonly labelSmoothing?: number;
}

/**
 * What a model is to answer for each of `rows`: `[rows, classes]` float32, every row summing to 1.
 *
 * Labels become one-hot rows, or the raters' votes are taken. Label smoothing (Szegedy et al. 2016)
 * moves a share of each row to all classes alike, as Keras's `CategoricalCrossentropy` does.
 *
 * @throws {RangeError} for votes that a data set does not have, a row of votes that does not sum to
 * 1, a label beyond the classes, or a share out of range.
 */
export function imageTargets(
  dataset: Dataset,
  rows: Uint32Array,
  { classes, targets = "labels", labelSmoothing = 0 }: ImageTargetsOptions,
): Float32Array {
  if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
    throw new RangeError(`labelSmoothing must lie in [0, 1), not ${labelSmoothing}`);
  }
  const y = new Float32Array(rows.length * classes);
  if (targets === "votes") copyVotes(dataset, rows, classes, y);
  else {
    rows.forEach((row, i) => {
      const label = dataset.y[row];
      if (label >= classes) {
        throw new RangeError(
          `${dataset.ids[row]}: label ${label}, but there are ${classes} classes`,
        );
      }
      y[i * classes + label] = 1;
    });
  }
  if (labelSmoothing === 0) return y;
  return y.map((value) => value * (1 - labelSmoothing) + labelSmoothing / classes);
}

function copyVotes(
  { votes, name, ids }: Dataset,
  rows: Uint32Array,
  classes: number,
  y: Float32Array,
): void {
  if (!votes) throw new RangeError(`${name} carries no votes: use targets: "labels"`);
  if (classes !== EMOTION_COUNT) {
    throw new RangeError(`votes are for ${EMOTION_COUNT} classes, not for ${classes}`);
  }
  rows.forEach((row, i) => {
    const row7 = votes.subarray(row * EMOTION_COUNT, (row + 1) * EMOTION_COUNT);
    const sum = row7.reduce((total, vote) => total + vote, 0);
    if (!(Math.abs(sum - 1) < 1e-3)) {
      throw new RangeError(
        `${
          ids[row]
        }: votes sum to ${sum} instead of 1; leave the row out, or use targets: "labels"`,
      );
    }
    y.set(row7, i * EMOTION_COUNT);
  });
}
