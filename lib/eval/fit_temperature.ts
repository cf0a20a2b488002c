import { EMOTION_COUNT } from "../core/emotions.ts";

const FLOOR = 2 ** -126;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * The temperature at which the mean cross-entropy is least (Guo et al. 2017), between 1/50 and 50.
 * To be fitted on data that the model was not trained on, and not judged on either.
 *
 * The loss is convex in 1 / temperature, so golden-section search finds its only minimum.
 *
 * @param probabilities `[n, classes]`, row-major; 7 classes by default
 * @param labels `[n]` class numbers
 */
export function fitTemperature(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  { classes = EMOTION_COUNT }: { readonly classes?: number } = {},
): number {
  if (labels.length === 0 || probabilities.length !== labels.length * classes) {
    throw new RangeError(
      `${probabilities.length} probabilities do not fit ${labels.length} labels of ${classes} classes`,
    );
  }
  // Distances below the row's largest logit, so that no power overflows.
  const logits = Float64Array.from(probabilities, (p) => Math.log(Math.max(p, FLOOR)));
  for (let start = 0; start < logits.length; start += classes) {
    const row = logits.subarray(start, start + classes);
    const top = row.reduce((a, b) => Math.max(a, b));
    row.forEach((value, k) => row[k] = value - top);
  }
  const loss = (logTemperature: number) => {
    const sharpness = Math.exp(-logTemperature);
    let total = 0;
    for (let i = 0; i < labels.length; i++) {
      let sum = 0;
      for (let k = 0; k < classes; k++) sum += Math.exp(sharpness * logits[i * classes + k]);
      total += Math.log(sum) - sharpness * logits[i * classes + labels[i]];
    }
    return total;
  };
  let [low, high] = [-Math.log(50), Math.log(50)];
  let [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [atLeft, atRight] = [loss(left), loss(right)];
  while (high - low > 1e-7) {
    if (atLeft < atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - GOLDEN * (high - low);
      atLeft = loss(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + GOLDEN * (high - low);
      atRight = loss(right);
    }
  }
  return Math.exp((low + high) / 2);
}
