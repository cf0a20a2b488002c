import type { Face } from "./face.ts";

/**
 * Where faces lie in FER2013, as shares of the picture's side: medians over the first 600 rows of
 * `Training`, whose features the project's own face finder placed.
 */
const EYE_TO_EYE = 0.357;
const EYES_TO_MOUTH = 0.378;

/** How large a face is in its photo, pixels. */
export interface FaceSpan {
  /** Eye to eye. */
  readonly across: number;
  /** From between the eyes to the mouth. */
  readonly down: number;
  /** Side of the square that FER2013 would cut out. */
  readonly span: number;
}

/**
 * Measures a face that was found. The span follows the larger of the two distances: the first shrinks
 * when a head turns aside, the second when it nods.
 *
 * @throws {RangeError} for eyes and mouth in one place.
 */
export function faceSpan({ leftEye, rightEye, mouth }: Face): FaceSpan {
  const across = Math.hypot(rightEye[0] - leftEye[0], rightEye[1] - leftEye[1]);
  const middle = [(leftEye[0] + rightEye[0]) / 2, (leftEye[1] + rightEye[1]) / 2];
  const down = Math.hypot(mouth[0] - middle[0], mouth[1] - middle[1]);
  const span = Math.max(across / EYE_TO_EYE, down / EYES_TO_MOUTH);
  if (!(span > 0)) throw new RangeError("a face needs eyes and mouth in two places");
  return { across, down, span };
}
