import { argMax } from "../core/arg_max.ts";
import { EMOTION_COUNT } from "../core/emotions.ts";

/** One judged sample, as a gallery shows it. */
export interface JudgedSample {
  /** Its place in the predictions. */
  readonly index: number;
  readonly label: number;
  readonly predicted: number;
  /** Probability of the predicted class. */
  readonly confidence: number;
  /** Probability of the label's class. */
  readonly labelProbability: number;
}

/** Every sample with its label and prediction, in order. */
export function judgedSamples(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
): JudgedSample[] {
  return Array.from(labels, (label, index) => {
    const start = index * EMOTION_COUNT;
    const predicted = argMax(probabilities, start, EMOTION_COUNT);
    return {
      index,
      label,
      predicted,
      confidence: probabilities[start + predicted],
      labelProbability: probabilities[start + label],
    };
  });
}
