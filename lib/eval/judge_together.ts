import { EMOTION_COUNT, EMOTIONS } from "../core/emotions.ts";

/** What is known of photos that are judged together. */
export interface JudgeTogetherOptions {
  /** Class numbers that may be meant at all; all by default. */
  readonly labels?: readonly number[];
}

/**
 * Judges photos of one session together: what a model says of all of them alike, it says of the pose,
 * the light and the face, not of the expressions, and is taken out. On the log scale each label's mean
 * over the session is subtracted, and probabilities are formed anew.
 *
 * This supposes that the session shows its labels about equally often, as in a set of photos with one
 * of each. It is the normalisation by person that recognition of Action Units in videos uses (T.
 * Baltrušaitis, M. Mahmoud, P. Robinson, *Cross-dataset learning and person-specific normalisation for
 * automatic Action Unit detection*, 2015). No label of these photos is used. A single photo says
 * nothing about itself so: it is left as it is.
 *
 * @param probabilities `[n, 7]` row-major
 * @returns `[n, 7]`, 0 for labels that cannot be meant
 *
 * @example
 * ```ts
 * import { judgeTogether } from "#lib/eval/judge_together.ts";
 * import { ok } from "node:assert/strict";
 * // Both look neutral, but the first looks happier than the second.
 * const p = [[0.05, 0.05, 0.05, 0.3, 0.05, 0.05, 0.45], [0.05, 0.05, 0.05, 0.1, 0.05, 0.05, 0.65]];
 * const together = judgeTogether(p.flat(), { labels: [3, 6] });
 * ok(together[3] > 0.5 && together[7 + 6] > 0.5);
 * ```
 */
export function judgeTogether(
  probabilities: ArrayLike<number>,
  { labels = EMOTIONS.map((_, k) => k) }: JudgeTogetherOptions = {},
): Float32Array {
  const n = probabilities.length / EMOTION_COUNT;
  if (!Number.isInteger(n) || labels.length === 0) {
    throw new RangeError(`${probabilities.length} probabilities are not rows of ${EMOTION_COUNT}`);
  }
  const log = (i: number, k: number) =>
    Math.log(Math.max(probabilities[i * EMOTION_COUNT + k], 1e-7));
  const mean = (k: number) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += log(i, k);
    return n > 1 ? sum / n : 0;
  };
  const means = labels.map(mean);
  const together = new Float32Array(probabilities.length);
  for (let i = 0; i < n; i++) {
    const scores = labels.map((k, at) => log(i, k) - means[at]);
    const top = Math.max(...scores);
    const powers = scores.map((score) => Math.exp(score - top));
    const sum = powers.reduce((a, b) => a + b, 0);
    labels.forEach((k, at) => together[i * EMOTION_COUNT + k] = powers[at] / sum);
  }
  return together;
}
