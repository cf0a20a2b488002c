import { inverse, Matrix, solve } from "ml-matrix";
import type { FaceReference } from "./face_reference.ts";
import { nearestPoints } from "./nearest_points.ts";

/** Where the reference lies on a face: `point = linear · reference point + shift`. */
export interface Placement {
  /** `[3, 3]` row-major, close to the identity. */
  readonly linear: readonly number[];
  /** Metres. */
  readonly shift: readonly number[];
}

/** Share of the points that a fit goes by; the rest lies where faces differ or the mask ends. */
const TRIMMED = 0.8;
const ROUNDS = 10;
/** Every so many of the reference's points guide the fit. */
const STRIDE = 5;

/**
 * Lays the reference over a face: iterated closest points (Besl & McKay 1992) with the farthest fifth
 * left out (Chetverikov et al. 2002), affine, so that wide, long and deep faces are met as well as
 * large, shifted and turned ones.
 *
 * @param cloud `[m, 3]` metres, roughly upright and facing +z.
 * @throws {RangeError} for fewer than 100 points, or values that are not finite.
 */
export function placeReference(
  { points }: FaceReference,
  cloud: Float32Array | Float64Array,
): Placement {
  if (cloud.length < 300 || !cloud.every(Number.isFinite)) {
    throw new RangeError(
      `a cloud of ${cloud.length / 3} points cannot be compared with a face: it needs at least ` +
        "100 points, all finite",
    );
  }
  const guides = Float64Array.from(
    { length: Math.ceil(points.length / 3 / STRIDE) * 3 },
    (_, i) => points[Math.floor(i / 3) * STRIDE * 3 + i % 3],
  );
  let placement: Placement = {
    linear: [1, 0, 0, 0, 1, 0, 0, 0, 1],
    shift: [0, 1, 2].map((k) => medianOf(cloud, k) - medianOf(points, k)),
  };
  for (let round = 0; round < ROUNDS; round++) {
    const { index, squared } = nearestPoints(placePoints(guides, placement), cloud);
    const limit = squared.toSorted()[Math.floor(squared.length * TRIMMED)];
    const kept = [...index.keys()].filter((i) => squared[i] <= limit);
    const from = new Matrix(
      kept.map((i) => [guides[i * 3], guides[i * 3 + 1], guides[i * 3 + 2], 1]),
    );
    const to = new Matrix(kept.map((i) => [0, 1, 2].map((k) => cloud[index[i] * 3 + k])));
    const across = from.transpose();
    const map = solve(across.mmul(from), across.mmul(to));
    placement = {
      linear: map.subMatrix(0, 2, 0, 2).transpose().to1DArray(),
      shift: map.getRow(3),
    };
  }
  return placement;
}

/** Points of the reference's frame, `[n, 3]` metres, where they lie on the face. */
export function placePoints(points: Float64Array, { linear, shift }: Placement): Float64Array {
  const placed = new Float64Array(points.length);
  for (let i = 0; i < points.length; i += 3) transform(points, linear, shift, placed, i);
  return placed;
}

/**
 * A cloud in the reference's frame: turned, shifted and stretched so that the reference lies over it.
 * What is left is the shape of the face and its expression, not its size, pose and proportions.
 *
 * @param cloud `[m, 3]` metres, roughly upright and facing +z.
 * @returns `[m, 3]` metres, a new array.
 */
export function alignCloud(reference: FaceReference, cloud: Float32Array): Float32Array {
  const { linear, shift } = placeReference(reference, cloud);
  const back = inverse(Matrix.from1DArray(3, 3, [...linear]));
  const from = back.mmul(Matrix.columnVector([...shift])).to1DArray().map((v) => -v);
  const aligned = new Float32Array(cloud.length);
  const turned = back.to1DArray();
  for (let i = 0; i < cloud.length; i += 3) transform(cloud, turned, from, aligned, i);
  return aligned;
}

function transform(
  points: ArrayLike<number>,
  m: readonly number[],
  shift: readonly number[],
  into: Float32Array | Float64Array,
  i: number,
): void {
  const [x, y, z] = [points[i], points[i + 1], points[i + 2]];
  into[i] = m[0] * x + m[1] * y + m[2] * z + shift[0];
  into[i + 1] = m[3] * x + m[4] * y + m[5] * z + shift[1];
  into[i + 2] = m[6] * x + m[7] * y + m[8] * z + shift[2];
}

function medianOf(points: ArrayLike<number>, axis: number): number {
  const values = Float64Array.from({ length: points.length / 3 }, (_, i) => points[i * 3 + axis]);
  return values.sort()[values.length >> 1];
}
