import { EMOTION_COUNT } from "../core/emotions.ts";
import { type JudgedSample, judgedSamples } from "./judged_samples.ts";

/** The predictions with the highest entropy, right or wrong, the most unsure first. */
export function mostUnsure(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  { count = 16 }: { readonly count?: number } = {},
): JudgedSample[] {
  const entropy = ({ index }: JudgedSample) => {
    let sum = 0;
    for (let k = index * EMOTION_COUNT; k < (index + 1) * EMOTION_COUNT; k++) {
      if (probabilities[k] > 0) sum -= probabilities[k] * Math.log(probabilities[k]);
    }
    return sum;
  };
  return judgedSamples(probabilities, labels)
    .map((sample) => ({ sample, entropy: entropy(sample) }))
    .sort((a, b) => b.entropy - a.entropy || a.sample.index - b.sample.index)
    .slice(0, count)
    .map(({ sample }) => sample);
}
