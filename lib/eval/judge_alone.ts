import { EMOTION_COUNT } from "../core/emotions.ts";

/**
 * Judges each photo by itself among the labels that may be meant: the others get 0.
 *
 * @param probabilities `[n, 7]` row-major
 * @param options.labels class numbers
 * @returns `[n, 7]`
 *
 * @example
 * ```ts
 * import { judgeAlone } from "#lib/eval/judge_alone.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const p = [0.25, 0, 0.5, 0.125, 0, 0, 0.125];
 * deepStrictEqual([...judgeAlone(p, { labels: [0, 3] })], [0.25, 0, 0, 0.125, 0, 0, 0]);
 * ```
 */
export function judgeAlone(
  probabilities: ArrayLike<number>,
  { labels }: { readonly labels: readonly number[] },
): Float32Array {
  return Float32Array.from(
    probabilities,
    (value, i) => labels.includes(i % EMOTION_COUNT) ? value : 0,
  );
}
