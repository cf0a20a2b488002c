import { faceTemplate } from "./face_template.ts";
import type { Patch } from "./raster.ts";
import type { ProjectedFace } from "./render_face.ts";

/** The openings of both eyes as patches, a little behind the lids. */
export function eyePatches(
  face: ProjectedFace,
  points: Float64Array,
  rest: Float64Array,
): readonly Patch[] {
  const { lids, eyeCorners } = faceTemplate();
  return eyeCorners.map(([inner, outer], eye) => {
    const pairs = lids.filter((_, k) => (k % 2 === 0) === (eye === 0));
    const order = [[inner, inner], ...pairs, [outer, outer]].flat();
    // The eye stays where it is at rest; the lids move over it.
    const x = (rest[inner * 3] + rest[outer * 3]) / 2;
    const y = (rest[inner * 3 + 1] + rest[outer * 3 + 1]) / 2 + 1.5;
    const [upper, lower] = pairs[pairs.length >> 1];
    const light = face.shade[upper] * 0.3 + face.shade[lower] * 0.7;
    return opening(face, points, order, [x, y], 1, light);
  });
}

/** The opening of the mouth as a patch, a little behind the lips. */
export function mouthPatch(
  face: ProjectedFace,
  points: Float64Array,
  rest: Float64Array,
): Patch {
  const { lips, mouthCorners: [left, right] } = faceTemplate();
  const pairs = [...lips].sort(([a], [b]) => rest[b * 3] - rest[a * 3]);
  const order = [[left, left], ...pairs, [right, right]].flat();
  const x = (rest[left * 3] + rest[right * 3]) / 2;
  const y = pairs.reduce((sum, [upper]) => sum + rest[upper * 3 + 1], 0) / pairs.length;
  const light = Math.max(0.1, face.shade[pairs[pairs.length >> 1][1]]);
  return opening(face, points, order, [x, y], 2, light);
}

/** A strip between pairs of points, with places in mm from (x, y). */
function opening(
  face: ProjectedFace,
  points: Float64Array,
  order: readonly number[],
  [x, y]: readonly [number, number],
  behind: number,
  light: number,
): Patch {
  const screen = new Float64Array(order.length * 3);
  const uv = new Float64Array(order.length * 2);
  order.forEach((i, k) => {
    screen.set(face.screen.subarray(i * 3, i * 3 + 3), k * 3);
    screen[k * 3 + 2] -= behind;
    uv[k * 2] = points[i * 3] - x;
    uv[k * 2 + 1] = points[i * 3 + 1] - y;
  });
  const triangles: number[] = [];
  for (let a = 0; a + 3 < order.length; a += 2) {
    triangles.push(a, a + 1, a + 2, a + 1, a + 3, a + 2);
  }
  return { screen, uv, shade: new Float64Array(order.length).fill(light), triangles };
}

/** How far the chin has sunk from rest, mm; negative means down. */
export function jawDrop(points: Float64Array, rest: Float64Array): number {
  const base = faceTemplate().rest;
  let [sum, count] = [0, 0];
  for (let i = 0; i < rest.length; i += 3) {
    if (Math.abs(base[i]) < 12 && base[i + 1] < -86) {
      sum += points[i + 1] - rest[i + 1];
      count++;
    }
  }
  return Math.min(0, sum / count + 0.4);
}
