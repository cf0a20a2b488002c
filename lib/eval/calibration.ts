import { argMax } from "../core/arg_max.ts";
import type { Calibration, CalibrationBin } from "../core/results.ts";

/**
 * How far stated probabilities can be believed: expected calibration error and reliability bins over
 * the confidence of the predicted class (Guo et al. 2017, equal width, a bin holds its upper edge),
 * and the Brier score over all classes.
 *
 * @param probabilities `[n, classes]`, row-major
 * @param labels `[n]` class numbers
 */
export function calibration(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  { bins = 15 }: { readonly bins?: number } = {},
): Calibration {
  const n = labels.length;
  const classes = probabilities.length / n;
  const sums = Array.from({ length: bins }, () => ({ confidence: 0, correct: 0, count: 0 }));
  let brier = 0;
  for (let i = 0; i < n; i++) {
    const predicted = argMax(probabilities, i * classes, classes);
    const confidence = probabilities[i * classes + predicted];
    const bin = sums[Math.min(Math.max(Math.ceil(confidence * bins) - 1, 0), bins - 1)];
    bin.confidence += confidence;
    bin.correct += Number(predicted === labels[i]);
    bin.count++;
    for (let k = 0; k < classes; k++) {
      brier += (probabilities[i * classes + k] - Number(k === labels[i])) ** 2;
    }
  }
  const gap = sums.reduce((sum, bin) => sum + Math.abs(bin.correct - bin.confidence), 0);
  return {
    ece: gap / n,
    brier: brier / n,
    bins: sums.map(({ confidence, correct, count }, i): CalibrationBin => ({
      low: i / bins,
      high: (i + 1) / bins,
      confidence: count ? confidence / count : null,
      accuracy: count ? correct / count : null,
      count,
    })),
  };
}
