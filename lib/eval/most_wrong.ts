import { type JudgedSample, judgedSamples } from "./judged_samples.ts";

/**
 * The wrong predictions, the surest first.
 *
 * @param probabilities `[n, 7]`, row-major
 * @param labels `[n]` class numbers
 * @param count how many at most
 */
export function mostWrong(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  { count = 16 }: { readonly count?: number } = {},
): JudgedSample[] {
  return judgedSamples(probabilities, labels)
    .filter(({ label, predicted }) => label !== predicted)
    .sort((a, b) => b.confidence - a.confidence || a.index - b.index)
    .slice(0, count);
}
