import type { Rng } from "../../core/rng.ts";
import { FACE_POINTS, faceTemplate } from "./face_template.ts";

/** Where the points of a cloud lie on the mesh: each within a triangle, by three corners and shares. */
export interface PointLayout {
  /** `[1220, 3]` corners in the template. */
  readonly corners: Uint16Array;
  /** `[1220, 3]` shares of the corners; rows sum to 1. */
  readonly shares: Float64Array;
}

/**
 * Draws another way of spreading 1220 points over the same face, as another maker's mesh would:
 * about as dense in each region, but in other places.
 *
 * A voxel grid counts points, so a model trained on one mesh alone learns that mesh. Clouds with a
 * layout of their own for each person make it look at the surface instead. Points slide over the
 * surface: all of them in slow waves, each a little on its own; one that would leave the face stays.
 */
export function drawPointLayout(rng: Rng): PointLayout {
  const { flat, triangles } = faceTemplate();
  const waves = Array.from({ length: 6 }, () => {
    const length = rng.uniform(35, 120);
    const angle = rng.uniform(0, 2 * Math.PI);
    const size = rng.uniform(0, 0.035) * length;
    const way = rng.uniform(0, 2 * Math.PI);
    return {
      kx: (2 * Math.PI * Math.cos(angle)) / length,
      ky: (2 * Math.PI * Math.sin(angle)) / length,
      phase: rng.uniform(0, 2 * Math.PI),
      x: size * Math.cos(way),
      y: size * Math.sin(way),
    };
  });
  const find = triangleFinder(flat, triangles);
  const corners = new Uint16Array(FACE_POINTS * 3);
  const shares = new Float64Array(FACE_POINTS * 3);
  for (let i = 0; i < FACE_POINTS; i++) {
    let [x, y] = [flat[i * 2], flat[i * 2 + 1]];
    for (const wave of waves) {
      const height = Math.sin(wave.kx * x + wave.ky * y + wave.phase);
      x += wave.x * height;
      y += wave.y * height;
    }
    const far = 0.35 * spacingAt(i);
    const place = find(x + rng.normal(0, far), y + rng.normal(0, far));
    corners.set(place?.corners ?? [i, i, i], i * 3);
    shares.set(place?.shares ?? [1, 0, 0], i * 3);
  }
  return { corners, shares };
}

/** The points of a face in another layout: `[1220, 3]`, in the unit of `points`. */
export function applyPointLayout(points: Float64Array, layout: PointLayout): Float64Array {
  const { corners, shares } = layout;
  const result = new Float64Array(points.length);
  for (let i = 0; i < result.length; i += 3) {
    for (let c = 0; c < 3; c++) {
      const from = corners[i + c] * 3;
      for (let k = 0; k < 3; k++) result[i + k] += shares[i + c] * points[from + k];
    }
  }
  return result;
}

let spacings: Float64Array | undefined;

/** Mean length of the mesh's edges at a point, in the flat layout, mm. */
function spacingAt(point: number): number {
  if (!spacings) {
    const { flat, triangles } = faceTemplate();
    const sums = new Float64Array(FACE_POINTS);
    const counts = new Float64Array(FACE_POINTS);
    for (let t = 0; t < triangles.length; t++) {
      const [a, b] = [triangles[t], triangles[t % 3 === 2 ? t - 2 : t + 1]];
      const length = Math.hypot(flat[a * 2] - flat[b * 2], flat[a * 2 + 1] - flat[b * 2 + 1]);
      for (const i of [a, b]) {
        sums[i] += length;
        counts[i]++;
      }
    }
    spacings = sums.map((sum, i) => sum / counts[i]);
  }
  return spacings[point];
}

type Place = { corners: readonly number[]; shares: readonly number[] };

/** Finds the triangle of the flat layout at a place, by a grid of cells 8 mm wide. */
function triangleFinder(flat: Float64Array, triangles: Uint16Array) {
  const [cell, columns] = [8, 24];
  const key = (x: number, y: number) =>
    Math.floor((y + 100) / cell) * columns + Math.floor((x + 80) / cell);
  const cells = new Map<number, number[]>();
  for (let t = 0; t < triangles.length; t += 3) {
    const xs = [0, 1, 2].map((k) => flat[triangles[t + k] * 2]);
    const ys = [0, 1, 2].map((k) => flat[triangles[t + k] * 2 + 1]);
    const [x1, y1] = [Math.max(...xs), Math.max(...ys)];
    for (let y = Math.min(...ys); y < y1 + cell; y += cell) {
      for (let x = Math.min(...xs); x < x1 + cell; x += cell) {
        const at = key(Math.min(x, x1), Math.min(y, y1));
        const list = cells.get(at) ?? [];
        if (list.at(-1) !== t) list.push(t);
        cells.set(at, list);
      }
    }
  }
  return (x: number, y: number): Place | undefined => {
    for (const t of cells.get(key(x, y)) ?? []) {
      const corners = [triangles[t], triangles[t + 1], triangles[t + 2]];
      const [a, b, c] = corners.map((i) => [flat[i * 2], flat[i * 2 + 1]]);
      const area = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
      const second = ((x - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (y - a[1])) / area;
      const third = ((b[0] - a[0]) * (y - a[1]) - (x - a[0]) * (b[1] - a[1])) / area;
      if (second < 0 || third < 0 || second + third > 1) continue;
      return { corners, shares: [1 - second - third, second, third] };
    }
    return undefined;
  };
}
