import { type VoxelBox, voxelize, VOXELS } from "../preprocess/voxelize.ts";
import { cloudAt } from "./cloud_at.ts";
import type { Dataset } from "./dataset.ts";

/**
 * What the voxel models of this project look at, in the frame of the average face: from below the chin
 * to the middle of the forehead, without the cheeks' rims, where nothing tells expressions apart.
 * Voxels of 5.3 x 6.5 x 3.8 mm; jaws, rims and foreheads beyond count in the outermost ones.
 */
export const FACE_BOX: VoxelBox = { low: [-0.064, -0.096, -0.008], high: [0.064, 0.06, 0.084] };

/**
 * Aligned clouds as grids of counts for a 3-D CNN.
 *
 * @param clouds aligned ones, as of `alignClouds`.
 * @param shift how far the grid lies aside of `FACE_BOX` along each axis, in voxels. Default 0.
 * @returns the same samples, `[n, 24, 24, 24, 1]` float32 counts.
 */
export function cloudVoxels(
  clouds: Dataset<Float32Array>,
  shift: readonly [number, number, number] = [0, 0, 0],
): Dataset<Float32Array> {
  const n = clouds.ids.length;
  const width = VOXELS ** 3;
  const box = shifted(FACE_BOX, shift);
  const x = new Float32Array(n * width);
  for (let i = 0; i < n; i++) {
    voxelize(cloudAt(clouds, i), { box, into: x.subarray(i * width, (i + 1) * width) });
  }
  return { ...clouds, itemShape: [VOXELS, VOXELS, VOXELS, 1], x };
}

function shifted({ low, high }: VoxelBox, shift: readonly number[]): VoxelBox {
  const move = (corner: readonly number[]) =>
    corner.map((at, k) => at + shift[k] * (high[k] - low[k]) / VOXELS) as [number, number, number];
  return { low: move(low), high: move(high) };
}
