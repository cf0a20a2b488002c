/** The smallest normal float32. A stated probability below it counts as this much: 87.3 nats. */
const FLOOR = 2 ** -126;

/**
 * Cross-entropy of each row in nats: `-sum(target * log(probability))`, rows first brought to a sum
 * of 1.
 *
 * Probabilities that come out of a float32 softmax are exact enough to take the logarithm of: this
 * equals the loss from logits within float32 rounding, up to 87 nats, where softmax underflows.
 *
 * @param probabilities `[n, classes]`, row-major
 * @param targets `[n, classes]`, rows that sum to 1: one-hot labels or soft targets
 * @returns `[n]` losses
 */
export function logLoss(
  probabilities: ArrayLike<number>,
  targets: ArrayLike<number>,
  classes: number,
): Float64Array {
  if (probabilities.length !== targets.length || probabilities.length % classes !== 0) {
    throw new RangeError(
      `${probabilities.length} probabilities and ${targets.length} targets do not make rows of ${classes}`,
    );
  }
  const losses = new Float64Array(probabilities.length / classes);
  for (let row = 0; row < losses.length; row++) {
    let sum = 0;
    for (let k = row * classes; k < (row + 1) * classes; k++) sum += probabilities[k];
    for (let k = row * classes; k < (row + 1) * classes; k++) {
      if (targets[k] === 0) continue;
      // Written so that a NaN stays a NaN.
      const probability = probabilities[k] / sum;
      losses[row] -= targets[k] * Math.log(probability < FLOOR ? FLOOR : probability);
    }
  }
  return losses;
}
