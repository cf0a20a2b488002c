import { EMOTION_COUNT } from "../core/emotions.ts";

/** As in the log loss: what a probability that has underflowed counts as. */
const FLOOR = 2 ** -126;

/**
 * Probabilities at another temperature: `softmax(log(p) / temperature)` row by row (Guo et al. 2017).
 * Above 1 they are softened; the order of classes never changes.
 *
 * @param probabilities `[n, classes]`, row-major; 7 classes by default
 */
export function scaleTemperature(
  probabilities: ArrayLike<number>,
  temperature: number,
  { classes = EMOTION_COUNT }: { readonly classes?: number } = {},
): Float32Array {
  if (!(temperature > 0 && Number.isFinite(temperature))) {
    throw new RangeError(`a temperature must be above 0, not ${temperature}`);
  }
  const scaled = new Float32Array(probabilities.length);
  for (let start = 0; start < scaled.length; start += classes) {
    const row = Array.from(
      { length: classes },
      (_, k) => Math.log(Math.max(probabilities[start + k], FLOOR)) / temperature,
    );
    const top = Math.max(...row);
    const powers = row.map((value) => Math.exp(value - top));
    const sum = powers.reduce((total, value) => total + value, 0);
    powers.forEach((value, k) => scaled[start + k] = value / sum);
  }
  return scaled;
}
