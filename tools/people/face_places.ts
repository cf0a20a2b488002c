import type { Face, Point } from "#lib/preprocess/face.ts";
import { faceSpan } from "#lib/preprocess/face_span.ts";

/** First quartile, median, third quartile. */
export type Quartiles = readonly [low: number, median: number, high: number];

/** Where faces lie in square pictures, as shares of the picture's side. */
export interface FacePlaces {
  readonly n: number;
  /** The line between the eyes, from the top. */
  readonly eyesDown: Quartiles;
  readonly mouthDown: Quartiles;
  /** What `faceSpan` says: 1 for a face that is as large as FER2013 shows it. */
  readonly span: Quartiles;
}

/** How far nose and mouth may lie aside of the middle between the eyes, in distances of the eyes. */
const ASIDE = 0.15;

/**
 * Where the frontal ones of some faces lie. Others are left out, since a finder that looks at a face
 * turned aside, in a picture that shows no more than the face, places it too unsurely to measure by.
 */
export function facePlaces(faces: readonly Face[], side: number): FacePlaces {
  const frontal = faces.filter(isFrontal);
  const of = (value: (face: Face) => number) =>
    quartiles(frontal.map((face) => value(face) / side));
  return {
    n: frontal.length,
    eyesDown: of(({ leftEye, rightEye }) => (leftEye[1] + rightEye[1]) / 2),
    mouthDown: of(({ mouth }) => mouth[1]),
    span: of((face) => faceSpan(face).span),
  };
}

function isFrontal({ leftEye, rightEye, nose, mouth }: Face): boolean {
  const across = [rightEye[0] - leftEye[0], rightEye[1] - leftEye[1]];
  const square = across[0] ** 2 + across[1] ** 2;
  const middle = [(leftEye[0] + rightEye[0]) / 2, (leftEye[1] + rightEye[1]) / 2];
  const aside = ([x, y]: Point) =>
    Math.abs((x - middle[0]) * across[0] + (y - middle[1]) * across[1]) / square;
  return aside(nose) < ASIDE && aside(mouth) < ASIDE;
}

function quartiles(values: readonly number[]): Quartiles {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
  return [at(0.25), at(0.5), at(0.75)];
}
