import { EMOTION_COUNT } from "../core/emotions.ts";
import { type Dataset } from "./dataset.ts";
import { sharesOfVotes } from "./shares_of_votes.ts";

/** What images are to be answered with; see {@link imageTargets}. */
export type ImageTargets = "labels" | "votes" | "labels and votes";

/** How many classes targets of a kind have. */
export function targetClasses(targets: ImageTargets): number {
  return targets === "labels and votes" ? 2 * EMOTION_COUNT : EMOTION_COUNT;
}

/** Settings of {@link imageTargets}. */
export interface ImageTargetsOptions {
  readonly classes: number;
  /** Default `"labels"`. */
  readonly targets?: ImageTargets;
  /** Share of each target that is spread over all classes, in [0, 1). Default 0. */
  readonly labelSmoothing?: number;
}

/**
 * What a model is to answer for each of `rows`: `[rows, classes]` float32, every row summing to 1.
 *
 * - `"labels"`: one-hot rows.
 * - `"votes"`: the raters' votes; every row must sum to 1, as after `votesAsTargets`.
 * - `"labels and votes"`: half of each row is its one-hot label, in the first seven classes; the other
 *   half its votes, in seven more. A softmax over all 14 then learns two answers from one network,
 *   what the file calls the image and what ten people saw in it: divided by their sum, the first seven
 *   are the label's probabilities (multi-task learning, Caruana 1997). An image whose votes are not
 *   clear has its label for votes.
 *
 * Label smoothing (Szegedy et al. 2016) moves a share of each row to all classes alike, as Keras's
 * `CategoricalCrossentropy` does.
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
  if (targets !== "labels" && classes !== targetClasses(targets)) {
    throw new RangeError(`${targets} are ${targetClasses(targets)} classes, not ${classes}`);
  }
  if (targets === "votes") copyVotes(dataset, rows, y);
  else copyLabels(dataset, rows, classes, y);
  if (targets === "labels and votes") addVotes(dataset, rows, classes, y);
  if (labelSmoothing === 0) return y;
  return y.map((value) => value * (1 - labelSmoothing) + labelSmoothing / classes);
}

function copyLabels(
  { y: labels, ids }: Dataset,
  rows: Uint32Array,
  classes: number,
  y: Float32Array,
) {
  rows.forEach((row, i) => {
    const label = labels[row];
    if (label >= classes) {
      throw new RangeError(`${ids[row]}: label ${label}, but there are ${classes} classes`);
    }
    y[i * classes + label] = 1;
  });
}

function copyVotes({ votes, name, ids }: Dataset, rows: Uint32Array, y: Float32Array): void {
  if (!votes) throw new RangeError(`${name} carries no votes: use targets: "labels"`);
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

/** Halves the labels that stand in `y`, and writes half of the votes behind them. */
function addVotes(dataset: Dataset, rows: Uint32Array, classes: number, y: Float32Array): void {
  rows.forEach((row, i) => {
    const labels = y.subarray(i * classes, i * classes + EMOTION_COUNT);
    y.set(
      (sharesOfVotes(dataset, row) ?? labels).map((share) => share / 2),
      i * classes + EMOTION_COUNT,
    );
    labels.forEach((value, k) => labels[k] = value / 2);
  });
}
