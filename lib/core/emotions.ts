/**
 * The seven expression labels, in the order that Kaggle's FER2013 numbers them: the index of a name
 * is its class number in every data set, model output and report of this project.
 *
 * A label names the expression that a face shows, as human raters or the poser named it. It does
 * not say what the person feels.
 */
export const EMOTIONS = [
  "angry",
  "disgust",
  "fear",
  "happy",
  "sad",
  "surprise",
  "neutral",
] as const;

/** One of the seven expression labels. */
export type Emotion = (typeof EMOTIONS)[number];

/** How many classes there are: 7. */
export const EMOTION_COUNT = EMOTIONS.length;

/**
 * The class number (0 to 6) of an expression label.
 *
 * @throws {RangeError} for a name that is none of the seven.
 *
 * @example
 * ```ts
 * import { emotionIndex } from "#lib/core/emotions.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(emotionIndex("happy"), 3);
 * ```
 */
export function emotionIndex(name: string): number {
  const index = (EMOTIONS as readonly string[]).indexOf(name);
  if (index < 0) {
    throw new RangeError(`"${name}" is no expression label: use one of ${EMOTIONS.join(", ")}`);
  }
  return index;
}
