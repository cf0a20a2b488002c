/** A box of space, metres: what a grid covers along x, y and z. */
export interface VoxelBox {
  readonly low: readonly [x: number, y: number, z: number];
  readonly high: readonly [x: number, y: number, z: number];
}

/** Voxels along each axis: the assignment's 24. */
export const VOXELS = 24;

/** Settings of {@link voxelize}. */
export interface VoxelizeOptions {
  /**
   * What the grid covers. `"cloud"` (the default): this cloud's own extent, axis by axis, so that the
   * face always fills the grid, and its size and proportions are lost. A box: the same for all
   * clouds, so that a voxel is the same place in space; points outside count in the nearest voxel.
   */
  readonly box?: "cloud" | VoxelBox;
  /** Voxels along each axis; 24 by default. */
  readonly size?: number;
  /** Where to count, `[size, size, size]`; zeroed first. A new array by default. */
  readonly into?: Float32Array;
}

/** The cube of 0.24 m about the origin of ARKit's face anchor: every face fits, 1 cm to a voxel. */
export const HEAD_CUBE: VoxelBox = { low: [-0.12, -0.12, -0.12], high: [0.12, 0.12, 0.12] };

/**
 * Step 10 of the assignment: a grid of zeros, incremented at the voxel of each point.
 *
 * Nothing is lost or counted twice: the grid's sum is the number of points. A point on the upper face
 * of the box belongs to the last voxel. Along an axis without extent all points fall into voxel 0.
 *
 * @param cloud `[n, 3]` metres, or any unit with the default box.
 * @returns `[size, size, size]` float32 counts, x slowest, z fastest.
 * @throws {RangeError} for values that are not finite, an empty cloud, or a box without extent.
 *
 * @example
 * ```ts
 * import { voxelize } from "#lib/preprocess/voxelize.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const grid = voxelize([0, 0, 0, 1, 1, 1, 1, 1, 0.2], { size: 2 });
 * deepStrictEqual([...grid], [1, 0, 0, 0, 0, 0, 1, 1]);
 * ```
 */
export function voxelize(
  cloud: ArrayLike<number>,
  { box = "cloud", size = VOXELS, into = new Float32Array(size ** 3) }: VoxelizeOptions = {},
): Float32Array {
  checkPoints(cloud);
  const { low, high } = box === "cloud" ? extentOf(cloud) : checked(box);
  if (into.length !== size ** 3) {
    throw new RangeError(
      `a grid of ${size} voxels an axis needs ${size ** 3} places, not ${into.length}`,
    );
  }
  into.fill(0);
  const [x0, y0, z0] = low;
  const per = (axis: number) => high[axis] > low[axis] ? size / (high[axis] - low[axis]) : 0;
  const [sx, sy, sz] = [per(0), per(1), per(2)];
  const last = size - 1;
  for (let i = 0; i < cloud.length; i += 3) {
    const x = (cloud[i] - x0) * sx;
    const y = (cloud[i + 1] - y0) * sy;
    const z = (cloud[i + 2] - z0) * sz;
    // Compared before they are cut to whole numbers, which would wrap around beyond 2^31.
    const column = x >= size ? last : x > 0 ? x | 0 : 0;
    const row = y >= size ? last : y > 0 ? y | 0 : 0;
    const layer = z >= size ? last : z > 0 ? z | 0 : 0;
    into[(column * size + row) * size + layer]++;
  }
  return into;
}

function checkPoints(cloud: ArrayLike<number>): void {
  if (cloud.length === 0 || cloud.length % 3) {
    throw new RangeError(`${cloud.length} numbers are no cloud of points with x, y and z`);
  }
  let sum = 0;
  for (let i = 0; i < cloud.length; i++) sum += cloud[i];
  if (!Number.isFinite(sum)) throw new RangeError("a cloud to be voxelised holds NaN or infinity");
}

function extentOf(cloud: ArrayLike<number>): VoxelBox {
  const low: [number, number, number] = [Infinity, Infinity, Infinity];
  const high: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < cloud.length; i += 3) {
    for (let k = 0; k < 3; k++) {
      const value = cloud[i + k];
      if (value < low[k]) low[k] = value;
      if (value > high[k]) high[k] = value;
    }
  }
  return { low, high };
}

function checked(box: VoxelBox): VoxelBox {
  if ([0, 1, 2].every((k) => box.low[k] < box.high[k])) return box;
  throw new RangeError(`a box from [${box.low}] to [${box.high}] has no room for voxels`);
}
