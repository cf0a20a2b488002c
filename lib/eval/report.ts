import { argMax } from "../core/arg_max.ts";
import { EMOTION_COUNT } from "../core/emotions.ts";
import { logLoss } from "../core/log_loss.ts";
import type { EvaluationReport, SubsetScore } from "../core/results.ts";
import { calibration } from "./calibration.ts";
import { classScores } from "./class_scores.ts";
import { confusionCounts } from "./confusion_counts.ts";
import { wilsonInterval } from "./wilson_interval.ts";

/** What {@link report} must know beside predictions and labels. */
export interface ReportOptions {
  /** What was judged, for instance `"FER2013 PublicTest"`. */
  readonly data: string;
  /** Whether the samples are synthetic faces. */
  readonly synthetic: boolean;
  /** `[n]` 1 where a copy of the sample is in the training data, where that is known. */
  readonly leaked?: ArrayLike<number>;
}

/**
 * Judges predictions: accuracy with its interval, loss, scores per class, calibration and confusion,
 * and accuracy on the rows that are in no training data.
 *
 * @param probabilities `[n, 7]`, row-major, in the order of `EMOTIONS`
 * @param labels `[n]` class numbers
 * @throws {RangeError} when sizes do not match, there is no sample, a label is none of the seven, or
 * a probability is not a number.
 */
export function report(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  { data, synthetic, leaked }: ReportOptions,
): EvaluationReport {
  check(probabilities, labels, leaked);
  const n = labels.length;
  const rows = Array.from({ length: n }, (_, i) => i);
  const predicted = rows.map((i) => argMax(probabilities, i * EMOTION_COUNT, EMOTION_COUNT));
  const isCorrect = (i: number) => predicted[i] === labels[i];
  const correct = rows.filter(isCorrect).length;
  const confusion = confusionCounts(predicted, labels, EMOTION_COUNT);
  const perClass = classScores(confusion);
  const f1 = perClass.flatMap(({ f1 }) => f1 === null ? [] : [f1]);
  return {
    data,
    synthetic,
    accuracy: correct / n,
    interval: wilsonInterval(correct, n),
    loss: mean(logLoss(probabilities, oneHot(labels), EMOTION_COUNT)),
    macroF1: mean(f1),
    n,
    ...(leaked && { leakFree: subset(rows.filter((i) => !leaked[i]), isCorrect) }),
    perClass,
    calibration: calibration(probabilities, labels),
    confusion,
  };
}

function subset(rows: readonly number[], isCorrect: (row: number) => boolean): SubsetScore {
  const n = rows.length;
  if (n === 0) return { accuracy: null, interval: null, n };
  const correct = rows.filter(isCorrect).length;
  return { accuracy: correct / n, interval: wilsonInterval(correct, n), n };
}

function oneHot(labels: ArrayLike<number>): Uint8Array {
  const table = new Uint8Array(labels.length * EMOTION_COUNT);
  for (let i = 0; i < labels.length; i++) table[i * EMOTION_COUNT + labels[i]] = 1;
  return table;
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

function check(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  leaked?: ArrayLike<number>,
): void {
  const n = labels.length;
  if (n === 0) throw new RangeError("there is no sample to judge");
  if (probabilities.length !== n * EMOTION_COUNT) {
    throw new RangeError(
      `${probabilities.length} probabilities do not fit ${n} labels of ${EMOTION_COUNT} classes`,
    );
  }
  if (leaked && leaked.length !== n) {
    throw new RangeError(`${leaked.length} leak marks do not fit ${n} labels`);
  }
  for (let i = 0; i < n; i++) {
    if (!(labels[i] >= 0 && labels[i] < EMOTION_COUNT && Number.isInteger(labels[i]))) {
      throw new RangeError(`sample ${i}: ${labels[i]} is no class number`);
    }
  }
  for (let i = 0; i < probabilities.length; i++) {
    if (Number.isFinite(probabilities[i])) continue;
    throw new RangeError(
      `sample ${Math.floor(i / EMOTION_COUNT)}: the model gave ${
        probabilities[i]
      } as a probability. ` +
        "Its weights are broken, or the data hold values that are not finite.",
    );
  }
}
