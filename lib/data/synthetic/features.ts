import type { Appearance } from "./appearance.ts";
import { faceTemplate } from "./face_template.ts";
import { type Canvas, drawPatch, type Paint } from "./raster.ts";
import type { ProjectedFace } from "./render_face.ts";
import type { Scene } from "./scene.ts";

/** Triangles of a strip of `pairs` pairs. */
function strip(pairs: number): number[] {
  const triangles: number[] = [];
  for (let k = 0; k + 1 < pairs; k++) {
    const a = 2 * k;
    triangles.push(a, a + 1, a + 2, a + 1, a + 3, a + 2);
  }
  return triangles;
}

/** Draws both eyes into their openings: white, iris, pupil, glint, and the shadow of the lid. */
export function drawEyes(
  canvas: Canvas,
  face: ProjectedFace,
  points: Float64Array,
  rest: Float64Array,
  look: Appearance,
  scene: Scene,
): void {
  const { lids, eyeCorners } = faceTemplate();
  const paint = eyePaint(look, scene);
  eyeCorners.forEach(([inner, outer], eye) => {
    const lidPairs = lids.filter(([upper]) => (rest[upper * 3] > 0) === (eye === 0));
    const order = [[inner, inner], ...lidPairs, [outer, outer]].flat();
    const cx = (rest[inner * 3] + rest[outer * 3]) / 2;
    const cy = (rest[inner * 3 + 1] + rest[outer * 3 + 1]) / 2 + 1.5;
    const [upper, lower] = lidPairs[5];
    const light = face.shade[upper] * 0.3 + face.shade[lower] * 0.7;
    drawRing(canvas, face, points, order, [cx, cy], 1, () => light, paint);
  });
}

function drawRing(
  canvas: Canvas,
  face: ProjectedFace,
  points: Float64Array,
  order: readonly number[],
  [cx, cy]: readonly [number, number],
  behind: number,
  light: (k: number) => number,
  paint: Paint,
): void {
  const screen = new Float64Array(order.length * 3);
  const uv = new Float64Array(order.length * 2);
  const shade = new Float64Array(order.length);
  order.forEach((i, k) => {
    screen.set(face.screen.subarray(i * 3, i * 3 + 3), k * 3);
    screen[k * 3 + 2] -= behind;
    uv[k * 2] = points[i * 3] - cx;
    uv[k * 2 + 1] = points[i * 3 + 1] - cy;
    shade[k] = light(k);
  });
  drawPatch(canvas, { screen, uv, shade, triangles: strip(order.length / 2) }, paint);
}

function eyePaint(look: Appearance, scene: Scene): Paint {
  const reach = 11;
  const ix = reach * Math.sin((scene.gaze[0] * Math.PI) / 180);
  const iy = reach * Math.sin((scene.gaze[1] * Math.PI) / 180);
  const white = 0.62;
  return (x, y, shade) => {
    const fromIris = Math.sqrt((x - ix) ** 2 + (y - iy) ** 2);
    const round = Math.max(0.4, 1 - 0.0022 * (x * x) - 0.011 * Math.max(0, y) ** 2);
    if ((x - ix + 1.7) ** 2 + (y - iy - 2) ** 2 < 1.3) return 0.9;
    if (fromIris < 2.4) return 0.008;
    if (fromIris < 5.9) return (fromIris > 5 ? look.iris * 0.45 : look.iris) * shade * round;
    return white * round * Math.min(1, shade + 0.06);
  };
}

/** Draws what shows between the lips: both rows of teeth, tongue and the dark behind them. */
export function drawMouth(
  canvas: Canvas,
  face: ProjectedFace,
  points: Float64Array,
  rest: Float64Array,
): void {
  const { lips, mouthCorners: [left, right] } = faceTemplate();
  const pairs = [...lips].sort(([a], [b]) => rest[b * 3] - rest[a * 3]);
  const order = [[left, left], ...pairs, [right, right]].flat();
  const [cx, cy] = [
    (rest[left * 3] + rest[right * 3]) / 2,
    pairs.reduce((sum, [a]) => sum + rest[a * 3 + 1], 0) / pairs.length,
  ];
  const drop = jawDrop(points, rest);
  const light = Math.max(0.1, face.shade[pairs[pairs.length >> 1][1]]);
  drawRing(canvas, face, points, order, [cx, cy], 2, () => light, mouthPaint(drop));
}

/** How far the chin has sunk, mm; negative means down. */
function jawDrop(points: Float64Array, rest: Float64Array): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < rest.length; i += 3) {
    if (Math.abs(rest[i]) < 12 && rest[i + 1] < -86) {
      sum += points[i + 1] - rest[i + 1];
      count++;
    }
  }
  return Math.min(0, sum / Math.max(1, count) + 0.4);
}

function mouthPaint(drop: number): Paint {
  return (x, y, shade) => {
    const a = Math.abs(x);
    const dim = Math.max(0.12, 1 - (a / 27) ** 2) * Math.min(1.1, shade);
    const gaps = 0.9 + 0.1 * Math.min(1, 4 * Math.abs(Math.sin(x * 0.4)));
    const upperEdge = -2.2 + 0.006 * a * a;
    if (y > upperEdge) return y > 7.5 ? 0.2 * dim : 0.62 * dim * gaps;
    const lowerEdge = -2.6 + 0.9 * drop + 0.007 * a * a;
    if (y < lowerEdge) return y < lowerEdge - 7 ? 0.16 * dim : 0.46 * dim * gaps;
    return y < lowerEdge + 4.5 ? 0.07 * dim : 0.018;
  };
}
