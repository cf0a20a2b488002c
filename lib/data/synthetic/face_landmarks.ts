import type { FaceReference } from "../../preprocess/face_reference.ts";
import { type Landmark, LANDMARKS } from "../../preprocess/facs_distances.ts";
import { FACE_POINTS, faceTemplate } from "./face_template.ts";

/** Where the landmarks of the left half lie on the average face, mm, and on which side of the mouth. */
const PLACES: Readonly<Record<Landmark, readonly [x: number, y: number, side?: 0 | 1]>> = {
  "inner brow": [13, 42],
  "outer brow": [42, 43],
  "inner eye corner": [17.5, 26],
  "outer eye corner": [46, 28],
  "upper lid": [31, 33.5],
  "lower lid": [31, 21],
  "cheek": [40, -2],
  "nose bridge": [0, 20],
  "nose wing": [15.5, -11],
  "nose base": [0, -19],
  "upper lip": [0, -37, 1],
  "lower lip": [0, -46, 0],
  "lip corner": [27, -41],
  "chin": [0, -84],
  "chin boss": [0, -68, 0],
};

let cached: FaceReference | undefined;

/** The average face with the landmarks of `LANDMARKS` as its anchors, in that order. */
export function faceLandmarks(): FaceReference {
  if (cached) return cached;
  const { rest, above, mirror } = faceTemplate();
  const anchors = LANDMARKS.map((name) => {
    const [x, y, side] = PLACES[name];
    let [best, least] = [0, Infinity];
    for (let i = 0; i < FACE_POINTS; i++) {
      if (side !== undefined && Math.round(above[i]) !== side) continue;
      const far = (rest[i * 3] - x) ** 2 + (rest[i * 3 + 1] - y) ** 2;
      if (far < least) [best, least] = [i, far];
    }
    return best;
  });
  return cached = {
    points: rest.map((mm) => mm / 1000),
    above,
    anchors,
    mirrored: anchors.map((i) => mirror[i]),
  };
}
