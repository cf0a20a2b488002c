import type { FaceReference } from "../../preprocess/face_reference.ts";
import { FACE_POINTS, faceTemplate } from "./face_template.ts";

/**
 * The average synthetic face as what clouds are compared to, with anchors spread evenly over its left
 * half: each next one lies farthest from those there are.
 *
 * @param anchors how many, midline included.
 */
export function faceReference(anchors = 90): FaceReference {
  const { rest, above, mirror } = faceTemplate();
  const half = Array.from({ length: FACE_POINTS }, (_, i) => i).filter((i) => rest[i * 3] >= -1e-6);
  const chosen = [half[0]];
  const far = new Map(half.map((i) => [i, distance(rest, i, half[0])]));
  while (chosen.length < anchors) {
    const next = half.reduce((a, b) => far.get(b)! > far.get(a)! ? b : a);
    chosen.push(next);
    for (const i of half) far.set(i, Math.min(far.get(i)!, distance(rest, i, next)));
  }
  return {
    points: rest.map((mm) => mm / 1000),
    above,
    anchors: chosen,
    mirrored: chosen.map((i) => mirror[i]),
  };
}

function distance(points: Float64Array, a: number, b: number): number {
  return Math.hypot(...[0, 1, 2].map((k) => points[a * 3 + k] - points[b * 3 + k]));
}
